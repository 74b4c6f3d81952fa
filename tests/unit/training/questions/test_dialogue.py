"""Conversations: every gold turn is there, and tells what is asked."""

import pytest

from graphmem.training.questions.case import RecallCase
from graphmem.training.questions.dialogue import dialogue_cases
from graphmem.training.questions.scenes import script


@pytest.fixture(scope="module")
def made() -> list[RecallCase]:
    """Three conversations of two people and one with an assistant."""
    return list(dialogue_cases(4, 5))


def test_conversations_follow_from_their_seed(made: list[RecallCase]):
    """The same seed makes the same, another one does not."""
    assert list(dialogue_cases(4, 5)) == made
    assert list(dialogue_cases(4, 6)) != made


def test_gold_turns_exist_and_are_few(made: list[RecallCase]):
    """At most six answer one question."""
    for case in made:
        ids = [e.external_id for e in case.events or ()]
        assert len(ids) == len(set(ids))
        for asked in case.asked:
            assert set(asked.gold) <= set(ids)
            assert 1 <= len(asked.gold) <= 6


def test_a_conversation_is_as_long_as_real_ones(made: list[RecallCase]):
    """Hundreds of turns in dated sessions, in order."""
    for case in made[:3]:
        events = case.events or ()
        assert len(events) > 300
        assert len({e.session_id for e in events}) >= 20
        times = [e.at for e in events if e.at]
        assert times == sorted(times)


def test_one_turn_questions_are_about_the_one_who_told(made: list[RecallCase]):
    """The speaker of the gold turn is named in the question, or one of theirs is."""
    case = made[0]
    speakers = {e.external_id: e.speaker for e in case.events or ()}
    people = set(speakers.values())
    named = [
        a for a in case.asked if a.kind == "one_turn" and any(p in a.text for p in people if p)
    ]
    assert named
    assert all(speakers[a.gold[0]] in a.text for a in named)


def test_questions_are_of_all_kinds(made: list[RecallCase]):
    """Of one turn, of several, of times, and of what an assistant said."""
    kinds = {a.kind for case in made for a in case.asked}
    assert {"one_turn", "when", "several", "chain", "period", "of_assistant"} <= kinds
    assert any(a.asked_at for case in made for a in case.asked)


def test_all_scenes_have_the_lines_that_are_asked_for():
    """A question about a line that is not there would never be asked."""
    for scene in script().scenes:
        numbers = {line.number for line in scene.lines}
        assert all(set(ask.lines) <= numbers for ask in scene.asks), scene.name
