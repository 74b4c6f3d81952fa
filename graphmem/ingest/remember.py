"""The write path over the users' databases: date, understand, link, store, report."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from graphmem.clock import now_ms
from graphmem.errors import EventError
from graphmem.ingest import receipts
from graphmem.ingest.before import sessions_of
from graphmem.ingest.contradict import Contradictions
from graphmem.ingest.events import DatedEvent, check_event, date_event, make_event
from graphmem.ingest.link import Understood, link
from graphmem.ingest.pipeline import Understanding
from graphmem.instrumentation import EventsStored, GateDecided, Instrumentation
from graphmem.stores.base import Row
from graphmem.stores.pool import UserPool
from graphmem.types import Receipt


@dataclass(frozen=True, slots=True)
class Writer:
    """Stores events of any user.

    Attributes:
        local: Zone in which times without a zone are read.
        max_chars: Longest accepted text (characters).
        batch_events: Events per transaction (count).
        contradictions: Compares what came with what was there.
    """

    pool: UserPool
    understanding: Understanding
    hooks: Instrumentation
    local: ZoneInfo
    max_chars: int
    batch_events: int
    contradictions: Contradictions

    def remember(
        self, items: Sequence[object], *, user_id: str, fields: Mapping[str, object]
    ) -> list[Receipt]:
        """Store events in batches, each one all or nothing; return their receipts in order.

        Args:
            items: Texts, Events or mappings of their fields.
            fields: What events have that do not say otherwise; None says nothing.

        Raises:
            EventError: An event cannot be read; nothing of the call is stored.
            StoreError: The store refused; earlier batches are stored.
        """
        if fields.get("external_id") is not None and len(items) != 1:
            raise EventError("external_id names one event: set it on each Event of a list")
        now = datetime.now(UTC)
        dated = [self._date(i, fields, user_id, now) for i in items]
        return [
            receipt
            for start in range(0, len(dated), self.batch_events)
            for receipt in self._store(user_id, dated[start : start + self.batch_events])
        ]

    def _date(
        self, item: object, fields: Mapping[str, object], user_id: str, now: datetime
    ) -> DatedEvent:
        event = make_event(item, fields)
        check_event(event, max_chars=self.max_chars)
        return date_event(event, user_id=user_id, now=now, local=self.local)

    def _store(self, user_id: str, batch: Sequence[DatedEvent]) -> list[Receipt]:
        """Understand and write one batch in one transaction."""
        started = time.perf_counter()
        with self.pool.user(user_id, new=True) as handle:
            there = handle.store.existing([d.event_id for d in batch])
            fresh = {d.event_id: d for d in batch if d.event_id not in there}
            refused = handle.store.forgotten(
                {i: d.event.text for i, d in fresh.items() if not d.event.force}
            )
            fresh = {i: d for i, d in fresh.items() if i not in refused}
            latest = handle.store.turns(sessions_of([*fresh.values()]))
        found = self.understanding.understand([*fresh.values()], latest)
        understood = {u.dated.event_id: u for u in found}
        revision = self._write(user_id, understood, there, refused)
        done = receipts.make(batch, there, understood, refused=refused, revision=revision)
        for receipt in done:
            if receipt.status == "added":
                self.hooks.emit(
                    GateDecided(user_id, receipt.event_id, receipt.tier, receipt.reason)
                )
        added = len(understood.keys() - refused)
        ms = (time.perf_counter() - started) * 1000
        self.hooks.emit(EventsStored(user_id, added, len(batch) - added, revision, ms))
        return done

    def _write(
        self,
        user_id: str,
        understood: Mapping[str, Understood],
        there: dict[str, Row],
        refused: set[str],
    ) -> int:
        """Write what was understood and return the revision.

        Args:
            there: Events that the graph already held, by id; what another thread or process
                wrote in the meantime is added.
            refused: Ids of events that tell what was forgotten; those found so now are added.
        """
        now = now_ms()
        versions = self.understanding.versions
        sets = [link(u, now_ms=now, versions=versions) for u in understood.values()]
        with self.pool.user(user_id, new=True) as handle:
            outcome = handle.store.write(sets, now_ms=now) if sets else None
            if outcome is not None:
                handle.revision = outcome.revision
                there |= outcome.there
                self.contradictions.after_write(user_id, handle, outcome.added, now_ms=now)
                refused |= outcome.refused
            if len(handle.index) == 0 or len(sets) > 1:
                self.pool.refresh(user_id, handle)  # may bring in what others wrote since
            return handle.revision if outcome is None else outcome.revision
