"""What a reader yields: events, or why there is none, each with its place in the file."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from graphmem import ids
from graphmem.errors import EventError, ImportFileError
from graphmem.ingest.events import make_event
from graphmem.types import Event

Fields = Mapping[str, object]


class Entry(NamedTuple):
    """One event of a file, or what is wrong in its place.

    Attributes:
        line: Line number, or number of the record in a JSON document, from 1.
        content: The event, or the error that stands in its place.
        user: Whose event it is, where the format knows.
    """

    line: int
    content: Event | ImportFileError
    user: str | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a caller says about a file.

    Attributes:
        session: Session of events that name none.
        names: Speaker's name by role, for chats.
        max_line_bytes: A longer line is refused without being held in memory.
    """

    session: str | None = None
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    max_line_bytes: int = 16 * 2**20


Reader = Callable[[Path, ReadOptions], Iterator[Entry]]


class Unnamed:
    """Gives ids to events that have neither an id nor a time, so that a repeat is a no-op.

    The id is made of the content and of how often it came before in the file; it does not
    change when other lines are added around it.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def name(self, event: Event) -> Event:
        """Return the event, with an external id if it needs one."""
        if event.external_id is not None or event.at is not None:
            return event
        parts = (event.session_id or "", event.speaker or "", event.role or "", event.text)
        content = ids.digest("import", *parts)
        count = self._seen[content] = self._seen.get(content, 0) + 1
        return event.model_copy(update={"external_id": f"import:{content}:{count}"})


def failure(line: int, reason: str) -> Entry:
    """Return an entry that says what is wrong at a place."""
    return Entry(line, ImportFileError(reason, line=line))


def to_entry(line: int, fields: Fields, *, user: str | None = None, place: str = "") -> Entry:
    """Make an event of fields; ``place`` says where in the record they stand."""
    try:
        event = make_event({k: v for k, v in fields.items() if v is not None}, {})
    except EventError as exc:
        reason = f"{place}: {exc}" if place else str(exc)
        return Entry(line, ImportFileError(reason, line=line), user)
    return Entry(line, event, user)


def as_fields(value: object) -> dict[str, object] | None:
    """Return a JSON object as a dict with text keys, None for anything else."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[object]:
    """Return a JSON list, an empty one for anything else."""
    return cast("list[object]", value) if isinstance(value, list) else []


def as_name(value: object) -> str | None:
    """Return a text or whole number as a name, None for anything else or blank."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value).strip() or None
