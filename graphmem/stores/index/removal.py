"""Taking rows and entities out of the search structures, so that nothing of them stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row
from graphmem.stores.index.entries import NO_SESSION
from graphmem.stores.index.vectors import quantise

if TYPE_CHECKING:
    from graphmem.stores.index.columns import AnyColumn
    from graphmem.stores.index.user_index import UserIndex


def keep_rows(index: UserIndex, keep: NDArray[np.bool_]) -> None:
    """Close up over the rows that are not kept. Shape of keep: (n_rows,)."""
    new_row = renumbering(keep)
    for postings in index.by_entity():
        postings.renumber_rows(len(index.entity_ids), new_row)
    index.row_entities.renumber_keys(len(index.ids), new_row, int(keep.sum()))
    index.units.keep_rows(new_row)
    index.bm25.renumber(new_row)
    time_rows = new_row[index.time_rows.values]
    for column in index.times().values():
        column.replace(column.values[time_rows >= 0])
    index.time_rows.replace(time_rows[time_rows >= 0])
    codes, scales, lengths = index.vectors.codes, index.vectors.scales, index.bm25.lengths
    others: list[AnyColumn] = [codes, scales, lengths]
    for column in [*index.columns().values(), *others]:
        column.replace(column.values[keep])
    index.ids = [i for i, kept in zip(index.ids, keep, strict=True) if kept]
    index.row_of = {i: n for n, i in enumerate(index.ids)}
    index.rebuild_chains()


def drop_empty_sessions(index: UserIndex) -> None:
    """Forget sessions without rows: the caller's names of them are memories too."""
    keep = np.bincount(index.session.values, minlength=len(index.sessions)) > 0
    if keep.all():
        return
    new = renumbering(keep)
    index.session.replace(new[index.session.values])
    index.chains.renumber(new)
    index.sessions = [s for s, kept in zip(index.sessions, keep, strict=True) if kept]
    index.session_of = {s.id: n for n, s in enumerate(index.sessions)}


def says_else(index: UserIndex, row: Row) -> bool:
    """Tell whether a semantic memory has other words, or a later time, than the index holds.

    Words and time of an event stay as they are.
    """
    number = index.row_of.get(str(row["id"]), -1)
    if number < 0 or row["session_id"] != NO_SESSION:
        return False
    held = (index.occurred_at.values[number], index.tokens.values[number])
    codes, _ = quantise(np.array([row["embedding"]], np.float32))
    same = np.array_equal(codes[0], index.vectors.codes.values[number])
    return held != (row["occurred_at"], row["tokens"]) or not same


def keep_entities(index: UserIndex, keep: NDArray[np.bool_]) -> None:
    """Close up over the entities that are not kept. Shape of keep: (n_entities,)."""
    new = renumbering(keep)
    for postings in index.by_entity():
        postings.renumber_keys(len(keep), new, int(keep.sum()))
    starts, entities, weights = index.row_entities.packed(len(index.ids))
    index.row_entities.load(starts, new[entities], weights)
    index.units.keep_entities(new)
    index.entity_ids = [i for i, kept in zip(index.entity_ids, keep, strict=True) if kept]
    index.entity_names = [n for n, kept in zip(index.entity_names, keep, strict=True) if kept]
    index.entity_of = {i: n for n, i in enumerate(index.entity_ids)}
    index.retracted = {int(new[n]) for n in index.retracted if keep[n]}
    index.same.keep(index.entity_of.__contains__)
    index.rebuild_names()


def renumbering(keep: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return the new number of each kept item, -1 for the others. Shape: (n,)."""
    return np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32)
