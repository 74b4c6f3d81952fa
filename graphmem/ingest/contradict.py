"""Finding what contradicts or replaces what: after each batch of the write path, or on demand.

New facts are compared with older ones of the same subject by comparable predicates, found in the
graph. The interference head judges statement against statement, in order of the times they speak
of; edges carry the verdict. New messages are compared with the nearest earlier ones of the same
speaker besides (``ingest/messages``). Up to which revision all was compared is kept with the user,
so that a process that dies in between leaves the rest to the next write.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import cast

from graphmem.clock import now_ms
from graphmem.dynamics.interference import FACTUAL
from graphmem.ingest.comparable import ComparablePredicates
from graphmem.ingest.comparing import Comparing, Known, read_known
from graphmem.ingest.messages.finding import MessageUpdates
from graphmem.instrumentation import ConflictsFound, Instrumentation
from graphmem.psm.interference import Interference
from graphmem.psm.keeping import KeepingEncoder
from graphmem.psm.predicate_table import Table, read_predicates
from graphmem.psm.predicates import PredicateSpace
from graphmem.psm.runtime import Encoder, TextEncoder
from graphmem.psm.updates import UpdateReader
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Row, Transaction
from graphmem.stores.contradicting import Found, Noted, joined, note
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.queries import load
from graphmem.stores.records import FactRecord, WriteSet

_UNJUDGED = load("conflicts.list_unjudged")
_UNREAD = load("conflicts.list_unread")
_PAGE = 200  # facts, or messages, that are judged at once
#: A write reads messages that an earlier process left unread, if they came this lately; older ones
#: have changed in another way, as by sleep, and wait for ``detect``.
_LATE_MS = 24 * 3_600_000
_WHOLE = 1_000_000  # facts of one revision: all of them


class Models:
    """The interference head and the predicates it compares, loaded when first needed.

    Args:
        encoder: That of the memory; another than the shipped one is not used here, as the
            tables know the shipped one's vectors only.
    """

    def __init__(self, encoder: TextEncoder, *, threads: int) -> None:
        self._given = encoder
        self._threads = threads

    @cached_property
    def _encoder(self) -> KeepingEncoder:
        shipped = _shipped(self._threads)
        return KeepingEncoder(self._given) if self._given.version == shipped.version else shipped

    @cached_property
    def head(self) -> Interference:
        """The interference head."""
        return Interference.load(encoder=self._encoder)

    @cached_property
    def reader(self) -> UpdateReader:
        """The reader of two messages."""
        return UpdateReader.load(threads=self._threads)

    @cached_property
    def _space(self) -> PredicateSpace:
        return PredicateSpace.load(self._encoder)

    def predicates(self) -> ComparablePredicates:
        """Return an empty list of predicates."""
        return ComparablePredicates(self._space, _table())


@cache
def _shipped(threads: int) -> KeepingEncoder:
    """Return the shipped encoder, one for all memories that have another."""
    return KeepingEncoder(Encoder.load(threads=threads))


@cache
def _table() -> Table:
    return read_predicates()[0]


@dataclass(frozen=True, slots=True)
class New:
    """What is to be judged.

    Attributes:
        facts: ``id``, ``slot`` and ``predicate`` of each.
        messages: Ids of events.
        since: Facts are only judged where one of both was recorded then or later (epoch ms).
    """

    facts: Sequence[Row]
    messages: Sequence[str]
    since: int | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """A part of what was not judged; with it, all is judged up to revision ``until``."""

    new: New
    until: int


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Compares facts of any user."""

    pool: UserPool
    models: Models
    settings: InterferenceSettings
    hooks: Instrumentation

    def after_write(
        self, user_id: str, handle: UserHandle, added: Sequence[WriteSet], *, now_ms: int
    ) -> int:
        """Judge what a batch brought, and a short backlog with it; return how many edges came.

        Args:
            handle: Held; its ``revision`` is the batch's.
            added: What the batch wrote.
            now_ms: When its statements were recorded.
        """
        if not self.settings.enabled:
            return 0
        facts = {fact.id: fact for item in added for fact in item.facts}
        own = [_judged_row(fact) for fact in facts.values() if fact.modality in FACTUAL]
        messages = [e.id for item in added for e in item.events if e.searchable and e.speaker]
        store, revision = handle.store, handle.revision
        if store.judged >= revision - 1:
            new = New(own, messages, since=now_ms)
            return self._judge(user_id, handle, new, until=revision)
        rows = self._unjudged(user_id, handle)
        if len(rows) < _PAGE:
            late = self._unread(user_id, handle, since=now_ms - _LATE_MS)
            new = New(rows, list(dict.fromkeys([*messages, *(str(row["id"]) for row in late)])))
            return self._judge(user_id, handle, new, until=revision)
        return self._judge(user_id, handle, New(own, messages, since=now_ms), until=None)

    def detect(self, user_id: str) -> int:
        """Judge all that was not judged yet; return how many edges were written."""
        if not self.pool.exists(user_id):
            return 0
        found = 0
        while True:
            with self.pool.user(user_id) as handle:
                state = handle.store.state()
                handle.revision = max(handle.revision, state.revision)
                page, last = self._page(user_id, handle, state.revision)
                found += self._judge(user_id, handle, page.new, until=page.until)
            if last:
                return found

    def _page(self, user_id: str, handle: UserHandle, revision: int) -> tuple[_Page, bool]:
        """Return what is to be judged next, whole revisions of it, and whether that is the last."""
        rows, unread = self._unjudged(user_id, handle), self._unread(user_id, handle)
        full = [cast("int", some[-1]["revision"]) for some in (rows, unread) if len(some) >= _PAGE]
        # A page may end within a revision: the rest of it must stay unjudged.
        until = min(full) - 1 if full else revision
        if full and until <= handle.store.judged:  # that revision alone has more than a page
            until = min(full)
            rows = self._unjudged(user_id, handle, limit=_WHOLE)
            unread = self._unread(user_id, handle, limit=_WHOLE)
        kept = [row for row in rows if cast("int", row["revision"]) <= until]
        said = [str(row["id"]) for row in unread if cast("int", row["revision"]) <= until]
        return _Page(New(kept, said), until), not full

    def _unjudged(self, user_id: str, handle: UserHandle, limit: int = _PAGE) -> list[Row]:
        scope: Row = {"user_id": user_id, "revision": handle.store.judged}
        return list(handle.engine.read(_UNJUDGED, {**scope, "limit": limit}))

    def _unread(
        self, user_id: str, handle: UserHandle, *, limit: int = _PAGE, since: int = 0
    ) -> list[Row]:
        if not self.settings.messages:
            return []
        scope: Row = {"user_id": user_id, "revision": handle.store.judged, "since": since}
        return list(handle.engine.read(_UNREAD, {**scope, "limit": limit}))

    def _judge(self, user_id: str, handle: UserHandle, new: New, *, until: int | None) -> int:
        """Judge facts, then messages, and write what was found in one transaction.

        Args:
            until: Revision up to which all is judged then; None: it stays as it was.
        """
        started = time.perf_counter()
        store, before = handle.store, handle.store.judged
        said = [f for f in new.facts if f.get("modality", "asserted") in FACTUAL]
        found = self._compare(user_id, handle, said, new.since) if said else Found()
        found = joined(found, self._messages(user_id, handle, new.messages, found))
        if until is not None:
            store.judged = max(before, until)
        if not found:
            return 0
        now = now_ms()

        def work(tx: Transaction, revision: int) -> tuple[int, Noted]:
            return revision, note(tx, user_id, revision, found, now_ms=now)

        try:
            revision, noted = store.change(work, now_ms=now)
        except BaseException:
            store.judged = before
            raise
        if store.judged == revision - 1:
            store.judged = revision
        handle.revision = revision
        ms = (time.perf_counter() - started) * 1000
        if noted:
            self.hooks.emit(ConflictsFound(user_id, noted.conflicts, noted.replaced, revision, ms))
        return len(noted)

    def _messages(
        self, user_id: str, handle: UserHandle, new: Sequence[str], found: Found
    ) -> Found:
        """Return the edges between messages, where facts showed none."""
        if not new or not self.settings.messages:
            return Found()
        self.pool.refresh(user_id, handle)
        updates = MessageUpdates(handle, user_id, self.models.reader, self.settings, now_ms())
        return updates.find(new, found.pairs)

    def _compare(
        self, user_id: str, handle: UserHandle, facts: Sequence[Row], since: int | None
    ) -> Found:
        """Return the edges to write."""
        if not isinstance(handle.kept, Known):
            handle.kept = read_known(handle.engine, user_id, self.models.predicates())
        comparing = Comparing(
            handle.engine, user_id, handle.store.judged, handle.kept, self.settings
        )
        found = comparing.turns(facts, since)
        if not found:
            return Found()
        head = self.models.head
        return comparing.rows(comparing.judge(found, head), head.version)


def _judged_row(fact: FactRecord) -> Row:
    slot = f"{fact.subject_id}:{fact.predicate}"
    return {"id": fact.id, "slot": slot, "predicate": fact.predicate}
