"""Chats as message lists: ``{"role": …, "content": …}``, in a JSON list or one per line.

A record with ``messages`` is a whole conversation and becomes a session of its own. A
speaker's name is the message's ``name``, else what the caller calls the role, else the role.
A message's ``id`` often counts from 1 in each conversation, so its session is part of the event's
id; ``external_id`` and ``uuid`` are taken as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphmem.errors import ImportFileError
from graphmem.ingest.formats.elements import first_character, read_elements
from graphmem.ingest.formats.entry import (
    Entry,
    Fields,
    ReadOptions,
    Unnamed,
    as_fields,
    as_list,
    as_name,
    failure,
    to_entry,
)
from graphmem.ingest.formats.jsonl import read_objects
from graphmem.ingest.formats.source import read_json, read_lines
from graphmem.types import Event

_TIMES = ("at", "timestamp", "created_at", "create_time", "created", "time", "date")
_OWN_IDS = ("external_id", "uuid")
_LOCAL_IDS = ("id", "message_id")
_SESSIONS = ("session_id", "conversation_id", "thread_id")


def read(path: Path, options: ReadOptions) -> Iterator[Entry]:
    """Yield an entry for each message."""
    unnamed = Unnamed()
    for number, record in _records(path, options):
        if isinstance(record, ImportFileError):
            yield Entry(number, record)
            continue
        for entry in _entries(number, as_fields(record), options, path.name):
            if isinstance(entry.content, Event):
                yield entry._replace(content=unnamed.name(entry.content))
            else:
                yield entry


def _records(path: Path, options: ReadOptions) -> Iterator[tuple[int, object]]:
    """Read lines if the first one is a document of its own, else the file as one document."""
    if first_character(path) != "[" and _is_lines(path, options):
        return iter(read_objects(path, options))
    return read_elements(path)


def _is_lines(path: Path, options: ReadOptions) -> bool:
    for _, line in read_lines(path, max_bytes=options.max_line_bytes):
        if isinstance(line, ImportFileError):
            return True
        if line.strip():
            return line.strip() != "{" and _is_json(line)
    return False


def _is_json(line: str) -> bool:
    try:
        read_json(line)
    except ValueError:
        return False
    return True


def _entries(
    number: int, record: Fields | None, options: ReadOptions, file: str
) -> Iterator[Entry]:
    if record is None:
        yield failure(number, "not a message: expected an object with role and content")
    elif "messages" not in record:
        session = _first(record, _SESSIONS) or options.session or file
        yield _message(number, record, options, session)
    else:
        session = _first(record, (*_SESSIONS, "id")) or f"{options.session or file}#{number}"
        for place, message in enumerate(as_list(record["messages"]), 1):
            fields = as_fields(message)
            if fields is None:
                yield failure(number, f"message {place}: not an object")
            else:
                yield _message(number, fields, options, session, place=f"message {place}")


def _message(
    number: int, message: Fields, options: ReadOptions, session: str, *, place: str = ""
) -> Entry:
    role = as_name(message.get("role"))
    text = _text(message.get("content"))
    if role is None or text is None:
        lacking = "a role" if role is None else "text in its content"
        return failure(number, f"{place}: no {lacking}" if place else f"no {lacking}")
    named = as_name(message.get("name")) or as_name(message.get("speaker"))
    fields = {
        "text": text,
        "role": role,
        "speaker": named or options.names.get(role, role),
        "session_id": session,
        "at": next((message[key] for key in _TIMES if message.get(key) is not None), None),
        "external_id": _id(message, session),
    }
    return to_entry(number, fields, place=place)


def _id(message: Fields, session: str) -> str | None:
    """Return an id that is the message's alone among all conversations of the user."""
    local = _first(message, _LOCAL_IDS)
    return _first(message, _OWN_IDS) or (f"{session}#{local}" if local else None)


def _text(content: object) -> str | None:
    """Return a message's text, or that of its text parts."""
    if isinstance(content, str):
        return content if content.strip() else None
    parts = [as_fields(part) for part in as_list(content)]
    texts = [part["text"] for part in parts if part and isinstance(part.get("text"), str)]
    return "\n".join(str(text) for text in texts).strip() or None


def _first(record: Fields, keys: tuple[str, ...]) -> str | None:
    return next((name for key in keys if (name := as_name(record.get(key)))), None)
