"""The border of the write path: what comes in is checked and given a time and an id."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from graphmem import ids
from graphmem.errors import EventError, SettingsError
from graphmem.types import Event

_MAX_CONTROL_SHARE = 0.05  # text has line breaks and tabs; more control characters mean bytes
_ALLOWED_CONTROLS = "\n\r\t"


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A checked event with its time and ids.

    Attributes:
        occurred_at: With the zone it was given in.
        at_ms: The same in epoch milliseconds UTC.
        session: The session's external id; one per day when the caller named none.
        implicit: True when the session is such a day.
    """

    event: Event
    user_id: str
    event_id: str
    occurred_at: datetime
    at_ms: int
    session: str
    session_id: str
    implicit: bool


def make_event(item: object, fields: Mapping[str, object]) -> Event:
    """Make an event of a text or an Event, with fields filled in where it has none.

    Raises:
        EventError: It is neither, or a field is malformed; the message names the field.
    """
    given = {k: v for k, v in fields.items() if v is not None}
    try:
        if isinstance(item, Event):
            missing = {k: v for k, v in given.items() if getattr(item, k) is None}
            return Event.model_validate({**item.model_dump(), **missing}) if missing else item
        if isinstance(item, str):
            return Event.model_validate({**given, "text": item})
        if isinstance(item, Mapping):
            return Event.model_validate({**given, **cast("Mapping[str, object]", item)})
    except ValidationError as exc:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
        raise EventError(f"an event is malformed: {wrong}") from exc
    if isinstance(item, bytes | bytearray):
        raise EventError("an event's text came as bytes: decode it first (bytes.decode('utf-8'))")
    raise EventError(f"an event is a text, a mapping or an Event, not {type(item).__name__}")


def check_text(text: str, *, max_chars: int) -> None:
    """Refuse what is no text.

    Raises:
        EventError: Empty, over-long, with NUL, half a surrogate pair, or mostly control
            characters.
    """
    if not any(c.isalnum() or unicodedata.category(c) == "So" for c in text):
        raise EventError("an event's text is empty: it has no letter, digit or symbol")
    if len(text) > max_chars:
        raise EventError(
            f"an event's text has {len(text):,} characters, the most is {max_chars:,}: split it, "
            "or raise ingest.max_chars"
        )
    if "\x00" in text:
        raise EventError("an event's text contains NUL: it is binary data")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise EventError("an event's text is wrongly decoded: it holds half a surrogate pair")
    controls = sum(unicodedata.category(c) == "Cc" and c not in _ALLOWED_CONTROLS for c in text)
    if controls > _MAX_CONTROL_SHARE * len(text):
        raise EventError("an event's text is binary data: too many control characters")


def zone(name: str) -> ZoneInfo:
    """Return the zone of a name.

    Raises:
        SettingsError: There is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as exc:
        raise SettingsError(f"ingest.timezone: no time zone named {name!r}") from exc


def instant(at: datetime | None, *, now: datetime, local: ZoneInfo) -> datetime:
    """Return an event's time with a zone.

    Absent means now. Without a zone it is read in ``local``: in the hour that a clock change
    repeats, ``fold`` tells which one is meant (0, the first, by default); in the hour it skips,
    the offset from before the change counts (PEP 495). Future times are taken as they are.
    """
    if at is None:
        return now
    return at.replace(tzinfo=local) if at.tzinfo is None else at


def to_ms(at: datetime) -> int:
    """Return epoch milliseconds UTC."""
    return round(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return an instant in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def date_event(event: Event, *, user_id: str, now: datetime, local: ZoneInfo) -> DatedEvent:
    """Give an event its time, session and ids."""
    at = instant(event.at, now=now, local=local)
    at_ms = to_ms(at)
    session = event.session_id or f"day:{from_ms(at_ms).date().isoformat()}"
    if event.external_id is not None:
        event_id = ids.event_id(user_id, event.external_id)
    else:
        event_id = ids.content_event_id(
            user_id, session, event.speaker or "", at_ms, event.seq, event.text
        )
    return DatedEvent(
        event=event,
        user_id=user_id,
        event_id=event_id,
        occurred_at=at,
        at_ms=at_ms,
        session=session,
        session_id=ids.session_id(user_id, session),
        implicit=event.session_id is None,
    )
