"""What somebody says of an item of a recall, checked before it waits to be written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from graphmem.clock import now_ms
from graphmem.errors import EventError
from graphmem.recall.access import AccessLog, Judgement
from graphmem.stores.graph import GraphStore
from graphmem.stores.pool import UserPool
from graphmem.types import Feedback

_ACCESS = "access.find_access"
_EPISODES = "semantics.list_episodes"
_MOST_EPISODES = 1000  # of a semantic memory that feedback may name it by
_LEAST = 4  # characters of an id that may stand for all of it


def judgement(
    pool: UserPool,
    accesses: AccessLog,
    user_id: str,
    *,
    context_id: str,
    item_id: str,
    verdict: object,
) -> Judgement:
    """Return feedback on an item that a recall of this user returned.

    Args:
        item_id: The item's event, its ``external_id``, or the beginning of its id.

    Raises:
        EventError: The verdict is none, there was no such recall, or it did not return that item.
    """
    if verdict not in get_args(Feedback):
        known = ", ".join(get_args(Feedback))
        raise EventError(f"feedback is one of {known}, not {verdict!r}")
    if any("\ud800" <= c <= "\udfff" for c in context_id + item_id):
        raise EventError("an id of feedback is wrongly decoded: it holds half a surrogate pair")
    waiting = accesses.find(user_id, context_id)
    if waiting is None and not pool.exists(user_id):
        raise EventError(f"nothing is remembered for {user_id!r}: recall something first")
    with pool.user(user_id) as handle:
        store = handle.store
        waiting = waiting or accesses.find(user_id, context_id)  # a failed flush gave it back
        if waiting is None:
            lineage, returned = store.state().lineage, _written(store, context_id)
        else:
            lineage, returned = waiting.lineage, waiting.event_ids
        event = _item(store, returned, context_id, item_id)
    return Judgement(context_id, event, cast("Feedback", verdict), now_ms(), lineage)


def _written(store: GraphStore, context_id: str) -> Sequence[str]:
    """Return what a recall returned, by the access log in the graph."""
    rows = list(store.read_named(_ACCESS, {"id": context_id}))
    if not rows:
        raise EventError(
            f"{store.user_id!r} has no recall {context_id!r}: give the id of a Context that was "
            "recalled for this user (another process writes its recalls with flush or close)"
        )
    return cast("list[str]", rows[0]["event_ids"])


def _item(store: GraphStore, returned: Sequence[str], context_id: str, item_id: str) -> str:
    """Return the event that is meant, of those that the recall returned."""
    if item_id in returned:
        return item_id
    named = [i for i in dict.fromkeys(returned) if i in store.find_external(item_id)]
    named = named or _resting_on(store, returned, item_id)
    if not named and len(item_id) >= _LEAST:
        named = [i for i in dict.fromkeys(returned) if i.startswith(item_id)]
    if len(named) == 1:
        return named[0]
    found = "several items" if named else "no item"
    raise EventError(
        f"recall {context_id!r} returned {found} {item_id!r}: give the event_id of the first "
        "source of one of its items"
    )


def _resting_on(store: GraphStore, returned: Sequence[str], item_id: str) -> list[str]:
    """Return the best of the semantic memories returned that an event is a source of, if any."""
    rows = store.read_named(_EPISODES, {"ids": list(returned), "limit": _MOST_EPISODES})
    found = {str(r["id"]) for r in rows if item_id in (r["event_id"], r["external_id"])}
    return [i for i in returned if i in found][:1]
