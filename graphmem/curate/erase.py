"""Erasing for good, on the user's word: one event and what only it supports, or everything."""

from __future__ import annotations

from graphmem.clock import now_ms
from graphmem.curate import inspect as inspecting
from graphmem.curate.params import is_unicode
from graphmem.errors import CopyUnfinishedError, EventError
from graphmem.stores.pool import UserPool
from graphmem.types import ForgetReport


def event(pool: UserPool, user_id: str, event_id: str) -> ForgetReport:
    """Erase an event, named by its id or its ``external_id``, from graph and caches.

    Raises:
        EventError: There is no such event.
    """
    with pool.user(user_id) as handle:
        store, wanted = handle.store, list[str]()
        if is_unicode(event_id):
            wanted = [event_id] if store.family(event_id) else store.find_external(event_id)
        if not wanted:
            raise EventError(f"{user_id!r} has no event {event_id!r}")
        pool.drop_snapshot(handle)
        outcome = store.forget(wanted, now_ms=now_ms())
        handle.revision = outcome.revision
        pool.refresh(user_id, handle)
    return inspecting.report(outcome.erased)


def everything(pool: UserPool, user_id: str) -> ForgetReport:
    """Erase a user: the database, the caches and their folder."""
    try:
        with pool.user(user_id) as handle:
            report = inspecting.everything(handle.store)
    except CopyUnfinishedError:  # it never was a memory: there is nothing to tell of
        report = ForgetReport((), (), (), (), (), everything=True)
    pool.erase(user_id)
    return report
