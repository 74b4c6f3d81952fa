"""Most information in the fewest tokens: whole items, best first, repetition merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SAME = 0.985  # cosine from which two texts may tell the same; 8-bit codes of one text reach 0.999


@dataclass(frozen=True, slots=True)
class Choice:
    """A row worth returning, with rows that only repeat it."""

    row: int
    repeats: tuple[int, ...]


def merge_repeats(rows: Sequence[int], vectors: Floats, *, limit: int) -> list[Choice]:
    """Return the first ``limit`` distinct rows, each with the candidates that repeat it.

    Args:
        rows: Candidates, best first.
        vectors: Their unit vectors. Shape: (n_candidates, dimension).
    """
    chosen: list[tuple[int, list[int]]] = []
    places: list[int] = []
    for place, row in enumerate(rows):
        twin = _twin(vectors, place, places)
        if twin is not None:
            chosen[twin][1].append(row)
        elif len(chosen) < limit:
            chosen.append((row, []))
            places.append(place)
    return [Choice(row, tuple(repeats)) for row, repeats in chosen]


def split_repeats(
    choices: Sequence[Choice], words_of: Callable[[int], frozenset[str] | None]
) -> list[Choice]:
    """Take back merges of texts that differ in a word.

    "at 10:00" and "at 11:00" are near in meaning and tell different things: a repetition has
    the same words.

    Args:
        choices: From ``merge_repeats``.
        words_of: Words of a row's text; None for a row to leave out.
    """
    heads: dict[int, list[int]] = {}
    for choice in choices:
        mine: list[int] = []
        for row in (choice.row, *choice.repeats):
            if words_of(row) is None:
                continue
            same = next((h for h in mine if words_of(h) == words_of(row)), None)
            if same is None:
                mine.append(row)
                heads[row] = []
            else:
                heads[same].append(row)
    return [Choice(row, tuple(repeats)) for row, repeats in heads.items()]


def fit(tokens: Sequence[int], *, limit: int, budget: int | None) -> list[int]:
    """Return which items to keep: the first ``limit`` that fit the budget, whole.

    An item that does not fit is passed over: a later, shorter one may.

    Args:
        tokens: Tokens of each item's line, best item first.
        budget: Most tokens of all; None: no bound.
    """
    kept: list[int] = []
    used = 0
    for place, count in enumerate(tokens):
        if len(kept) == limit:
            break
        if budget is None or used + count <= budget:
            kept.append(place)
            used += count
    return kept


def _twin(vectors: Floats, place: int, places: Sequence[int]) -> int | None:
    """Return which chosen item a candidate repeats."""
    if not places:
        return None
    similar = vectors[list(places)] @ vectors[place]
    best = int(similar.argmax())
    return best if similar[best] >= SAME else None
