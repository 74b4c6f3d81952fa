"""A user's graph as it lies: pages of nodes and edges, read in one place and written in another.

Nothing is understood or made anew on the way. How far the writing has come is noted in the target
graph, in the transaction that writes (``Copy`` node), so that each page is written exactly once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from graphmem.errors import StoreError, StoreUnavailableError
from graphmem.stores.base import Engine, Row, Transaction
from graphmem.stores.queries import Query, load

#: Label -> what its query files call several of them. The user's own node goes last, by itself.
_NOUNS = {
    "Session": "sessions",
    "Event": "events",
    "Sentence": "sentences",
    "Entity": "entities",
    "Fact": "facts",
    "Semantic": "semantics",
    "Access": "accesses",
    "SleepRun": "sleep_runs",
    "Tombstone": "tombstones",
}
_IDS = {label: load(f"copy.list_{noun}") for label, noun in _NOUNS.items()}
_CREATE = {label: load(f"copy.create_{noun}") for label, noun in _NOUNS.items()}
#: (label, type, label) -> the file that creates such edges, ``copy.link_<name>``.
_LINKED = {
    ("Session", "NEXT_SESSION", "Session"): "next_sessions",
    ("Session", "HAS_EVENT", "Event"): "session_events",
    ("Event", "NEXT", "Event"): "next",
    ("Event", "PART_OF", "Event"): "parts",
    ("Event", "HAS_SENTENCE", "Sentence"): "sentences",
    ("Event", "MENTIONS", "Entity"): "event_mentions",
    ("Sentence", "MENTIONS", "Entity"): "sentence_mentions",
    ("Event", "STATES", "Fact"): "event_statements",
    ("Sentence", "STATES", "Fact"): "sentence_statements",
    ("Fact", "SUBJECT", "Entity"): "subjects",
    ("Fact", "OBJECT", "Entity"): "objects",
    ("Fact", "CONFLICTS_WITH", "Fact"): "conflicts",
    ("Fact", "SUPERSEDES", "Fact"): "successors",
    ("Fact", "COEXISTS_WITH", "Fact"): "coexisting",
    ("Fact", "RIVALS", "Fact"): "rivals",
    ("Event", "CORRECTS", "Event"): "corrections",
    ("Access", "DOUBTS", "Event"): "doubts",
    ("Access", "MOVED", "Event"): "access_moves",
    ("SleepRun", "MOVED", "Event"): "run_moves",
    ("Entity", "SAME_AS", "Entity"): "same",
    ("Entity", "DIFFERS_FROM", "Entity"): "different",
    ("Semantic", "DERIVED_FROM", "Event"): "derived_from_events",
    ("Semantic", "DERIVED_FROM", "Fact"): "derived_from_facts",
    ("Semantic", "ABOUT", "Entity"): "topics",
}
_LINK = {kind: load(f"copy.link_{name}") for kind, name in _LINKED.items()}
LABELS = frozenset({*_NOUNS, "User"})
EDGE_TYPES = frozenset(kind for _, kind, _ in _LINKED)

_USER = load("copy.read_user")
_CREATE_USER = load("copy.create_user")
_FIND = load("copy.find_copy")
_BEGIN = load("copy.begin")
_ADVANCE = load("copy.advance")
_STOP = load("copy.stop")
_END = load("copy.end")
_COUNTS = tuple(load(f"stats.count_{x}") for x in ("nodes", "edges"))
_FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a graph, read page by page in order of the ids of its nodes.

    Attributes:
        label: The nodes that are gone through.
        read: Gives the rows that belong to some of them: the nodes themselves, or edges.
    """

    name: str
    label: str
    read: Query


#: All of a graph: every node before any edge.
PARTS = (
    *(Part(f"{label} nodes", label, load(f"copy.read_{noun}")) for label, noun in _NOUNS.items()),
    *(
        Part(f"{label} edges", label, load(f"copy.read_{label.lower()}_edges"))
        for label in _NOUNS
        if label != "Tombstone"
    ),
    Part("events of sessions", "Event", load("copy.read_event_sessions")),
)


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """How far a copy has come, as its target holds it.

    Attributes:
        lineage: Of the graph that is being made.
        source_lineage: Of the graph that is read; with its revision it says what is copied.
        step: Transactions so far.
        phase: Name of the part that the last of them wrote to.
        after: Id of the last node that it went through.
        tally: What was copied (JSON).
    """

    lineage: str
    source_lineage: str
    source_revision: int
    step: int = 0
    phase: str = ""
    after: str = ""
    tally: str = "{}"

    @property
    def stopped(self) -> bool:
        """True when the copy cannot go on: it failed, or is being erased."""
        return self.phase not in {"", *(part.name for part in PARTS)}

    def moved(self, part: Part, after: str, tally: str) -> CopyRecord:
        """Return the record as it is after one more page."""
        return replace(self, step=self.step + 1, phase=part.name, after=after, tally=tally)

    def position(self) -> tuple[int, str]:
        """Return the part (by number in PARTS) and the id behind which the copy goes on."""
        names = [part.name for part in PARTS]
        return (names.index(self.phase) if self.phase else 0), self.after


