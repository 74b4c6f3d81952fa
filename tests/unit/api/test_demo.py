"""The demonstration's story: what it promises to show is in it."""

from __future__ import annotations

from itertools import groupby

from graphmem.api.demo import load_story


def test_the_story_is_long_enough_and_dated():
    """At least 40 turns of two speakers, in at least four sessions on different days."""
    events = load_story().events

    assert len(events) >= 40
    assert {event.speaker for event in events} == {"Mira", "Jonas"}
    days = [at for at, _ in groupby(event.at for event in events)]
    assert len(days) >= 4
    assert days == sorted(days, key=str)
    assert len({event.external_id for event in events}) == len(events)


def test_the_story_asks_five_questions():
    """Each with what it shows."""
    questions = load_story().questions

    assert len(questions) == 5
    assert all(shows and asked.endswith("?") for shows, asked in questions)
