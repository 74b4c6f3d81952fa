"""Finding what contradicts or replaces what: after each batch of the write path, or on demand.

New facts are compared with older ones of the same subject by comparable predicates, found in the
graph. The interference head judges statement against statement, in order of the times they speak
of; edges carry the verdict. Up to which revision all facts were compared is kept with the user,
so that a process that dies in between leaves them to the next write.
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
from graphmem.instrumentation import ConflictsFound, Instrumentation
from graphmem.psm.interference import Interference
from graphmem.psm.keeping import KeepingEncoder
from graphmem.psm.predicate_table import Table, read_predicates
from graphmem.psm.predicates import PredicateSpace
from graphmem.psm.runtime import Encoder, TextEncoder
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Row, Transaction
from graphmem.stores.contradicting import Found, Noted, note
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.queries import load
from graphmem.stores.records import FactRecord

_UNJUDGED = load("conflicts.list_unjudged")
_PAGE = 200  # facts that are judged at once
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
class Contradictions:
    """Compares facts of any user."""

    pool: UserPool
    models: Models
    settings: InterferenceSettings
    hooks: Instrumentation

    def after_write(
        self, user_id: str, handle: UserHandle, facts: Sequence[FactRecord], *, now_ms: int
    ) -> int:
        """Judge what a batch brought, and a short backlog with it; return how many edges came.

        Args:
            handle: Held; its ``revision`` is the batch's.
            facts: The batch's.
            now_ms: When its statements were recorded.
        """
        if not self.settings.enabled:
            return 0
        own: list[Row] = [
            {"id": f.id, "slot": f"{f.subject_id}:{f.predicate}", "predicate": f.predicate}
            for f in {f.id: f for f in facts}.values()
            if f.modality in FACTUAL
        ]
        store, revision = handle.store, handle.revision
        if store.judged >= revision - 1:
            return self._judge(user_id, handle, own, until=revision, since=now_ms)
        rows = self._unjudged(user_id, handle)
        if len(rows) < _PAGE:
            return self._judge(user_id, handle, rows, until=revision)
        return self._judge(user_id, handle, own, until=None, since=now_ms)

    def detect(self, user_id: str) -> int:
        """Judge all facts that were not judged yet; return how many edges were written."""
        if not self.pool.exists(user_id):
            return 0
        found = 0
        while True:
            with self.pool.user(user_id) as handle:
                state = handle.store.state()
                handle.revision = max(handle.revision, state.revision)
                rows = self._unjudged(user_id, handle)
                last = len(rows) < _PAGE
                # A page may end within a revision: the rest of it must stay unjudged.
                until = state.revision if last else cast("int", rows[-1]["revision"]) - 1
                if not last and until <= handle.store.judged:
                    until = cast("int", rows[-1]["revision"])
                    rows = self._unjudged(user_id, handle, limit=_WHOLE)
                rows = [row for row in rows if cast("int", row["revision"]) <= until]
                found += self._judge(user_id, handle, rows, until=until)
            if last:
                return found

    def _unjudged(self, user_id: str, handle: UserHandle, limit: int = _PAGE) -> list[Row]:
        scope: Row = {"user_id": user_id, "revision": handle.store.judged}
        return list(handle.engine.read(_UNJUDGED, {**scope, "limit": limit}))

    def _judge(
        self,
        user_id: str,
        handle: UserHandle,
        facts: Sequence[Row],
        *,
        until: int | None,
        since: int | None = None,
    ) -> int:
        """Judge facts and write what was found; ``until`` is judged then, if it is given."""
        started = time.perf_counter()
        store, before = handle.store, handle.store.judged
        said = [f for f in facts if f.get("modality", "asserted") in FACTUAL]
        found = self._compare(user_id, handle, said, since) if said else Found()
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