@dataclass(frozen=True, slots=True)
class UserGraph:
    """One user's graph in an engine."""

    engine: Engine
    user_id: str

    def user(self) -> Row | None:
        """Return all properties of the user; None where the graph has no such user (yet)."""
        for row in self._read(_USER):
            return _known(row["properties"])
        return None

    def counts(self) -> dict[str, int]:
        """Return how many nodes of each label and edges of each type there are."""
        rows = [row for query in _COUNTS for row in self._read(query)]
        return {str(r.get("label") or r.get("type")): cast("int", r["n"]) for r in rows}

    def ids(self, label: str, after: str, limit: int) -> list[str]:
        """Return ids of the nodes of a label that come behind one, in order."""
        rows = self._read(_IDS[label], {"after": after, "limit": limit})
        return [str(row["id"]) for row in rows]

    def page(self, part: Part, ids: Sequence[str]) -> list[Row]:
        """Return the rows of a part that belong to some of its nodes."""
        rows = self._read(part.read, {"ids": list(ids)})
        return [{**row, "properties": _known(row["properties"])} for row in rows]

    def record(self) -> CopyRecord | None:
        """Return how far a copy into this graph has come; None where none is unfinished."""
        for row in self._read(_FIND):
            return _record(row)
        return None

    def begin(self, record: CopyRecord, *, now_ms: int) -> None:
        """Note that a copy begins."""
        mark: Row = {
            "lineage": record.lineage,
            "source_lineage": record.source_lineage,
            "source_revision": record.source_revision,
            "now": now_ms,
        }
        self.engine.transaction(lambda tx: self._run(tx, _BEGIN, mark))

    def write(self, before: CopyRecord, after: CopyRecord, rows: Sequence[Row]) -> None:
        """Write a page and note it, in one transaction.

        Raises:
            StoreUnavailableError: Somebody else copies into this graph, or erases it.
            StoreError: The page holds edges of a kind that is not known.
        """
        batches = _batches(rows)

        def work(tx: Transaction) -> None:
            if self._advance(tx, before, after):
                for query, batch in batches:
                    self._run(tx, query, {"rows": batch})

        self.engine.transaction(work)

    def finish(self, record: CopyRecord, user: Row) -> None:
        """Create the user and end the copy, in one transaction.

        Raises:
            StoreError: The graph gives the user back otherwise than it was given.
        """

        def work(tx: Transaction) -> None:
            if not self._advance(tx, record, replace(record, step=record.step + 1)):
                return
            stored = _known(self._run(tx, _CREATE_USER, {"properties": user})[0]["properties"])
            if sorted(map(repr, stored.items())) != sorted(map(repr, user.items())):
                raise StoreError("User: not stored as it was read; the copy is not finished")
            self._run(tx, _END, {})

        self.engine.transaction(work)

    def fail(self) -> None:
        """Note that what was copied is wrong: nobody goes on with it."""
        self.engine.transaction(lambda tx: self._run(tx, _STOP, {"phase": _FAILED}))

    def _advance(self, tx: Transaction, before: CopyRecord, after: CopyRecord) -> bool:
        """Move the record on; False where this step was done, by an attempt that got lost."""
        move: Row = {
            "lineage": before.lineage,
            "step": before.step,
            "phase": after.phase,
            "after": after.after,
            "tally": after.tally,
        }
        if self._run(tx, _ADVANCE, move):
            return True
        found = [_record(row) for row in self._run(tx, _FIND, {})]
        made = [_known(row["properties"])["lineage"] for row in self._run(tx, _USER, {})]
        if found == [after] or made == [before.lineage]:
            return False
        raise StoreUnavailableError(
            f"another process copies or erases the memory of {self.user_id!r} there: try again"
        )

    def _read(self, query: Query, params: Mapping[str, object] | None = None) -> Iterator[Row]:
        return self.engine.read(query, {**(params or {}), "user_id": self.user_id})

    def _run(self, tx: Transaction, query: Query, params: Mapping[str, object]) -> list[Row]:
        return tx.run(query, {**params, "user_id": self.user_id})


def _record(row: Row) -> CopyRecord:
    return CopyRecord(**row)  # type: ignore[arg-type] - the query's columns are its fields


def _known(properties: object) -> Row:
    """Return properties that have a value: to hold null and not to hold it are one."""
    return {k: v for k, v in cast("Row", properties).items() if v is not None}


def _batches(rows: Sequence[Row]) -> list[tuple[Query, list[Row]]]:
    """Group rows by the query that writes them.

    Raises:
        StoreError: An edge is of a kind that has none.
    """
    batches: dict[str, tuple[Query, list[Row]]] = {}
    for row in rows:
        query, content = _written(row)
        batches.setdefault(query.name, (query, []))[1].append(content)
    return list(batches.values())


def _written(row: Row) -> tuple[Query, Row]:
    if "label" in row:
        return _CREATE[str(row["label"])], cast("Row", row["properties"])
    kind = (str(row["source_label"]), str(row["type"]), str(row["target_label"]))
    if kind not in _LINK:
        raise StoreError(f"{'-'.join(kind)}: this graphmem does not know edges of this kind")
    return _LINK[kind], {k: row[k] for k in ("source", "target", "properties")}
