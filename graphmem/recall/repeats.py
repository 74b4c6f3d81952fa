"""Which statements repeat each other: the same said again, in other clothes at most.

A repetition carries no news, so it costs tokens for nothing: it becomes a number beside the line
that says it first. What differs in a word that tells something stays apart: "at 10:00" and "at
11:00" are near in meaning and two different things. So meaning only proposes (vectors), words
decide.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.remarks import OTHERS, told_words, turned
from graphmem.stores.base import Row
from graphmem.stores.index.user_index import UserIndex

Floats = NDArray[np.float32]
NEAR = 0.9  # cosine from which two texts may say the same; 8-bit codes of one text reach 0.999


@dataclass(frozen=True, slots=True)
class Choice:
    """A row worth returning, with rows that only repeat it."""

    row: int
    repeats: tuple[int, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The row and its repeats."""
        return (self.row, *self.repeats)


def propose(rows: Sequence[int], vectors: Floats, *, limit: int) -> list[int]:
    """Return the rows whose words are needed to find ``limit`` distinct ones among them.

    These are the first ``limit`` that are near no better one, and all that are near one of them.

    Args:
        rows: Candidates, best first.
        vectors: Their unit vectors. Shape: (n_candidates, dimension).
    """
    similar = vectors @ vectors.T
    heads: list[int] = []
    wanted: list[int] = []
    for place, row in enumerate(rows):
        near = bool(heads) and float(similar[place, heads].max()) >= NEAR
        if not near and len(heads) < limit:
            heads.append(place)
        if near or place in heads[-1:]:
            wanted.append(row)
    return wanted


def merge(
    rows: Sequence[int],
    key_of: Callable[[int], Hashable],
    *,
    apart: Callable[[int, int], bool] | None = None,
) -> list[Choice]:
    """Return distinct rows, best first, each with those that repeat it.

    Args:
        rows: Candidates, best first.
        key_of: What a row says; None: the row is left out.
        apart: Whether two rows must not be one, whatever they say; None: none must not.
    """
    groups: list[list[int]] = []
    of_key: dict[Hashable, list[list[int]]] = {}
    for row in rows:
        key = key_of(row)
        if key is None:
            continue
        alike = of_key.setdefault(key, [])
        for group in alike:
            if apart is None or not any(apart(row, other) for other in group):
                group.append(row)
                break
        else:
            groups.append([row])
            alike.append(groups[-1])
    return [Choice(first, tuple(others)) for first, *others in groups]


def statement(index: UserIndex, row: int, event: Row) -> Hashable:
    """Return what two events share if one only repeats the other.

    The speaker, the times that the words name (a "tomorrow" of another day is another day), what
    is asked or told, the words without those that say nothing, in their order or with the last
    ones first; where somebody is only "she", those whom the event is linked to.
    """
    text = str(event["text"])
    words = told_words(text)
    times = index.time_rows.values == row
    columns = (index.time_starts.values[times], index.time_ends.values[times])
    spans = ((int(start), int(end)) for start, end in zip(*columns, strict=True))
    linked = {int(e) for e in index.entities_of(row)} if OTHERS & set(words) else set[int]()
    return (
        str(event["speaker"] or "").casefold(),
        frozenset(spans),
        frozenset(linked),
        "?" in text,
        turned(words) or (text,),
    )
