"""Choosing thresholds of the interference head, and its figures on what it has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.training.interference_fit import area
from graphmem.training.pairs.made import Example
from graphmem.training.pairs.sayings import Saying

Floats = NDArray[np.float64]


def threshold(examples: Sequence[Example], held: Floats, most: float) -> float:
    """Return the lowest threshold at which so few true pairs are alarms, as often as they occur."""
    calm = np.array([e.source == "coexisting" for e in examples])
    order = np.argsort(-held[calm])
    weights = np.array([e.weight for e in examples])[calm][order]
    share = np.cumsum(weights) / weights.sum()
    place = min(int(np.searchsorted(share, most)), len(order) - 1)
    return round(float(held[calm][order][place]) + 0.0005, 3)


def same_meaning(sayings: Sequence[Saying], vectors: NDArray[np.float32], most: float) -> float:
    """Return the similarity from which on sayings of one predicate are joined.

    Sayings of the same kinds but of another predicate are above it in a share of ``most``.
    """
    near = vectors @ vectors.T
    kinds = np.array([f"{s.subject_kind} {s.object_kind}" for s in sayings])
    groups = np.array([s.group for s in sayings])
    other = (kinds[:, None] == kinds[None]) & (groups[:, None] != groups[None])
    return round(float(np.quantile(near[other], 1 - most)), 3)


def figures(
    examples: Sequence[Example], held: Floats, labels: Floats, at: float
) -> dict[str, float]:
    """Return how the pair table does on what it has not seen."""
    found = {"auc": area(held, labels > 0.5)}
    weights = np.array([e.weight for e in examples])
    for source in sorted({e.source for e in examples}):
        chosen = np.array([e.source == source for e in examples])
        for name, part in (("alarms", chosen & (labels < 0.5)), ("found", chosen & (labels > 0.5))):
            if part.any():
                found[f"{source} {name}"] = float(
                    np.average(held[part] >= at, weights=weights[part])
                )
    loss = labels * np.log(held + 1e-9) + (1 - labels) * np.log(1 - held + 1e-9)
    return found | {"loss": float(-loss.mean())}
