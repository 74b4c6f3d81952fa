"""How two objects of one predicate stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.dynamics.countries import country, lies_in
from graphmem.dynamics.objects import compare
from graphmem.dynamics.places import level


@pytest.mark.parametrize(
    ("older", "newer", "relation"),
    [
        ("Lyon", "lyon", "same"),
        ("the blue car", "blue car", "same"),
        ("Bucureşti", "București", "same"),
        ("Sweden", "Swedish", "alias"),
        ("American", "the United States", "alias"),
        ("NYC", "New York City", "alias"),
        ("J. Smith", "John Smith", "alias"),
        ("Eva", "Eva Lindt", "alias"),
        ("1990", "May 5, 1990", "newer_finer"),
        ("May 5, 1990", "May 1990", "older_finer"),
        ("1990-05-05", "May 5, 1990", "same"),
        ("tea", "tea and coffee", "newer_finer"),
        ("tea and milk", "tea and coffee", "overlap"),
        ("the UK", "Scotland", "newer_finer"),
        ("Nazi Germany", "Germany", "older_finer"),
        ("Sweden", "Norway", "different"),
        ("Niger", "Nigerian", "different"),
        ("1990", "1991", "different"),
        ("May 5, 1990", "June 5, 1990", "different"),
        ("30 years", "31 years", "different"),
        ("Lyon", "Paris", "different"),
    ],
)
def test_two_objects_compare(older: str, newer: str, relation: str):
    """Two objects compare."""
    assert compare(older, newer) == relation


def test_comparison_mirrors_when_the_statements_change_places():
    """Comparison mirrors when the statements change places."""
    mirror = {"older_finer": "newer_finer", "newer_finer": "older_finer"}
    for first, second in [("1990", "May 5, 1990"), ("tea", "tea and coffee"), ("UK", "Wales")]:
        there, back = compare(first, second), compare(second, first)
        assert mirror.get(there, there) == back


def test_a_name_that_looks_like_a_month_is_no_date_for_a_person():
    """A name that looks like a month is no date for a person."""
    assert compare("May", "May Lindt", kind="person") == "alias"


@pytest.mark.parametrize(
    ("name", "size"),
    [("Europe", "continent"), ("Chile", "country"), ("Tver Oblast", "region"), ("Bely", "unknown")],
)
def test_a_place_has_a_level(name: str, size: str):
    """A place has a level."""
    assert level(name) == size


def test_a_country_and_its_people_have_one_name():
    """A country and its people have one name."""
    assert country("Dutch") == country("the Netherlands") == "netherlands"
    assert country("sushi") == ""
    assert lies_in("scotland", "united kingdom")
    assert not lies_in("united kingdom", "scotland")


_TEXTS = st.text(max_size=40) | st.from_regex(r"[0-9]{1,3}[.,/-][0-9]{0,4} ?(May|and|AM)?")


@given(older=_TEXTS, newer=_TEXTS)
def test_any_two_texts_compare(older: str, newer: str):
    """Whatever is said can be compared, and a text is the same as itself."""
    relations = {"same", "alias", "older_finer", "newer_finer", "overlap", "different"}
    assert compare(older, newer) in relations
    assert compare(older, older) == "same"
