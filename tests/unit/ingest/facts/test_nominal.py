"""Possession, names, appositions: what noun phrases take for granted."""

from __future__ import annotations

from tests.unit.ingest.facts.trees import facts


def test_my_sister_clara_is_a_sister_of_the_speaker() -> None:
    """The name stands for the sister in the rest of the sentence."""
    assert set(facts("sister")) == {("Eva", "have_sister", "Clara"), ("Clara", "live_in", "Lyon")}


def test_a_possessive_name_owns() -> None:
    """Case: "Ana's dog Rex bit Ben": Ana has Rex, Rex bit Ben."""
    assert set(facts("barked")) == {("Ana", "have_dog", "Rex"), ("Rex", "bite", "Ben")}


def test_an_unresolved_owner_owns_nothing() -> None:
    """Case: "Its dog Rex" tells of no owner."""
    assert set(facts("itsdog")) == {("Rex", "bite", "Ben")}


def test_the_name_of_a_dog() -> None:
    """Case: "My dog's name is Rex"."""
    assert ("Eva's dog", "name_is", "Rex") in facts("dogname")


def test_a_favourite_is_a_relation() -> None:
    """Case: "My favourite colour is blue"."""
    assert set(facts("colour")) == {("Eva", "favourite_colour", "blue")}


def test_the_capital_of_france() -> None:
    """Case: "The X of Y is Z" with a name Z is a relation of Y."""
    assert set(facts("capital")) == {("France", "have_capital", "Paris")}


def test_a_thing_with_a_name_is_had_by_name() -> None:
    """Case: "I have a dog named Rex" ties Rex to the speaker and says what Rex is."""
    assert set(facts("named")) == {("Eva", "have_dog", "Rex"), ("Rex", "is_a", "dog")}


def test_a_book_with_a_name_stands_for_its_name() -> None:
    """Case: "I read a book called Emma"."""
    assert set(facts("readbook")) == {("Eva", "read", "Emma"), ("Emma", "is_a", "book")}


def test_a_relation_may_stand_behind_the_copula() -> None:
    """Case: "Clara is my sister", "painting is my favourite hobby"."""
    assert set(facts("ismysister")) == {("Eva", "have_sister", "Clara")}
    assert set(facts("painting")) == {("Eva", "favourite_hobby", "Painting")}


def test_an_apposition_classifies_and_ties_its_names() -> None:
    """Case: "Ben Ray, a painter from Oslo, won a prize"."""
    assert set(facts("painter")) == {
        ("Ben Ray", "is_a", "painter from Oslo"),
        ("Ben Ray", "painter_from", "Oslo"),
        ("Ben Ray", "win", "prize"),
    }


def test_a_member_of_something_named_is_tied_to_it() -> None:
    """The name in a predicate noun becomes an object of its own."""
    assert facts("member")["Clara", "member_of", "Red Cross"].object.kind == "entity"
