"""What ties the facts of some events to others, as it lies in the graph: nothing is judged here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from graphmem.dynamics.beliefs import Tie, TieKind, Told, start_of
from graphmem.stores.base import Row
from graphmem.stores.queries import Query, load

_STATED = load("recall.find_stated")
_TIES = load("recall.find_ties")
_SEMANTICS = load("recall.find_semantic_facts")
_REPLACEMENTS = load("recall.find_replacements")
_STATEMENTS = load("recall.find_statements")
_CORRECTIONS = load("recall.find_corrections")
MOST_TIES, MOST_STATEMENTS = 2_000, 5_000  # rows of one answer
_CHUNK = 500  # ids per statement
_LONGEST = 8  # replacements of replacements that are followed

#: What a correction of a whole event has not.
_WORD: Row = {
    "at": None, "by": "user", "reason": "", "score": 1.0, "rule": "", "decided_at": None,
}  # fmt: skip
Run = Callable[[Query, Row], Iterable[Row]]


@dataclass(slots=True)
class FactTies:
    """Ties of the facts that some events state, and of what took the place of these.

    An event that was corrected, or that corrects another, is a fact of its own here: its id stands
    for what it says as a whole, and it never held once it is corrected.

    Attributes:
        texts: Words of each fact.
        told: Statements of each fact, retracted ones too.
        wholes: Which facts are what an event says as a whole.
    """

    ties: list[Tie] = field(default_factory=list[Tie])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    told: dict[str, list[Told]] = field(default_factory=dict[str, list[Told]])
    wholes: set[str] = field(default_factory=set[str])

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows of ties that are not there yet."""
        for row in rows:
            self.texts |= {str(row[end]): str(row[f"{end}_text"]) for end in ("source", "target")}
        self.ties = list(dict.fromkeys([*self.ties, *map(_tie, rows)]))

    def rests(self, semantic_id: str, fact_id: str) -> None:
        """Take a semantic memory to say what it rests on, when that was last said."""
        if known := self.told.get(fact_id):
            last = max(known, key=lambda t: (t.retracted_at is None, t.start, t.recorded_at))
            known.append(replace(last, event_id=semantic_id))

    def corrected(self, row: Row) -> None:
        """Take a correction for a replacement between what both events tell."""
        self.add([{**row, "kind": "SUPERSEDES", **_WORD}])
        for end in ("source", "target"):
            fact, at, known, part = (str(row[f"{end}{x}"]) for x in ("", "_at", "_known", "_part"))
            told = Told(fact, int(at), int(known), event_id=part)
            self.told.setdefault(fact, []).append(told)
            self.wholes.add(fact)


def read_ties(run: Run, user_id: str, event_ids: Sequence[str]) -> FactTies:
    """Read the ties of what events state, replacements of replacements followed.

    Args:
        run: Runs a query with its parameters.
        event_ids: Events, chunks of long ones, or semantic memories.
    """
    found = FactTies()

    def rows(query: Query, ids: Sequence[str], limit: int, **more: object) -> Iterator[Row]:
        for first in range(0, len(ids), _CHUNK):
            some = list(ids[first : first + _CHUNK])
            yield from run(query, {"ids": some, "user_id": user_id, "limit": limit, **more})

    stated = list(rows(_STATED, event_ids, MOST_STATEMENTS))
    # A semantic memory states nothing itself; where there is none, a query is saved.
    silent = sorted(set(event_ids) - {str(row["id"]) for row in stated})
    rests = list(rows(_SEMANTICS, silent, MOST_STATEMENTS))
    facts = list(dict.fromkeys(str(row["fact_id"]) for row in (*stated, *rests)))
    known, fresh = dict.fromkeys(facts), facts
    for _ in range(_LONGEST):
        news = list(rows(_REPLACEMENTS, fresh, MOST_TIES))
        found.add(news)
        fresh = sorted({str(row["source"]) for row in news} - known.keys())
        if not fresh:
            break
        known |= dict.fromkeys(fresh)
    among = list(known) if len(known) > 1 else []
    found.add(list(rows(_TIES, among, MOST_TIES, facts=among)))
    for row in rows(_STATEMENTS, sorted(found.texts), MOST_STATEMENTS):
        found.told.setdefault(str(row["fact_id"]), []).append(_told(row))
    for row in rests:
        found.rests(str(row["id"]), str(row["fact_id"]))
    for row in rows(_CORRECTIONS, event_ids, MOST_TIES):
        found.corrected(row)
    return found


def _tie(row: Row) -> Tie:
    return Tie(
        cast("TieKind", row["kind"]),
        str(row["source"]),
        str(row["target"]),
        cast("int", row["recorded_at"]),
        cast("int | None", row["retracted_at"]),
        cast("int | None", row["at"]),
        str(row["by"]),
        str(row["reason"]),
        cast("float", row["score"]),
        str(row["rule"]),
        cast("int | None", row.get("decided_at")),
    )


def _told(row: Row) -> Told:
    valid_from = cast("int | None", row["valid_from"])
    return Told(
        str(row["fact_id"]),
        start_of(valid_from, cast("int", row["occurred_at"])),
        cast("int", row["recorded_at"]),
        cast("int | None", row["retracted_at"]),
        valid_from,
        cast("int | None", row["valid_to"]),
        str(row["event_id"]),
    )
