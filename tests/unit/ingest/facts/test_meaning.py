"""Polarity, tense, modality, and who is said to have said it."""

from __future__ import annotations

import pytest

from tests.unit.ingest.facts.trees import Triple, facts, found, only, reasons, triple

_ROME = ("Eva", "visit", "Rome")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("meat", ("Eva", "eat", "meat")),
        ("never", ("Ben", "eat", "meat")),
        ("nolonger", ("Eva", "live_in", "Lyon")),
        ("nodog", ("Ana", "have", "dog")),
        ("stopped", ("Eva", "eat", "meat")),
        ("doctor", ("Clara", "is_a", "doctor")),
        ("notwant", _ROME),
        ("failed", ("Ben", "visit", "Rome")),
    ],
)
def test_denied_facts_are_negative(name: str, expected: Triple) -> None:
    """Each way of saying no, with the predicate that it denies."""
    assert triple(only(name)) == expected
    assert not only(name).positive


def test_what_used_to_be_was_so() -> None:
    """It is a fact of the past, not a denial; its words say that it is over."""
    fact = only("usedto")

    assert triple(fact) == ("Eva", "play", "chess")
    assert (fact.positive, fact.tense) == (True, "past")
    assert fact.text == "Eva used to play chess"


@pytest.mark.parametrize("name", ["bike", "moved", "want", "started", "kids", "notonly"])
def test_other_facts_are_positive(name: str) -> None:
    """Nothing is denied without a negation."""
    assert only(name).positive


def test_what_is_told_in_place_of_another_thing_is_affirmed_and_the_other_denied() -> None:
    """Case: "Ana lives in Rome, not in Lyon" says of Lyon that she does not live there."""
    told = {triple(fact): fact.positive for fact in found("butnot").facts}

    assert told == {("Ana", "live_in", "Rome"): True, ("Ana", "live_in", "Lyon"): False}


def test_or_hands_a_negation_on_and_but_does_not() -> None:
    """Case: "Doesn't eat meat or drink wine" against "... but drinks wine"."""
    assert not facts("neveror")["Ben", "drink", "wine"].positive
    assert facts("neverbut")["Ben", "drink", "wine"].positive


@pytest.mark.parametrize(
    ("name", "modality"),
    [
        ("might", "possible"),
        ("want", "wanted"),
        ("notwant", "wanted"),
        ("plan", "planned"),
        ("going", "planned"),
        ("will", "planned"),
        ("isaid", "asserted"),
    ],
)
def test_how_a_visit_to_rome_is_meant(name: str, modality: str) -> None:
    """The governing verb or auxiliary decides; the predicate stays "visit"."""
    assert triple(only(name)) == _ROME
    assert only(name).modality == modality


def test_an_adverb_can_make_it_only_possible() -> None:
    """Case: "Maybe Ana visited Rome"."""
    assert only("maybe").modality == "possible"


@pytest.mark.parametrize(
    ("name", "tense"),
    [("moved", "past"), ("from", "present"), ("will", "future"), ("going", "future")],
)
def test_tense_comes_from_the_finite_verb(name: str, tense: str) -> None:
    """Past and present from its features, future from its auxiliary."""
    assert only(name).tense == tense


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("if", "not stated: conditional"),
        ("unless", "not stated: conditional"),
        ("banned", "not stated: imagined"),
        ("asked", "not stated: asked"),
    ],
)
def test_conditions_and_questions_state_nothing(name: str, reason: str) -> None:
    """Both halves of a condition, what one is kept from, and a question."""
    assert not found(name).facts
    assert reason in reasons(name)


def test_only_the_clause_that_is_built_as_a_question_is_asked() -> None:
    """Case: "I visited Rome and did Ana visit Lyon?" states the first half."""
    assert set(facts("tagged")) == {_ROME}


def test_reported_speech_names_who_said_it() -> None:
    """Case: "Ben said that Ana visited Rome"."""
    fact = only("said")

    assert (fact.modality, fact.said_by) == ("reported", "Ben")


def test_what_the_speaker_says_of_himself_is_not_hearsay() -> None:
    """Case: "I said that I visited Rome"."""
    assert only("isaid").said_by is None


def test_i_in_a_quotation_is_whoever_is_quoted() -> None:
    """Case: "Ben said, 'I visited Rome'" is about Ben."""
    assert triple(only("quoted")) == ("Ben", "visit", "Rome")


def test_an_opinion_is_believed() -> None:
    """Case: "I think Ana visited Rome"."""
    assert only("think").modality == "believed"
