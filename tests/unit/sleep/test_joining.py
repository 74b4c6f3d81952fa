"""What is told of one thing is one memory that says all of it."""

from __future__ import annotations

import pytest

from graphmem.sleep.joining import distinct
from graphmem.sleep.mining import Bar, mine
from graphmem.sleep.promote import Promotion, promoted
from tests.unit.sleep.saying import DAY, far, near, says, where

CHOIR = where("Alder choir")
SINGS = [says(n, "Ana", "sing_in", CHOIR, verb="sings in the") for n in range(3)]
MEMBER = [says(9 + n, "Ana", "belong_to", CHOIR, verb="belongs to the") for n in range(4)]


def made(*evidence, alike=near) -> list[Promotion]:
    """Return what is promoted from some evidence."""
    return promoted("u", mine(evidence, Bar(), near), at_least=0, alike=alike)


def test_two_ways_to_say_one_thing_are_one_memory():
    """It says both, rests on all, and is found by the words of either."""
    (one,) = made(*SINGS, *MEMBER)

    assert one.text == "Ana sings in the Alder choir, and belongs to the Alder choir."
    assert one.statements == ("Ana sings in the Alder choir.", "Ana belongs to the Alder choir.")
    assert (one.support, one.sessions, len(one.facts)) == (7, 5, 2)
    assert [event for event, _ in one.typical] == ["e9", "e0"]


def test_what_was_told_again_and_again_first_names_it():
    """So later statements make no other memory of it."""
    (alone,) = made(*SINGS)
    (both,) = made(*MEMBER, *SINGS)
    assert both.id == alone.id


@pytest.mark.parametrize(
    "other",
    [
        [says(9 + n, "Ana", "eat", "fish", verb="eats") for n in range(3)],
        [says(9 + n, "Ben", "belong_to", CHOIR, verb="belongs to the") for n in range(3)],
        [
            says(9 + n, "Ana", "leave", CHOIR, verb="did not leave", positive=False)
            for n in range(3)
        ],
    ],
    ids=["another thing", "another one", "denied"],
)
def test_what_is_of_something_else_stays_apart(other):
    """Another thing, another person, or a denial."""
    assert len([p for p in made(*SINGS, *other) if p.kind != "shape"]) == 2


def test_what_is_not_near_in_meaning_stays_apart():
    """Shared words are not enough."""
    assert len(made(*SINGS, *MEMBER, alike=far)) == 2


def test_a_memory_stays_short():
    """Three statements at most."""
    verbs = ("sings in", "belongs to", "leads", "loves")
    said = [
        says(20 * v + n, "Ana", verb.replace(" ", "_"), CHOIR, verb=f"{verb} the")
        for v, verb in enumerate(verbs)
        for n in range(3)
    ]
    assert sorted(len(p.statements) for p in made(*said)) == [1, 3]


def test_what_some_say_besides_is_told_too():
    """Told in full by most, the plain wording is left out; by few, it is not."""

    def runs(many: int, few: int):
        plain = [says(n, "Ana", "run", "laps", verb="runs") for n in range(many)]
        texts = {"text": "Ana runs laps at dawn", "detail": frozenset({"dawn"})}
        return [*plain, *(says(many + n, "Ana", "run", "laps", **texts) for n in range(few))]

    assert made(*runs(4, 4))[0].text == "Ana runs laps at dawn."
    assert made(*runs(6, 3))[0].text == "Ana runs laps, and runs laps at dawn."
    assert made(*runs(9, 2))[0].text == "Ana runs laps."


def test_the_same_words_are_told_once():
    """In any order."""
    assert distinct([("Ana runs on Mondays.", 3), ("On Mondays Ana runs.", 5)]) == [
        "Ana runs on Mondays."
    ]


def test_typical_episodes_are_the_first_of_the_commonest_wordings():
    """They stay the same however often it is told again."""
    many = [says(n, "Ana", "love", "jazz", at=n * DAY) for n in range(9)]
    assert made(*many[:3])[0].typical == made(*many)[0].typical
