"""Readers of import files: what each format yields, and what a bad record costs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphmem.errors import ImportFileError
from graphmem.ingest.formats import READERS, Entry, FormatName, ReadOptions
from graphmem.types import Event


def read(
    folder: Path, format_: FormatName, content: object, options: ReadOptions | None = None
) -> list[Entry]:
    """Write a file and read it; anything but a text is written as JSON."""
    path = folder / "file"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return list(READERS[format_](path, options or ReadOptions()))


def events(entries: list[Entry]) -> list[Event]:
    """Return the events; a refused entry fails the test."""
    found = [entry.content for entry in entries]
    assert all(isinstance(content, Event) for content in found), found
    return [content for content in found if isinstance(content, Event)]


def refused(entries: list[Entry]) -> list[tuple[int, str]]:
    """Return line and reason of each refused entry."""
    return [(e.line, str(e.content)) for e in entries if isinstance(e.content, ImportFileError)]


def test_jsonl_takes_every_field_of_an_event(tmp_path: Path):
    """A line's fields arrive in the event."""
    line = {"text": "Hi Ben", "speaker": "Ana", "at": "2025-01-02T03:04:05Z", "metadata": {"a": 1}}

    [event] = events(read(tmp_path, "jsonl", line))

    assert event.speaker == "Ana"
    assert event.at == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert event.metadata == {"a": 1}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"speaker": "Ana"}', "text"),
        ('{"text": "hi", "colour": "red"}', "colour"),
        ('{"text": 7}', "text"),
        ('{"text": "hi", "at": "yesterday"}', "at"),
        ('{"text": "hi", "metadata": {"x": NaN}}', "NaN"),
        ("[" * 100_000, "nested"),
    ],
)
def test_jsonl_reports_a_bad_line_and_goes_on(tmp_path: Path, line: str, reason: str):
    """The line's number and reason are told, and the lines around it are read."""
    entries = read(tmp_path, "jsonl", f'{{"text": "one"}}\n\n{line}\n{{"text": "two"}}\n')

    [(number, said)] = refused(entries)
    assert number == 3
    assert reason in said
    kept = [entry.content for entry in entries if isinstance(entry.content, Event)]
    assert [event.text for event in kept] == ["one", "two"]


def test_events_without_time_and_id_get_the_same_id_each_time(tmp_path: Path):
    """A repeated file gives the same ids, equal lines different ones, whatever stands around."""
    first = events(read(tmp_path, "jsonl", '{"text": "hi"}\n{"text": "hi"}\n'))
    second = events(read(tmp_path, "jsonl", '{"text": "ho"}\n{"text": "hi"}\n{"text": "hi"}\n'))

    assert first[0].external_id != first[1].external_id
    assert [e.external_id for e in first] == [e.external_id for e in second[1:]]


def test_an_event_with_a_time_keeps_its_content_id(tmp_path: Path):
    """Where the caller gave a time, the id is of the content, as with ``remember``."""
    [event] = events(read(tmp_path, "jsonl", {"text": "hi", "at": "2025-01-02T00:00:00Z"}))

    assert event.external_id is None


MESSAGES = [
    {"role": "user", "content": "I moved to Porto.", "timestamp": 1735689600, "id": "m1"},
    {"role": "assistant", "name": "Kit", "content": [{"type": "text", "text": "How nice!"}]},
]


@pytest.mark.parametrize(
    "content",
    [
        MESSAGES,
        "\n".join(json.dumps(m) for m in MESSAGES),
        json.dumps(MESSAGES, indent=2),
        {"messages": MESSAGES},
        json.dumps({"messages": MESSAGES}, indent=2),
    ],
    ids=["list", "lines", "indented", "conversation", "indented conversation"],
)
def test_chat_takes_lists_lines_and_conversations(tmp_path: Path, content: object):
    """Every way to write a chat gives the same messages."""
    user, assistant = events(read(tmp_path, "chat", content, ReadOptions(names={"user": "Ana"})))

    assert (user.text, user.role, user.speaker) == ("I moved to Porto.", "user", "Ana")
    assert user.at == datetime(2025, 1, 1, tzinfo=UTC)
    assert user.external_id == f"{user.session_id}#m1"
    assert (assistant.text, assistant.role, assistant.speaker) == ("How nice!", "assistant", "Kit")
    assert user.session_id == assistant.session_id


def test_chat_makes_each_conversation_a_session(tmp_path: Path):
    """Lines with ``messages`` are conversations of their own."""
    lines = "\n".join(json.dumps({"messages": MESSAGES[:1]}) for _ in range(2))

    first, second = events(read(tmp_path, "chat", lines))

    assert first.session_id != second.session_id


