"""Merges as edges of the graph: read, written in one transaction, found by what the user gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.clock import from_ms, now_ms
from graphmem.conflicts import Merge
from graphmem.curate.checks import check_words
from graphmem.curate.same_evidence import read_names
from graphmem.errors import EventError
from graphmem.ids import entity_id, pair_id
from graphmem.stores.base import Row, Transaction
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.queries import Query, load

_MERGES = load("entities.list_merges_same")
_EDGES = load("entities.list_edges_same")
_GROUP = load("entities.list_same")
_FIND = load("entities.find_entities")
_DIFFERENT = load("entities.list_different_same")
CREATE = load("entities.link_same")
RETRACT = load("entities.retract_same")
PART = load("entities.link_different_same")
UNPART = load("entities.retract_different_same")
USER = "user"
_WHOLE, _LEAST = 32, 4  # characters of an id, and those that may stand for one


@dataclass(frozen=True, slots=True)
class Step:
    """One query of a change, with its rows."""

    query: Query
    rows: Sequence[Row]


def to_merge(row: Row) -> Merge:
    """Return a merge as its edge and both names tell it."""
    until = row["retracted_at"]
    return Merge(
        id=pair_id(str(row["a_id"]), str(row["b_id"])),
        a=str(row["a"]),
        b=str(row["b"]),
        score=cast("float", row["score"]),
        rule=str(row["rule"]),
        by=str(row["by"]),
        recorded_at=from_ms(cast("int", row["recorded_at"])),
        retracted_at=None if until is None else from_ms(cast("int", until)),
    )


def write(pool: UserPool, handle: UserHandle, steps: Sequence[Step]) -> None:
    """Write some steps in one transaction, and bring the search structures up to it."""
    user_id = handle.store.user_id

    def work(tx: Transaction, revision: int) -> int:
        for step in steps:
            if step.rows:
                scope: Row = {"user_id": user_id, "revision": revision}
                tx.run(step.query, {**scope, "rows": list(step.rows)})
        return revision

    handle.revision = handle.store.change(work, now_ms=now_ms())
    pool.refresh(user_id, handle)


def find_name(handle: UserHandle, given: str) -> str:
    """Return the id of the entity that a name, an id or the beginning of one means.

    Raises:
        EventError: There is none, or there are several.
    """
    check_words(given, "a name")
    user_id = handle.store.user_id
    ids = [given, str(entity_id(user_id, given))]
    there = {r["id"] for r in handle.engine.read(_FIND, {"ids": ids, "user_id": user_id})}
    for wanted in ids:
        if wanted in there:
            return wanted
    short = _LEAST <= len(given) < _WHOLE and not set(given) - set("0123456789abcdef")
    names = read_names(handle.engine, user_id).names if short else ()
    found = [i for i in names if i.startswith(given)]
    if found[1:]:
        raise EventError(f"{given!r} begins the ids of {len(found)} names: give more of the id")
    if not found:
        raise EventError(
            f"{user_id!r} has no name {given!r}: give it as it was said, or an entity's id"
        )
    return found[0]


def shown(handle: UserHandle, wanted: str) -> str:
    """Return the name that an entity is shown by."""
    scope = {"ids": [wanted], "user_id": handle.store.user_id}
    return next(
        str(r["name"]) for r in handle.engine.read(_GROUP, scope) if r["member_id"] == wanted
    )


def members(handle: UserHandle, wanted: str) -> list[str]:
    """Return the ids of an entity's group, its own among them."""
    scope = {"ids": [wanted], "user_id": handle.store.user_id}
    return [str(row["member_id"]) for row in handle.engine.read(_GROUP, scope)]


def among(handle: UserHandle, ids: Sequence[str]) -> list[Row]:
    """Return the standing merges that begin at some entities."""
    return list(handle.engine.read(_EDGES, {"ids": list(ids), "user_id": handle.store.user_id}))


def all_merges(handle: UserHandle) -> list[Row]:
    """Return all merges, those that were undone too, in order of time."""
    return list(handle.engine.read(_MERGES, {"user_id": handle.store.user_id}))


def different(handle: UserHandle) -> list[Row]:
    """Return the pairs that are two on the user's word."""
    return list(handle.engine.read(_DIFFERENT, {"user_id": handle.store.user_id}))


def path(edges: Sequence[Row], one: str, other: str) -> list[Row]:
    """Return the edges of a tree that lie between two of its members."""
    ways: dict[str, list[Row]] = {one: []}
    queue = [one]
    for at in queue:
        for edge in edges:
            ends = both(edge)
            far = ends[1] if ends[0] == at else ends[0]
            if at in ends and far not in ways:
                ways[far] = [*ways[at], edge]
                queue.append(far)
    return ways.get(other, [])


def means(given: str, row: Row) -> bool:
    """Tell whether an id, or the beginning of one, means a merge."""
    return len(given) >= _LEAST and pair_id(*both(row)).startswith(given)


def both(row: Row) -> tuple[str, str]:
    """Return the ids of an edge's ends."""
    return str(row["a_id"]), str(row["b_id"])


def ends(row: Row) -> Row:
    """Return which edge is meant, as the queries take it."""
    return {"a_id": row["a_id"], "b_id": row["b_id"]}


def edge_row(a: str, b: str, score: float, rule: str, by: str, reason: str, now: int) -> Row:
    """Return an edge; null is no value that both engines keep, so retracted_at is not written."""
    ends: Row = {"a_id": a, "b_id": b, "score": score, "rule": rule, "by": by}
    return ends | {"reason": reason, "recorded_at": now, "retracted_at": None}
