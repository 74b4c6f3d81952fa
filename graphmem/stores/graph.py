"""The one graph store over both engines: named queries in, plain rows out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.errors import QueryNotIsolatedError, QueryRefusedError
from graphmem.stores.barring import admit, barred, words_of
from graphmem.stores.base import Engine, Params, Row, T, Transaction
from graphmem.stores.encoders import check_encoder
from graphmem.stores.erasing import Erased, ForgetOutcome
from graphmem.stores.erasure import Embedder, Work
from graphmem.stores.exporting import export
from graphmem.stores.feed import ChangeFeed
from graphmem.stores.noting import note_accesses
from graphmem.stores.packing import without_packed
from graphmem.stores.queries import Query, load
from graphmem.stores.records import WriteSet
from graphmem.stores.reminding import SHOWN, read_semantics
from graphmem.stores.ties import FactTies, read_ties
from graphmem.stores.turns import Turn, read_turns
from graphmem.stores.unfinished import refuse_being_copied, refuse_being_erased
from graphmem.stores.writing import BatchWriter

_RAISE = load("users.raise_revision")
_USER = load("users.find_user")
_OTHER = load("users.find_other")
_EXISTING = load("events.find_existing")
_ITEMS = load("events.find_items")
_LATEST = load("sessions.list_latest")
_SPANS = load("sessions.list_spans")
_TURNS = load("sessions.find_turns")
_BY_EXTERNAL = load("events.find_external")
_FAMILY = load("events.list_family")
_SEARCHABLE = load("stats.count_searchable")
_ARCHIVED = load("archive.count_archived")
_COUNTS = tuple(load(f"stats.count_{x}") for x in ("nodes", "edges", "tiers"))
_CHUNK = 500  # ids per statement: keeps one statement's parameters small
_DRAWN = "graph"  # a column for Neo4j Browser to draw; rows for reading go without it


@dataclass(frozen=True, slots=True)
class UserState:
    """A user as the graph knows it; revision 0 means never written.

    Attributes:
        lineage: Random; tells this graph from one of the same user that was erased.
        judged: Revision up to which facts and messages were compared with others.
    """

    revision: int = 0
    encoder: str | None = None
    lineage: str | None = None
    judged: int = 0


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """What a write did.

    Attributes:
        revision: The one it made.
        added: The new events, with ``seq`` filled in.
        there: Events that the graph already held, by id.
        refused: Ids of events that were not stored: they tell what was forgotten.
    """

    revision: int
    added: tuple[WriteSet, ...]
    there: Mapping[str, Row]
    refused: frozenset[str] = frozenset()


class GraphStore(ChangeFeed):
    """One user's memory in a graph database.

    Args:
        engine: The engine that holds the user's database.
        user_id: Scope of every query.
        encoder: Version of the encoder whose vectors are stored.
        mixed: Write even where another encoder's vectors are, to make them anew.
        shared: The database may hold other users.

    Attributes:
        judged: Revision up to which all facts were compared, as far as this process knows; the
            next write transaction writes it down.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        user_id: str,
        encoder: str,
        mixed: bool = False,
        shared: bool = False,
    ) -> None:
        super().__init__(engine, user_id)
        self._encoder = encoder
        self._mixed = mixed
        self._shared = shared
        self.judged = 0
        self._lineage: str | None = None

    def state(self) -> UserState:
        """Return the user's revision, encoder and lineage; none of one that is being erased."""
        for row in self._engine.read(_USER, {"user_id": self.user_id}):
            if row["erasing"]:
                break
            state = UserState(
                cast("int", row["revision"]),
                cast("str | None", row["encoder"]),
                cast("str | None", row["lineage"]),
                cast("int", row["judged"]),
            )
            same = state.lineage == self._lineage
            self.judged = max(self.judged, state.judged) if same else state.judged
            self._lineage = state.lineage
            return state
        refuse_being_copied(self._engine.read, self.user_id)
        return UserState()

    def check_encoder(self, stored: str | None) -> None:
        """Refuse what ``state`` says is the encoder if it is another; see ``encoders``."""
        check_encoder(stored, self._encoder, self.user_id)

    def existing(self, ids: Sequence[str]) -> dict[str, Row]:
        """Return the events among ``ids`` that are there, by id."""
        return self._by_id(_EXISTING, ids)

    def turns(self, session_ids: Sequence[str]) -> dict[str, list[Turn]]:
        """Return the last four turns of each session that there is, oldest first."""
        params = {"ids": list(session_ids), "user_id": self.user_id}
        return read_turns(self._engine.read(_TURNS, params)) if session_ids else {}

    def write(self, batch: Sequence[WriteSet], *, now_ms: int) -> WriteOutcome:
        """Store events that are not there yet, in one transaction; durable on return."""

        def work(tx: Transaction) -> WriteOutcome:
            revision, secret = self._raise_revision(tx, now_ms)
            ids = [w.events[0].id for w in batch]
            rows = tx.run(_EXISTING, {"ids": ids, "user_id": self.user_id})
            there = {str(r["id"]): r for r in rows}
            fresh = [w for w in batch if w.events[0].id not in there]
            fresh, refused = admit(tx, self.user_id, secret, fresh)
            writer = BatchWriter(tx, self.user_id, revision)
            added = tuple(writer.write(fresh)) if fresh else ()
            return WriteOutcome(revision, added, there, refused)

        return self._engine.transaction(work)

    def erase(
        self, job: Callable[[Work], Erased], *, now_ms: int, encoder: Embedder | None = None
    ) -> ForgetOutcome:
        """Remove something with all that only it supports, in one transaction."""

        def work(tx: Transaction) -> ForgetOutcome:
            revision, secret = self._raise_revision(tx, now_ms)
            done = job(Work(tx, self.user_id, revision, now_ms, secret, encoder))
            return ForgetOutcome(revision, done)

        return self._engine.transaction(work)

    def forgotten(self, texts: Mapping[str, str]) -> set[str]:
        """Return the ids of those events, with their texts, that were forgotten."""
        items = {item: i for i, text in texts.items() for item in (i, words_of(text))}
        found = barred(self._engine.read, self.user_id, items) if items else set[str]()
        return {i for i, text in texts.items() if not found.isdisjoint((i, words_of(text)))}

    def family(self, event_id: str) -> list[str]:
        """Return an event's id and those of its chunks; empty if it is not there."""
        rows = list(self._engine.read(_FAMILY, {"id": event_id, "user_id": self.user_id}))
        return [str(r["id"]) for r in rows] + [
            str(c) for r in rows for c in cast("list[str]", r["chunks"])
        ]

    def named(self, query: Query, params: Params) -> list[Row]:
        """Return the rows of one of graphmem's own queries over this user."""
        return list(self._engine.read(query, {**params, **self._scope()}))

    def find_external(self, external_id: str) -> list[str]:
        """Return the ids of events that a caller named so."""
        params = {"external_id": external_id, "user_id": self.user_id}
        return [str(r["id"]) for r in self._engine.read(_BY_EXTERNAL, params)]

    def items(self, ids: Sequence[str], *, episodes: int = SHOWN) -> dict[str, Row]:
        """Return what a recall shows of events, by id; of semantic memories so many episodes."""
        rows = self._by_id(_ITEMS, ids)
        left = [i for i in ids if i not in rows]
        if not left:
            return rows
        return {**rows, **read_semantics(self._engine.read, self.user_id, left, episodes)}

    def ties(self, ids: Sequence[str]) -> FactTies:
        """Return what ties facts of events to others, and what corrects the events."""
        return read_ties(self._engine.read, self.user_id, ids)

    def latest(self, session_id: str, limit: int) -> list[Row]:
        """Return the latest events of a session, newest first."""
        params = {"session_id": session_id, "user_id": self.user_id, "limit": limit}
        return list(self._engine.read(_LATEST, params))

    def sessions(self) -> list[Row]:
        """Return all sessions in order of their start."""
        return list(self._engine.read(_SPANS, {"user_id": self.user_id}))

    def log_accesses(
        self, accesses: Sequence[Row], recalls: Sequence[Row], judgements: Sequence[Row] = ()
    ) -> int:
        """Write the buffered access log; return the revision, which stays: no cache holds it."""
        return self._engine.transaction(
            lambda tx: note_accesses(tx, self.user_id, accesses, recalls, judgements)
        )

    def change(self, work: Callable[[Transaction, int], T], *, now_ms: int) -> T:
        """Run ``work`` in one transaction, with the revision it stamps; durable on return."""
        return self._engine.transaction(lambda tx: work(tx, self._raise_revision(tx, now_ms)[0]))

    def searchable(self) -> int:
        """Return how many events at hand recall can reach."""
        return cast("int", next(self._engine.read(_SEARCHABLE, self._scope()))["n"])

    def archived(self) -> int:
        """Return how many events in the archive a deep recall can reach."""
        return cast("int", next(self._engine.read(_ARCHIVED, self._scope()))["n"])

    def counts(self) -> tuple[list[Row], list[Row], list[Row]]:
        """Return nodes by label, edges by type and events by tier."""
        nodes, edges, tiers = (list(self._engine.read(q, self._scope())) for q in _COUNTS)
        return nodes, edges, tiers

    def export(self) -> tuple[Iterator[Row], Iterator[Row]]:
        """Give every node and every edge of the user, in an order of their own."""
        return export(self._engine.read, self._scope())

    def read_text(self, text: str, params: Params, *, timeout_s: float) -> Generator[Row]:
        """Run a vetted free query; what it finds is given only if it can be no other user's.

        Raises:
            QueryNotIsolatedError: The database holds other users too.
        """
        if not self._shared:
            yield from self._engine.read_text(text, params, timeout_s=timeout_s)
            return
        self._check_alone()
        rows = list(self._engine.read_text(text, params, timeout_s=timeout_s))
        self._check_alone()  # a user who came meanwhile may be in the rows
        yield from rows

    def _check_alone(self) -> None:
        if next(self._engine.read(_OTHER, self._scope()))["found"]:
            raise QueryNotIsolatedError(
                "this database holds other users too, and a free query could show theirs: use a "
                "named query (graphmem query NAME), or give each user a database "
                "(GRAPHMEM_SERVER__DATABASE_PER_USER, or another GRAPHMEM_DATABASE)"
            )

    def read_named(self, name: str, params: Params) -> Generator[Row]:
        """Run a named query.

        Raises:
            QueryRefusedError: A parameter is missing, or is none of the query's.
        """
        query = load(name)
        scoped = {**params, **{k: v for k, v in self._scope().items() if k in query.params}}
        wrong = ", ".join(sorted(scoped.keys() ^ query.params))
        if wrong:
            raise QueryRefusedError(f"{name} has other parameters than were given: {wrong}")
        for row in self._engine.read(query, scoped):
            row.pop(_DRAWN, None)
            yield without_packed(row) if query.unpacks else row

    def _raise_revision(self, tx: Transaction, now_ms: int) -> tuple[int, str]:
        """Take the write lock of the user."""
        params = {
            **self._scope(),
            "now": now_ms,
            "secret": secrets.token_hex(16),
            "lineage": secrets.token_hex(8),
            "encoder": self._encoder,
            "judged": self.judged,
        }
        row = tx.run(_RAISE, params)[0]
        refuse_being_erased(row, self.user_id)
        if row["revision"] == 1:  # made just now, maybe while a copy fills this memory
            refuse_being_copied(tx.run, self.user_id)
        if not self._mixed:  # another process may have made the vectors anew
            self.check_encoder(cast("str | None", row["encoder"]))
        return cast("int", row["revision"]), str(row["secret"])

    def _by_id(self, query: Query, ids: Sequence[str]) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for start in range(0, len(ids), _CHUNK):
            params = {"ids": list(ids[start : start + _CHUNK]), **self._scope()}
            rows.update((str(r["id"]), r) for r in self._engine.read(query, params))
        return rows
