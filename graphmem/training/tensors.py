"""Between arrays and torch: training batches, and the trained model as the runtime's network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from graphmem.psm.parse_session import Ints, Scores, collate
from graphmem.training.data import IGNORED, Prepared
from graphmem.training.model import Batch, ExtractionModel

FEW = 4  # edit scripts per word that the runtime may choose from


def to_batch(prepared: Sequence[Prepared]) -> Batch:
    """Pad sentences and labels together; the places for nodes end with the last word."""
    most = max(len(p.input.firsts) for p in prepared)
    arrays: dict[str, NDArray[np.generic]] = dict(collate([p.input for p in prepared]))
    arrays["firsts"] = arrays["firsts"][:, :most]
    arrays["nodes"] = np.array([[i < len(p.input.firsts) for i in range(most)] for p in prepared])
    for name in prepared[0].labels:
        arrays[name] = _padded([p.labels[name] for p in prepared], most, IGNORED)
    arrays["tags"] = _padded([p.tags for p in prepared], most, 1)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def _padded(rows: Sequence[NDArray[np.generic]], most: int, filling: int) -> NDArray[np.generic]:
    made = np.full((len(rows), most, *rows[0].shape[1:]), filling, rows[0].dtype)
    for i, row in enumerate(rows):
        made[i, : len(row)] = row
    return made


class TorchNetwork:
    """A model in training as the runtime's ``Network``: the reference of the export.

    Args:
        model: With all heads.
        bf16: Compute as in training.
    """

    def __init__(self, model: ExtractionModel, *, bf16: bool = False) -> None:
        self._model = model
        self._bf16 = bf16

    def run(self, batch: dict[str, Ints]) -> Scores:
        """Return the scores of a batch made by ``collate``."""
        self._model.eval()
        tensors = {name: torch.from_numpy(array) for name, array in batch.items()}
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self._bf16):
            found = {k: v.float() for k, v in self._model(tensors).items()}
        pairs = torch.einsum("bdrk,bhk->bdrh", found["dependents"], found["heads"])
        relations = (pairs + found["alone"][..., None]).argmax(2)
        return Scores(
            arcs=found["arcs"].numpy(),
            relations=relations.numpy(),
            upos=found["upos"].numpy(),
            features=found["features"].numpy(),
            scripts=found["scripts"].topk(FEW, dim=-1).indices.numpy(),
            tags=found["tags"].numpy(),
        )
