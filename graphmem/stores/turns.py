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
    found: dict[str, list[Turn]] = {}
    for row in rows:
        speaker = None if row["speaker"] is None else str(row["speaker"])
        turn = Turn(speaker, str(row["text"]), cast("int", row["occurred_at"]))
        found.setdefault(str(row["session_id"]), []).append(turn)
    return found
