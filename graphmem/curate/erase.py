"""Erasing for good, on the user's word: events, facts, names, sessions, or everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from graphmem import ids
from graphmem.clock import now_ms
from graphmem.curate import inspect as inspecting
from graphmem.curate.params import is_unicode
from graphmem.errors import CopyUnfinishedError, EventError
from graphmem.stores.cutting import Forms
from graphmem.stores.erasing import Erased, erase_events
from graphmem.stores.erasing_words import erase_entities, erase_facts
from graphmem.stores.erasure import Embedder, Work
from graphmem.stores.graph import GraphStore
from graphmem.stores.pool import UserPool
from graphmem.stores.queries import load
from graphmem.types import ForgetReport

Kind = Literal["event", "fact", "entity", "session"]
_NAMED_BY: dict[Kind, str] = {
    "event": "its id, or yours",
    "fact": "its id",
    "entity": "its id, or a name as it was said",
    "session": "its id, or your name of it",
}
_FACTS = load("facts.find_facts")
_ENTITIES = load("entities.find_entities")
_ORDER = load("events.list_order")
_REMAINS = load("erase.find_remains")


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be forgotten.

    Attributes:
        name: Its id; of events and sessions the caller's own name for it too, of entities a name.
    """

    kind: Kind
    name: str


def read_target(**given: str | None) -> Target | None:
    """Return the one thing that is named; None where nothing is.

    Args:
        given: ``event``, ``fact``, ``entity`` and ``session``.

    Raises:
        EventError: Several are named.
    """
    named = [(kind, name) for kind, name in given.items() if name is not None]
    if len(named) > 1:
        raise EventError(f"forget takes one of {', '.join(given)}, or everything")
    return Target(*named[0]) if named else None  # type: ignore[arg-type] - the keys are kinds


def forget(pool: UserPool, user_id: str, target: Target, encoder: Embedder) -> ForgetReport:
    """Erase something from graph and caches, with all that nothing else supports.

    Raises:
        EventError: There is no such thing.
    """
    with pool.user(user_id) as handle:
        job = _job(handle.store, target)
        if job is None:
            raise EventError(
                f"{user_id!r} has no {target.kind} {target.name!r}: give {_NAMED_BY[target.kind]}"
            )
        pool.drop_snapshot(handle)
        outcome = handle.store.erase(job, now_ms=now_ms(), encoder=encoder)
        handle.revision, handle.kept, handle.deep = outcome.revision, None, None
        pool.refresh(user_id, handle)
        remains = _remains(handle.store, outcome.erased.forms)
    return replace(inspecting.report(outcome.erased), remains=remains)


def _remains(store: GraphStore, forms: Forms | None) -> tuple[str, ...]:
    """Tell where a name that was erased still stands: in ids of the caller's, in others' names."""
    if forms is None:
        return ()
    rows = store.named(_REMAINS, {"forms": forms.marks})
    found = Counter(str(r["label"]) for r in rows if any(words in forms for words in r.values()))
    return tuple(f"{label}: {count}" for label, count in sorted(found.items()))


def _job(store: GraphStore, target: Target) -> Callable[[Work], Erased] | None:
    """Return what erases the target; None where there is none."""
    find, erase = _KINDS[target.kind]
    found = find(store, target.name) if is_unicode(target.name) else []
    return (lambda work: erase(work, found)) if found else None


def _events(store: GraphStore, name: str) -> list[str]:
    return [name] if store.family(name) else store.find_external(name)


def _facts(store: GraphStore, name: str) -> list[str]:
    return [str(row["id"]) for row in store.named(_FACTS, {"ids": [name]})]


def _entities(store: GraphStore, name: str) -> list[str]:
    wanted = [name, ids.entity_id(store.user_id, name)]
    return [str(row["id"]) for row in store.named(_ENTITIES, {"ids": wanted})]


def _of_session(store: GraphStore, name: str) -> list[str]:
    for session in (name, ids.session_id(store.user_id, name)):
        if found := [str(row["id"]) for row in store.named(_ORDER, {"session_id": session})]:
            return found
    return []


_Find = Callable[[GraphStore, str], list[str]]
_Erase = Callable[[Work, Sequence[str]], Erased]
_KINDS: dict[Kind, tuple[_Find, _Erase]] = {
    "event": (_events, erase_events),
    "session": (_of_session, erase_events),
    "fact": (_facts, erase_facts),
    "entity": (_entities, erase_entities),
}


def everything(pool: UserPool, user_id: str) -> ForgetReport:
    """Erase a user: the database, the caches and their folder."""
    report = ForgetReport((), (), (), (), (), everything=True)
    if pool.exists(user_id):
        with suppress(CopyUnfinishedError), pool.user(user_id) as handle:
            report = inspecting.everything(handle.store)  # of a half-made copy nothing is told
    pool.erase(user_id)
    return report
