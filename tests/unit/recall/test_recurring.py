"""Semantic memories take in the episodes that say no more than they do, and only those."""

from __future__ import annotations

from datetime import UTC

import pytest

from graphmem.recall import context
from graphmem.recall.recurring import absorbed, episodes, recurrence
from graphmem.recall.repeats import Choice
from graphmem.stores.base import Row
from graphmem.stores.reminding import SHOWN

DAY_MS = 86_400_000
IDS = ["semantic", "same", "more", "other"]


def event(event_id: str, text: str, day: int = 1) -> Row:
    """What a context shows of an event."""
    return {
        "id": event_id,
        "event_id": event_id,
        "text": text,
        "speaker": "Ana",
        "occurred_at": day * DAY_MS,
    }


def semantic(*at_hand: str, episodes: int = 3, sessions: int = 2) -> Row:
    """What a context shows of a semantic memory."""
    behind = [event(f"episode {n}", "I play tennis with Bob.", n) for n in range(episodes, 0, -1)]
    return {
        **event("semantic", "I play tennis with Bob.", episodes),
        "speaker": None,
        "kind": "statement",
        "support": episodes,
        "sessions": sessions,
        "first_at": DAY_MS,
        "confidence": 0.8,
        "at_hand": list(at_hand),
        "episodes": behind,
    }


def shown(memory: Row) -> dict[str, Row]:
    """Rows by id."""
    return {
        "semantic": memory,
        "same": event("same", "Well, I really play tennis with Bob!", 7),
        "more": event("more", "I play tennis with Bob on clay.", 8),
        "other": event("other", "I play tennis with Bob.", 9),
    }


def test_an_episode_that_says_no_more_is_taken_in():
    """The line stands where the best of them stood; who says more keeps his line."""
    events = shown(semantic("same", "more"))
    choices = [Choice(2, ()), Choice(1, (7,)), Choice(0, ()), Choice(3, ())]

    found = absorbed(choices, [*IDS, "", "", "", "same"], events)

    assert found == [Choice(2, ()), Choice(0, (1, 7)), Choice(3, ())]


@pytest.mark.parametrize(
    ("text", "episode", "taken"),
    [
        ("Ana plays tennis with Bob.", "I play tennis with Bob!", True),
        ("Ana plays tennis with Bob.", "I never play tennis with Bob.", False),
        ("Ana plays tennis, and loves golf with Bob.", "I love golf with Bob.", True),
        ("Ana plays tennis, and loves golf with Bob.", "Ana loves golf.", True),
        ("Ana plays tennis, and loves golf with Bob.", "I play tennis with Bob.", False),
    ],
)
def test_one_statement_says_all_of_it(text: str, episode: str, taken: bool):
    """Of oneself one says "I"; what two statements say between them is something else."""
    events = {"semantic": {**semantic("same"), "text": text}, "same": event("same", episode)}

    found = absorbed([Choice(0, ()), Choice(1, ())], IDS, events)

    assert (found == [Choice(0, (1,))]) is taken


def test_what_it_does_not_derive_from_stays_apart():
    """The same words of somebody else are another memory."""
    choices = [Choice(0, ()), Choice(3, ())]

    assert absorbed(choices, IDS, shown(semantic("same"))) == choices


def test_without_semantic_memories_nothing_changes():
    """Most recalls return events alone."""
    choices = [Choice(1, (2,)), Choice(3, ())]

    assert absorbed(choices, IDS, shown(semantic())) == choices


def test_the_memory_leads_what_repeats_it():
    """An event that ranks higher says the same: the line is the memory's, and no id is lost."""
    events = shown(semantic("same"))

    found = absorbed([Choice(1, (0, 3))], IDS, events)

    assert found == [Choice(0, (1, 3))]
    assert [str(e["event_id"]) for e in episodes([events[IDS[row]] for row in found[0].rows])] == [
        "other",
        "same",
        *(f"episode {n}" for n in (3, 2, 1)),
    ]


def test_what_was_taken_in_is_a_source_however_much_it_is():
    """It has no other line: whoever looks for it finds it here alone."""
    own = [event(f"own {n}", "I play tennis with Bob.", n) for n in range(SHOWN + 5)]

    found = episodes([semantic(episodes=30), *own])

    assert {str(row["event_id"]) for row in found} == {str(row["event_id"]) for row in own}


def test_the_line_says_how_often_and_since_when():
    """In how many sessions only where that is news."""
    often = context.item_line([semantic(episodes=4)], UTC)
    once = context.item_line([semantic(sessions=1)], UTC)

    assert often == '- [4 times in 2 sessions, 1970-01-02 to 1970-01-05] "I play tennis with Bob."'
    assert once == '- [3 times, 1970-01-02 to 1970-01-04] "I play tennis with Bob."'


def test_sources_are_the_newest_episodes_and_those_taken_in():
    """At most five are listed; the memory itself is no event."""
    own = event("same", "I play tennis with Bob.", 2)

    found = episodes([semantic(episodes=30), own])

    assert len(found) == SHOWN
    names = [str(row["event_id"]) for row in found]
    assert names == [*(f"episode {n}" for n in range(30, 26, -1)), "same"]
    assert episodes([own]) == [own]


def test_only_a_semantic_memory_recurs():
    """An event has no count of its own."""
    told = recurrence(semantic())

    assert recurrence(event("same", "x")) is None
    assert told is not None
    assert (told.id, told.support, told.sessions) == ("semantic", 3, 2)
    assert (told.first_at.day, told.last_at.day) == (2, 4)
