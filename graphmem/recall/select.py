"""Most information in the fewest tokens: what to take where not everything fits.

The value of a set of memories is the sum of their relevance, plus what they cover of the
question, minus what they repeat of each other; it is climbed greedily, among those that still fit.

- Coverage counts a part of the question once, however often it is met: Lin and Bilmes, 2011, "A
  Class of Submodular Functions for Document Summarization". Their gain over cost to a power r
  (2010, "Multi-document Summarization via Budgeted Maximization of Submodular Functions") is
  here with r = 0: dividing by tokens prefers short remarks, and on dialogues these are empty.
- Repetition is the largest similarity to what is taken already: Carbonell and Goldstein, 1998,
  "The Use of MMR" (maximal marginal relevance).

The weights were chosen on training questions and generated dialogues (docs/context.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.seed import Query
from graphmem.stores.index.bm25 import tokens as stems
from graphmem.stores.index.user_index import UserIndex

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
COVERAGE = 0.75  # all parts of the question together, against the relevance of the best item
REDUNDANCY = 0.2  # a word-for-word repetition, likewise
_TINY = 1e-6  # sums of the same chances in another order differ by less


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be taken, best first.

    Attributes:
        relevance: Scores, of any scale. Shape: (n,).
        tokens: Tokens of each one's line. Shape: (n,).
        vectors: Unit vectors. Shape: (n, dimension).
        holds: Which parts of the question each covers. Shape: (n, n_parts).
        weights: What the parts are worth; they sum to 1. Shape: (n_parts,).
    """

    relevance: Floats
    tokens: Sequence[int]
    vectors: Floats
    holds: Mask
    weights: Floats


def by_score(tokens: Sequence[int], *, limit: int, room: int | None) -> list[int]:
    """Return which items to keep: the first ``limit`` that fit, whole.

    An item that does not fit is passed over: a later, shorter one may.

    Args:
        tokens: Tokens of each item's line, best item first.
        room: Most tokens of all; None: no bound.
    """
    kept: list[int] = []
    used = 0
    for place, count in enumerate(tokens):
        if len(kept) == limit:
            break
        if room is None or used + count <= room:
            kept.append(place)
            used += count
    return kept


def binds(tokens: Sequence[int], *, limit: int, room: int | None) -> bool:
    """Tell whether the best ``limit`` items are more than there is room for."""
    return room is not None and sum(tokens[:limit]) > room


def by_coverage(found: Candidates, *, limit: int, room: int | None) -> list[int]:
    """Return which items to keep, best first as they came: those of most value that fit, whole.

    Args:
        room: Most tokens of all; None: no bound.
    """
    costs = np.asarray(found.tokens, np.float64)
    walk = _Walk(found)
    free = np.ones(len(costs), bool)
    left = np.inf if room is None else float(room)
    while len(walk.taken) < limit and (free & (costs <= left)).any():
        best = int(np.where(free & (costs <= left), walk.gains(), -np.inf).argmax())
        walk.take(best)
        free[best] = False
        left -= costs[best]
    return sorted(walk.taken)


def first_enough(chances: Sequence[float], expected: float, *, share: float) -> int:
    """Return how many of the best items hold a share of what is expected to be needed.

    The chances are calibrated, so their sum is how many needed events are expected: to stop at a
    share of it leaves out the rest of them, on average (docs/context.md).

    Args:
        chances: Chance of each item that it is needed, in order. Shape: (n,).
        expected: Sum of the chances of all events of the region.
        share: In (0, 1].

    Returns:
        One at least; all, where all together hold less.
    """
    held = np.cumsum(np.asarray(chances, np.float64))
    return min(int(np.searchsorted(held, share * expected - _TINY)) + 1, len(chances))


class _Walk:
    """A greedy walk: what is taken, what it covers, how near everything is to it."""

    def __init__(self, found: Candidates) -> None:
        self._found = found
        self._relevance = shares(found.relevance)
        self._covered = np.zeros(found.holds.shape[1], bool)
        self._near = np.zeros(len(found.tokens))
        self.taken: list[int] = []

    def gains(self) -> NDArray[np.float64]:
        """Return what each candidate would add. Shape: (n,)."""
        news = (self._found.holds & ~self._covered) @ self._found.weights
        return self._relevance + COVERAGE * news - REDUNDANCY * self._near

    def take(self, place: int) -> None:
        """Add a candidate."""
        self.taken.append(place)
        self._covered |= self._found.holds[place]
        similar = self._found.vectors @ self._found.vectors[place]
        self._near = np.maximum(self._near, np.clip(similar, 0.0, 1.0))


def shares(scores: Floats) -> NDArray[np.float64]:
    """Return scores as shares of the way from the worst to the best candidate, in [0, 1].

    Their scale and origin do not matter: cosines, sums and probabilities are read alike.
    """
    exact = scores.astype(np.float64)
    span = float(np.ptp(exact)) if len(exact) else 0.0
    return (exact - exact.min()) / span if span > 0 else np.ones(len(exact))


def question_parts(index: UserIndex, query: Query, rows: Sequence[int]) -> tuple[Mask, Floats]:
    """Return which rows hold which part of the question, and what the parts are worth.

    Parts are its content words and the entities and times that it names; a part is worth how rare
    it is among the user's events (idf), and nothing if no event has it.

    Returns:
        Shapes: (n, n_parts) and (n_parts,); the worths sum to 1 if there are any.
    """
    wanted = np.asarray(rows, np.int64)
    holders = [
        *(_with_word(index, word) for word in dict.fromkeys(stems(query.text))),
        *(_with_entity(index, entity) for entity in query.entities),
        *(_in_time(index, start, end) for start, end in query.intervals),
    ]
    holders = [h for h in holders if len(h)]
    holds = np.zeros((len(wanted), len(holders)), bool)
    worth = np.zeros(len(holders), np.float32)
    for place, having in enumerate(holders):
        holds[:, place] = np.isin(wanted, having)
        worth[place] = np.log1p((len(index) - len(having) + 0.5) / (len(having) + 0.5))
    return holds, worth / max(float(worth.sum()), 1e-9)


def _with_word(index: UserIndex, stem: str) -> NDArray[np.int32]:
    key = index.bm25.terms.get(stem)
    return np.empty(0, np.int32) if key is None else index.bm25.postings.get(key)[0]


def _with_entity(index: UserIndex, entity: int) -> NDArray[np.int32]:
    return np.unique(np.concatenate([shelf.get(entity)[0] for shelf in index.by_entity()]))


def _in_time(index: UserIndex, start: int, end: int) -> NDArray[np.int32]:
    """Rows of events that happened in [start, end) (epoch ms) or speak of it."""
    at = index.occurred_at.values
    happened = np.flatnonzero((at >= start) & (at < end)).astype(np.int32)
    starts, ends = index.time_starts.values, index.time_ends.values
    told = index.time_rows.values[(starts < ends) & (starts < end) & (ends > start)]
    return np.union1d(happened, told).astype(np.int32)
