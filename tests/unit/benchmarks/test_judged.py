"""Two readings of the same facts become shares, intervals and agreement."""

from __future__ import annotations

import pytest

from benchmarks.files import DataError
from benchmarks.judged import agreement, count, shares


def _turn(name: str, reader: str, judgements: str, missed: int = 0) -> dict[str, object]:
    words = {"r": "right", "w": "wrong", "p": "partial", "o": "worthless"}
    given = [words[letter] for letter in judgements]
    row = {"id": name, "reader": reader, "group": "kept"}
    return row | {"judgements": given, "missed": missed}


def test_shares_are_of_facts_and_of_what_was_stated():
    """Partial facts count as found, and not as right."""
    row = shares([_turn("1", "a", "rrp", missed=1), _turn("2", "a", "wo", missed=0)])

    assert (row["facts"], row["right"], row["wrong"], row["worthless"]) == (5, 0.4, 0.2, 0.2)
    assert row["found"] == 0.75


def test_both_readers_have_a_row_and_a_common_one():
    """The common row is the mean, with an interval around it."""
    records = [_turn("1", "a", "rr"), _turn("2", "a", "rw"), _turn("1", "b", "rr", 2)]
    records.append(_turn("2", "b", "ww"))

    first, second, both = count(records, seed=0)

    assert (first["right"], second["right"], both["right"]) == (0.75, 0.5, 0.625)
    assert both["right_low"] < 0.625 < both["right_high"]
    assert both["found"] == (1.0 + 0.5) / 2


def test_agreement_is_corrected_for_chance():
    """Half the same where half is what chance gives: kappa 0."""
    row = agreement([(_turn("1", "a", "rrww"), _turn("1", "b", "rwrw"))])

    assert (row["agreement"], row["kappa"]) == (0.5, 0.0)


@pytest.mark.parametrize("other", [[], [_turn("1", "b", "r")], [_turn("2", "b", "rr")]])
def test_readers_must_judge_the_same(other: list[dict[str, object]]):
    """A turn or a fact that only one has judged is an error, not a lower figure."""
    with pytest.raises(DataError, match="different"):
        list(count([_turn("1", "a", "rr"), *other], seed=0))