@pytest.mark.parametrize("name", ["id", "session_id", "conversation_id", None])
def test_chat_ids_that_count_in_each_conversation_stay_apart(tmp_path: Path, name: str | None):
    """Two conversations whose messages have the ids 1 and 2 are four events."""
    pair = [{"role": "user", "content": "Hi", "id": n} for n in ("1", "2")]
    records = [{"messages": pair, **({name: f"talk {n}"} if name else {})} for n in "ab"]

    found = events(read(tmp_path, "chat", records))

    assert len({event.external_id for event in found}) == 4


def test_chat_lines_belong_to_the_conversation_they_name(tmp_path: Path):
    """Ids of lines count in their conversation too; a caller's own id is taken as it is."""
    line = {"role": "user", "content": "Hi", "id": "1"}
    other = {**line, "external_id": "mine"}
    records = [{**line, "thread_id": "a"}, {**line, "conversation_id": "b"}, other]

    found = events(read(tmp_path, "chat", records))

    assert [event.external_id for event in found] == ["a#1", "b#1", "mine"]
    assert [event.session_id for event in found] == ["a", "b", "file"]


def test_chat_refuses_messages_without_role_or_text(tmp_path: Path):
    """A tool call without words, a missing role and a bare text are told one by one."""
    content = [{"role": "assistant", "content": None}, {"content": "hi"}, "hi", MESSAGES[0]]

    entries = read(tmp_path, "chat", content)

    assert [line for line, _ in refused(entries)] == [1, 2, 3]
    assert isinstance(entries[3].content, Event)


TALK = {
    "sample_id": "talk-1",
    "conversation": {
        "speaker_a": "Ana",
        "session_2_date_time": "9:05 am on 1 June, 2023",
        "session_2": [
            {
                "speaker": "Ben",
                "dia_id": "D2:1",
                "text": "Look!",
                "blip_caption": "a red boat",
            }
        ],
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [{"speaker": "Ana", "dia_id": "D1:1", "text": "Hi Ben"}],
    },
}


def test_locomo_makes_each_sample_a_user(tmp_path: Path):
    """User, session, time, speaker and id come from the record; a photo's caption is text."""
    entries = read(tmp_path, "locomo", [TALK])

    photo, hello = events(entries)
    assert {entry.user for entry in entries} == {"talk-1"}
    assert photo.text == "Look! [shares a photo: a red boat]"
    assert (hello.session_id, hello.external_id, hello.speaker) == ("session_1", "D1:1", "Ana")
    assert hello.at == datetime(2023, 5, 8, 13, 56)


def test_locomo_leaves_out_what_it_cannot_read(tmp_path: Path):
    """A record of another kind and a session without a date cost only themselves."""
    talk = {"sample_id": "x", "conversation": {**TALK["conversation"], "session_1_date_time": "?"}}

    entries = read(tmp_path, "locomo", [{"qa": []}, talk])

    assert [line for line, _ in refused(entries)] == [1, 2]
    assert len(entries) == 3


def test_longmemeval_makes_each_question_a_user(tmp_path: Path):
    """User, session, time, role and place of a turn come from the record."""
    record = {
        "question_id": "q1",
        "haystack_dates": ["2023/05/20 (Sat) 02:21", "not a date"],
        "haystack_session_ids": ["s1", "s2"],
        "haystack_sessions": [
            [{"role": "user", "content": "Hi"}, {"role": "assistant"}],
            [{"role": "user", "content": "lost"}],
        ],
    }

    entries = read(tmp_path, "longmemeval", [record])

    [event] = [entry.content for entry in entries if isinstance(entry.content, Event)]
    assert (event.external_id, event.session_id, event.role) == ("s1#0", "s1", "user")
    assert event.at == datetime(2023, 5, 20, 2, 21)
    assert entries[0].user == "q1"
    assert len(refused(entries)) == 2


def test_text_makes_each_paragraph_an_event(tmp_path: Path):
    """Blank lines separate; an entry's line is the paragraph's first."""
    entries = read(tmp_path, "text", "\n\nOne\ntwo.\n\n \t\nThree.")

    assert [(e.line, e.content.text) for e in entries if isinstance(e.content, Event)] == [
        (3, "One\ntwo."),
        (7, "Three."),
    ]
    assert {event.session_id for event in events(entries)} == {"file"}


@pytest.mark.parametrize("format_", READERS)
def test_an_empty_file_has_no_entries(tmp_path: Path, format_: FormatName):
    """Nothing in, nothing out, in every format."""
    assert read(tmp_path, format_, "") == []


@pytest.mark.parametrize("format_", READERS)
def test_a_file_of_another_kind_is_refused_not_raised(tmp_path: Path, format_: FormatName):
    """Readers yield errors for what they do not know; none of them raises."""
    for content in ('{"a": 1}', "[1, 2]", "[[[", "\x00\x01", '"text"', "[{}]", '[{"messages": 1}]'):
        entries = read(tmp_path, format_, content)

        assert all(entry.line >= 1 for entry in entries)
