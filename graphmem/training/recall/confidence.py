"""Fitting the confidence of a context, and how far to trust it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from graphmem.psm.confidence import FEATURES, TABLE, confidence_features
from graphmem.psm.tables import write_table
from graphmem.training.recall.regions import Region

Floats = NDArray[np.float32]
_DEPTHS = (3, 5, 10, 20)  # sizes of the contexts it is fitted on (events)
_DECAY = 1e-3


def examples(
    regions: Sequence[Region], scores: Sequence[Floats]
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return features and whether the context held all that was needed.

    Args:
        scores: Log-odds of each region's nodes.

    Returns:
        Shapes: (n_regions * n_depths, n_features), (n_regions * n_depths,).
    """
    rows: list[Floats] = []
    whole: list[bool] = []
    for region, score in zip(regions, scores, strict=True):
        chances = (1 / (1 + np.exp(-score))).astype(np.float32)
        order = np.argsort(-score, kind="stable")
        for depth in _DEPTHS:
            taken = np.zeros(len(score), bool)
            taken[order[:depth]] = True
            rows.append(confidence_features(chances, taken))
            whole.append(set(region.gold) <= set(region.events[taken].tolist()))
    return np.stack(rows), np.array(whole)


def fit_confidence(features: Floats, whole: NDArray[np.bool_]) -> Floats:
    """Return the weights of the line. Shape: (n_features,)."""
    weights = nn.Parameter(torch.zeros(features.shape[1]))
    inputs, targets = torch.from_numpy(features), torch.from_numpy(whole.astype(np.float32))
    optimizer = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = binary_cross_entropy_with_logits(inputs @ weights, targets)
        loss = loss + _DECAY * weights[:-1].square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return weights.detach().numpy()


def write_confidence(folder: Path, weights: Floats, *, version: str, source: str) -> None:
    """Write ``confidence.json``."""
    values = dict(zip(FEATURES, map(float, weights), strict=True))
    write_table(
        folder / TABLE,
        values,
        name="confidence",
        version=version,
        licence="CC-BY-SA-4.0",
        source=source,
    )
