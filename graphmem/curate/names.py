"""What an id names: an event, a fact, an entity, a semantic memory or a conflict.

Its beginning will do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from graphmem.curate.conflicts import all_of
from graphmem.curate.doubts import Doubt, to_doubts
from graphmem.curate.pairs import Pair, to_pairs
from graphmem.curate.params import is_unicode
from graphmem.errors import EventError
from graphmem.stores.base import Engine, Row
from graphmem.stores.graph import GraphStore
from graphmem.stores.pool import UserHandle
from graphmem.stores.queries import load

NodeKind = Literal["event", "fact", "entity", "semantic"]
_KINDS: tuple[NodeKind, ...] = ("event", "fact", "entity")
_NODE = load("curate.find_node")
_LIKE = load("curate.find_like")
_TIES = load("curate.find_ties")
_DOUBTS = load("curate.find_doubts")
IN_ANSWERS = "ids are in contexts, conflicts and receipts"
_IN_CONFLICTS = "ids are in the list of conflicts, of status 'all'"
_WHOLE = 32  # characters of an id
_LEAST = 4  # characters that may stand for an id


@dataclass(frozen=True, slots=True)
class Named:
    """A node that an id names."""

    kind: NodeKind
    id: str


def find_node(handle: UserHandle, given: str, *, kinds: tuple[NodeKind, ...] = _KINDS) -> Named:
    """Return the node that is meant.

    Args:
        given: Its id, the beginning of it, or an event's ``external_id``.

    Raises:
        EventError: There is none of these kinds, or there are several.
    """
    found = [node for node in nodes_like(handle, given) if node.kind in kinds]
    if len(found) == 1:
        return _whole(handle.store, found[0])
    what = " or ".join(kinds)
    if found:
        raise EventError(f"{given!r} begins the ids of {len(found)}: give more of the {what}'s id")
    raise EventError(f"{handle.store.user_id!r} has no {what} {given!r}: {IN_ANSWERS}")


def nodes_like(handle: UserHandle, given: str) -> list[Named]:
    """Return the nodes that an id, an ``external_id`` or the beginning of an id may mean.

    Raises:
        EventError: It is no text.
    """
    _check(given)
    engine, scope = handle.engine, {"user_id": handle.store.user_id}
    found = [_named(row) for row in engine.read(_NODE, {"id": given, **scope})]
    found = found or [Named("event", i) for i in handle.store.find_external(given)]
    if not found and _LEAST <= len(given) < _WHOLE:
        found = [_named(row) for row in engine.read(_LIKE, {"first": given, **scope})]
    return found


def _whole(store: GraphStore, node: Named) -> Named:
    """Return the event that a chunk is a part of; anything else as it is."""
    family = store.family(node.id) if node.kind == "event" else []
    return Named("event", family[0]) if family else node


def find_conflict(
    handle: UserHandle, given: str, *, sought: str = "conflict", advice: str = _IN_CONFLICTS
) -> Pair | Doubt:
    """Return the conflict that is meant.

    Args:
        given: Its id, the beginning of it or of both its halves (``33a5e4ad-ca5dca95``), or both
            facts' ids in the other order.
        sought: What an error says that there is none of.
        advice: And where ids are found.

    Raises:
        EventError: There is none, or there are several.
    """
    _check(given)
    engine, user_id = handle.engine, handle.store.user_id
    one, mark, other = given.partition("-")
    if mark and len(one) == len(other) == _WHOLE:
        found: list[Pair | Doubt] = between(engine, user_id, one, other)
    elif len(given) >= _LEAST:
        found = [c for c in all_of(engine, user_id) if _begins(c.id, given)]
    else:
        found = []
    if len(found) == 1:
        return found[0]
    if found:
        raise EventError(f"{given!r} begins the ids of {len(found)} conflicts: give more of the id")
    raise EventError(f"{user_id!r} has no {sought} {given!r}: {advice}")


def _begins(whole: str, given: str) -> bool:
    """Tell whether a conflict's id begins so, or each of its halves does."""
    halves, parts = whole.split("-"), given.split("-")
    if len(parts) != len(halves):
        return whole.startswith(given)
    return all(half.startswith(part) for half, part in zip(halves, parts, strict=True))


def between(engine: Engine, user_id: str, one: str, other: str) -> list[Pair | Doubt]:
    """Return what lies between two facts, or a recall and an event."""
    pair: list[Pair | Doubt] = [*to_pairs(engine.read(_TIES, both_ways(user_id, one, other)))]
    rows = engine.read(_DOUBTS, {"ids": [other], "user_id": user_id})
    return pair or [d for d in to_doubts(rows) if d.access == one]


def both_ways(user_id: str, one: str, other: str) -> Row:
    """Return parameters of ``curate.find_ties`` for one pair of facts."""
    rows = [{"source": one, "target": other}, {"source": other, "target": one}]
    return {"rows": rows, "user_id": user_id}


def _check(given: object) -> None:
    if not isinstance(given, str) or not is_unicode(given) or not given.strip():
        raise EventError(f"an id is a text, not {given!r}")


def _named(row: Row) -> Named:
    return Named(cast("NodeKind", row["kind"]), str(row["id"]))
