"""Promotion: sentences, confidence, and one memory for one pattern."""

from __future__ import annotations

import pytest

from graphmem.sleep.mining import Bar, mine
from graphmem.sleep.promote import confidence, promoted
from graphmem.sleep.wording import is_habit, listed, told_besides, typical, without_times
from graphmem.sleep.worth import is_worth
from tests.unit.sleep.saying import DAY, near, says, where, who

BAR = Bar()


def made(evidence, *, at_least: float = 0.0):
    """Return what is promoted from some evidence."""
    return promoted("u", mine(evidence, BAR, near), at_least=at_least)


def test_a_promotion_says_how_often_and_since_when():
    """Support, sessions, times, weights and entities come from the episodes."""
    (one,) = made([says(n, "Ana", "live_in", where("Porto"), verb="lives in") for n in range(4)])
    assert (one.text, one.kind) == ("Ana lives in Porto.", "statement")
    assert (one.support, one.sessions, one.first_at, one.last_at) == (4, 2, 0, 3 * DAY)
    assert one.entities == ("id-ana", "id-porto")
    assert one.episodes == {f"e{n}": 0.8 for n in range(4)}
    assert one.facts == {"Ana-live_in-id-porto-True": pytest.approx(1 - 0.2**4)}


def test_the_same_pattern_is_one_memory():
    """More evidence changes what is said of it, not which memory it is."""
    few, many = ([says(n, "Ana", "love", "jazz") for n in range(count)] for count in (3, 9))
    assert made(few)[0].id == made(many)[0].id
    assert made(few)[0].confidence < made(many)[0].confidence


def test_statements_in_the_same_words_are_one_memory():
    """What she plays, and with whom, are read from one clause: "plays tennis with Ben"."""
    words = "Ana plays tennis with Ben"
    plays = [says(n, "Ana", "play", "tennis", text=words) for n in range(3)]
    pairs = [says(n, "Ana", "play_tennis_with", who("Ben"), text=words) for n in range(3)]
    (one,) = made([*plays, *pairs])
    assert one.pattern == made(plays)[0].pattern
    assert len(one.facts) == 2
    assert one.support == 3
    assert one.entities == ("id-ana", "id-ben")


def test_the_order_of_words_makes_no_other_memory():
    """A habit that is told first or last is one habit."""
    last = [
        says(n, "Ana", "do_with", "yoga", text="Ana does yoga with Ben on Mondays")
        for n in range(3)
    ]
    first = [
        says(n, "Ana", "do_yoga_with", who("Ben"), text="Every Monday Ana does yoga with Ben")
        for n in range(3)
    ]
    (one,) = made([*last, *first])
    assert len(one.facts) == 2


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("Ana does yoga with Ben on Mondays", {"with", "ben", "on", "mondays"}),
        ("Every Monday Ana does yoga", {"every", "monday"}),
        ("Ana does yoga", set()),
    ],
)
def test_what_is_said_besides_stands_before_or_behind(text, besides):
    """The verb between subject and object is not part of it."""
    assert told_besides(text, "Ana", "yoga", lambda x: x.casefold().split()) == besides


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (
            [
                says(n, "Ana", "play", what, verb="plays")
                for n, what in enumerate(["golf", "chess", "go"])
            ],
            "Ana plays chess, go and golf.",
        ),
        (
            [
                says(2 * n, name, "work_at", where("Helios"), verb="works at")
                for n, name in enumerate(["Ana", "Ben", "Clara"])
            ],
            "Ana, Ben and Clara work at Helios.",
        ),
        (
            [
                says(2 * n, name, "be_born_in", where("Porto"), verb="was born in", tense="past")
                for n, name in enumerate(["Ana", "Ben", "Clara"])
            ],
            "Ana, Ben and Clara were born in Porto.",
        ),
        (
            [
                *(says(n, "Ana", "visit", who(x), verb="visits") for n, x in enumerate("BCD")),
                *(says(8 + n, x, "be_from", where("Porto")) for n, x in enumerate("BCD")),
            ],
            "Ana visits B, C and D, who are from Porto.",
        ),
    ],
    ids=["objects", "subjects", "past", "chain"],
)  # fmt: skip
def test_shapes_become_sentences(evidence, text):
    """Lists stand where the variable is."""
    assert [p.text for p in made(evidence) if p.kind == "shape"] == [text]


def test_confidence_grows_with_sessions_and_falls_with_the_contrary():
    """One session counts once, however often it says so."""
    once = [says(0, "Ana", "love", "jazz", episode=f"e{n}") for n in range(50)]
    three = [says(2 * n, "Ana", "love", "jazz") for n in range(3)]
    assert confidence(once, 0) < confidence(three, 0) < 1
    assert confidence(three, 0) == pytest.approx((3 * 0.8 + 1) / (3 * 0.8 + 2))
    assert confidence(three, 2) == pytest.approx((3 * 0.8 + 1) / (3 * 0.8 + 4))
    assert made(three, at_least=0.9) == []


def test_of_the_wordings_the_commonest_is_shown():
    """What most episodes say, and of that the shortest."""
    texts = ["Ana really loves jazz", "Ana loves jazz", "Ana loves jazz a lot, she said"]
    assert typical(says(n, "Ana", "love", "jazz", text=t) for n, t in enumerate(texts)) == texts[1]


@pytest.mark.parametrize(
    ("text", "times", "left"),
    [
        ("Ana went to the gym this morning", ["this morning"], "Ana went to the gym"),
        ("Ana played chess with Clara Yesterday", ["Yesterday"], "Ana played chess with Clara"),
        ("Ana met Ben on 3 May in Graz", ["3 May"], "Ana met Ben in Graz"),
        ("Yesterday, Ana ran", ["Yesterday"], "Ana ran"),
        ("Ana plays tennis every Sunday", ["Sunday"], "Ana plays tennis every Sunday"),
        ("Ana loves jazz", ["tomorrow"], "Ana loves jazz"),
    ],
)
def test_times_of_one_day_are_left_out(text, times, left):
    """A memory of many days names none of them."""
    assert without_times(text, times) == left


def test_what_is_done_on_several_days_is_a_routine():
    """Told again is not done again."""
    gym = [says(n, "Ana", "go_to", "gym", tense="past", day=n * DAY) for n in range(3)]
    retold = [says(n, "Ana", "go_to", "Rome", tense="past", day=DAY) for n in range(3)]
    assert is_habit(gym)
    assert not is_habit(retold)
    assert is_habit([says(1, "Ana", "run", "laps", text="Ana runs laps every day")])


def test_long_lists_are_cut():
    """Six names and how many more."""
    assert listed([who(f"P{n}") for n in range(8)]) == "P0, P1, P2, P3, P4, P5 and 2 others"


@pytest.mark.parametrize(
    ("evidence", "worth"),
    [
        (says(1, "Ana", "love", "jazz"), True),
        (says(1, "Ana", "be", "vegetarian"), True),
        (says(1, "Ana", "be", "sorry"), False),
        (says(1, "Ana", "have", "lots of fun"), False),
        (says(1, "Ana", "have", "fun"), False),
        (says(1, "Ana", "think", "so"), False),
        (says(1, "Ana", "visit", "Rome", tense="future"), False),
        (says(1, "Ana", "like", "it"), False),
    ],
)
def test_moods_and_courtesies_are_worth_nothing(evidence, worth):
    """What says nothing that lasts is never promoted."""
    assert is_worth(evidence) is worth
