"""Comparing what two ways of reading the same memory bring to mind."""

from __future__ import annotations

import pytest

from benchmarks.engines import _agreement
from benchmarks.reading import Reading


def test_agreement_counts_what_the_cache_found():
    """Shares are of the cached answer; a question without one counts for nothing."""
    cached = Reading(0, [], 0, [["a", "b"], ["c"], []])
    region = Reading(0, [], 0, [["a", "x"], ["c", "y"], ["z"]])

    assert _agreement(cached, region) == {
        "overlap@10": pytest.approx(0.75),
        "same_first": pytest.approx(1.0),
    }
