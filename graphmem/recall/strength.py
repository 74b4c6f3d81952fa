"""Strength as a small part of the score: of two that answer alike, the one that has not faded.

It counts against the strongest of the candidates, so that a memory that is old all over is ranked
as if it were young, and takes a bounded share of a score, so that an answer is never lost for
having faded: decay changes the order among the like, never the truth.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.diffuse import top_rows
from graphmem.recall.seed import Floats
from graphmem.stores.index.user_index import UserIndex

PART = "strength"
_DAY_MS = 86_400_000
_STEPS = 64  # relative strengths are told apart in such steps: hours of age change nothing


def strengths(index: UserIndex, rows: NDArray[np.integer], at_ms: int) -> NDArray[np.float64]:
    """Return what is left of the strength of rows (``dynamics.decay.strength_at``). Shape: (n,)."""
    days = np.maximum(at_ms - index.touched_at.values[rows], 0) / _DAY_MS
    rates = index.decay_rate.values[rows].astype(np.float64)
    return index.strength.values[rows].astype(np.float64) * np.exp(-rates * days)


def faded(
    index: UserIndex,
    scores: Floats,
    parts: Mapping[str, Floats],
    *,
    weight: float,
    at_ms: int,
    most: int,
) -> tuple[Floats, dict[str, Floats]]:
    """Return scores and parts in which faded candidates have lost a share of their score.

    Args:
        scores: -inf for rows out of scope. Shape: (n_rows,).
        weight: The largest share that is lost, in [0, 1).
        at_ms: When the question is asked of (epoch ms).
        most: Candidates that are compared (count); others stay as they are, and so does a score
            that is not above zero.
    """
    known = dict(parts)
    rows = top_rows(scores, most)
    rows = rows[scores[rows] > 0]
    if not weight or len(rows) < 2:
        return scores, known
    left = strengths(index, rows, at_ms)
    best = float(left.max())
    if best <= 0:
        return scores, known
    share = np.round(left / best * _STEPS) / _STEPS
    lost = scores[rows] * np.float32(weight) * (1 - share).astype(np.float32)
    if not lost.any():
        return scores, known
    told = np.zeros(len(scores), np.float32)
    told[rows] = -lost
    return scores + told, {**known, PART: told}
