"""Bounded spreading activation: from the best seeds over mentions, time and sessions.

Collins and Loftus, 1975, "A spreading-activation theory of semantic processing". One step over
mentions from a handful of seeds did better than personalised PageRank with uniform weights,
which stays available (``recall/pagerank``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.seed import Floats, Mask, link_share
from graphmem.stores.index.user_index import UserIndex

Ints = NDArray[np.int32]
SOURCES = 5  # seeds that pass activation on over mentions
CO_MENTION = 0.3  # share of an event that names the same rare entity, but is not about it
RARE = 10  # an entity that at most so many events name ties them together
MAX_FANOUT = 50  # an entity that more events are about says nothing about any of them
_FEW_SCORES, _SAMPLED = 4_096, 16  # beyond so many scores, one in so many is looked at first
#: Rows in named sessions, while an index stays as it is: every stage asks for them.
_named: WeakKeyDictionary[UserIndex, tuple[tuple[int, int, int], Mask]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class SpreadWeights:
    """Shares passed on; see ``RecallSettings``."""

    mention: float
    chain: float
    session: float
    subject: float = 1.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Activation that came over the graph.

    Attributes:
        parts: Share by relation. Shape of each: (n_rows,).
        origin: Row that passed activation on over a mention, -1 for none. Shape: (n_rows,).
        via: Entity it passed through, -1 for none. Shape: (n_rows,).
        chain: Shares that came from the turn before and the turn after; together they are
            ``parts["chain"]``. Shape of each: (n_rows,).
    """

    parts: dict[str, Floats] = field(default_factory=dict[str, Floats])
    origin: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    via: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    chain: tuple[Floats, Floats] | None = None


def spread(index: UserIndex, seeds: Floats, weights: SpreadWeights, allowed: Mask) -> Spread:
    """Return what the seeds activate one step away. Shape of seeds: (n_rows,)."""
    masked = np.where(allowed, seeds, np.float32(0))
    gain, origin, via = _over_mentions(index, masked, weights)
    parts = {"spread": gain}
    named = in_named_session(index)
    if not named.any():
        return Spread(parts, origin, via)
    before, after = _neighbours(index, masked * np.float32(weights.chain), named)
    parts["chain"] = before + after
    best = _session_best(index, masked) * np.float32(weights.session)
    parts["session"] = np.where(named, best, np.float32(0))
    return Spread(parts, origin, via, (before, after))


def _over_mentions(
    index: UserIndex, seeds: Floats, weights: SpreadWeights
) -> tuple[Floats, Ints, Ints]:
    """Pass activation from the best seeds to the events about what they mention."""
    gain = np.zeros(len(seeds), np.float32)
    origin = np.full(len(seeds), -1, np.int32)
    via = np.full(len(seeds), -1, np.int32)
    best = top_rows(seeds, SOURCES)
    for source in best:
        strength = float(seeds[source] / seeds[best[0]]) if seeds[best[0]] > 0 else 0.0
        for entity, ways in _leading(index, index.entities_of(int(source)), weights.subject):
            for rows, factor in ways:
                share = np.float32(weights.mention * strength * factor * link_share(len(rows)))
                better = rows[(gain[rows] < share) & (rows != source)]
                gain[better], origin[better], via[better] = share, source, entity
    return gain, origin, via


def _leading(
    index: UserIndex, entities: Ints, subject: float
) -> Iterator[tuple[int, list[tuple[Ints, float]]]]:
    """Yield entities that lead on: events about them, of them, or naming them too, with a factor.

    Most names of an event lead nowhere: they are sorted out together.
    """
    naming = index.mentions.counts(entities)
    about, stating = index.topics.counts(entities), index.subjects.counts(entities)
    specific = rarities(naming, len(index)).tolist()
    few = (about <= MAX_FANOUT) & (about > 0), (stating <= MAX_FANOUT) & (stating > 0)
    near = (naming <= RARE) & (naming > 0)
    shelves = ((index.topics, 1.0, few[0]), (index.subjects, subject, few[1]),
               (index.mentions, CO_MENTION, near))  # fmt: skip
    for place in np.flatnonzero(few[0] | few[1] | near).tolist():
        entity = int(entities[place])
        yield (
            entity,
            [
                (shelf.get(entity)[0], factor * specific[place])
                for shelf, factor, leads in shelves
                if factor and leads[place]
            ],
        )


def rarities(n_naming: NDArray[np.int64], n_rows: int) -> NDArray[np.float64]:
    """Return how specific entities are: idf as a share of its highest value, in [0, 1].

    A name that one event in a thousand bears leads somewhere; one that all bear leads nowhere.
    Shape: (n_entities,).
    """
    if n_rows < 2:
        return np.ones(len(n_naming))
    share = np.log(n_rows / np.maximum(n_naming, 1)) / math.log(n_rows)
    return np.clip(share, 0.0, 1.0)


def in_named_session(index: UserIndex) -> Mask:
    """Rows whose session the caller named; days that stand in for one tie nothing together."""
    state = (index.revision, len(index.sessions), len(index))
    known, rows = _named.get(index, (None, None))
    if rows is None or known != state:
        rows = np.array([not s.implicit for s in index.sessions], bool)[index.session.values]
        rows.flags.writeable = False
        _named[index] = (state, rows)
    return rows


def _neighbours(index: UserIndex, shares: Floats, named: Mask) -> tuple[Floats, Floats]:
    """Half of what the turns before and after have to pass on. Shape of each: (n_rows,)."""
    padded = np.append(shares, np.float32(0)) / np.float32(2)  # -1 points to the zero
    before = np.where(named, padded[index.chains.before.values], np.float32(0))
    after = np.where(named, padded[index.chains.after.values], np.float32(0))
    return before, after


def _session_best(index: UserIndex, seeds: Floats) -> Floats:
    """Highest activation in each row's session. Shape: (n_rows,)."""
    best = np.zeros(len(index.sessions), np.float32)
    np.maximum.at(best, index.session.values, seeds)
    return best[index.session.values]


def top_rows(scores: Floats, n: int) -> NDArray[np.int64]:
    """Return the rows of the ``n`` highest scores, best first, ties by row."""
    n = min(n, len(scores))
    if n == 0:
        return np.empty(0, np.int64)
    border = _nth_highest(scores, n)
    above = np.flatnonzero(scores > border)
    above = above[np.lexsort((above, -scores[above]))]
    # Most rows may have the score of the border (0, or hidden): the first of them are taken.
    return np.concatenate((above, np.flatnonzero(scores == border)[: n - len(above)]))


def _nth_highest(scores: Floats, n: int) -> np.float32:
    """Return the n-th highest of some scores, of at least n.

    Most are sorted out by what a sample says of them; there must be n left above it, so that the
    answer is exact.
    """
    if len(scores) > _FEW_SCORES:
        sample, high = scores[::_SAMPLED], n // _SAMPLED * 2 + _SAMPLED
        if high < len(sample):
            above = scores[scores > _from_top(sample, high)]
            scores = above if len(above) >= n else scores
    return _from_top(scores, n)


def _from_top(scores: Floats, n: int) -> np.float32:
    return -np.partition(-scores, n - 1)[n - 1]  # from this end: many alike make the other slow
