"""Small values of the search structures."""

from __future__ import annotations

from dataclasses import dataclass

#: Tiers of rows; snapshots hold places: only append.
TIERS = ("episodic", "sensory", "archive", "working", "semantic")
_AT_HAND = ("episodic", "semantic")
#: Stands for the session of semantic memories, which are of none; no id of a session is so short.
NO_SESSION = "semantic"


def searched_tiers(*, deep: bool, in_session: bool) -> tuple[str, ...]:
    """Return the tiers that a recall searches: working memory is the session's own."""
    if deep:
        return TIERS
    return ("episodic", "working") if in_session else _AT_HAND


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
