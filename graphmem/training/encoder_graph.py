"""The sentence encoder as an ONNX graph, written from the weights of a BERT-shaped model.

One forward pass of a BERT encoder, mean pooling over the attention mask and L2 normalisation.
The graph is written rather than traced: tracing leaves dozens of small operators per layer, and
a written graph lets the precisions differ in nothing but their linear layers.

Axis names: ``batch`` texts, ``seq`` tokens of the longest text, ``rows`` = batch * seq, ``d``
hidden size.

Source: Devlin et al., 2019, "BERT", arXiv:1810.04805; Reimers and Gurevych, 2019,
"Sentence-BERT", arXiv:1908.10084 (mean pooling).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import onnx
from onnx import TensorProto

from graphmem.training.onnx_graph import CONTRIB, Floats, GraphBuilder

Weights = Mapping[str, Floats]


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


class Precision(Protocol):
    """How weights are stored and multiplied."""

    def words(self, graph: GraphBuilder, table: Floats, ids: str) -> str:
        """Look up word vectors. Shape: (batch, seq, d)."""
        ...

    def linear(self, graph: GraphBuilder, name: str, x: str, weight: Floats) -> str:
        """Multiply rows by a weight (d_in, d_out), without the bias. Shape: (rows, d_out)."""
        ...


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of activations, divided by ``spread`` (d,) unless that is None. Shape: (rows, d)."""

    name: str
    spread: Floats | None


def build(
    weights: Weights, shape: Shape, precision: Precision, spread: Weights | None = None
) -> onnx.ModelProto:
    """Write ``input_ids, attention_mask -> embedding (batch, d)`` with unit rows.

    Args:
        weights: State dict of a BERT model, names as in transformers (``embeddings...``).
        shape: Sizes of the model.
        precision: How the linear layers and the word table are stored.
        spread: By layer norm, what its output is divided by and the linear layers that read it
            are multiplied by: without effect on the result, but it evens out the channels, so
            that bytes resolve them alike. Shape of each: (d,).

    Source (of ``spread``): Xiao et al., 2023, "SmoothQuant", arXiv:2211.10438, eq. 3. Differs:
    the divisor is a power of the channel's root mean square, see ``calibrate``.
    """
    return EncoderWriter(weights, shape, precision, spread or {}).write()


