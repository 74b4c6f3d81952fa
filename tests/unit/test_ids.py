"""Ids: the same content, the same id; different content, another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem import ids

parts = st.lists(st.text(max_size=8), max_size=4)


@given(parts, parts)
def test_digest_tells_part_lists_apart(one: list[str], two: list[str]):
    """No two lists of parts read alike, wherever their borders are."""
    assert (ids.digest("kind", *one) == ids.digest("kind", *two)) == (one == two)


def test_digest_is_stable():
    """Ids are stored: a change would orphan every memory."""
    assert ids.digest("event-x", "ana", "e1") == "271c5b0a23819becea0827430249005e"
    assert len(ids.digest("k")) == 32
    assert ids.digest("k", "a") != ids.digest("l", "a")
    assert ids.digest("k", "\ud800")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Clara", "clara"), (" CLARA ", "clara"), ("Clara's", "clara"), ("Clara’s", "clara"),
        ("Helios\n Labs", "helios labs"), ("Ｈelios", "helios"), ("Straße", "strasse"),
        ("\"Dune\"", "dune"), ("Dr. Who?", "dr. who"), ("É", "é"), ("e\u0301", "é"), ("...", ""),
    ],
)  # fmt: skip
def test_names_fold_to_one_form(name: str, key: str):
    """Case, width, composition, blanks, quotes and possessives make no new entity."""
    assert ids.normalise_name(name) == key


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(name: str):
    """A key of a key is the key, but for endings that stripping lays bare."""
    key = ids.normalise_name(name)

    assert ids.normalise_name(key).startswith(ids.normalise_name(ids.normalise_name(key)))


def test_ids_belong_to_a_user():
    """The same content of two users has two ids."""
    assert ids.event_id("ana", "e1") != ids.event_id("ben", "e1")
    assert ids.session_id("ana", "s1") != ids.session_id("ben", "s1")
    assert ids.entity_id("ana", "Clara") != ids.entity_id("ben", "Clara")
    assert ids.entity_id("ana", "Clara") == ids.entity_id("ana", "clara's")


def test_content_id_counts_every_field():
    """Speaker, time, order, session and text each make another event."""
    base = ("ana", "s1", "Ana", 5, None, "text")
    changes = [(1, "s2"), (2, "Ben"), (3, 6), (4, 0), (5, "text.")]

    found = {ids.content_event_id(*base)}
    for place, value in changes:
        changed = [*base]
        changed[place] = value
        found.add(ids.content_event_id(*changed))  # type: ignore[arg-type]

    assert len(found) == 6


def test_fact_and_its_denial_are_two():
    """Polarity is part of a fact's id."""
    subject = ids.entity_id("ana", "Ana")

    yes = ids.fact_id("ana", subject, "like", "tea", polarity=True)

    assert yes != ids.fact_id("ana", subject, "like", "tea", polarity=False)


def test_a_plan_and_what_is_so_are_two_facts():
    """What is asserted has the id it always had; what is meant otherwise has one of its own."""
    subject = ids.entity_id("ana", "Ana")

    found = [
        ids.fact_id("ana", subject, "move_to", "rome", polarity=True, modality=modality)
        for modality in ("asserted", "planned", "wanted")
    ]

    assert found[0] == ids.fact_id("ana", subject, "move_to", "rome", polarity=True)
    assert found[0] == ids.digest("fact", "ana", subject, "move_to", "rome", "+")
    assert len(set(found)) == 3
