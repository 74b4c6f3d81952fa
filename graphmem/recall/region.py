"""The bounded part of a memory that a recall looks at closely: the best seeds and what is near.

Everything is one gathering over packed postings, so that the time hangs on the region's bounds
and not on the memory's size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.diffuse import MAX_FANOUT, in_named_session, rarities, top_rows
from graphmem.recall.seed import Floats, Mask
from graphmem.stores.index.user_index import UserIndex

Ints = NDArray[np.int32]
FEW_NAMING = 20  # events that only name an entity are tied by it when at most so many do
_SHELF_SHARE = {"topics": 1.0, "subjects": 0.5, "mentions": 0.3}
_OWN_SHARE = 0.3  # of a reached event's own activation, beside what reaches it


@dataclass(frozen=True, slots=True)
class RegionBounds:
    """Sizes of a region (counts of events).

    Attributes:
        best: Taken by their activation alone.
        by_sentence: Taken by their nearest sentence.
        sources: The best that lead on over the entities they name.
        in_time: The best whose neighbours in their session come along.
        rows: Most in all.
        fills: What room is left is filled with the next best.
    """

    best: int = 100
    by_sentence: int = 30
    sources: int = 16
    in_time: int = 30
    rows: int = 300
    fills: bool = True


def sentence_match(index: UserIndex, vector: Floats, dense: Floats) -> Floats:
    """Return the cosine of each row's nearest sentence; of the row where it has none.

    Args:
        vector: Unit vector of the question. Shape: (dimension,).
        dense: Cosine of each row. Shape: (n_rows,).
    """
    if not len(index.unit_rows):
        return dense
    best = np.full(len(index), -1, np.float32)
    np.maximum.at(best, index.unit_rows.values, index.unit_vectors.scores(vector))
    return np.where(best > -1, best, dense)


def choose_region(
    index: UserIndex, activation: Floats, sentences: Floats, allowed: Mask, bounds: RegionBounds
) -> Ints:
    """Return the rows of a region, ascending. Shape: (at most ``bounds.rows``,).

    Args:
        activation: Seeds and what they activate one step away. Shape: (n_rows,).
        sentences: From ``sentence_match``. Shape: (n_rows,).
        allowed: Which rows may be recalled. Shape: (n_rows,).
    """
    hidden = np.float32(-np.inf)
    shown = np.where(allowed, activation, hidden)
    best = top_rows(shown, max(bounds.best, bounds.sources))
    by_sentence = top_rows(np.where(allowed, sentences, hidden), bounds.by_sentence)
    chosen = np.unique(
        np.concatenate((best[: bounds.best], by_sentence, _in_time(index, best[: bounds.in_time])))
    )
    chosen = chosen[allowed[chosen]]
    room = max(bounds.rows - len(chosen), 0)
    sources = best[: bounds.sources]
    reached = reach(index, sources[allowed[sources]].astype(np.int32), activation)
    reached[chosen] = 0
    worth = np.where((reached > 0) & allowed, reached + _OWN_SHARE * activation, hidden)
    more = top_rows(worth, room)
    chosen = np.concatenate((chosen, more[np.isfinite(worth[more])]))
    shown[chosen] = hidden
    rest = top_rows(shown, max(bounds.rows - len(chosen), 0) if bounds.fills else 0)
    return np.sort(np.concatenate((chosen, rest[np.isfinite(shown[rest])]))).astype(np.int32)


def reach(index: UserIndex, sources: Ints, activation: Floats) -> Floats:
    """Return what sources pass on to events over the entities they name. Shape: (n_rows,)."""
    reached = np.zeros(len(index), np.float32)
    owner, entities = index.row_entities.gather(sources)
    if not len(entities):
        return reached
    named, place = np.unique(entities, return_inverse=True)
    passed = np.zeros(len(named), np.float32)
    np.maximum.at(passed, place, activation[sources][owner])
    passed *= rarities(index.mentions.counts(named), len(index))
    for shelf, share in _SHELF_SHARE.items():
        postings = getattr(index, shelf)
        few = postings.counts(named) <= (FEW_NAMING if shelf == "mentions" else MAX_FANOUT)
        owner, rows = postings.gather(named[few])
        np.maximum.at(reached, rows, np.float32(share) * passed[few][owner])
    return reached


def _in_time(index: UserIndex, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the turns before and after some rows, in sessions that the caller named."""
    near = np.concatenate((index.chains.before.values[rows], index.chains.after.values[rows]))
    near = near[near >= 0].astype(np.int64)
    return near[in_named_session(index)[near]]
