"""Candidate precisions of the encoder: how a linear layer and the word table are stored.

``Float32`` is the reference. ``Float16Stored`` halves the file and computes in float32.
``BlockInt8`` keeps 8-bit weights in blocks (MatMulNBits). ``RowInt8`` multiplies in integers and
scales each row of activations by its own maximum, so that a text's vector does not depend on its
neighbours in the batch; ``DynamicInt8`` is the usual kind, which scales over the whole batch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

from graphmem.training.onnx_graph import CONTRIB, Floats, GraphBuilder

_TINY = np.float32(1e-9)


def int8_rows(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Quantise each row by its own maximum.

    Returns:
        Codes (n, d) and scales (n, 1); codes * scales approximates the table.
    """
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, _TINY).astype(np.float32)
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale


def int8_columns(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Quantise each column by its own maximum: codes (d_in, d_out) and scales (d_out,)."""
    codes, scale = int8_rows(weight.T)
    return np.ascontiguousarray(codes.T), scale[:, 0]


def _int8_words(graph: GraphBuilder, table: Floats, ids: str) -> str:
    codes, scale = int8_rows(table)
    rows = graph.node("Gather", [graph.constant("words", codes), ids])
    scales = graph.node("Gather", [graph.constant("words.scale", scale), ids])
    return graph.node("Mul", [graph.node("Cast", [rows], to=TensorProto.FLOAT), scales])


@dataclass(frozen=True, slots=True)
class Float32:
    """Everything in float32."""

    def words(self, graph: GraphBuilder, table: Floats, ids: str) -> str:
        """Look up float32 rows."""
        return graph.node("Gather", [graph.constant("words", table), ids])

    def linear(self, graph: GraphBuilder, name: str, x: str, weight: Floats) -> str:
        """Multiply in float32."""
        return graph.node("MatMul", [x, graph.constant(name, weight)])


@dataclass(frozen=True, slots=True)
class Float16Stored:
    """Weights in float16, widened to float32 when the session is made."""

    def words(self, graph: GraphBuilder, table: Floats, ids: str) -> str:
        """Look up float16 rows and widen them."""
        rows = graph.node("Gather", [graph.constant("words", table.astype(np.float16)), ids])
        return graph.node("Cast", [rows], to=TensorProto.FLOAT)

    def linear(self, graph: GraphBuilder, name: str, x: str, weight: Floats) -> str:
        """Multiply in float32 by widened weights."""
        stored = graph.constant(name, weight.astype(np.float16))
        return graph.node("MatMul", [x, graph.node("Cast", [stored], to=TensorProto.FLOAT)])


@dataclass(frozen=True, slots=True)
class BlockInt8:
    """8-bit weights in blocks along the input axis (MatMulNBits).

    Attributes:
        block: Weights per scale, a power of two from 16.
        accuracy_level: 4 computes in int8, 0 in float32.
    """

    block: int
    accuracy_level: int = 4

    def words(self, graph: GraphBuilder, table: Floats, ids: str) -> str:
        """Look up int8 rows."""
        return _int8_words(graph, table, ids)

    def linear(self, graph: GraphBuilder, name: str, x: str, weight: Floats) -> str:
        """Multiply by blockwise 8-bit weights (codes are offset by 128)."""
        d_in, d_out = weight.shape
        blocks = weight.T.reshape(d_out * (d_in // self.block), self.block)
        codes, scale = int8_rows(blocks)
        packed = (codes.astype(np.int16) + 128).astype(np.uint8)
        shaped = packed.reshape(d_out, d_in // self.block, self.block)
        inputs = [
            x,
            graph.constant(name, shaped),
            graph.constant(f"{name}.scale", scale.reshape(d_out, d_in // self.block)),
        ]
        return graph.node(
            "MatMulNBits",
            inputs,
            domain=CONTRIB,
            K=d_in,
            N=d_out,
            bits=8,
            block_size=self.block,
            accuracy_level=self.accuracy_level,
        )


@dataclass
class RowInt8:
    """Integer products with one activation scale per row and one weight scale per column.

    Activations are stored as unsigned codes around 128: the product of unsigned by signed bytes
    is the one that processors have an instruction for.
    """

    def __post_init__(self) -> None:
        self._quantised: dict[str, tuple[str, str]] = {}

    def words(self, graph: GraphBuilder, table: Floats, ids: str) -> str:
        """Look up int8 rows."""
        return _int8_words(graph, table, ids)

    def linear(self, graph: GraphBuilder, name: str, x: str, weight: Floats) -> str:
        """Multiply bytes, then scale columns and rows back."""
        codes, column_scale = int8_columns(weight)
        quantised, row_scale = self._quantise(graph, x)
        inputs = [
            quantised,
            graph.constant(name, codes),
            graph.constant("one", np.array(1, np.float32)),
            graph.constant(f"{name}.scale", column_scale),
            graph.constant("middle", np.array(128, np.uint8)),
        ]
        product = graph.node("MatMulIntegerToFloat", inputs, domain=CONTRIB)
        return graph.node("Mul", [product, row_scale])

    def _quantise(self, graph: GraphBuilder, x: str) -> tuple[str, str]:
        """Codes (rows, d) and scales (rows, 1) of activations; shared by layers that read them."""
        if x not in self._quantised:
            top = graph.node("ReduceMax", [graph.node("Abs", [x])], axes=[1], keepdims=1)
            floor = graph.constant("floor", np.array(1e-9, np.float32))
            step = graph.constant("step", np.array(1 / 127, np.float32))
            scale = graph.node("Max", [graph.node("Mul", [top, step]), floor])
            flat = graph.node("Squeeze", [scale, graph.integers(1)])
            middle = graph.constant("middle", np.array(128, np.uint8))
            zeros = graph.node("Expand", [middle, graph.node("Shape", [flat])])
            codes = graph.node("QuantizeLinear", [x, flat, zeros], axis=0)
            self._quantised[x] = codes, scale
        return self._quantised[x]


@dataclass
class DynamicInt8:
    """Integer products with one activation scale for the whole batch; for comparison."""

    def __post_init__(self) -> None:
        self._quantised: dict[str, list[str]] = {}

    def words(self, graph: GraphBuilder, table: Floats, ids: str) -> str:
        """Look up int8 rows."""
        return _int8_words(graph, table, ids)

    def linear(self, graph: GraphBuilder, name: str, x: str, weight: Floats) -> str:
        """Multiply with DynamicQuantizeMatMul."""
        codes, scale = int8_columns(weight)
        inputs = [x, graph.constant(name, codes), graph.constant(f"{name}.scale", scale)]
        return graph.node("DynamicQuantizeMatMul", inputs, domain=CONTRIB)
