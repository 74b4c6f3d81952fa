"""Events that somebody called wrong where a recall returned them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from graphmem import ids
from graphmem.clock import from_ms
from graphmem.conflicts import Claim, Conflict, ConflictStatus, Decision
from graphmem.curate.pairs import USER
from graphmem.curate.sources import to_source
from graphmem.stores.base import Row

RULE = "feedback"


@dataclass(frozen=True, slots=True)
class Doubt:
    """An event that was called wrong in one recall.

    Attributes:
        rows: Of ``curate.list_doubts``, oldest first; several where it was closed and opened again.
    """

    access: str
    event: str
    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        """The conflict's id."""
        return ids.pair_id(self.access, self.event)

    @property
    def status(self) -> ConflictStatus:
        """Return how it stands."""
        stands = any(row["retracted_at"] is None for row in self.rows)
        return "open" if stands else "resolved"

    @property
    def changed_at(self) -> int:
        """When it was last opened or closed (epoch ms)."""
        return max(max(_at(r, "recorded_at"), _at(r, "retracted_at")) for r in self.rows)

    @property
    def found_at(self) -> int:
        """When it was first opened (epoch ms)."""
        return _at(self.rows[0], "recorded_at")

    def decisions(self) -> tuple[Decision, ...]:
        """Return how it was closed, oldest first."""
        opened = [_at(row, "recorded_at") for row in self.rows[1:]]
        made: list[Decision] = []
        for number, row in enumerate(self.rows):
            if row["retracted_at"] is None:
                continue
            again = opened[number] if number < len(opened) else None
            made.append(
                Decision(
                    kept="a" if row["closed_by"] == USER else "b",
                    at=None,
                    recorded_at=from_ms(_at(row, "retracted_at")),
                    by=USER,
                    reason=str(row["reason"] or ""),
                    retracted_at=None if again is None else from_ms(again),
                )
            )
        return tuple(made)

    def conflict(self, events: Mapping[str, Row]) -> Conflict:
        """Return it as users see it.

        Args:
            events: Rows of ``curate.list_events``, by id.
        """
        row = events[self.event]
        source = to_source(row)
        return Conflict(
            id=self.id,
            kind="correction",
            status=self.status,
            a=Claim(self.event, str(row["event_text"]), source.occurred_at, (source,)),
            b=None,
            score=1.0,
            rule=RULE,
            detected_at=from_ms(self.found_at),
            decisions=self.decisions(),
        )


def to_doubts(rows: Iterable[Row]) -> list[Doubt]:
    """Group rows of doubts by recall and event."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row["access_id"]), str(row["event_id"])].append(row)
    return [Doubt(*key, tuple(sorted(found, key=_age))) for key, found in groups.items()]


def reopened(doubt: Doubt, now: int) -> Row:
    """Return the row that opens a doubt again (``curate.restore_doubts``).

    Args:
        now: When (epoch ms).
    """
    return {
        "access_id": doubt.access,
        "event_id": doubt.event,
        "recorded_at": now,
        "restores": doubt.rows[0]["revision"],
    }


def _age(row: Row) -> tuple[int, int]:
    return _at(row, "recorded_at"), cast("int", row["revision"] or 0)


def _at(row: Row, name: str) -> int:
    return cast("int", row[name] or 0)
