"""Cutting words out of texts: pure rules."""

from __future__ import annotations

import pytest

from graphmem import ids
from graphmem.stores.cutting import (
    BAR,
    Forms,
    blanked,
    is_inside,
    meets,
    merged,
    starts_of,
    without,
)


def test_spans_that_touch_become_one():
    """In order, without empty ones."""
    assert merged([(5, 9), (0, 2), (2, 4), (7, 7), (8, 12)]) == [(0, 4), (5, 12)]


@pytest.mark.parametrize(
    ("spans", "spared", "left"),
    [
        ([(0, 10)], [], [(0, 10)]),
        ([(0, 10)], [(3, 5)], [(0, 3), (5, 10)]),
        ([(0, 10)], [(0, 4), (8, 12)], [(4, 8)]),
        ([(0, 4)], [(0, 9)], []),
        ([(0, 4), (6, 8)], [(4, 6)], [(0, 4), (6, 8)]),
    ],
)
def test_what_is_spared_is_not_cut(spans: list, spared: list, left: list):
    """The rest is."""
    assert without(spans, spared) == left


def test_what_is_cut_becomes_as_long_a_bar():
    """So that every place in the text stays where it was."""
    text = "I live in Lyon."

    left = blanked(text, [(10, 14)])

    assert left == f"I live in {BAR * 4}."
    assert blanked("in Lyon.", [(10, 14)], start=7) == f"in {BAR * 4}."
    assert blanked("We met.", [(10, 14)], start=20) == "We met."


def test_inside_and_meeting():
    """A place without extent is never cut."""
    assert is_inside((2, 4), [(0, 4)])
    assert not is_inside((2, 5), [(0, 4)])
    assert not is_inside((2, 2), [(0, 4)])
    assert meets((2, 5), [(0, 4)])
    assert not meets((4, 5), [(0, 4)])


def test_chunks_are_found_by_their_ids():
    """A text that repeats itself does not mislead."""
    text = "We met. We met. We ate."
    places = [(8, 15), (16, 23)]
    chunks = [(ids.digest("chunk", "e", str(a), str(b)), text[a:b]) for a, b in places]

    assert list(starts_of(text, "e", chunks).values()) == [8, 16]
    assert starts_of("Other words.", "e", chunks) == {}


@pytest.mark.parametrize(
    ("names", "text", "left"),
    [
        (("Will",), "I will ask Will, WILL you?", f"I will ask {BAR * 4}, {BAR * 4} you?"),
        (("Ana Ray",), "ana ray and Ana", f"{BAR * 7} and Ana"),
        (("Ana",), "Anastasia's Ana's", f"Anastasia's {BAR * 3}'s"),
        (("A. (x",), "A. (x is odd", f"{BAR * 5} is odd"),
        ((), "Nobody.", "Nobody."),
    ],
)
def test_names_are_whole_words(names: tuple[str, ...], text: str, left: str):
    """As they are spelled, or in capitals; those of several words in any case."""
    assert Forms(names).blank(text) == left
    assert (text in Forms(names)) == (left != text)


def test_a_name_that_is_part_of_anothers_is_spared():
    """Clara goes, Clara Ray stays."""
    left = Forms(("Clara",)).blank("Clara met Clara Ray.", sparing=["Clara Ray", "Bo"])

    assert left == f"{BAR * 5} met Clara Ray."


def test_every_text_that_holds_a_name_holds_a_mark():
    """The marks find texts before they are read: none may be missed in the spellings there are."""
    forms = Forms(("Ana Ray", "Bo"))

    for text in ("Ana Ray", "ANA RAY", "ana ray", "Bo", "BO"):
        assert text in forms
        assert any(mark in text for mark in forms.marks)
