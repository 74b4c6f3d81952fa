"""LoCoMo's own JSON: a list of conversations with dated sessions; each is one user.

Format: Maharana et al., 2024, "Evaluating Very Long-Term Conversational Memory of LLM
Agents", arXiv:2402.17753, the data release. Turn ids (``D3:12``) become external ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from graphmem.errors import ImportFileError
from graphmem.ingest.formats.elements import read_elements
from graphmem.ingest.formats.entry import (
    Entry,
    Fields,
    ReadOptions,
    as_fields,
    as_list,
    as_name,
    failure,
    to_entry,
)

_SESSION = re.compile(r"session_\d+")
_DATE = "%I:%M %p on %d %B, %Y"


def read(path: Path, options: ReadOptions) -> Iterator[Entry]:  # noqa: ARG001 - a Reader's form
    """Yield an entry for each turn; its line is the number of the conversation."""
    for number, record in read_elements(path):
        if isinstance(record, ImportFileError):
            yield Entry(number, record)
            continue
        fields = as_fields(record) or {}
        user, talk = as_name(fields.get("sample_id")), as_fields(fields.get("conversation"))
        if user is None or talk is None:
            yield failure(number, "not a LoCoMo record: sample_id or conversation is missing")
            continue
        for name, turns in talk.items():
            if _SESSION.fullmatch(name):
                yield from _session(number, user, name, as_list(turns), talk)


def _session(
    number: int, user: str, name: str, turns: list[object], talk: Fields
) -> Iterator[Entry]:
    date = talk.get(f"{name}_date_time")
    try:
        # Without a zone: it is read in the zone of the settings, like any other.
        at = datetime.strptime(str(date), _DATE)
    except ValueError:
        reason = f"{user} {name}: no date like '1:56 pm on 8 May, 2023'; its turns are left out"
        yield failure(number, reason)
        return
    for seq, turn in enumerate(turns):
        fields = as_fields(turn)
        place = f"{user} {name} turn {seq + 1}"
        if fields is None:
            yield failure(number, f"{place}: not an object")
            continue
        event = {
            "text": _text(fields),
            "speaker": as_name(fields.get("speaker")),
            "session_id": name,
            "at": at,
            "seq": seq,
            "external_id": as_name(fields.get("dia_id")),
        }
        yield to_entry(number, event, user=user, place=place)


def _text(turn: Fields) -> str:
    """Return what was said, and what a shared photo shows where the data describes it."""
    caption = turn.get("blip_caption")
    shown = f"[shares a photo: {caption}]" if caption else ""
    return f"{turn.get('text') or ''} {shown}".strip()
