"""Noting what was found between facts: conflicts, what took another's place, and rivals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from graphmem import ids
from graphmem.stores.base import Row, Transaction
from graphmem.stores.deriving import DerivedWriter
from graphmem.stores.queries import load
from graphmem.stores.records import FactRecord, StatementRecord
from graphmem.stores.settling import settle_facts

_CONFLICTS = load("conflicts.merge_conflicts")
_SUCCESSORS = load("conflicts.merge_successors")
_RIVALS = load("conflicts.merge_rivals")
_EXISTING = load("events.find_existing")


_MOST = 5  # rivals of one fact


@dataclass(frozen=True, slots=True)
class Found:
    """Edges to write.

    Attributes:
        conflicts: Rows of ``conflicts.merge_conflicts``.
        successors: Rows of ``conflicts.merge_successors``.
        rivals: Rows of ``conflicts.merge_rivals``.
        claims: Facts between which some of these stand and which are not there yet, each with
            the statement of the event that makes it.
    """

    conflicts: Sequence[Row] = ()
    successors: Sequence[Row] = ()
    rivals: Sequence[Row] = ()
    claims: Sequence[tuple[FactRecord, StatementRecord]] = ()

    def __len__(self) -> int:
        return len(self.conflicts) + len(self.successors) + len(self.rivals)

    @property
    def pairs(self) -> set[frozenset[str]]:
        """Return the facts between which something is said; rivals do not say anything."""
        rows = (*self.conflicts, *self.successors)
        return {frozenset((str(row["newer_id"]), str(row["older_id"]))) for row in rows}


@dataclass(frozen=True, slots=True)
class Noted:
    """Ids of pairs between which an edge was written that says something; rivals do not."""

    conflicts: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.conflicts) + len(self.replaced)


def joined(one: Found, other: Found) -> Found:
    """Return the edges of both."""
    return Found(
        [*one.conflicts, *other.conflicts],
        [*one.successors, *other.successors],
        [*one.rivals, *other.rivals],
        [*one.claims, *other.claims],
    )


def note(tx: Transaction, user_id: str, revision: int, edges: Found, *, now_ms: int) -> Noted:
    """Write the edges that are not there yet, and end what was replaced."""
    again = _claim(tx, user_id, revision, edges.claims)
    told = (edges.conflicts, edges.successors, edges.rivals)
    queries = zip((_CONFLICTS, _SUCCESSORS, _RIVALS), told, strict=True)
    stamp: Row = {"user_id": user_id, "revision": revision, "now": now_ms}
    found = [
        tx.run(query, {**stamp, "rows": list(rows)}) if rows else [] for query, rows in queries
    ]
    ended = {str(row["older_id"]) for row in found[1]}
    if ended or again:
        settle_facts(tx, user_id, revision, sorted(ended | set(again)))
    pairs = (_pairs(rows) for rows in found[:2])
    return Noted(*pairs)


def _claim(
    tx: Transaction,
    user_id: str,
    revision: int,
    claims: Sequence[tuple[FactRecord, StatementRecord]],
) -> list[str]:
    """Write claims of events that are still there; return facts that must be settled.

    Another process may have erased an event since it was read: its words must not come back, and
    edges find no fact then.
    """
    if not claims:
        return []
    wanted = sorted({statement.event_id for _, statement in claims})
    there = {str(r["id"]) for r in tx.run(_EXISTING, {"ids": wanted, "user_id": user_id})}
    kept = [claim for claim in claims if claim[1].event_id in there]
    derived = DerivedWriter(tx, user_id, revision)
    again = derived.facts([fact for fact, _ in kept])
    derived.statements([statement for _, statement in kept])
    return again


def _pairs(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(ids.pair_id(str(row["newer_id"]), str(row["older_id"])) for row in rows)


def surest(rivals: Iterable[Row]) -> list[Row]:
    """Return the surest rivals of each fact, so that a long list does not tie all to all."""
    of: Counter[str] = Counter()
    kept: list[Row] = []
    for row in sorted(rivals, key=lambda r: -cast("float", r["score"])):
        newer = str(row["newer_id"])
        of[newer] += 1
        if of[newer] <= _MOST:
            kept.append(row)
    return kept
