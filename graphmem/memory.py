"""Memory: the flows of graphmem on one screen. It composes; the packages do.

write: event -> gate -> extract -> link -> store
read:  query -> seed -> diffuse -> converge -> context
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, overload

from graphmem import ids
from graphmem.curate import inspect as inspecting
from graphmem.curate import query as querying
from graphmem.errors import EventError, SettingsError, StoreError
from graphmem.ingest import receipts
from graphmem.ingest.events import (
    DatedEvent,
    as_items,
    check_event,
    check_text,
    date_event,
    instant,
    make_event,
    to_ms,
    zone,
)
from graphmem.ingest.gate import RuleGate
from graphmem.ingest.link import link, spoken
from graphmem.ingest.pipeline import Understanding
from graphmem.ingest.rules import RuleExtractor
from graphmem.instrumentation import EventsStored, GateDecided, Hook, Instrumentation, RecallSettled
from graphmem.psm.runtime import Encoder, TextEncoder
from graphmem.recall.access import AccessLog, to_rows
from graphmem.recall.options import check_options
from graphmem.recall.pipeline import Recaller, Stages
from graphmem.recall.seed import Scope
from graphmem.settings import Settings, load_settings
from graphmem.stores.folders import check_user_id
from graphmem.stores.pool import EncoderCard, UserHandle, UserPool
from graphmem.types import (
    Context,
    Event,
    ForgetReport,
    RecallOptions,
    Receipt,
    UserStats,
    WorkingMemory,
)

if TYPE_CHECKING:
    import networkx

logger = logging.getLogger(__name__)
EventLike = Event | str | Mapping[str, object]
_FLUSH_AT = 256  # accesses of one user that wait before they are written
_REEMBED_BATCH = 256


class Memory:
    """Long-term memory of many users under one root folder; thread-safe.

    Make it with ``Memory.open`` and close it, or use it in a ``with`` block.
    """

    def __init__(
        self,
        root: Path,
        settings: Settings,
        encoder: TextEncoder,
        hooks: Instrumentation,
        *,
        check_encoder: bool = True,
    ) -> None:
        self.settings = settings
        self._hooks = hooks
        self._encoder = encoder
        self._local = zone(settings.ingest.timezone)
        self._understanding = Understanding(
            encoder=encoder,
            extractor=RuleExtractor(),
            gate=RuleGate(),
            chunk_tokens=settings.ingest.chunk_tokens,
            gated=settings.ingest.gate,
        )
        self._recaller = Recaller(encoder, settings.recall)
        self._accesses = AccessLog()
        card = EncoderCard(encoder.version, encoder.dimension)
        self._pool = UserPool(root, settings.store, card, hooks, check_encoder=check_encoder)

    @classmethod
    def open(
        cls,
        location: str | Path | None = None,
        *,
        settings: Settings | None = None,
        hooks: Iterable[Hook] = (),
        encoder: TextEncoder | None = None,
        check_encoder: bool = True,
    ) -> Self:
        """Open the memory in a folder (created when first written to).

        Args:
            location: The folder; default ``settings.home`` (``GRAPHMEM_HOME``).
            settings: Default: environment and file.
            hooks: Called with a record of each write, recall and refresh.
            encoder: Default: the shipped one.
            check_encoder: False opens memories of another encoder, for ``reembed``.

        Raises:
            SettingsError: A setting is malformed, or the location is no folder.
            ModelError: The shipped weights are missing or corrupt.
        """
        settings = settings or load_settings()
        root = Path(location) if location is not None else settings.home
        if "://" in str(location or ""):
            raise SettingsError(f"{location}: servers are not supported yet, give a folder")
        if root.exists() and not root.is_dir():
            raise SettingsError(f"{root} is a file: give a folder for the memories")
        model = encoder or Encoder.load(
            threads=settings.encoder.threads, batch_size=settings.encoder.batch_size
        )
        return cls(
            root, settings, model, Instrumentation(tuple(hooks)), check_encoder=check_encoder
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is buffered, snapshot the caches and release every database."""
        self._flush_if_possible()
        self._pool.close()

    # ── write ────────────────────────────────────────────────────────────────────────────────

    @overload
    def remember(
        self,
        item: EventLike,
        *,
        user_id: str,
        session_id: str | None = None,
        speaker: str | None = None,
        role: str | None = None,
        at: datetime | None = None,
        external_id: str | None = None,
    ) -> Receipt: ...
    @overload
    def remember(
        self,
        item: Sequence[EventLike],
        *,
        user_id: str,
        session_id: str | None = None,
        speaker: str | None = None,
        role: str | None = None,
        at: datetime | None = None,
        external_id: str | None = None,
    ) -> list[Receipt]: ...
    def remember(
        self,
        item: EventLike | Sequence[EventLike],
        *,
        user_id: str,
        session_id: str | None = None,
        speaker: str | None = None,
        role: str | None = None,
        at: datetime | None = None,
        external_id: str | None = None,
    ) -> Receipt | list[Receipt]:
        """Store one event (all of it or nothing), or a list in batches; durable on return.

        Args:
            item: A text, an Event, a mapping of its fields, or a list of these.
            user_id: Whose memory.
            session_id: Default for events without one; likewise the other arguments.

        Returns:
            A Receipt, or one per event in order. An event that is there already is not
            stored again; its Receipt says ``repeated``.

        Raises:
            EventError: An event cannot be read; nothing of the call is stored.
            StoreError: The store refused; earlier batches of a list are stored.
        """
        check_user_id(user_id)
        items, single = as_items(item)
        if external_id is not None and len(items) != 1:
            raise EventError("external_id names one event: set it on each Event of a list")
        fields = {
            "session_id": session_id,
            "speaker": speaker,
            "role": role,
            "at": at,
            "external_id": external_id,
        }
        now = datetime.now(UTC)
        dated = [self._date(i, fields, user_id, now) for i in items]
        size = self.settings.ingest.batch_events
        done = [
            receipt
            for start in range(0, len(dated), size)
            for receipt in self._store(user_id, dated[start : start + size])
        ]
        return done[0] if single else done

    def _date(
        self, item: object, fields: Mapping[str, object], user_id: str, now: datetime
    ) -> DatedEvent:
        event = make_event(item, fields)
        check_event(event, max_chars=self.settings.ingest.max_chars)
        return date_event(event, user_id=user_id, now=now, local=self._local)

    def _store(self, user_id: str, batch: Sequence[DatedEvent]) -> list[Receipt]:
        """Understand and write one batch in one transaction."""
        started = time.perf_counter()
        with self._pool.user(user_id) as handle:
            there = handle.store.existing([d.event_id for d in batch])
        fresh = {d.event_id: d for d in batch if d.event_id not in there}
        understood = {
            u.dated.event_id: u for u in self._understanding.understand([*fresh.values()])
        }
        now_ms = _now_ms()
        versions = self._understanding.versions
        sets = [link(u, now_ms=now_ms, versions=versions) for u in understood.values()]
        with self._pool.user(user_id) as handle:
            if sets:
                outcome = handle.store.write(sets, now_ms=now_ms)
                handle.revision = outcome.revision
                added = {w.events[0].id for w in outcome.added}
                if len(added) < len(sets):  # another thread wrote some of them meanwhile
                    there |= handle.store.existing([i for i in understood if i not in added])
            revision = handle.revision
            if len(handle.index) == 0 or len(sets) > 1:
                self._pool.refresh(user_id, handle)
        done = receipts.make(batch, there, understood, revision=revision)
        for receipt in done:
            if receipt.status == "added":
                self._hooks.emit(
                    GateDecided(user_id, receipt.event_id, receipt.tier, receipt.reason)
                )
        ms = (time.perf_counter() - started) * 1000
        self._hooks.emit(EventsStored(user_id, len(sets), len(batch) - len(sets), revision, ms))
        return done

    def forget(
        self, *, user_id: str, event_id: str | None = None, everything: bool = False
    ) -> ForgetReport:
        """Remove an event and what only it supports, or everything of a user, for good.

        Args:
            event_id: The event's id, or the ``external_id`` it was given.

        Raises:
            EventError: Neither or both are given, or there is no such event.
        """
        if (event_id is None) != everything:
            raise EventError("forget takes an event_id, or everything=True")
        if not self._pool.exists(user_id):
            raise EventError(f"nothing is remembered for {user_id!r}")
        if event_id is None:
            self._accesses.take(user_id)
            with self._pool.user(user_id) as handle:
                report = inspecting.everything(handle.store)
            self._pool.erase(user_id)
            return report
        self.flush(user_id)
        with self._pool.user(user_id) as handle:
            wanted = (
                [event_id]
                if handle.store.family(event_id)
                else (handle.store.find_external(event_id))
            )
            if not wanted:
                raise EventError(f"{user_id!r} has no event {event_id!r}")
            self._pool.drop_snapshot(handle)
            outcome = handle.store.forget(wanted, now_ms=_now_ms())
            handle.revision = outcome.revision
            self._pool.refresh(user_id, handle)
        return inspecting.report(outcome.erased)

    def reembed(self, user_id: str) -> Iterator[int]:
        """Make every vector of a user anew with this encoder; resumable.

        Yields:
            How many events each step did; stopping between steps loses nothing.
        """
        if not self._pool.exists(user_id):
            return
        with self._pool.user(user_id) as handle:
            self._pool.drop_snapshot(handle)
        while True:
            with self._pool.user(user_id) as handle:
                rows = handle.store.outdated(_REEMBED_BATCH)
                if not rows:
                    handle.store.adopt_encoder()
                    return
                texts = [
                    spoken(str(r["text"]), str(r["speaker"]) if r["speaker"] else None)
                    for r in rows
                ]
                vectors = self._encoder.encode(texts)
                changes = [
                    {"id": r["id"], "embedding": v.tolist(), "model": self._encoder.version}
                    for r, v in zip(rows, vectors, strict=True)
                ]
                handle.revision = handle.store.set_embeddings(changes, now_ms=_now_ms())
            yield len(rows)

    # ── read ─────────────────────────────────────────────────────────────────────────────────

    def recall(self, query: str, *, user_id: str, options: RecallOptions | None = None) -> Context:
        """Return the memories that a question activates.

        An unknown user or an empty memory gives an empty Context; a failure is raised.

        Raises:
            EventError: The question is empty, over-long or binary, or an option means nothing.
            StoreError: The store failed.
        """
        options = options or RecallOptions()
        check_options(options)
        check_text(query, max_chars=self.settings.ingest.max_chars, what="a question")
        context_id = uuid.uuid4().hex
        if not self._pool.exists(user_id):
            return Context(context_id, query, (), "", 0, 0.0, known_user=False)
        begun = time.perf_counter()
        now = datetime.now(UTC)
        moment = instant(options.as_of, now=now, local=self._local)
        times = self._understanding.extractor.times(query, occurred_at=moment)
        intervals = [(to_ms(t.start), to_ms(t.end)) for t in times]
        with self._pool.user(user_id) as handle:
            stages = Stages()
            index = self._pool.refresh(user_id, handle)
            stages.done("refresh")
            view = self._recaller.query(index, query, intervals)
            stages.done("encode")
            found = self._recaller.recall(
                index,
                view,
                context_id=context_id,
                scope=self._scope(handle, user_id, options),
                options=options,
                fetch=handle.store.items,
                stages=stages,
            )
        if self._accesses.note(user_id, found, at=to_ms(now)) >= _FLUSH_AT:
            self._flush_if_possible(user_id)
        ms = (time.perf_counter() - begun) * 1000
        self._hooks.emit(RecallSettled(user_id, len(found.items), ms, tuple(stages.ms)))
        return found

    def _scope(self, handle: UserHandle, user_id: str, options: RecallOptions) -> Scope:
        def bound(at: datetime | None) -> int | None:
            return None if at is None else to_ms(instant(at, now=at, local=self._local))

        session = None
        if options.session_id is not None:
            known = handle.index.session_of
            session = known.get(ids.session_id(user_id, options.session_id), -1)
        return Scope(bound(options.as_of), bound(options.known_at), session, options.deep)

    def working(self, session_id: str, user_id: str, *, limit: int = 20) -> WorkingMemory:
        """Return what is in mind in a session: its latest events, oldest first.

        Raises:
            EventError: ``limit`` is below 1.
        """
        check_options(RecallOptions(limit=limit, session_id=session_id))
        if not self._pool.exists(user_id):
            return WorkingMemory(session_id, (), ())
        with self._pool.user(user_id) as handle:
            index = self._pool.refresh(user_id, handle)
            return inspecting.working(handle.store, index, session_id, limit=limit)

    def query(
        self,
        text_or_name: str,
        params: querying.Params | None = None,
        *,
        user_id: str,
        max_rows: int = 1000,
        timeout_s: float = 5.0,
    ) -> list[dict[str, object]]:
        """Run a read-only Cypher text, or a named query, over one user's graph.

        Raises:
            QueryRefusedError: It writes, loads files, calls what is not allowed, cannot be
                parsed, or has more rows than ``max_rows``.
            QueryTimeoutError: It ran longer than ``timeout_s``.
        """
        querying.check_limits(max_rows, timeout_s)
        named = querying.is_name(text_or_name)
        text = querying.vet_name(text_or_name) if named else querying.vet(text_or_name)
        if not self._pool.exists(user_id):
            return []
        with self._pool.user(user_id) as handle:
            if named:
                return querying.take(handle.store.read_named(text, params or {}), max_rows)
            rows = handle.store.read_text(text, params or {}, timeout_s=timeout_s)
            return querying.take(rows, max_rows)

    def to_networkx(self, user_id: str) -> networkx.MultiDiGraph[str]:
        """Return one user's whole graph, without vectors."""
        if not self._pool.exists(user_id):
            return inspecting.empty_graph()
        with self._pool.user(user_id) as handle:
            return inspecting.to_networkx(handle.store)

    def stats(self, user_id: str) -> UserStats:
        """Return the sizes of one user's memory."""
        if not self._pool.exists(user_id):
            return UserStats(user_id, 0, {}, {}, {}, 0)
        with self._pool.user(user_id) as handle:
            return inspecting.stats(handle.store, handle.folder.path)

    def users(self) -> list[str]:
        """Return the users that have a memory here, sorted."""
        return self._pool.users()

    def flush(self, user_id: str | None = None) -> None:
        """Write the buffered access log of one user, or of all."""
        for user in self._accesses.users() if user_id is None else [user_id]:
            waiting = self._accesses.take(user)
            if not waiting or not self._pool.exists(user):
                continue
            log, recalls = to_rows(waiting)
            try:
                with self._pool.user(user) as handle:
                    handle.revision = handle.store.log_accesses(log, recalls, now_ms=_now_ms())
            except StoreError:
                self._accesses.give_back(user, waiting)
                raise

    def _flush_if_possible(self, user_id: str | None = None) -> None:
        """Flush, but let neither an answer nor a closing fail for the access log."""
        try:
            self.flush(user_id)
        except StoreError as exc:
            logger.warning("the access log was not written: %s", exc)


def _now_ms() -> int:
    return round(time.time() * 1000)
