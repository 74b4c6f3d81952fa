"""Who said a fact, when, and for which time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from graphmem.clock import from_ms
from graphmem.contexts import Source
from graphmem.dynamics.beliefs import Told, ToldByFact, start_of
from graphmem.stores.base import Engine, Row
from graphmem.stores.queries import load

_STATEMENTS = load("curate.list_statements")


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements of some facts, oldest first.

    Attributes:
        rows: Of ``curate.list_statements``, by fact.
    """

    rows: dict[str, list[Row]]

    @staticmethod
    def read(engine: Engine, user_id: str, facts: Iterable[str]) -> Statements:
        """Read the statements of facts."""
        return Statements.of(
            engine.read(_STATEMENTS, {"ids": sorted(set(facts)), "user_id": user_id})
        )

    @staticmethod
    def of(rows: Iterable[Row]) -> Statements:
        """Sort rows of ``curate.list_statements`` by fact."""
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(str(row["fact_id"]), []).append(row)
        return Statements(found)

    def standing(self, fact: str) -> list[Row]:
        """Return the statements that were not taken back; all of them, where every one was."""
        rows = self.rows.get(fact, [])
        return [row for row in rows if row["retracted_at"] is None] or rows

    def text(self, fact: str) -> str:
        """Return a fact in words."""
        return next((str(row["fact_text"]) for row in self.rows.get(fact, ())), "")

    def starts(self, fact: str) -> list[int]:
        """Return from when each statement holds (epoch ms)."""
        return [_start(row) for row in self.standing(fact)]

    def since(self, fact: str) -> int:
        """Return from when a fact holds (epoch ms)."""
        return min(self.starts(fact), default=0)

    def sources(self, fact: str) -> tuple[Source, ...]:
        """Return the events that state a fact, each once, oldest first."""
        return sources(self.standing(fact))

    def told(self) -> ToldByFact:
        """Return the statements as beliefs are computed from them."""
        return {fact: [_told(row) for row in rows] for fact, rows in self.rows.items()}


def sources(rows: Sequence[Row]) -> tuple[Source, ...]:
    """Return the events of rows, each once."""
    events = {str(row["event_id"]): row for row in reversed(rows)}
    return tuple(to_source(events[i]) for i in dict.fromkeys(str(r["event_id"]) for r in rows))


def to_source(row: Row) -> Source:
    """Return where a row's words come from."""
    return Source(
        event_id=str(row["event_id"]),
        external_id=cast("str | None", row["external_id"]),
        session_id=str(row["session"] or ""),
        speaker=cast("str | None", row["speaker"]),
        role=cast("str | None", row["role"]),
        occurred_at=from_ms(cast("int", row["occurred_at"])),
        metadata=metadata_of(row),
    )


def metadata_of(row: Row) -> dict[str, JsonValue]:
    """Return what was kept with a row's event."""
    return json.loads(str(row["metadata"])) if row["metadata"] else {}


def _start(row: Row) -> int:
    return start_of(cast("int | None", row["valid_from"]), cast("int", row["occurred_at"]))


def _told(row: Row) -> Told:
    return Told(
        fact_id=str(row["fact_id"]),
        start=_start(row),
        recorded_at=cast("int", row["recorded_at"] or 0),
        retracted_at=cast("int | None", row["retracted_at"]),
        valid_from=cast("int | None", row["valid_from"]),
        valid_to=cast("int | None", row["valid_to"]),
        event_id=str(row["event_id"]),
    )
