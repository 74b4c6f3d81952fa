"""A life of ninety days: the same things at any repetition, each question with its answers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.lifecycle_days import DAYS, Life, life


@pytest.fixture(scope="module")
def lives() -> tuple[Life, Life]:
    """Return one life, and the same with what repeats told ten times."""
    return life(3, times=1), life(3, times=10)


def _texts(lived: Life) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for day in lived.days:
        for event, thing in zip(day.events, day.told, strict=True):
            if thing is not None:
                found.setdefault(thing, []).append(event.text)
    return found


def test_repetition_tells_nothing_new(lives: tuple[Life, Life]) -> None:
    """Ten times as many tellings, of the same things."""
    once, often = (_texts(lived) for lived in lives)
    assert once.keys() == often.keys()
    assert max(len(texts) for texts in often.values()) == 10
    assert {q for q, _ in lives[0].asked} == {q for q, _ in lives[1].asked}


def test_the_same_seed_gives_the_same_life(lives: tuple[Life, Life]) -> None:
    """A seed says everything."""
    assert life(3, times=1) == lives[0]
    assert life(4, times=1) != lives[0]


def test_every_question_has_answers_and_no_other_thing_answers_it(
    lives: tuple[Life, Life],
) -> None:
    """Questions are distinct, their golds are told events."""
    for lived in lives:
        questions = [question for question, _ in lived.asked]
        assert len(set(questions)) == len(questions)
        told = {e.external_id for day in lived.days for e in day.events}
        assert all(gold and gold <= told for _, gold in lived.asked)


def test_a_correction_is_answered_by_the_new_value_only(lives: tuple[Life, Life]) -> None:
    """The old value answers nothing."""
    texts = {e.external_id: e.text for day in lives[1].days for e in day.events}
    gold = dict(lives[1].asked)["Who is my dentist?"]
    told = [text for text in texts.values() if text.startswith("My dentist")]
    assert len(told) == 2
    assert {texts[i] for i in gold} == {t for t in told if t.endswith("now.")}


def test_days_follow_each_other_and_hold_their_events(lives: tuple[Life, Life]) -> None:
    """Time runs forward."""
    days = lives[1].days
    assert len(days) == DAYS
    assert all(a.at < b.at for a, b in pairwise(days))
    for day in days:
        assert {e.at.date() for e in day.events if e.at is not None} == {day.at.date()}
