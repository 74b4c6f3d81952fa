"""The extraction network as an ONNX graph: the encoder's layers, then all heads.

Axis names as in ``model``; ``rows`` = B * N after the words' first pieces are gathered. There are
as many places for nodes as for pieces (N = S).
"""

from __future__ import annotations

import onnx
from onnx import TensorProto

from graphmem.psm.parse_session import INPUTS
from graphmem.training.encoder_graph import EncoderWriter, Precision, Rows, Shape, Weights
from graphmem.training.onnx_graph import CONTRIB, Floats
from graphmem.training.tensors import FEW


def build_extractor(
    weights: Weights, shape: Shape, precision: Precision, spread: Weights | None = None
) -> onnx.ModelProto:
    """Write ``input_ids, attention_mask, shapes, firsts`` to the six outputs of ``Scores``.

    Args:
        weights: The encoder's, named as in transformers, and ``shapes.weight`` and ``heads...``
            as in ``ExtractionModel``.
        shape: Sizes of the encoder.
        precision: How linear layers and the word table are stored.
        spread: As for the encoder.
    """
    return _ExtractorWriter(weights, shape, precision, spread or {}).write()


class _ExtractorWriter(EncoderWriter):
    def words(self, table: Floats) -> str:
        """Word vectors and the vectors of the words' shapes. Shape: (B, S, d)."""
        graph = self.graph
        shapes = graph.constant("shapes.weight", self.weights["shapes.weight"])
        looked_up = graph.node("Gather", [shapes, "shapes"])
        return graph.node("Add", [super().words(table), looked_up])

    def write(self) -> onnx.ModelProto:
        graph = self.graph
        self.nodes = self.gather(self.layers())
        few = graph.integers(FEW)
        scripts = graph.node("TopK", [self.paired("heads.scripts.out"), few], 2, axis=-1)
        outputs = {
            "arcs": (self.arcs(), TensorProto.FLOAT),
            "relations": (self.relations(), TensorProto.UINT8),
            "upos": (self.paired("heads.upos.out"), TensorProto.FLOAT),
            "features": (self.paired("heads.features.out"), TensorProto.FLOAT),
            "scripts": (f"{scripts}_1", TensorProto.INT64),
            "tags": (self.tags(), TensorProto.FLOAT),
        }
        return graph.outputs_model(list(INPUTS), outputs, name="extraction")

    def gather(self, rows: Rows) -> str:
        """Take each word's first piece. Shape: (rows, d)."""
        graph = self.graph
        pieces = graph.node("Reshape", [rows.name, self.tokens])  # (B, S, d)
        places = graph.node("Unsqueeze", ["firsts", graph.integers(-1)])
        return self.flat(graph.node("GatherND", [pieces, places], batch_dims=1))

    def arcs(self) -> str:
        """Score heads. Shape: (B, N, N)."""
        dependent = self.inner("heads.tree.arc_dependent", self.nodes)
        head = self.shaped(self.inner("heads.tree.arc_head", self.nodes))
        through = self.shaped(self.affine("heads.tree.arc", dependent))
        return self.graph.node("MatMul", [through, self.turned(head)])

    def relations(self) -> str:
        """Take the best relation of each pair. Shape: (B, N, N)."""
        graph = self.graph
        alone_weight = self.weights["heads.tree.relation_alone.weight"]  # (R, r)
        count, width = alone_weight.shape
        below = self.inner("heads.tree.relation_dependent", self.nodes)
        head = self.shaped(self.inner("heads.tree.relation_head", self.nodes))
        through = self.affine("heads.tree.relation", below)  # (rows, R * r)
        batch = graph.node("Shape", ["input_ids"], start=0, end=1)
        flat = graph.node("Concat", [batch, graph.integers(-1, width)], axis=0)
        pairs = graph.node("MatMul", [graph.node("Reshape", [through, flat]), self.turned(head)])
        # From (B, N * R, N): what a relation scores for a node below each of the others.
        each = graph.node("Shape", ["input_ids"])
        four = graph.node("Concat", [each, graph.integers(count, -1)], axis=0)
        pairs = graph.node("Reshape", [pairs, four])  # (B, N, R, N)
        alone = self.shaped(self.affine("heads.tree.relation_alone", below))
        alone = graph.node("Unsqueeze", [alone, graph.integers(-1)])
        best = graph.node("ArgMax", [graph.node("Add", [pairs, alone])], axis=2, keepdims=0)
        return graph.node("Cast", [best], to=TensorProto.UINT8)

    def tags(self) -> str:
        """Score tags. Shape: (B, N, tags)."""
        inner = self.inner("heads.entities.inner", self.nodes)
        return self.shaped(self.affine("heads.entities.out", inner))

    def paired(self, name: str) -> str:
        """Score labels by a linear layer. Shape: (B, N, labels)."""
        return self.shaped(self.affine(name, self.nodes))

    def inner(self, name: str, x: str) -> str:
        """Linear layer and GELU. Shape: (rows, width)."""
        product = self.linear(name, Rows(x, None))
        return self.graph.node("BiasGelu", [product, self.bias(name)], domain=CONTRIB)

    def affine(self, name: str, x: str) -> str:
        """Linear layer with its bias. Shape: (rows, width)."""
        return self.graph.node("Add", [self.linear(name, Rows(x, None)), self.bias(name)])

    def shaped(self, x: str) -> str:
        """Shape (rows, width) to (B, N, width)."""
        graph = self.graph
        each = graph.node("Shape", ["input_ids"])
        whole = graph.node("Concat", [each, graph.integers(-1)], axis=0)
        return graph.node("Reshape", [x, whole])

    def turned(self, x: str) -> str:
        """Shape (B, N, width) to (B, width, N)."""
        return self.graph.node("Transpose", [x], perm=[0, 2, 1])
