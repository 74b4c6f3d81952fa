"""Memory: the flows of graphmem on one screen. It composes; the packages do.

write: event -> gate -> extract -> link -> store
read:  query -> seed -> diffuse -> converge -> context
sleep: replay -> patterns -> promote -> reconcile -> archive
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, overload

from graphmem.curate import inspect as inspecting
from graphmem.curate import same
from graphmem.curate.forgetting import Forgetting
from graphmem.curate.look import Look
from graphmem.curate.same_resolve import resolve_entities
from graphmem.curate.word import Desk, UserWord
from graphmem.ingest.contradict import Contradictions, Models
from graphmem.ingest.events import as_items, check_text, zone
from graphmem.ingest.extract import Extractor
from graphmem.ingest.models import make_understanding
from graphmem.ingest.reembed import reembed
from graphmem.ingest.reextract import Reextraction
from graphmem.ingest.remember import Writer
from graphmem.instrumentation import Hook, Instrumentation
from graphmem.psm.keeping import KeepingEncoder
from graphmem.psm.runtime import Encoder, TextEncoder
from graphmem.recall.answer import Reader
from graphmem.recall.options import check_options
from graphmem.recall.pipeline import Recaller
from graphmem.settings import Settings, load_settings
from graphmem.sleep.house import House
from graphmem.sleep.night import Night
from graphmem.stores.base import Backend
from graphmem.stores.folders import check_user_id
from graphmem.stores.opening import open_backend
from graphmem.stores.pool import EncoderCard, UserPool
from graphmem.types import (
    Context,
    Event,
    Merge,
    RecallOptions,
    Receipt,
    ReextractStep,
    WorkingMemory,
)

EventLike = Event | str | Mapping[str, object]


class Memory(Look, UserWord, Forgetting, Night):
    """Long-term memory of many users in a folder or on a server; thread-safe.

    Make it with ``Memory.open`` and close it, or use it in a ``with`` block.
    """

    def __init__(
        self,
        backend: Backend,
        settings: Settings,
        encoder: TextEncoder,
        hooks: Instrumentation,
        *,
        extractor: Extractor | None = None,
        check_encoder: bool = True,
    ) -> None:
        self.settings = settings
        self._encoder = encoder
        ingest = settings.ingest
        local = zone(ingest.timezone)
        understanding = make_understanding(encoder, settings, extractor)
        card = EncoderCard(encoder.version, encoder.dimension)
        self._pool = UserPool(backend, settings.store, card, hooks, check_encoder=check_encoder)
        models = Models(encoder, threads=settings.encoder.threads)
        self._found = Contradictions(self._pool, models, settings.interference, hooks)
        limits = ingest.max_chars, ingest.batch_events
        self._writer = Writer(self._pool, understanding, hooks, local, *limits, self._found)
        self._reextraction = Reextraction(self._pool, understanding.extractor, encoder, local)
        recaller = Recaller(encoder, settings.recall, local=local)
        self._reader = Reader(self._pool, recaller, hooks, local, understanding.extractor.times)
        self._drop_log, self._embedder = self._reader.accesses.take, encoder
        self._desk = Desk(self._pool, local, self.remember, self._reader.judge, self.flush)
        self._house = House(
            self._pool,
            KeepingEncoder(encoder),
            settings,
            hooks,
            self.flush,
            self._resolve,
            self._unmerge,
        )

    def _resolve(self, user_id: str, dry_run: bool) -> list[Merge]:  # noqa: FBT001 - a hook
        return resolve_entities(self._pool, user_id, dry_run=dry_run)

    def _unmerge(self, merge_id: str, user_id: str) -> Merge:
        return same.unmerge(self._pool, user_id, merge_id, reason="a sleep was undone")

    @classmethod
    def open(
        cls,
        location: str | Path | None = None,
        *,
        settings: Settings | None = None,
        hooks: Iterable[Hook] = (),
        encoder: TextEncoder | None = None,
        extractor: Extractor | None = None,
        check_encoder: bool = True,
    ) -> Self:
        """Open the memory in a folder (created when first written to), or on a Neo4j server.

        Args:
            location: The folder, or a server's address (``neo4j://host:7687``); default
                ``settings.url`` (``GRAPHMEM_URL``), else ``settings.home`` (``GRAPHMEM_HOME``).
            settings: Default: environment and file.
            hooks: Called with a record of each write, recall and refresh.
            encoder: Default: the shipped one; so with the ``extractor``.
            check_encoder: False opens memories of another encoder, for ``reembed``.

        Raises:
            SettingsError: A setting is malformed, or the location is neither folder nor address.
            StoreUnavailableError: The server cannot be reached, or refuses the account.
            ModelError: The shipped weights are missing or corrupt.
        """
        settings = settings or load_settings()
        model = encoder or Encoder.load(
            threads=settings.encoder.threads, batch_size=settings.encoder.batch_size
        )
        backend, told = open_backend(location, settings), Instrumentation(tuple(hooks))
        return cls(backend, settings, model, told, extractor=extractor, check_encoder=check_encoder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is buffered, snapshot the caches and release every database."""
        self._reader.flush_if_possible()
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
        force: bool = False,
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
        force: bool = False,
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
        force: bool = False,
    ) -> Receipt | list[Receipt]:
        """Store one event (all of it or nothing), or a list in batches; durable on return.

        Args:
            item: A text, an Event, a mapping of its fields, or a list of these.
            user_id: Whose memory.
            session_id: Default for events without one; likewise the other arguments.
            force: Store even what was forgotten.

        Returns:
            A Receipt, or one per event in order. An event that is there already is not
            stored again; its Receipt says ``repeated``. One that tells what was forgotten is not
            stored; its Receipt says ``forgotten``.

        Raises:
            EventError: An event cannot be read; nothing of the call is stored.
            StoreError: The store refused; earlier batches of a list are stored.
        """
        check_user_id(user_id)
        items, single = as_items(item)
        fields = {
            "session_id": session_id,
            "speaker": speaker,
            "role": role,
            "at": at,
            "external_id": external_id,
            "force": force or None,
        }
        done = self._writer.remember(items, user_id=user_id, fields=fields)
        return done[0] if single else done

    def reembed(self, user_id: str) -> Iterator[int]:
        """Make every vector of a user anew with this encoder; resumable.

        Yields:
            How many events each step did; stopping between steps loses nothing.
        """
        return reembed(self._pool, self._encoder, user_id)

    def reextract(self, user_id: str, *, dry_run: bool = False) -> Iterator[ReextractStep]:
        """Read anew what another extractor read, each event in a transaction; resumable.

        Yields:
            What changed; what would change, if ``dry_run``. Stopping between steps loses nothing.
        """
        return self._reextraction.run(user_id, dry_run=dry_run)

    def detect(self, user_id: str) -> int:
        """Look for contradictions among facts and messages that were not looked at yet.

        Returns:
            How many conflicts and replacements were noted.
        """
        return self._found.detect(user_id)

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
        return self._reader.recall(query, user_id=user_id, options=options)

    def working(self, session_id: str, user_id: str, *, limit: int = 20) -> WorkingMemory:
        """Return what is in mind in a session: its latest events, oldest first.

        Raises:
            EventError: ``limit`` is below 1.
        """
        check_options(RecallOptions(limit=limit, session_id=session_id))
        return inspecting.working_of(self._pool, user_id, session_id, limit=limit)

    def flush(self, user_id: str | None = None) -> None:
        """Write the buffered access log of one user, or of all."""
        self._reader.flush(user_id)
