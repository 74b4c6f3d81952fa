"""The same operations on both engines, each result compared with the other's at once."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Sequence, Sized
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from graphmem.errors import GraphMemError
from graphmem.ingest.extract import Extractor
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.stores import queries
from graphmem.stores.queries import Query
from graphmem.types import Event
from tests.congruence.free import FREE
from tests.congruence.histories import Asked, Step, Told
from tests.congruence.same import NAMELESS, comparable, difference, graph_of
from tests.readers import OtherRules, blind_to_helios
from tests.unit.stores.arguments import Ids, arguments
from tests.unit.stores.seeding import add_reserved

Opener = Callable[..., Memory]
#: Named queries that both engines need not answer alike, and why.
OWN_WAY = {
    "region.find_by_vector": "the engine's own index: near neighbours, not the nearest ones",
    "region.find_by_words": "the engine's own index: its words and scores are its own",
    "erase.pull_tombstones": "keyed with each graph's secret",
    "migrations.list_applied": "each engine has schema steps of its own",
    "explore.connections": "the embedded engine looks at one shortest chain, retracted or not",
}
NAMED = [
    n
    for n in queries.names()
    if queries.load(n).returns != "write" and n not in OWN_WAY and not queries.is_internal(n)
]
#: Operations of this run, by name and what came of them: something, nothing, or an error.
COUNTS: Counter[tuple[str, str]] = Counter()
HISTORIES = ("histories", "")
#: Names that the histories tell of, for queries that take them.
KNOWN = {"to_name": "Lyon", "session": "s1", "keys": ["clara", "lyon"], "external_id": "e3"}
#: Labels of ids that queries ask for, whether there are any or not.
_ASKED_FOR = ("Session", "Event", "Semantic", "SleepRun", *sorted(NAMELESS))


class Pair:
    """One user's memory on both engines, and everything that can be asked of it.

    Args:
        openers: Of the embedded engine and of the server.
        alone: The server holds no other user, so that free queries are allowed.
        first: Reads until a ``reextract`` has another extractor read, and after the next.
    """

    def __init__(
        self,
        openers: Sequence[Opener],
        user_id: str,
        *,
        alone: bool,
        first: Extractor | None = None,
    ) -> None:
        self.user_id = user_id
        self._openers = openers
        self._alone = alone
        self._version = 1
        self._told: list[Event] = []
        self._instants: list[datetime] = []
        self._readers = itertools.cycle((first or RuleExtractor(), OtherRules(blind_to_helios)))
        self._reader = next(self._readers)
        self.sides: list[Memory] = []
        self._open("fake-1")

    def run(self, step: Step) -> None:
        """Do one step on both engines."""
        getattr(self, step.name)(*step.given)

    def same(self, name: str, do: Callable[[Memory], object]) -> object:
        """Do something on both and fail unless both give the same; return what the first gave."""
        found = [_outcome(do, side) for side in self.sides]
        wrong = difference(*map(comparable, found))
        assert wrong is None, f"{name} {wrong}"
        COUNTS[name, _sort(found[0])] += 1
        return found[0]

    # ── write ────────────────────────────────────────────────────────────────────────────────

    def remember(self, told: Told) -> None:
        """Tell events in one of the ways there are."""
        self._told += told.events
        if told.form == "list":
            self.same("remember a list", lambda m: m.remember(list(told.events), **self._user))
            return
        for event in told.events:
            self.same(f"remember ({told.form})", lambda m, e=event: self._tell(m, e, told.form))

    def _tell(self, memory: Memory, event: Event, form: str) -> object:
        if form == "events":
            return memory.remember(event, **self._user)
        given = event.model_dump(exclude_defaults=True)
        if form == "mapping":
            return memory.remember(given, **self._user)
        names = ("session_id", "speaker", "role", "at", "external_id")
        fields = {name: given[name] for name in names if name in given}
        return memory.remember(event.text, **self._user, **fields)

    def repeat(self, number: int) -> None:
        """Tell again, word for word, what was told already."""
        again = self._told[number % len(self._told)]
        self.same("remember again", lambda m: m.remember([again, again], **self._user))

    def forget(self, number: int, by_name: bool) -> None:
        """Forget one event by its id or by the caller's; or one that is not there."""
        there = self._rows("events.list_outdated", limit=1000, model="")
        events = sorted(str(row["id"]) for row in there)
        wanted = f"e{number}" if by_name or not events else events[number % len(events)]
        self.same("forget", lambda m: m.forget(event_id=wanted, **self._user))

    def forget_everything(self) -> None:
        """Forget the user, who may come back."""
        self.same("forget everything", lambda m: m.forget(everything=True, **self._user))

    def flush(self) -> None:
        """Write the access log."""
        self.same("flush", lambda m: m.flush(self.user_id))

    def reopen(self) -> None:
        """Close and open again: caches come from snapshots and the graph."""
        self._open(f"fake-{self._version}")
        COUNTS["close and open", "something"] += 1

    def reembed(self) -> None:
        """Come back with another encoder, be refused, and make the vectors anew."""
        self._version += 1
        version = f"fake-{self._version}"
        self._open(version)
        self.same("recall (other encoder)", lambda m: m.recall("Lyon", **self._user))
        self._open(version, check_encoder=False)
        self.same("reembed", lambda m: list(m.reembed(self.user_id)))
        self._open(version)

    def reextract(self) -> None:
        """Come back with another extractor, or the first again, and have it read everything."""
        self._reader = next(self._readers)
        self._open(f"fake-{self._version}")
        self.same("reextract (dry)", lambda m: list(m.reextract(self.user_id, dry_run=True)))
        self.same("reextract", lambda m: list(m.reextract(self.user_id)))

    # ── read ─────────────────────────────────────────────────────────────────────────────────

    def recall(self, asked: Asked) -> None:
        """Ask a question."""
        options = asked.options
        if asked.known is not None and self._instants:
            known = self._instants[asked.known % len(self._instants)]
            options = replace(options, known_at=known)
        self.same("recall", lambda m: m.recall(asked.query, options=options, **self._user))

    def note_instant(self) -> None:
        """Note a time between two writes, for ``known_at``; no clock of either side is in it."""
        time.sleep(0.002)
        self._instants.append(datetime.now(UTC))
        time.sleep(0.002)

    def working(self, session: str, limit: int) -> None:
        """Look at what is in mind."""
        self.same("working", lambda m: m.working(session, limit=limit, **self._user))

    def views(self) -> None:
        """Look at sizes, users, and the graph as networkx has it."""
        self.same("stats", lambda m: m.stats(self.user_id))
        self.same("users", lambda m: self.user_id in m.users())
        self.same("lineage", lambda m: m.lineage(self.user_id) is None)
        self.same("to_networkx", lambda m: _networkx(m, self.user_id))

    def named_queries(self, numbers: Sequence[int]) -> None:
        """Run some named queries over ids that are there."""
        ids = self._ids()
        for number in numbers:
            self._named(NAMED[number % len(NAMED)], ids)

    def free_queries(self, numbers: Sequence[int]) -> None:
        """Run some free queries, where both engines allow it."""
        for text in (FREE[number % len(FREE)] for number in numbers if self._alone):
            self.same("query (free)", lambda m, t=text: m.query(t, **self._user))

    def reserve(self) -> None:
        """Write the kinds of nodes and edges that no operation makes yet."""
        for side in self.sides:
            with side._pool.user(self.user_id) as handle:
                add_reserved(handle.engine, handle.store)

    def whole_graph(self) -> None:
        """Compare every node and edge with all their properties."""
        if self.sides[0].lineage(self.user_id) is not None:
            self.same("the whole graph", lambda m: graph_of(m, self.user_id))

    def close(self) -> None:
        """Leave nothing of the user on the server."""
        for side in self.sides:
            side.close()
        for opener in self._openers:
            with opener(check_encoder=False) as memory:
                if memory.lineage(self.user_id) is not None:
                    memory.forget(everything=True, **self._user)

    def graphs(self) -> list[str]:
        """Return the graph of each engine, for a failure's report."""
        return [f"{type(m._pool.backend)}: {_outcome(self._graph, m)}" for m in self.sides]

    def _graph(self, memory: Memory) -> object:
        return graph_of(memory, self.user_id)

    @property
    def _user(self) -> dict[str, Any]:
        return {"user_id": self.user_id}

    def _open(self, version: str, **options: object) -> None:
        for side in self.sides:
            side.close()
        given = {"version": version, "extractor": self._reader, **options}
        self.sides = [opener(**given) for opener in self._openers]

    def _rows(self, name: str, **params: Any) -> list[dict[str, object]]:
        return self.sides[0].query(name, params, max_rows=100_000, **self._user)

    def _ids(self) -> Ids:
        ids: Ids = {label: ["none"] for label in _ASKED_FOR}
        ids["User"] = [self.user_id]
        for row in self._rows("export.list_nodes"):
            if row["label"] not in NAMELESS:
                ids.setdefault(str(row["label"]), []).append(str(row["id"]))
        return ids

    def _named(self, name: str, ids: Ids) -> None:
        query = queries.load(name)
        params = {**arguments(query, self.user_id, ids), **KNOWN}
        params = {k: v for k, v in params.items() if k in query.params - {"user_id"}}
        self.same(f"query ({name})", lambda m: _ordered(query, self._ask(m, name, params)))

    def _ask(self, memory: Memory, name: str, params: Any) -> list[dict[str, object]]:
        return memory.query(name, params, max_rows=100_000, **self._user)


def _outcome(do: Callable[[Memory], object], memory: Memory) -> object:
    """Return what an operation gives, or the error it raises on purpose."""
    try:
        return do(memory)
    except GraphMemError as exc:
        return exc


def _sort(found: object) -> str:
    if isinstance(found, BaseException):
        return "an error"
    held = getattr(found, "items", found)
    return "nothing" if isinstance(held, Sized) and not held else "something"


def _ordered(query: Query, rows: list[dict[str, object]]) -> list[object]:
    """Return rows as they came if the query orders them, else in an order of their own."""
    named = [comparable(r) for r in rows if r.get("label") not in NAMELESS]
    orders = query.text.rfind("ORDER BY") > query.text.rfind("RETURN")  # not one of a part only
    return named if orders else sorted(named, key=str)


def _networkx(memory: Memory, user_id: str) -> object:
    graph = memory.to_networkx(user_id)
    nodes = [(n, dict(d)) for n, d in graph.nodes(data=True)]
    named = [(n, d) for n, d in nodes if d["label"] not in NAMELESS]
    edges = [(a, b, d) for a, b, d in graph.edges(data=True)]
    return {"nodes": named, "nameless": len(nodes) - len(named), "edges": edges}
