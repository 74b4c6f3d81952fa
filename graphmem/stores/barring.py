"""What was forgotten on the user's word does not come back, until the user tells it on purpose.

A tombstone that *bars* stands for an id, or for what a text says. Facts and entities have ids that
are made of what they say, so theirs bar every way of telling them anew: an import, a later
extractor, a promotion while asleep. Of events the words are barred too, whatever id they come with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from graphmem.stores.base import Params, Row, Transaction
from graphmem.stores.feed import tombstone_key
from graphmem.stores.queries import Query, load
from graphmem.stores.records import WriteSet

_BARRED = load("erase.find_barred")
_LIFT = load("erase.lift_tombstones")
_SECRET = load("users.find_secret")
_CHUNK = 2_000  # ids per statement

Run = Callable[[Query, Params], Iterable[Row]]
T = TypeVar("T")


def words_of(text: str) -> str:
    """Return what stands for a text's words among tombstones: case, blanks and form do not count.

    No id looks like it.
    """
    return "words:" + " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def tombstone_id(user_id: str, secret: str, item: str) -> str:
    """Return the id of an item's tombstone; an item is an id, or ``words_of`` a text."""
    return f"{user_id}:{tombstone_key(secret, item)}"


def barred(run: Run, user_id: str, items: Iterable[str], secret: str | None = None) -> set[str]:
    """Return those of some items that must not come back.

    Args:
        run: Runs a query with its parameters, in a transaction or outside.
        items: Ids of events, facts, entities or Semantic nodes, and ``words_of`` texts.
        secret: The user's; None reads it.
    """
    if secret is None:
        secret = next((str(r["secret"]) for r in run(_SECRET, {"user_id": user_id})), None)
        if secret is None:  # no such user: nothing was forgotten
            return set()
    stones = {tombstone_id(user_id, secret, item): item for item in items}
    wanted, found = list(stones), set[str]()
    for first in range(0, len(wanted), _CHUNK):
        params: Row = {"ids": wanted[first : first + _CHUNK], "user_id": user_id}
        found.update(stones[str(row["id"])] for row in run(_BARRED, params))
    return found


def admit(
    tx: Transaction, user_id: str, secret: str, batch: Sequence[WriteSet]
) -> tuple[list[WriteSet], frozenset[str]]:
    """Return the events that may be stored, and the ids of those that were forgotten.

    An event is refused as a whole if its id or its words were, or if it states a fact or names an
    entity that was. One that is forced is stored, and what it tells is barred no longer.
    """
    told = {w.events[0].id: _items(w) for w in batch}
    found = barred(tx.run, user_id, {i for items in told.values() for i in items}, secret)
    if not found:
        return list(batch), frozenset()
    forced = {i for w in batch if w.forced for i in told[w.events[0].id]} & found
    if forced:
        stones = sorted(tombstone_id(user_id, secret, item) for item in forced)
        tx.run(_LIFT, {"ids": stones, "user_id": user_id})
    found -= forced
    refused = frozenset(i for i, items in told.items() if not found.isdisjoint(items))
    return [w for w in batch if w.events[0].id not in refused], refused


def _items(item: WriteSet) -> set[str]:
    event = item.events[0]
    derived = {*(e.id for e in item.entities), *(f.id for f in item.facts)}
    return {event.id, words_of(event.text), *derived}
