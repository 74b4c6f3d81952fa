"""Noting what was found between facts: conflicts, and what took another's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphmem import ids
from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load
from graphmem.stores.settling import settle_facts

_CONFLICTS = load("conflicts.merge_conflicts")
_SUCCESSORS = load("conflicts.merge_successors")


@dataclass(frozen=True, slots=True)
class Noted:
    """Ids of pairs between which an edge was written."""

    conflicts: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.conflicts) + len(self.replaced)


def note(
    tx: Transaction,
    user_id: str,
    revision: int,
    conflicts: Sequence[Row],
    successors: Sequence[Row],
    *,
    now_ms: int,
) -> Noted:
    """Write the edges that are not there yet, and end what was replaced.

    Args:
        conflicts: Rows of ``conflicts.merge_conflicts``.
        successors: Rows of ``conflicts.merge_successors``.
    """
    stamp: Row = {"user_id": user_id, "revision": revision, "now": now_ms}
    found = [
        tx.run(query, {**stamp, "rows": list(rows)}) if rows else []
        for query, rows in ((_CONFLICTS, conflicts), (_SUCCESSORS, successors))
    ]
    if found[1]:
        settle_facts(tx, user_id, revision, sorted({str(row["older_id"]) for row in found[1]}))
    pairs = (_pairs(rows) for rows in found)
    return Noted(*pairs)


def _pairs(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(ids.pair_id(str(row["newer_id"]), str(row["older_id"])) for row in rows)
