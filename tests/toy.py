"""A small conversation over dated sessions, and small graphs, for tests to remember."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from graphmem.stores.base import Row
from graphmem.types import Event
from tests.fakes import FakeEncoder


def day(number: int, hour: int = 12, minute: int = 0) -> datetime:
    """Return a time in March 2024 (UTC)."""
    return datetime(2024, 3, number, hour, minute, tzinfo=UTC)


def turn(
    number: int,
    text: str,
    *,
    session: str | None = "s1",
    at: datetime | None = None,
    speaker: str | None = "Ana",
    **fields: object,
) -> Event:
    """Return the event ``e<number>``."""
    values = {"text": text, "session_id": session, "speaker": speaker, "at": at or day(number)}
    return Event.model_validate({**values, "external_id": f"e{number}", **fields})


#: Two named sessions and one of a day, two speakers, a moved city, a shared name.
CONVERSATION: tuple[Event, ...] = (
    turn(1, "I live in Lyon with my sister Clara.", at=day(1, 9)),
    turn(2, "Clara works at Helios Labs.", speaker="Ben", at=day(1, 10)),
    turn(3, "Helios Labs builds solar ovens. The ovens are sold in Kenya.", at=day(1, 11)),
    turn(4, "I moved to Porto last week.", session="s2", at=day(8, 9)),
    turn(5, "Porto is sunny. Clara visits me on Friday.", session="s2", at=day(8, 10)),
    turn(6, "I play the cello every morning.", session=None, speaker="Ben", at=day(9, 9)),
    turn(7, "haha ok", session="s2", at=day(8, 11)),
)


def vector(text: str) -> list[float]:
    """Return a text's vector as the graph gives it back."""
    return FakeEncoder().encode([text])[0].tolist()


def event_row(number: int, text: str, **changes: object) -> Row:
    """Return a row as ``events.pull_events`` gives it."""
    row: Row = {
        "id": f"{number:032x}", "session_id": f"{900:032x}", "occurred_at": 1000 * number,
        "seq": 0, "part": 0, "recorded_at": 1000 * number + 1, "tier": "episodic",
        "tokens": len(text.split()), "speaker": None, "text": text, "embedding": vector(text),
        "time_starts": [], "time_ends": [], "revision": 1,
    }  # fmt: skip
    return {**row, **changes}


def session_row(number: int = 900, *, name: str = "s1", implicit: bool = False) -> Row:
    """Return a row as ``sessions.pull_sessions`` gives it."""
    return {"id": f"{number:032x}", "external_id": name, "implicit": implicit}


def entity_row(number: int, name: str, aliases: Sequence[str] = ()) -> Row:
    """Return a row as ``entities.pull_entities`` gives it."""
    return {
        "id": f"{number:032x}",
        "name": name,
        "key": name.lower(),
        "aliases": list(aliases),
        "status": "active",
    }


def link_row(event: int, entity: int, role: str, start: int = 0) -> Row:
    """Return a row as the queries of links give it."""
    ids = {"event_id": f"{event:032x}", "entity_id": f"{entity:032x}"}
    return {**ids, "role": role, "start": start}


def sentence_row(event: int, start: int, text: str) -> Row:
    """Return a row as ``events.pull_sentences`` gives it."""
    span = {"start": start, "end": start + len(text)}
    return {"event_id": f"{event:032x}", **span, "embedding": vector(text)}
