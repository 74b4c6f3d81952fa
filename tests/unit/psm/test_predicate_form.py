"""The normal form of predicates' names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.psm.predicate_form import normal_form


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("live_in", "live_in"),
        ("lives in", "live_in"),
        ("worksFor", "work_for"),
        ("is the capital of", "capital_of"),
        ("was born in", "born_in"),
        ("have_the_dog", "have_dog"),
        ("has been in", "be_in"),
        ("there_in", "be_in"),
        ("be_allergic_to", "allergic_to"),
        ("get_married_to", "married_to"),
        ("have_chat_with", "talk_with"),
        ("take_care_of", "care_for"),
        ("move_towards", "move_toward"),
        ("organise", "organize"),
        ("have_mom", "have_mother"),
        ("live_together_with", "live_with"),
        ("is a", "is_a"),
    ],
)
def test_what_differs_without_reason_has_one_name(said: str, expected: str) -> None:
    """Spelling, helpers, articles and light verbs are no part of the name."""
    assert normal_form(said) == expected


@pytest.mark.parametrize(
    "name",
    ["get_along_with", "be_put_in", "put_in", "come_upon", "advise", "promise", "be_out_of",
     "employed_by", "employ", "move_from", "is_a", "name_is", "be", "have", "get_rid_of"],
)  # fmt: skip
def test_what_differs_with_reason_stays(name: str) -> None:
    """Voice, direction and verbs of their own keep their names."""
    assert normal_form(name) == name


_WORDS = """be is was been have has get there the a in on of to with along together come upon chat
take care put married close web site lives make call going not dog organise would did"""


@given(st.text(max_size=60) | st.lists(st.sampled_from(_WORDS.split()), max_size=6).map("_".join))
def test_any_text_has_a_normal_form_that_is_its_own(text: str) -> None:
    """Hostile names neither fail nor change twice."""
    once = normal_form(text)

    assert normal_form(once) == once
