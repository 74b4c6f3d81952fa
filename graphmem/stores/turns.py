"""The latest turns of sessions, without reading the sessions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from graphmem.stores.base import Row


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said in a session; ``at_ms`` in epoch milliseconds UTC."""

    speaker: str | None
    text: str
    at_ms: int


def read_turns(rows: Iterable[Row]) -> dict[str, list[Turn]]:
    """Return the turns of each session, oldest first, from rows of ``sessions.find_turns``."""
    return {
        str(row["session_id"]): [
            _turn(row, which) for which in ("before", "last") if row[f"{which}_text"] is not None
        ]
        for row in rows
    }


def _turn(row: Row, which: str) -> Turn:
    speaker, at = row[f"{which}_speaker"], row[f"{which}_at"]
    return Turn(
        None if speaker is None else str(speaker), str(row[f"{which}_text"]), cast("int", at)
    )
