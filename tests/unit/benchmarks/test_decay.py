"""The figures of suite ``decay``."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.decay import first_version, spearman, wilson


def test_wilsons_interval_is_the_known_one():
    """Eight of ten: 0.490 to 0.943."""
    assert wilson(8, 10) == pytest.approx((0.490, 0.943), abs=0.001)
    assert wilson(10, 10)[1] == pytest.approx(1.0)


def test_rank_correlation_counts_ties_by_their_mean_rank():
    """Order alone matters."""
    a = np.array([1.0, 2.0, 3.0, 4.0])

    assert spearman(a, a**3) == pytest.approx(1.0)
    assert spearman(a, -a) == pytest.approx(-1.0)
    assert spearman(a, np.array([1.0, 1.0, 2.0, 2.0])) == pytest.approx(0.894, abs=0.001)


def test_the_baseline_is_the_first_versions_rule():
    """Strong words and exclamation marks."""
    assert first_version("I love it!") == pytest.approx(0.3)
    assert first_version("It is Tuesday.") == 0.0
