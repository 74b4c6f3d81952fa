"""Small values of the search structures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class SessionEntry:
    """A session as recall needs it; implicit ones were not named by the caller."""

    id: str
    external_id: str
    implicit: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh did to the rows (counts)."""

    added: int = 0
    removed: int = 0
