"""Which pairs of statements may be compared, and what counts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graphmem.dynamics.companions import one_of_several
from graphmem.dynamics.families import normalised, shared
from graphmem.dynamics.interference import (
    Comparable,
    Refused,
    evidence,
    examine,
    says_changed,
)
from graphmem.dynamics.statements import Counted, Pair, Statement

_OSLO = Statement("Mia", "lives in", "Oslo")
_BERGEN = Statement("Mia", "lives in", "Bergen")


def _examined(older: Statement, newer: Statement, similarity: float = 0.0) -> Comparable | Refused:
    return examine(Pair(older, newer), similarity=similarity, threshold=0.9)


@pytest.mark.parametrize(
    ("newer", "rule"),
    [
        (replace(_BERGEN, subject="Tom"), "other subject"),
        (replace(_BERGEN, predicate="works for"), "other predicate"),
        (replace(_BERGEN, modality="planned"), "not stated as fact"),
        (replace(_BERGEN, positive=False), "denied of another object"),
    ],
)
def test_a_pair_without_common_ground_is_refused(newer: Statement, rule: str):
    """A pair without common ground is refused."""
    assert _examined(_OSLO, newer) == Refused(rule)


def test_two_denials_do_not_interfere():
    """Two denials do not interfere."""
    older, newer = (replace(s, positive=False) for s in (_OSLO, _BERGEN))
    assert _examined(older, newer) == Refused("both denied")


def test_one_predicate_in_two_forms_is_compared():
    """One predicate in two forms is compared."""
    found = _examined(replace(_OSLO, predicate="live_in"), _BERGEN)
    assert isinstance(found, Comparable)
    assert (found.question, found.rule) == ("value", "same predicate")


def test_moving_somewhere_speaks_of_where_one_lives():
    """Moving somewhere speaks of where one lives."""
    found = _examined(_OSLO, replace(_BERGEN, predicate="moved to"))
    assert isinstance(found, Comparable)
    assert found.rule == "same family"


def test_a_similar_predicate_is_compared_from_the_threshold_on():
    """A similar predicate is compared from the threshold on."""
    other = replace(_BERGEN, predicate="makes a home in")
    assert isinstance(_examined(_OSLO, other, 0.91), Comparable)
    assert _examined(_OSLO, other, 0.89) == Refused("other predicate")


def test_an_end_denies_what_held():
    """An end denies what held."""
    found = _examined(
        Statement("Tom", "is dating", "Lea"), Statement("Tom", "broke up with", "Lea")
    )
    assert isinstance(found, Comparable)
    assert found.question == "polarity"
    assert found.ended


def test_hating_denies_liking():
    """Hating denies liking."""
    found = _examined(Statement("Ines", "likes", "olives"), Statement("Ines", "hates", "olives"))
    assert isinstance(found, Comparable)
    assert found.question == "polarity"
    assert not found.ended


def test_past_and_present_hold_at_different_times():
    """Past and present hold at different times."""
    found = _examined(replace(_OSLO, tense="past"), replace(_BERGEN, tense="present"))
    assert isinstance(found, Comparable)
    assert found.apart


def test_a_known_end_before_a_known_begin_keeps_them_apart():
    """A known end before a known begin keeps them apart."""
    year = [datetime(y, 1, 1, tzinfo=UTC) for y in (2010, 2015)]
    found = _examined(replace(_OSLO, valid_to=year[0]), replace(_BERGEN, valid_from=year[1]))
    assert isinstance(found, Comparable)
    assert found.apart


def test_a_merged_subject_is_one_and_homonyms_are_two():
    """A merged subject is one and homonyms are two."""
    other = replace(_BERGEN, subject="Mia Berg")
    merged = examine(Pair(_OSLO, other, same_subject=True), similarity=0, threshold=1)
    assert isinstance(merged, Comparable)
    split = examine(Pair(_OSLO, _BERGEN, same_subject=False), similarity=1, threshold=1)
    assert split == Refused("other subject")


def test_values_that_exclude_each_other_are_known():
    """Values that exclude each other are known."""
    found = _examined(Statement("Lea", "is", "single"), Statement("Lea", "is", "married"))
    assert isinstance(found, Comparable)
    assert found.exclusive


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (Statement("Lea", "smoke", "about ten"), Statement("Lea", "quit", "smoking")),
        (Statement("Lea", "jog", "every day"), Statement("Lea", "stop", "jogging", positive=False)),
        (Statement("Lea", "be_in", "the choir"), Statement("Lea", "leave", "the choir")),
    ],
)
def test_what_ends_a_habit_or_a_membership_is_known(older: Statement, newer: Statement):
    """By the verb that it names, or by what is left."""
    found = _examined(older, newer)
    assert isinstance(found, Comparable)
    assert found.ended


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (Statement("Lea", "be_in", "the choir"), Statement("Lea", "join", "the gym")),
        (Statement("Lea", "earn", "2400 euros"), Statement("Lea", "make", "pancakes")),
        (Statement("Lea", "be", "vegan"), Statement("Lea", "become", "a nurse")),
        (Statement("Lea", "be", "tired"), Statement("Lea", "be_on", "Monday")),
    ],
)
def test_values_of_different_predicates_of_a_loose_family_are_not_compared(
    older: Statement, newer: Statement
):
    """One joins many clubs, and earns no pancakes."""
    found = _examined(older, newer)
    assert found == Refused("other predicate")
    assert isinstance(_examined(older, replace(newer, predicate=older.predicate)), Comparable)


def test_words_and_later_validity_say_that_the_world_changed():
    """Words and later validity say that the world changed."""
    at = datetime(2024, 1, 1, tzinfo=UTC)
    assert says_changed(Pair(_OSLO, replace(_BERGEN, predicate="now lives in")))
    assert says_changed(Pair(replace(_OSLO, said_at=at), replace(_BERGEN, valid_from=at)))
    assert not says_changed(Pair(_OSLO, _BERGEN))


def test_a_name_is_no_sign_of_change():
    """A name is no sign of change."""
    assert not says_changed(Pair(_OSLO, replace(_BERGEN, object="New Delhi")))


def test_counts_speak_for_one_value_or_against():
    """Counts speak for one value or against."""
    assert evidence(Counted(20, 0)) > 0 > evidence(Counted(10, 10))
    assert evidence(Counted(0, 0)) == 0
    assert evidence(Counted(1000, 0)) == pytest.approx(evidence(Counted(25, 0)))


def test_predicates_are_compared_in_lemmas():
    """Predicates are compared in lemmas."""
    assert normalised("has moved to") == normalised("move_to") == "move to"
    assert shared("works for", "quit") is not None
    assert shared("works for", "likes") is None


@pytest.mark.parametrize(
    ("older", "newer", "refused"),
    [
        ("9 euros in Lyon", "8 euros in Porto", True),
        ("9 euros in Lyon", "8 euros in Lyon", False),
        ("9 euros in Lyon", "8 euros", False),
        ("9 euros in the shop", "8 euros in the mall", False),
    ],
)
def test_numbers_told_of_two_places_are_no_contradiction(older: str, newer: str, refused: bool):
    """What a thing costs here says nothing of what it costs there: where both name one."""
    one, other = (
        Statement("novel", "costs", words, object_kind="number") for words in (older, newer)
    )

    found = _examined(one, other)

    assert (found == Refused("told of other places")) == refused


def test_a_place_that_is_the_value_is_compared():
    """The place is what is told, not where something is told of."""
    one, other = (Statement("Mia", "lives in", place) for place in ("Oslo", "Bergen"))

    assert isinstance(_examined(one, other), Comparable)


@pytest.mark.parametrize(
    ("older", "newer", "refused"),
    [
        (("Night", "work", "a 1957 film"), ("Night", "work", "a Broadway play"), True),
        (("Vega", "organisation", "a label"), ("Vega", "organisation", "a studio"), True),
        (("Mia", "person", "a nurse"), ("Mia", "person", "a teacher"), False),
        (("Mia's phone", "work", "a Pixel"), ("Mia's phone", "work", "a Fairphone"), False),
        (("Vega", "organisation", "open"), ("Vega", "organisation", "closed"), False),
    ],
)
def test_what_something_named_is_may_be_said_in_many_ways(
    older: tuple[str, str, str], newer: tuple[str, str, str], refused: bool
):
    """But what somebody is, what a thing of somebody's is, and what excludes each other, counts."""
    one, other = (
        Statement(name, "is a", value, subject_kind=kind) for name, kind, value in (older, newer)
    )

    assert (_examined(one, other) == Refused("told what it is")) == refused


def test_what_somebody_was_at_two_times_is_compared_no_more():
    """Nobody says when; of what somebody is now, the last word counts."""
    one, other = (
        Statement("Mia", "was a", job, subject_kind="person", tense="past")
        for job in ("nurse", "teacher")
    )

    assert _examined(one, other) == Refused("told what it is")


@pytest.mark.parametrize(
    ("predicate", "several"),
    [("have_workmate", True), ("have_old_schoolmate", True), ("have_boss", False), ("like", False)],
)
def test_of_some_people_one_has_several(predicate: str, *, several: bool):
    """Mates, relatives and friends; not who leads one."""
    assert one_of_several(predicate) is several
