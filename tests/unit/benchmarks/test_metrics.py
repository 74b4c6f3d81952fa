"""Figures over ranked lists."""

from __future__ import annotations

import math

import pytest

from benchmarks.metrics import paired_gain, percentile, recall_at, standard_error, unique


def test_recall_at_counts_gold_in_the_first_k_only():
    """Gold beyond k does not count; the denominator is all gold."""
    assert recall_at(["a", "x", "b"], {"a", "b"}, 2) == 0.5
    assert recall_at(["a", "x", "b"], {"a", "b"}, 3) == 1.0


def test_recall_at_without_gold_is_an_error():
    """A question without gold has no recall, and is not counted as a miss."""
    with pytest.raises(ValueError, match="without gold"):
        recall_at(["a"], set(), 5)


def test_unique_keeps_the_best_place_of_each_id():
    """Several chunks of one event count once, at their best rank."""
    assert unique(["a", "b", "a", "c", "b"]) == ["a", "b", "c"]


def test_standard_error_of_known_values():
    """Of 0 and 1 it is the sample deviation over the root of two."""
    assert standard_error([0.0, 1.0]) == pytest.approx(0.5)
    assert standard_error([1.0]) == 0.0


def test_percentile_interpolates_and_is_nan_of_nothing():
    """The median of two values lies between them."""
    assert percentile([1.0, 3.0], 0.5) == 2.0
    assert math.isnan(percentile([], 0.5))


def test_paired_gain_of_a_constant_difference_has_no_spread():
    """Where each question gains the same, the interval is a point."""
    gain, low, high = paired_gain([0.5, 0.75, 1.0], [0.25, 0.5, 0.75], seed=0)

    assert (gain, low, high) == pytest.approx((0.25, 0.25, 0.25))


def test_paired_gain_interval_covers_the_normal_one():
    """On many questions the bootstrap agrees with gain ± 1.96 standard errors."""
    ours = [float(i % 3 != 0) for i in range(300)]
    theirs = [float(i % 2 == 0) for i in range(300)]
    spread = 1.96 * standard_error([a - b for a, b in zip(ours, theirs, strict=True)])

    gain, low, high = paired_gain(ours, theirs, seed=1)

    assert gain - low == pytest.approx(spread, rel=0.1)
    assert high - gain == pytest.approx(spread, rel=0.1)


def test_paired_gain_repeats_with_its_seed():
    """The same seed gives the same interval, another seed another."""
    ours, theirs = [0.0, 1.0, 1.0, 0.5] * 5, [0.0, 0.0, 1.0, 0.2] * 5

    assert paired_gain(ours, theirs, seed=3) == paired_gain(ours, theirs, seed=3)
    assert paired_gain(ours, theirs, seed=3) != paired_gain(ours, theirs, seed=4)
