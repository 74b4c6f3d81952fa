"""The sentence encoder as an ONNX graph, built from the weights of a BERT-shaped model.

One forward pass of a BERT encoder, mean pooling over the attention mask and L2 normalisation.
The graph is written with onnxruntime's fused operators (attention, skip + layer norm, bias +
GELU) instead of being traced: the tracer's dozens of small operators per layer cost time on a
CPU, and a written graph lets every precision differ in nothing but its linear layers.

Axis names: ``batch`` texts, ``seq`` tokens of the longest text, ``rows`` = batch * seq, ``d``
hidden size.

Source: Devlin et al., 2019, "BERT", arXiv:1810.04805; Reimers and Gurevych, 2019,
"Sentence-BERT", arXiv:1908.10084 (mean pooling).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
CONTRIB = "com.microsoft"
Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the model.

    Attributes:
        max_tokens: Longest input; the position table is cut to it.
        norm_epsilon: Of the layer norms.
    """

    layers: int
    heads: int
    hidden: int
    max_tokens: int
    norm_epsilon: float


@dataclass
class GraphBuilder:
    """Collects nodes and constants under unique names."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant once and return its name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(
        self, op: str, inputs: list[str], *, domain: str = "", **attributes: float | int | list[int]
    ) -> str:
        """Add a one-output node and return the name of its output."""
        name = f"{op}_{len(self.nodes)}"
        made = helper.make_node(op, inputs, [name], name=name, domain=domain, **attributes)
        self.nodes.append(made)
        return name


class Precision(Protocol):
    """How weights are stored and multiplied."""

    def words(self, graph: GraphBuilder, table: NDArray[np.float32], ids: str) -> str:
        """Look up word vectors. Shape: (batch, seq, d)."""
        ...

    def linear(self, graph: GraphBuilder, name: str, x: str, weight: NDArray[np.float32]) -> str:
        """Multiply rows by a weight (d_in, d_out), without the bias. Shape: (rows, d_out)."""
        ...


def build(weights: Weights, shape: Shape, precision: Precision) -> onnx.ModelProto:
    """Build ``input_ids, attention_mask -> embedding (batch, d)`` with unit rows.

    Args:
        weights: State dict of a BERT model, names as in transformers (``embeddings...``).
        shape: Sizes of the model.
        precision: How the linear layers and the word table are stored.
    """
    graph = GraphBuilder()
    hidden = _embed(graph, weights, shape, precision)
    mask = graph.node("Cast", ["attention_mask"], to=TensorProto.INT32)
    for layer in range(shape.layers):
        prefix = f"encoder.layer.{layer}."
        scope = {k.removeprefix(prefix): v for k, v in weights.items() if k.startswith(prefix)}
        hidden = _layer(graph, f"l{layer}.", scope, hidden, mask, shape, precision)
    graph.nodes.append(helper.make_node("Identity", [_pool(graph, hidden)], ["embedding"]))
    return _model(graph, shape)


def _embed(graph: GraphBuilder, weights: Weights, shape: Shape, precision: Precision) -> str:
    """Word + position + segment vectors, normalised. Shape: (rows, d)."""
    table = weights["embeddings.word_embeddings.weight"]
    words = precision.words(graph, table, "input_ids")  # (batch, seq, d)
    # A single segment is ever used, so its vector is folded into the positions.
    places = weights["embeddings.position_embeddings.weight"][: shape.max_tokens]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    length = graph.node("Shape", ["input_ids"], start=1, end=2)
    zero = graph.constant("zero", np.array([0], np.int64))
    used = graph.node("Slice", [graph.constant("positions", places), zero, length, zero])
    summed = graph.node("Add", [words, used])
    hidden = _norm(graph, "embeddings.", summed, weights, "embeddings.LayerNorm", shape)
    return graph.node(
        "Reshape", [hidden, graph.constant("rows", np.array([-1, shape.hidden], np.int64))]
    )


def _norm(graph: GraphBuilder, name: str, x: str, scope: Weights, norm: str, shape: Shape) -> str:
    """Layer norm. onnxruntime's fused skip variant is a scalar loop on the CPU and far slower."""
    scale = graph.constant(f"{name}scale", scope[f"{norm}.weight"])
    shift = graph.constant(f"{name}shift", scope[f"{norm}.bias"])
    return graph.node("LayerNormalization", [x, scale, shift], axis=-1, epsilon=shape.norm_epsilon)