class EncoderWriter:
    """Writes the layers; what stands on them is for ``write``, or a subclass, to add."""

    def __init__(
        self, weights: Weights, shape: Shape, precision: Precision, spread: Weights
    ) -> None:
        self.graph = GraphBuilder()
        self.weights = weights
        self.shape = shape
        self.precision = precision
        self.spread = spread

    def write(self) -> onnx.ModelProto:
        """Write the sentence encoder."""
        self.pool(self.layers())
        return self.graph.model(
            ["input_ids", "attention_mask"],
            "embedding",
            name="sentence_encoder",
            dimension=self.shape.hidden,
        )

    def layers(self) -> Rows:
        """Write everything up to the last layer norm. Shape: (rows, d)."""
        graph = self.graph
        self.mask = graph.node("Cast", ["attention_mask"], to=TensorProto.INT32)
        tokens = graph.node("Shape", ["input_ids"])
        self.tokens = graph.node("Concat", [tokens, graph.integers(self.shape.hidden)], axis=0)
        rows = self.embed()
        for layer in range(self.shape.layers):
            rows = self.layer(f"encoder.layer.{layer}.", rows)
        return rows

    def embed(self) -> Rows:
        """Word + position + segment vectors, normalised. Shape: (rows, d)."""
        graph, weights = self.graph, self.weights
        table = weights["embeddings.word_embeddings.weight"]
        words = self.words(table)
        # A single segment is ever used, so its vector is folded into the positions.
        places = weights["embeddings.position_embeddings.weight"][: self.shape.max_tokens]
        places = places + weights["embeddings.token_type_embeddings.weight"][0]
        length = graph.node("Shape", ["input_ids"], start=1, end=2)
        zero = graph.integers(0)
        used = graph.node("Slice", [graph.constant("positions", places), zero, length, zero])
        return self.norm("embeddings.LayerNorm", self.flat(graph.node("Add", [words, used])))

    def words(self, table: Floats) -> str:
        """Look up word vectors. Shape: (batch, seq, d)."""
        return self.precision.words(self.graph, table, "input_ids")

    def layer(self, name: str, rows: Rows) -> Rows:
        """One transformer layer. Shape in and out: (rows, d)."""
        graph = self.graph
        seen = self.attention(f"{name}attention.self.", rows)
        rows = self.skip_norm(f"{name}attention.output.", Rows(seen, None), rows)
        wide = self.linear(f"{name}intermediate.dense", rows)  # (rows, 4 d)
        wide = graph.node(
            "BiasGelu", [wide, self.bias(f"{name}intermediate.dense")], domain=CONTRIB
        )
        return self.skip_norm(f"{name}output.", Rows(wide, None), rows)

    def attention(self, name: str, rows: Rows) -> str:
        """Multi-head self-attention before its output layer. Shape: (rows, d)."""
        parts = [f"{name}{part}" for part in ("query", "key", "value")]
        inputs = [self.graph.node("Reshape", [self.linear(p, rows), self.tokens]) for p in parts]
        bias = np.concatenate([self.weights[f"{p}.bias"] for p in parts])
        inputs += [self.graph.constant(f"{name}bias", bias), self.mask]
        heads = self.shape.heads
        return self.flat(
            self.graph.node("MultiHeadAttention", inputs, domain=CONTRIB, num_heads=heads)
        )

    def skip_norm(self, name: str, x: Rows, skip: Rows) -> Rows:
        """Linear layer, residual and layer norm. Shape: (rows, d).

        onnxruntime's fused operator for this is a scalar loop on the CPU and far slower.
        """
        graph = self.graph
        through = graph.node("Add", [self.linear(f"{name}dense", x), self.bias(f"{name}dense")])
        residual = skip.name
        if skip.spread is not None:
            spread = graph.constant(f"{skip.name}.spread", skip.spread)
            residual = graph.node("Mul", [skip.name, spread])
        return self.norm(f"{name}LayerNorm", graph.node("Add", [through, residual]))

    def norm(self, name: str, x: str) -> Rows:
        """Layer norm, divided by its spread."""
        spread = self.spread.get(name)
        inputs = [x]
        for part in ("weight", "bias"):
            value = self.weights[f"{name}.{part}"]
            value = value if spread is None else value / spread
            inputs.append(self.graph.constant(f"{name}.{part}", value))
        epsilon = self.shape.norm_epsilon
        made = self.graph.node("LayerNormalization", inputs, axis=-1, epsilon=epsilon)
        return Rows(made, spread)

    def linear(self, name: str, x: Rows) -> str:
        """Multiply by a stored weight, undoing the division of its input."""
        weight = self.weights[f"{name}.weight"].T  # (d_in, d_out)
        if x.spread is not None:
            weight = weight * x.spread[:, None]
        return self.precision.linear(self.graph, name, x.name, weight)

    def bias(self, name: str) -> str:
        """Add the bias of a linear layer."""
        return self.graph.constant(f"{name}.bias", self.weights[f"{name}.bias"])

    def flat(self, x: str) -> str:
        """Shape (batch, seq, d) to (rows, d)."""
        return self.graph.node("Reshape", [x, self.graph.integers(-1, self.shape.hidden)])

    def pool(self, rows: Rows) -> None:
        """Mean over real tokens, then unit length. Shape: (batch, d)."""
        graph, axis = self.graph, self.graph.integers(1)
        tokens = graph.node("Reshape", [rows.name, self.tokens])  # (batch, seq, d)
        mask = graph.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        total = graph.node("MatMul", [graph.node("Unsqueeze", [mask, axis]), tokens])
        total = graph.node("Squeeze", [total, axis])  # (batch, d)
        # The sum has the mean's direction, and only the direction is kept.
        length = graph.node("ReduceL2", [total], axes=[1], keepdims=1)
        tiny = graph.constant("tiny", np.array(1e-12, np.float32))
        graph.node("Div", [total, graph.node("Max", [length, tiny])])
