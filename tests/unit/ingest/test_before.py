"""The turns before an event: who speaks to whom, in a batch as one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from graphmem.ingest.before import sessions_of, with_turns
from graphmem.ingest.events import DatedEvent, date_event
from graphmem.stores.turns import Turn
from graphmem.types import Event

_NOW = datetime(2024, 4, 1, tzinfo=UTC)


def _dated(
    text: str, minute: int, *, speaker: str | None = "Ana", session: str | None = "s"
) -> DatedEvent:
    at = datetime(2024, 3, 1, 12, minute, tzinfo=UTC)
    event = Event(text=text, at=at, speaker=speaker, session_id=session)
    return date_event(event, user_id="u", now=_NOW, local=ZoneInfo("UTC"))


def _texts(batch: list[DatedEvent], latest: dict[str, list[Turn]] | None = None) -> list[list[str]]:
    return [[b.text for b in s.before] for s in with_turns(batch, latest or {})]


def test_a_batch_and_single_events_are_understood_with_the_same_turns():
    """What the store hands back continues what a batch would have said."""
    batch = [_dated(f"t{n}", n, speaker="AB"[n % 2]) for n in range(7)]

    assert _texts(batch)[:3] == [[], ["t0"], ["t0", "t1"]]
    assert _texts(batch)[6] == ["t2", "t3", "t4", "t5"]
    stored = [Turn(d.event.speaker, d.event.text, d.at_ms) for d in batch[2:6]]
    assert _texts(batch[6:], {batch[0].session_id: stored}) == [["t2", "t3", "t4", "t5"]]


def test_time_orders_the_turns_and_results_keep_the_order_of_the_batch():
    """A batch may come in any order."""
    assert _texts([_dated("b", 2), _dated("a", 1)]) == [["a"], []]


def test_an_event_older_than_the_stored_turns_has_none():
    """They were said after it."""
    late = _dated("late", 1)
    stored = [Turn("Ben", "later", late.at_ms + 1)]

    assert _texts([late], {late.session_id: stored}) == [[]]


def test_loose_notes_and_texts_that_nobody_says_have_no_turns():
    """A day is no conversation, and a passage has no "you"."""
    notes = [_dated("a", 1, session=None), _dated("b", 2, session=None)]
    passages = [_dated("c", 1, speaker=None), _dated("d", 2, speaker=None)]

    assert _texts(notes) == _texts(passages) == [[], []]
    assert sessions_of([*notes, *passages]) == []


def test_sessions_do_not_mix():
    """Each conversation has its own turns."""
    batch = [_dated("a", 1, session="x"), _dated("b", 2, session="y"), _dated("c", 3, session="x")]

    assert _texts(batch) == [[], [], ["a"]]
    assert len(sessions_of(batch)) == 2
