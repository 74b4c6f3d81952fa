"""Where activation starts: fused scores of the query against every event of the user.

Scores are added after normalisation (cosine + weighted BM25 share + links), which measured
better than rank fusion on every multi-hop set (docs/architecture.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.index.user_index import TIERS, UserIndex, searched_tiers

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
_FEW = 3  # an entity that at most so many events are about passes on its full link weight


@dataclass(frozen=True, slots=True)
class SeedWeights:
    """Shares added to the cosine; see ``RecallSettings``."""

    bm25: float
    link: float
    speaker: float
    time: float
    subject: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index sees it.

    Attributes:
        vector: Unit vector. Shape: (dimension,).
        entities: Known entities that the question names.
        intervals: Times it names, as [start, end) in epoch ms.
    """

    text: str
    vector: Floats
    entities: tuple[int, ...]
    intervals: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which events may be recalled (epoch ms; None: no bound).

    Attributes:
        now: When the question is asked; None: after everything.
    """

    as_of: int | None = None
    known_at: int | None = None
    session: int | None = None
    deep: bool = False
    now: int | None = None

    def mask(self, index: UserIndex) -> Mask:
        """Return the rows that may be recalled. Shape: (n_rows,)."""
        allowed = np.ones(len(index), bool)
        if not self.deep:
            tiers = searched_tiers(deep=False, in_session=self.session is not None)
            allowed &= np.array([t in tiers for t in TIERS])[index.tier.values]
        if self.as_of is not None:
            allowed &= index.occurred_at.values <= self.as_of
        if self.known_at is not None:
            allowed &= index.recorded_at.values <= self.known_at
        if self.session is not None:
            allowed &= index.session.values == self.session
        return allowed

    def moment(self, index: UserIndex, scores: Floats) -> int | None:
        """Return as of when facts hold: now, or when the latest event in scope happened.

        Args:
            scores: -inf for rows out of scope. Shape: (n_rows,).
        """
        if self.as_of is not None or self.now is None:
            return self.as_of
        at = index.occurred_at.values[np.isfinite(scores)]
        asked = self.now if self.known_at is None else self.known_at
        return max(asked, int(at.max(initial=asked)))


def find_entities(index: UserIndex, text: str) -> tuple[int, ...]:
    """Return the known entities that a question names.

    A name of one word counts when something is known under it as topic or speaker, or when it
    is written like a name.
    """
    found: list[int] = []
    for match in index.names.find(text):
        words = text[match.start : match.end]
        named = " " in words or words[:1].isupper()
        shelves = (index.topics, index.subjects, index.speakers)
        known = any(shelf.count(match.entity) for shelf in shelves)
        if match.entity not in found and (named or known):
            found.append(match.entity)
    return tuple(found)


def seed(index: UserIndex, query: Query, weights: SeedWeights, allowed: Mask) -> dict[str, Floats]:
    """Return each ingredient's share of the seed score. Shape of each: (n_rows,)."""
    words = index.bm25.scores(query.text)
    best = float(words[allowed].max(initial=0.0))
    parts = {
        "dense": index.vectors.scores(query.vector),
        "bm25": words * np.float32(weights.bm25 / best if best > 0 else 0.0),
        "link": np.zeros(len(index), np.float32),
        "speaker": np.zeros(len(index), np.float32),
        "time": _time_match(index, query.intervals) * np.float32(weights.time),
    }
    for entity in query.entities:
        for postings, factor in ((index.topics, 1.0), (index.subjects, weights.subject)):
            about = postings.get(entity)[0]
            share = np.float32(weights.link * factor * link_share(len(about)))
            parts["link"][about] = np.maximum(parts["link"][about], share)
        parts["speaker"][index.speakers.get(entity)[0]] = weights.speaker
    return parts


def link_share(n_rows: int) -> float:
    """Return how much of a link each of ``n_rows`` events gets: few are specific."""
    return min(1.0, (_FEW / n_rows) ** 0.5) if n_rows else 0.0


def total(parts: dict[str, Floats], n_rows: int) -> Floats:
    """Return the sum of all parts. Shape: (n_rows,)."""
    return sum(parts.values(), np.zeros(n_rows, np.float32))


def _time_match(index: UserIndex, intervals: Sequence[tuple[int, int]]) -> Floats:
    """Return 1 where an event happened in, or speaks of, a time that the query names."""
    match = np.zeros(len(index), np.float32)
    for start, end in intervals:
        at = index.occurred_at.values
        match[(at >= start) & (at < end)] = 1.0
        starts, ends = index.time_starts.values, index.time_ends.values
        match[index.time_rows.values[(starts < end) & (ends > start)]] = 1.0
    return match
