"""Which predicates mean the same, with the shipped encoder, table and weights."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from graphmem.errors import ModelError
from graphmem.psm import predicate_vectors
from graphmem.psm.manifest import weights_folder
from graphmem.psm.predicate_table import PREDICATES
from graphmem.psm.predicates import PredicateSpace
from graphmem.psm.runtime import Encoder
from graphmem.psm.tables import read_table, write_table
from graphmem.training.predicates_train import ABOUT


@cache
def space() -> PredicateSpace:
    """Return the shipped space."""
    return PredicateSpace.load(Encoder.load(threads=1))


@pytest.mark.parametrize(
    ("a", "b"),
    [("live_in", "reside_in"), ("work_for", "employed_by"), ("buy", "purchase"),
     ("married_to", "have_wife"), ("buy_car_from", "purchase_car_from"),
     ("lives in", "reside_in"), ("like", "like")],
)  # fmt: skip
def test_synonyms_are_the_same(a: str, b: str) -> None:
    """Common synonyms pass the threshold, both ways round."""
    assert space().same(a, b) >= space().threshold
    assert space().same(a, b) == pytest.approx(space().same(b, a), abs=1e-5)


@pytest.mark.parametrize(
    ("a", "b"),
    [("like", "dislike"), ("buy", "sell"), ("parent_of", "child_of"), ("move_to", "move_from"),
     ("employ", "employed_by"), ("capital_of", "have_capital"), ("born_in", "die_in"),
     ("hide_letter_from", "reveal_letter_from"),
     ("frobnicate_to", "frobnicate_from"), ("approve_of", "disapprove_of")],
)  # fmt: skip
def test_opposites_and_inverses_are_kept_apart(a: str, b: str) -> None:
    """What the encoder holds to be near is not taken for the same, known words or not."""
    assert space().same(a, b) < 0.1


@pytest.mark.parametrize(
    ("a", "b", "turned"),
    [("capital_of", "have_capital", True), ("employ", "work_for", True),
     ("mascot_of", "have_mascot", True), ("like", "dislike", False), ("live_in", "live_in", False),
     ("sibling_of", "have_sibling", False)],
)  # fmt: skip
def test_inverses_are_told(a: str, b: str, turned: bool) -> None:
    """By the table, or by the form of a name that the table lacks."""
    assert space().inverse(a, b) is turned


def test_a_group_holds_what_says_the_same_from_either_side() -> None:
    """Names come back as they were given, the surest first."""
    known = ["sell", "employ", "like", "employed_by", "works for", "study_at"]

    kin = {k.name: k.turned for k in space().group("work_for", known)}

    assert kin == {"employed_by": False, "works for": False, "employ": True}


def test_nearest_is_deterministic_and_does_not_depend_on_what_was_asked_before() -> None:
    """The same question gets the same chances from a fresh space, in another order."""
    known = ["reside_in", "stay_in", "visit", "born_in", "glance_at"]

    fresh = PredicateSpace.load(Encoder.load(threads=1))
    fresh.same("glance_at", "peek_at")

    expected = dict(space().nearest("dwell_in", known))
    assert dict(fresh.nearest("dwell_in", known[::-1])) == pytest.approx(expected, abs=1e-5)


def test_a_list_that_grows_is_found_as_one_that_was_given_whole() -> None:
    """What is added to a list is found, and nothing else changes."""
    known = ["reside_in", "visit", "Lives in"]
    space().nearest("live_in", known)

    known += ["dwell_in", "live_in"]
    grown = dict(space().nearest("live_in", known))

    assert grown == dict(PredicateSpace.load(Encoder.load(threads=1)).nearest("live_in", known))
    assert grown["live_in"] == grown["Lives in"] == 1.0


def test_vectors_that_no_list_needs_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit the answers stay the same."""
    monkeypatch.setattr(predicate_vectors, "_MOST", 4)
    small = PredicateSpace.load(Encoder.load(threads=1))
    known = ["reside_in", "visit", "glance_at"]

    for other in ("peek_at", "gaze_at", "stare_at", "look_at", "squint_at"):
        assert small.same("glance_at", other) == pytest.approx(space().same("glance_at", other))
        expected = space().nearest("peer_at", known)
        assert dict(small.nearest("peer_at", known)) == pytest.approx(dict(expected))


def test_nobody_knows_nothing() -> None:
    """Without known predicates there is no group."""
    assert space().nearest("live_in", []) == []


@pytest.mark.parametrize("damage", ["threshold", "weights", "groups"])
def test_a_damaged_table_is_a_model_error(damage: str, tmp_path: Path) -> None:
    """A missing field is told, with what to do."""
    values = read_table(weights_folder() / PREDICATES).values
    del values[damage]
    write_table(tmp_path / PREDICATES, values, **ABOUT)

    with pytest.raises(ModelError, match="malformed; reinstall"):
        PredicateSpace.load(Encoder.load(), tmp_path)


def test_a_table_that_somebody_changed_is_a_model_error(tmp_path: Path) -> None:
    """The checksum is over what the table holds."""
    text = (weights_folder() / PREDICATES).read_text("utf-8")
    (tmp_path / PREDICATES).write_text(text.replace("reside_in", "reside_at", 1), "utf-8")

    with pytest.raises(ModelError, match="checksum"):
        PredicateSpace.load(Encoder.load(), tmp_path)


def test_a_missing_table_is_a_model_error(tmp_path: Path) -> None:
    """The path is told."""
    with pytest.raises(ModelError, match="cannot be read"):
        PredicateSpace.load(Encoder.load(), tmp_path)
