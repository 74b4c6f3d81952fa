"""LongMemEval's own JSON: a list of questions with their haystack of sessions; each a user.

Format: Wu et al., 2024, "LongMemEval: Benchmarking Chat Assistants on Long-Term Interactive
Memory", arXiv:2410.10813, the data release. A turn's external id is ``<session>#<turn>``.
"""

from __future__ import annotations

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

_DATE = "%Y/%m/%d (%a) %H:%M"


def read(path: Path, options: ReadOptions) -> Iterator[Entry]:
    """Yield an entry for each turn; its line is the number of the question."""
    for number, record in read_elements(path):
        if isinstance(record, ImportFileError):
            yield Entry(number, record)
            continue
        fields = as_fields(record) or {}
        user = as_name(fields.get("question_id"))
        if user is None or "haystack_sessions" not in fields:
            yield failure(
                number, "not a LongMemEval record: question_id or haystack_sessions is missing"
            )
            continue
        yield from _haystack(number, user, fields, options)


def _haystack(number: int, user: str, record: Fields, options: ReadOptions) -> Iterator[Entry]:
    names, dates = (
        as_list(record.get("haystack_session_ids")),
        as_list(record.get("haystack_dates")),
    )
    for n, turns in enumerate(as_list(record["haystack_sessions"])):
        session = (as_name(names[n]) if n < len(names) else None) or f"session_{n + 1}"
        place = f"{user} {session}"
        try:
            # Without a zone: it is read in the zone of the settings, like any other.
            at = datetime.strptime(str(dates[n]), _DATE)
        except (ValueError, IndexError):
            reason = f"{place}: no date like '2023/05/20 (Sat) 02:21'; its turns are left out"
            yield failure(number, reason)
            continue
        for i, turn in enumerate(as_list(turns)):
            yield _turn(number, user, as_fields(turn), at, (session, i), options)


def _turn(
    number: int,
    user: str,
    turn: Fields | None,
    at: datetime,
    place: tuple[str, int],
    options: ReadOptions,
) -> Entry:
    session, i = place
    where = f"{user} {session} turn {i + 1}"
    text = turn.get("content") if turn else None
    if turn is None or not isinstance(text, str):
        return failure(number, f"{where}: no content")
    role = as_name(turn.get("role"))
    event = {
        "text": text,
        "role": role,
        "speaker": options.names.get(role or ""),
        "session_id": session,
        "at": at,
        "seq": i,
        "external_id": f"{session}#{i}",
    }
    return to_entry(number, event, user=user, place=where)
