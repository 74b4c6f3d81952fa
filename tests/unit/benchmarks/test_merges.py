"""The suite ``merges``: which pairs count, and how."""

from __future__ import annotations

import pytest

from benchmarks import merges
from benchmarks.context import Options, Run
from benchmarks.files import DataError
from benchmarks.merges import Told


def test_all_pairs_of_a_group_count():
    """Two joins of three names are three pairs."""
    assert merges.closed([("a", "b"), ("c", "b")]) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert merges.closed([("b", "a"), ("d", "c")]) == {("a", "b"), ("c", "d")}
    assert merges.closed([]) == set()


def test_figures_are_over_all_pairs():
    """What is not judged counts neither way; missed pairs lower the recall."""
    told = [Told(3, 1, 5, 2, 4), Told(0, 0, 0, 0, 2)]

    row = merges._row("names-x", "graphmem", told, 0.8, seed=0)

    assert (row["p"], row["r"], row["joined"], row["n"]) == (0.75, 0.5, 11, 2)
    assert row["f1"] == pytest.approx(0.6)
    assert float(row["r_lo"]) <= 0.5 <= float(row["r_hi"])


def test_it_needs_the_training_data():
    """The clusters lie there."""
    run = Run(Options("merges"), None, None, "w")  # type: ignore[arg-type]

    with pytest.raises(DataError, match="train-data"):
        merges.run(run)
