"""The read path over the users' databases: time, scope, recall, and the access log."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from graphmem import ids
from graphmem.clock import instant, now_ms, to_ms
from graphmem.errors import StoreError
from graphmem.instrumentation import Instrumentation, RecallSettled
from graphmem.recall.access import AccessLog, to_rows
from graphmem.recall.feedback import judgement
from graphmem.recall.one_thread import one_thread
from graphmem.recall.pipeline import Recaller, Stages
from graphmem.recall.seed import Scope
from graphmem.stores.archiving import Archiving
from graphmem.stores.base import Row
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.pool import UserPool
from graphmem.stores.regions import Asked, Bounds
from graphmem.types import Context, RecallOptions, ResolvedTime

logger = logging.getLogger(__name__)
_FLUSH_AT = 256  # accesses of one user that wait before they are written


class TimeReader(Protocol):
    """Finds the times that a question names."""

    def __call__(self, text: str, *, occurred_at: datetime) -> Sequence[ResolvedTime]:
        """Return the time expressions of a text that is asked at ``occurred_at``."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Answers questions about any user, and notes what it answered.

    Attributes:
        local: Zone in which times without a zone are read.
        times: Reads the times of a question.
    """

    pool: UserPool
    recaller: Recaller
    hooks: Instrumentation
    local: ZoneInfo
    times: TimeReader
    accesses: AccessLog = field(default_factory=AccessLog)

    def recall(self, query: str, *, user_id: str, options: RecallOptions) -> Context:
        """Answer one question (options and text are checked already).

        Raises:
            StoreError: The store failed.
        """
        context_id = uuid.uuid4().hex
        if not self.pool.exists(user_id):
            return Context(context_id, query, (), "", 0, 0.0, known_user=False)
        begun = time.perf_counter()
        now = datetime.now(UTC)
        intervals = self._intervals(query, options, now)
        with one_thread(), self.pool.user(user_id) as handle:
            stages = Stages()
            refresh = self.pool.refresh_deep if options.deep else self.pool.refresh
            held = refresh(user_id, handle)
            index, lineage = held or handle.index, handle.index.lineage
            stages.done("refresh")
            vector = self.recaller.vector(query)
            stages.done("encode")
            if handle.large or held is None:
                bounds = self._bounds(user_id, options)
                index = handle.region.around(Asked(query, vector, intervals), bounds)
                stages.done("region")
            view = self.recaller.query(index, query, vector, intervals)
            found = self.recaller.recall(
                index,
                view,
                context_id=context_id,
                scope=self._scope(index, user_id, options, now),
                options=options,
                shelf=handle.store,
                stages=stages,
            )
        waiting = self.accesses.note(user_id, found, at=to_ms(now), lineage=lineage)
        if waiting >= _FLUSH_AT:
            self.flush_if_possible(user_id)
        ms = (time.perf_counter() - begun) * 1000
        self.hooks.emit(RecallSettled(user_id, len(found.items), ms, tuple(stages.ms)))
        return found

    def _intervals(
        self, query: str, options: RecallOptions, now: datetime
    ) -> list[tuple[int, int]]:
        """Return the times that a question names, as [start, end) in epoch ms."""
        asked = instant(options.as_of, now=now, local=self.local)
        return [(to_ms(t.start), to_ms(t.end)) for t in self.times(query, occurred_at=asked)]

    def _bounds(self, user_id: str, options: RecallOptions) -> Bounds:
        def bound(at: datetime | None) -> int | None:
            return None if at is None else to_ms(instant(at, now=at, local=self.local))

        named = options.session_id
        session = None if named is None else ids.session_id(user_id, named)
        return Bounds(bound(options.as_of), bound(options.known_at), session, options.deep)

    def _scope(
        self, index: UserIndex, user_id: str, options: RecallOptions, now: datetime
    ) -> Scope:
        bounds = self._bounds(user_id, options)
        session = None
        if bounds.session_id is not None:
            session = index.session_of.get(bounds.session_id, -1)
        return Scope(bounds.as_of, bounds.known_at, session, bounds.deep, to_ms(now))

    def judge(self, context_id: str, item_id: str, verdict: str, *, user_id: str) -> None:
        """Note what somebody says of an item of a recall.

        Raises:
            EventError: The verdict is none, there was no such recall, or it did not return that.
        """
        said = judgement(
            self.pool,
            self.accesses,
            user_id,
            context_id=context_id,
            item_id=item_id,
            verdict=verdict,
        )
        if self.accesses.judge(user_id, said) >= _FLUSH_AT:
            self.flush_if_possible(user_id)

    def flush(self, user_id: str | None = None) -> None:
        """Write the buffered access log of one user, or of all.

        Raises:
            StoreError: The store failed; the accesses wait for the next time.
        """
        known = self.accesses.users()
        for user in known if user_id is None else [u for u in known if u == user_id]:
            if not self.pool.exists(user):
                self.accesses.take(user)
                continue
            with self.pool.user(user) as handle:
                # Taken under the user's lock: whoever asks for a recall meanwhile finds it written.
                waiting = self.accesses.take(user)
                log, recalls, judged = to_rows(waiting)
                try:
                    handle.revision = handle.store.log_accesses(log, recalls, judged)
                except StoreError:
                    self.accesses.give_back(user, waiting)
                    raise
            self._wake(user, log)

    def _wake(self, user_id: str, log: Sequence[Row]) -> None:
        """Bring out of the archive what deep recalls have returned.

        What a failure leaves asleep is woken by the next sleep: it was recalled in the archive.
        """
        found = {
            str(i): (cast("int", row["at"]), str(row["id"]))
            for row in log
            for i in cast("list[str]", row["event_ids"])
        }
        with self.pool.user(user_id) as handle:
            archive = Archiving(handle.store, handle.engine)
            revision = archive.wake(found, now_ms=now_ms())
            handle.revision = revision or handle.revision

    def flush_if_possible(self, user_id: str | None = None) -> None:
        """Flush, but let neither an answer nor a closing fail for the access log."""
        try:
            self.flush(user_id)
        except StoreError as exc:
            logger.warning("the access log was not written: %s", exc)