def _layer(
    graph: GraphBuilder,
    name: str,
    scope: Weights,
    hidden: str,
    mask: str,
    shape: Shape,
    precision: Precision,
) -> str:
    """One transformer layer. Shape in and out: (rows, d)."""
    attended = _attention(graph, name, scope, hidden, mask, shape, precision)

    def linear(part: str, x: str) -> str:
        return precision.linear(graph, name + part, x, scope[f"{part}.weight"].T)

    def skip_norm(part: str, x: str, skip: str) -> str:
        bias = graph.constant(f"{name}{part}.dense.bias", scope[f"{part}.dense.bias"])
        summed = graph.node("Add", [graph.node("Add", [x, bias]), skip])
        return _norm(graph, f"{name}{part}.", summed, scope, f"{part}.LayerNorm", shape)

    hidden = skip_norm("attention.output", linear("attention.output.dense", attended), hidden)
    wide = linear("intermediate.dense", hidden)  # (rows, 4 d)
    bias = graph.constant(f"{name}intermediate.bias", scope["intermediate.dense.bias"])
    wide = graph.node("BiasGelu", [wide, bias], domain=CONTRIB)
    return skip_norm("output", linear("output.dense", wide), hidden)


def _attention(
    graph: GraphBuilder,
    name: str,
    scope: Weights,
    hidden: str,
    mask: str,
    shape: Shape,
    precision: Precision,
) -> str:
    """Multi-head self-attention before its output layer. Shape in and out: (rows, d)."""
    size = graph.constant("hidden_size", np.array([shape.hidden], np.int64))
    if "batch_shape" not in {o for n in graph.nodes for o in n.output}:
        tokens = graph.node("Shape", ["input_ids"])
        graph.nodes.append(helper.make_node("Concat", [tokens, size], ["batch_shape"], axis=0))
    parts: list[str] = []
    for part in ("query", "key", "value"):
        weight = scope[f"attention.self.{part}.weight"].T
        flat = precision.linear(graph, name + part, hidden, weight)
        parts.append(graph.node("Reshape", [flat, "batch_shape"]))  # (batch, seq, d)
    joined = np.concatenate([scope[f"attention.self.{p}.bias"] for p in ("query", "key", "value")])
    inputs = [*parts, graph.constant(f"{name}attention.bias", joined), mask]
    out = graph.node("MultiHeadAttention", inputs, domain=CONTRIB, num_heads=shape.heads)
    return graph.node(
        "Reshape", [out, graph.constant("rows", np.array([-1, shape.hidden], np.int64))]
    )


def _pool(graph: GraphBuilder, hidden: str) -> str:
    """Mean over real tokens, then unit length. Shape: (batch, d)."""
    tokens = graph.node("Reshape", [hidden, "batch_shape"])  # (batch, seq, d)
    mask = graph.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    axes = graph.constant("axis_1", np.array([1], np.int64))
    total = graph.node("MatMul", [graph.node("Unsqueeze", [mask, axes]), tokens])  # (batch, 1, d)
    total = graph.node("Squeeze", [total, axes])
    # Dividing by the number of tokens would be undone by the normalisation: the mean's direction
    # is the sum's.
    length = graph.node("ReduceL2", [total], axes=[1], keepdims=1)
    tiny = graph.constant("tiny", np.array(1e-12, np.float32))
    return graph.node("Div", [total, graph.node("Max", [length, tiny])])


def _model(graph: GraphBuilder, shape: Shape) -> onnx.ModelProto:
    """Wrap nodes and constants into a checked model."""
    axes = ["batch", "seq"]
    body = helper.make_graph(
        graph.nodes,
        "sentence_encoder",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, axes),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT64, axes),
        ],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", shape.hidden])],
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(body, opset_imports=opsets, ir_version=8)
    model.producer_name = "graphmem"
    return model
