"""What activation leaves to converge, and from where the rest is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from graphmem.recall.diffuse import top_rows
from graphmem.recall.seed import Floats, Query
from graphmem.recall.standing import Reached, Standing, judge
from graphmem.stores.base import Row
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.ties import FactTies
from graphmem.types import Step

_REPLACES = "replaces"  # the part of a score, and the step, of what took another's place
_TRADED = "traded"  # the part of a score of rows that traded places


class Shelf(Protocol):
    """What is read of the chosen events; ``stores/graph`` does it."""

    def items(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Return what a context shows of events, by id; those that are gone are left out."""
        ...

    def ties(self, ids: Sequence[str]) -> FactTies:
        """Return what ties facts of events to others, and what corrects the events."""
        ...


@dataclass(frozen=True, slots=True)
class Activated:
    """What activation leaves to converge.

    Attributes:
        scores: The higher the better, of any scale; -inf: out of scope. Shape: (n_rows,).
        parts: What the scores are made of. Shape of each: (n_rows,).
        steps: How activation reached a row, the strongest step first.
        as_of: What holds later does not count (epoch ms); None: no bound.
        known_at: Nothing recorded later counts (epoch ms); None: no bound.
    """

    index: UserIndex
    query: Query
    scores: Floats
    parts: Mapping[str, Floats]
    steps: Callable[[int, Mapping[str, float]], Sequence[Step]]
    as_of: int | None = None
    known_at: int | None = None

    def parts_of(self, row: int) -> dict[str, float]:
        """Return what a row's score is made of."""
        return {name: float(part[row]) for name, part in self.parts.items() if part[row] != 0}

    def steps_of(self, row: int) -> list[Step]:
        """Return how activation reached a row."""
        return list(self.steps(row, self.parts_of(row)))

    def in_scope(self, row: int) -> bool:
        """Tell whether a row may be recalled."""
        return bool(np.isfinite(self.scores[row]))


def candidates(scores: Floats, most: int) -> list[int]:
    """Return the best rows in scope, best first."""
    rows = top_rows(scores, min(most, len(scores)))
    return [int(row) for row in rows[np.isfinite(scores[rows])]]


def stood(
    found: Activated, shelf: Shelf, rows: Sequence[int], first: int
) -> tuple[Activated, list[int], Standing | None]:
    """Put what is current above what it replaced; None where nothing among the rows has ties.

    What comes up has the score of what it stands above, with the difference as a part of its own.

    Args:
        rows: Candidates, best first.
        first: So many of them may trade places.
    """
    index = found.index
    tied = [row for row in rows if index.tied.values[row]]
    if not tied:
        return found, list(rows), None
    standing = judge(
        shelf.ties([index.ids[row] for row in tied]),
        index.row_of,
        found.in_scope,
        as_of=found.as_of,
        known_at=found.known_at,
    )
    traded = standing.traded(rows, first)
    if traded != list(rows):
        found = _traded(found, rows, traded)
    order, came = standing.ordered(traded, lambda row: float(found.scores[row]))
    return (_raised(found, order, came) if came else found), order, standing


def _traded(found: Activated, before: Sequence[int], after: Sequence[int]) -> Activated:
    """Give each row the score of the place that it has now."""
    scores, more = found.scores.copy(), np.zeros(len(found.scores), np.float32)
    scores[list(after)] = found.scores[list(before)]
    more[list(after)] = scores[list(after)] - found.scores[list(after)]
    return replace(found, scores=scores, parts={**found.parts, _TRADED: more})


def _raised(found: Activated, order: Sequence[int], came: Mapping[int, Reached]) -> Activated:
    scores, ids = found.scores.copy(), found.index.ids
    best = np.float32(-np.inf)
    for row in reversed(order):
        best = scores[row] = max(scores[row], best)
    more = np.zeros(len(scores), np.float32)
    more[order] = scores[order] - found.scores[order]

    def steps(row: int, parts: Mapping[str, float]) -> Sequence[Step]:
        known = found.steps(row, parts)
        if row not in came:
            return known
        step = Step(ids[came[row].row], _REPLACES, came[row].fact, ids[row], float(more[row]))
        return sorted([*known, step], key=lambda s: -s.weight)

    return replace(found, scores=scores, parts={**found.parts, _REPLACES: more}, steps=steps)
