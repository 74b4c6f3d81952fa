"""Most information in the fewest tokens: whole items, best first, repetition merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SAME = 0.985  # cosine from which two texts tell the same; 8-bit codes of one text reach 0.999


@dataclass(frozen=True, slots=True)
class Choice:
    """A row to return, with rows that only repeat it."""

    row: int
    repeats: tuple[int, ...]
    tokens: int


def choose(
    rows: Sequence[int],
    vectors: Floats,
    *,
    limit: int,
    budget_tokens: int | None,
    tokens_of: Callable[[int], int],
) -> list[Choice]:
    """Pick rows in order of score until ``limit`` or the budget is reached.

    A row that repeats a chosen one is merged into it. A row that does not fit is passed over:
    a later, shorter one may.

    Args:
        rows: Candidates, best first.
        vectors: Their unit vectors. Shape: (n_candidates, dimension).
        tokens_of: Tokens of a row's line.
    """
    chosen: list[tuple[int, list[int], int]] = []
    places: list[int] = []
    used = 0
    for place, row in enumerate(rows):
        twin = _twin(vectors, place, places)
        if twin is not None:
            chosen[twin][1].append(row)
            continue
        if len(chosen) == limit:
            break
        tokens = tokens_of(row)
        if budget_tokens is not None and used + tokens > budget_tokens:
            continue
        chosen.append((row, [], tokens))
        places.append(place)
        used += tokens
    return [Choice(row, tuple(repeats), tokens) for row, repeats, tokens in chosen]


def _twin(vectors: Floats, place: int, places: Sequence[int]) -> int | None:
    """Return which chosen item a candidate repeats."""
    if not places:
        return None
    similar = vectors[list(places)] @ vectors[place]
    best = int(similar.argmax())
    return best if similar[best] >= SAME else None
