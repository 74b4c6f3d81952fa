"""Export of the update reader: its graph in bytes, and the card beside it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto

from graphmem.errors import SettingsError
from graphmem.psm.manifest import ENCODER, TOKENIZER, weights_folder
from graphmem.psm.pair_input import INPUTS, PairInput, collate
from graphmem.psm.updates import CARD, FILES, NETWORK
from graphmem.training.calibrate import spreads
from graphmem.training.encoder_graph import EncoderWriter, Precision, Rows
from graphmem.training.fine_tuned import parts_of
from graphmem.training.onnx_graph import CONTRIB, Floats
from graphmem.training.precision import RowInt8
from graphmem.training.shared_words import share_words
from graphmem.training.updates.model import UpdateReader

NAME = "graphmem-updates"
SOURCES = ("all-MiniLM-L6-v2", "graphmem wordings", "UD English EWT")


def export(
    model: UpdateReader,
    calibration: Sequence[PairInput],
    tokenizer: Path,
    folder: Path,
    *,
    version: str,
    max_tokens: int,
) -> None:
    """Write ``updates.onnx`` and ``updates.json`` into a folder.

    The tokenizer and the sentence encoder, whose word table it shares, are put beside them if the
    folder has none.

    Args:
        calibration: Pairs over which the spread of the channels is measured.
        tokenizer: ``tokenizer.json``.

    Raises:
        SettingsError: The reader was not trained from the shipped encoder's original.
    """
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(to_onnx(model, calibration, max_tokens=max_tokens), folder / NETWORK)
    for name, source in ((TOKENIZER, tokenizer), (ENCODER, weights_folder() / ENCODER)):
        if not (folder / name).is_file():
            shutil.copyfile(source, folder / name)
    if not share_words(folder / NETWORK, folder / ENCODER):
        raise SettingsError(f"{folder / ENCODER} has another word table than the reader's source")
    files = {n: sha256((folder / n).read_bytes()).hexdigest() for n in FILES}
    card = {
        "name": NAME,
        "version": version,
        "max_tokens": max_tokens,
        "files": files,
        "licence": "Apache-2.0",
        "sources": SOURCES,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def to_onnx(
    model: UpdateReader,
    calibration: Sequence[PairInput],
    precision: Precision | None = None,
    *,
    max_tokens: int,
) -> onnx.ModelProto:
    """Return a trained reader as a graph, in bytes unless another precision is given."""
    model.eval()

    def run() -> None:
        for pair in calibration:  # one by one, so that no padding is counted
            arrays = collate([pair])
            with torch.inference_mode():
                model({name: torch.from_numpy(array) for name, array in arrays.items()})

    # Inputs are padded to a multiple of 8.
    weights, shape = parts_of(model, max_tokens=max_tokens + 8)
    spread = spreads(model.encoder, run) if calibration else {}
    return _UpdateWriter(weights, shape, precision or RowInt8(), spread).write()


class _UpdateWriter(EncoderWriter):
    def words(self, table: Floats) -> str:
        """Word vectors and the vectors of the two messages. Shape: (B, S, d)."""
        graph = self.graph
        sides = graph.constant("sides.weight", self.weights["sides.weight"])
        return graph.node("Add", [super().words(table), graph.node("Gather", [sides, "sides"])])

    def write(self) -> onnx.ModelProto:
        """Write ``input_ids, attention_mask, sides`` to verdicts (B, 1, 3) and values (B, S, 1)."""
        graph = self.graph
        rows = self.layers()
        tokens = graph.node("Reshape", [rows.name, self.tokens])  # (B, S, d)
        real = graph.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        second = graph.node("Mul", [real, graph.node("Cast", ["sides"], to=TensorProto.FLOAT)])
        first = graph.node("Sub", [real, second])
        one, zero = graph.integers(1), graph.integers(0)
        marker = graph.node("Slice", [tokens, zero, one, one])  # (B, 1, d)
        parts = [marker, *(self.mean(tokens, mask) for mask in (first, second))]
        joined = graph.node("Concat", parts, axis=-1)  # (B, 1, 3 d)
        wide = graph.node("Reshape", [joined, graph.integers(-1, 3 * self.shape.hidden)])
        inner = graph.node(
            "BiasGelu", [self.linear("inner", Rows(wide, None)), self.bias("inner")], domain=CONTRIB
        )
        verdicts = self.plain("verdict", inner)
        shaped = graph.node("Unsqueeze", [verdicts, one])
        values = graph.node("Reshape", [self.plain("value", rows.name), self.one_wide()])
        outputs = {
            "verdicts": (shaped, TensorProto.FLOAT),
            "values": (values, TensorProto.FLOAT),
        }
        return graph.outputs_model(list(INPUTS), outputs, name="update_reader")

    def mean(self, tokens: str, mask: str) -> str:
        """Return the mean of the pieces that a mask (B, S) has. Shape: (B, 1, d)."""
        graph = self.graph
        over = graph.node("Unsqueeze", [mask, graph.integers(1)])  # (B, 1, S)
        total = graph.node("MatMul", [over, tokens])
        count = graph.node("ReduceSum", [over, graph.integers(2)], keepdims=1)
        least = graph.constant("one.float", np.array(1, np.float32))
        return graph.node("Div", [total, graph.node("Max", [count, least])])

    def plain(self, name: str, x: str) -> str:
        """A small linear layer, in floats. Shape: (rows, width)."""
        weight = self.graph.constant(name, self.weights[f"{name}.weight"].T.copy())
        return self.graph.node("Add", [self.graph.node("MatMul", [x, weight]), self.bias(name)])

    def one_wide(self) -> str:
        """Return the shape (B, S, 1)."""
        graph = self.graph
        return graph.node("Concat", [graph.node("Shape", ["input_ids"]), graph.integers(1)], axis=0)
