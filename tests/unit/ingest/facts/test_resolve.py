"""Who "I", "you", "she" and "his" are; unresolved rather than wrong."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from graphmem.ingest.facts import Known, Turn, find_facts, mentions
from tests.unit.ingest.facts.trees import docs, facts, found, only, reasons, triple

_NOBODY = Turn()


def test_first_and_second_person_are_speaker_and_addressee() -> None:
    """Both are given."""
    assert only("bike").subject.name == "Eva"
    assert only("youmoved").subject.name == "Tom"


def test_without_a_speaker_the_first_person_stays_unresolved() -> None:
    """Nor has "you" anybody to be."""
    for name in ("bike", "youmoved", "went", "sister"):
        assert not [f for f in found(name, _NOBODY).facts if f.subject.name != "Clara"]
    assert reasons("bike", _NOBODY) == {"subject unresolved"}


def test_she_is_the_only_person_that_can_be_meant() -> None:
    """One woman was mentioned, and a man who cannot be meant."""
    turn = Turn("Eva", "Tom", (Known("Clara", "Fem"), Known("Ben", "Masc")))

    assert triple(only("she", turn)) == ("Clara", "move_to", "Rome")


def test_she_stays_unresolved_between_two() -> None:
    """Someone of unknown gender may be meant as well."""
    turn = Turn("Eva", "Tom", (Known("Clara", "Fem"), Known("Kim")))

    assert not found("she", turn).facts


def test_she_is_neither_speaker_nor_addressee() -> None:
    """Who speaks and who is spoken to are not "she"."""
    assert not found("she", Turn("Eva", "Tom", (Known("Eva", "Fem"),))).facts


def test_a_sister_named_in_the_sentence_before_is_she() -> None:
    """Within a turn, kinship words tell people and their gender."""
    doc = Doc.from_docs([docs()["sister"], docs()["she"]])
    lyon = next(t.i for t in doc if t.text == "Lyon")
    doc.set_ents([Span(doc, lyon, lyon + 1, "place")])

    assert ("Clara", "move_to", "Rome") in {
        triple(f) for f in find_facts(doc, Turn("Eva", "Tom")).facts
    }


def test_a_name_that_may_be_anybody_blocks_a_pronoun() -> None:
    """Without entity labels "Ben" may be who is meant, or may be a ship."""
    doc = Doc.from_docs([docs()["sister"], docs()["never"], docs()["she"]])

    assert "subject unresolved" in {r.reason for r in find_facts(doc, Turn("Eva")).rejected}


def test_his_is_the_subject_of_the_same_clause() -> None:
    """Case: "Ben sold his boat" is Ben's boat."""
    assert set(facts("hisdog")) == {("Ben", "sell", "Ben's boat")}


def test_a_turn_hands_its_people_on() -> None:
    """The next turn's "she" is the sister; the speaker is never handed on."""
    turn = Turn("Eva", "Tom")
    handed = mentions(docs()["sister"], turn)

    assert handed == (Known("Clara", "Fem"),)
    assert triple(only("she", Turn("Tom", "Eva", handed))) == ("Clara", "move_to", "Rome")
    assert mentions(docs()["never"], Turn("Ben")) == ()


def test_a_given_name_can_rule_a_person_out() -> None:
    """Case: "She" is not Ben, whom a label tells to be a person."""
    doc = Doc.from_docs([docs()["both"], docs()["she"]])
    people = [Span(doc, t.i, t.i + 1, "person") for t in doc if t.text in ("Ana", "Ben")]
    doc.set_ents(people)

    assert ("Ana", "move_to", "Rome") in {triple(f) for f in find_facts(doc).facts}


def test_she_is_nobody_of_long_ago() -> None:
    """Two sentences back is too far."""
    doc = Doc.from_docs([docs()["both"], docs()["nodog"], docs()["meat"], docs()["she"]])
    people = [Span(doc, t.i, t.i + 1, "person") for t in doc if t.text in ("Ana", "Ben")]
    doc.set_ents(people)

    assert "subject unresolved" in {r.reason for r in find_facts(doc, Turn("Eva")).rejected}
