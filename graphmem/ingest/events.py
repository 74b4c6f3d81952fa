"""The border of the write path: what comes in is checked and given a time and an id."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from graphmem import ids
from graphmem.clock import from_ms, instant, to_ms
from graphmem.errors import EventError, SettingsError
from graphmem.types import Event

_MAX_CONTROL_SHARE = 0.05  # text has line breaks and tabs; more control characters mean bytes
_ALLOWED_CONTROLS = "\n\r\t"
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A checked event with its time and ids.

    Attributes:
        occurred_at: With the zone it was given in, or the settings' zone.
        at_ms: The same in epoch milliseconds UTC.
        session: The session's external id; when the caller named none, one per day, as the
            calendar stands in the event's own zone.
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


def as_items(item: object) -> tuple[list[object], bool]:
    """Return what was handed in as a list, and whether it was a single event.

    Raises:
        EventError: It is neither an event nor several.
    """
    if isinstance(item, Event | str | bytes | bytearray | Mapping):
        return [cast("object", item)], True
    if not isinstance(item, Iterable):
        raise EventError(f"an event is a text, a mapping or an Event, not {type(item).__name__}")
    return list(cast("Iterable[object]", item)), False


def make_event(item: object, fields: Mapping[str, object]) -> Event:
    """Make an event of a text, a mapping or an Event; fields fill in what is absent or None.

    Raises:
        EventError: It is neither, or a field is malformed; the message names the field.
    """
    given = {k: v for k, v in fields.items() if v is not None}
    try:
        if isinstance(item, Event):
            missing = {k: v for k, v in given.items() if getattr(item, k) in (None, False)}
            return Event.model_validate({**item.model_dump(), **missing}) if missing else item
        if isinstance(item, str):
            return Event.model_validate({**given, "text": item})
        if isinstance(item, Mapping):
            own = cast("Mapping[str, object]", item)
            said = {k: v for k, v in own.items() if v is not None}
            return Event.model_validate({**given, **said})
    except ValidationError as exc:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
        raise EventError(f"an event is malformed: {wrong}") from exc
    if isinstance(item, bytes | bytearray):
        raise EventError("an event's text came as bytes: decode it first (bytes.decode('utf-8'))")
    raise EventError(f"an event is a text, a mapping or an Event, not {type(item).__name__}")


def check_event(event: Event, *, max_chars: int) -> None:
    """Refuse an event that cannot be kept as it is.

    Raises:
        EventError: Its text is no text (see ``check_text``), or its metadata no JSON.
    """
    check_text(event.text, max_chars=max_chars)
    try:
        json.dumps(event.metadata, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as exc:
        raise EventError(f"an event's metadata is no JSON: {exc}") from exc


def check_text(text: object, *, max_chars: int, what: str = "an event's text") -> None:
    """Refuse what is no text.

    Args:
        what: Names it in the message.

    Raises:
        EventError: No string, empty, over-long, with NUL, half a surrogate pair, or mostly
            control characters.
    """
    if not isinstance(text, str):
        raise EventError(f"{what} must be a string, not {type(text).__name__}")
    if not any(c.isalnum() or unicodedata.category(c) == "So" for c in text):
        raise EventError(f"{what} is empty: it has no letter, digit or symbol")
    if len(text) > max_chars:
        raise EventError(
            f"{what} has {len(text):,} characters, the most is {max_chars:,}: split it, "
            "or raise ingest.max_chars"
        )
    if "\x00" in text:
        raise EventError(f"{what} contains NUL: it is binary data")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise EventError(f"{what} is wrongly decoded: it holds half a surrogate pair")
    controls = sum(unicodedata.category(c) == "Cc" and c not in _ALLOWED_CONTROLS for c in text)
    if controls > _MAX_CONTROL_SHARE * len(text):
        raise EventError(f"{what} is binary data: too many control characters")


def zone(name: str) -> ZoneInfo:
    """Return the zone of a name.

    Raises:
        SettingsError: There is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as exc:
        raise SettingsError(f"ingest.timezone: no time zone named {name!r}") from exc


def zone_name(at: datetime) -> str:
    """Return what ``read_zone`` makes the zone of an instant from."""
    name = getattr(at.tzinfo, "key", None)
    if isinstance(name, str):
        return name
    seconds = round((at.utcoffset() or timedelta()).total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    ending = f":{rest:02}" if rest else ""
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}{ending}"


def read_zone(name: str | None, local: ZoneInfo) -> tzinfo:
    """Return the zone of a name as it is stored; ``local`` where it is none, or unknown here."""
    offset = _OFFSET.fullmatch(name or "")
    if offset:
        hours, minutes, seconds = (int(part or 0) for part in offset.groups()[1:])
        length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return timezone(-length if offset[1] == "-" else length)
    try:
        return ZoneInfo(name) if name else local
    except (ZoneInfoNotFoundError, ValueError):
        return local


def date_event(event: Event, *, user_id: str, now: datetime, local: ZoneInfo) -> DatedEvent:
    """Give an event its time, session and ids.

    Raises:
        EventError: In UTC its time lies outside the years 1 to 9999.
    """
    at = instant(event.at, now=now.astimezone(local), local=local)
    at_ms = to_ms(at)
    try:
        from_ms(at_ms)
    except OverflowError as exc:
        raise EventError(f"an event's time is outside the years 1 to 9999: {at}") from exc
    session = event.session_id or f"day:{at.date().isoformat()}"
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
