"""Clauses: objects, prepositions, passives, relative clauses, chains, what is left out in chat."""

from __future__ import annotations

import pytest

from tests.unit.ingest.facts.trees import Triple, facts, found, only, reasons, triple


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bike", ("Eva", "buy", "red bike")),
        ("moved", ("Clara", "move_to", "Lyon")),
        ("gaveup", ("Eva", "give_up", "sugar")),
        ("back", ("Ana", "go_back_to", "work")),
        ("born", ("Rex", "born_in", "Lyon")),
        ("built", ("Ben", "build", "house")),
        ("started", ("Eva", "start_learn", "Spanish")),
        ("become", ("Ana", "become", "nurse")),
        ("kids", ("Eva", "have", "two kids")),
        ("lake", ("lake", "be_near", "Lyon")),
        ("retired", ("Eva", "retire", "last year")),
        ("from", ("Clara", "be_from", "Spain")),
        ("allergic", ("Eva", "allergic_to", "nuts")),
        ("doctor", ("Clara", "is_a", "doctor")),
        ("nocop", ("Clara", "proud_of", "Rex")),
        ("camping", ("Eva", "go_camp_with", "Ben")),
        ("swimming", ("Eva", "love", "swimming")),
        ("toretire", ("Eva", "retire", "retire")),
        ("hisdog", ("Ben", "sell", "Ben's boat")),
    ],
)
def test_a_sentence_states_one_fact(name: str, expected: Triple) -> None:
    """Each construction gives exactly one fact: no time and no further reading."""
    assert triple(only(name)) == expected


def test_coordination_is_distributed_over_subjects_and_objects() -> None:
    """Two subjects and two objects are four facts."""
    expected = {(who, "like", what) for who in ("Ana", "Ben") for what in ("tea", "cake")}

    assert set(facts("both")) == expected


def test_coordinated_verbs_share_a_subject_but_not_their_objects() -> None:
    """Case: "Sold my car and bought a boat" has one subject and an object each."""
    assert set(facts("verbs")) == {("Eva", "sell", "Eva's car"), ("Eva", "buy", "boat")}


def test_an_object_noun_becomes_part_of_the_predicate_of_a_preposition() -> None:
    """Case: "Had dinner with Ben" is not "had with Ben"."""
    assert set(facts("dinner")) == {("Eva", "have", "dinner"), ("Eva", "have_dinner_with", "Ben")}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("who", ("Ben", "speak", "Greek")),
        ("iread", ("Eva", "paint", "boat")),
        ("where", ("Ana", "live_in", "town")),
    ],
)
def test_a_relative_clause_is_about_its_noun(name: str, expected: Triple) -> None:
    """The noun fills the gap: subject, object, or behind a preposition left alone."""
    assert facts(name)[expected].rule == "relative"


def test_a_relative_clause_about_a_day_leaves_no_gap() -> None:
    """Case: "The day Ana called" does not say that Ana called a day."""
    assert not [t for t in facts("theday") if t[0] == "Ana"]


def test_the_object_of_the_verb_above_does_what_follows() -> None:
    """Case: "Ben helped Ana move" says that Ana moved; "asked Ana to move" that it is wanted."""
    assert only("helped").modality == "asserted"
    assert only("asked_to").modality == "wanted"
    assert triple(only("asked_to")) == ("Ana", "move_to", "Rome")


def test_a_recipient_is_told() -> None:
    """Case: "Ben gave me a guitar"."""
    assert set(facts("gave")) == {("Ben", "give", "guitar"), ("Ben", "give_guitar_to", "Eva")}


@pytest.mark.parametrize("name", ["went", "excited", "been"])
def test_a_subject_left_out_in_chat_is_the_speaker(name: str) -> None:
    """Case: "Went to Lyon" and "Excited about my trip" are about who speaks."""
    assert only(name).subject.kind == "speaker"
    assert only(name).rule == "elided"


@pytest.mark.parametrize("name", ["command", "wasgreat"])
def test_other_subjects_left_out_are_nobody(name: str) -> None:
    """Case: "Visit Rome!" and "Was a movie" say nothing of the speaker."""
    assert not found(name).facts


def test_what_someone_realised_is_kept_as_words() -> None:
    """A clause as object stands for itself."""
    assert triple(only("realized")) == ("Eva", "realize", "rest matters")
    assert only("realized").object.kind == "clause"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("great", "subject unresolved"),
        ("it", "subject unresolved"),
        ("right", "passing state"),
        ("glad", "passing state"),
        ("all", "subject says nothing"),
        ("stuff", "object says nothing"),
        ("sense", "object says nothing"),
    ],
)
def test_worthless_candidates_are_left_out_with_a_reason(name: str, reason: str) -> None:
    """Nothing is kept of them, and why is told."""
    assert not found(name).facts
    assert reasons(name) == {reason}
