"""Finding conflicts: pairs of facts with something between them, and events in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast, get_args

from graphmem.conflicts import Conflict, ConflictStatus
from graphmem.curate.doubts import Doubt, to_doubts
from graphmem.curate.pairs import Pair, to_pairs
from graphmem.curate.sources import Statements
from graphmem.errors import EventError
from graphmem.stores.base import Engine, Row
from graphmem.stores.pool import UserPool
from graphmem.stores.queries import load

_TIES = load("curate.list_ties")
_DOUBTS = load("curate.list_doubts")
_EVENTS = load("curate.list_events")


def find(pool: UserPool, user_id: str, *, status: str, limit: int) -> list[Conflict]:
    """Return a user's conflicts, the latest found first; see ``Memory.conflicts``.

    Raises:
        EventError: ``status`` or ``limit`` means nothing.
    """
    known = (*get_args(ConflictStatus), "all")
    if status not in known:
        raise EventError(f"status is one of {', '.join(known)}, not {status!r}")
    if limit < 1:
        raise EventError(f"limit is {limit}: it must be at least 1")
    if not pool.exists(user_id):
        return []
    with pool.user(user_id) as handle:
        found = [c for c in all_of(handle.engine, user_id) if status in {c.status, "all"}]
        found.sort(key=lambda c: (-c.found_at, c.id))
        return seen(handle.engine, user_id, found[:limit])


def all_of(engine: Engine, user_id: str) -> list[Pair | Doubt]:
    """Return every conflict of a user, in no order."""
    scope: Row = {"user_id": user_id}
    return [*to_pairs(engine.read(_TIES, scope)), *to_doubts(engine.read(_DOUBTS, scope))]


def seen(engine: Engine, user_id: str, found: Iterable[Pair | Doubt]) -> list[Conflict]:
    """Return conflicts as users see them, in order."""
    found = list(found)
    facts = [f for c in found if isinstance(c, Pair) for f in (c.newer, c.older)]
    doubted = [c.event for c in found if isinstance(c, Doubt)]
    said = Statements.read(engine, user_id, facts)
    events = {str(row["event_id"]): row for row in events_of(engine, user_id, doubted)}
    return [c.conflict(said) if isinstance(c, Pair) else c.conflict(events) for c in found]


def events_of(engine: Engine, user_id: str, ids: Iterable[str]) -> list[Row]:
    """Return rows of ``curate.list_events``."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    return list(engine.read(_EVENTS, {"ids": cast("list[object]", wanted), "user_id": user_id}))
