"""The suite of convergence: its figures, and the questions its weights are chosen on."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from benchmarks import converge
from benchmarks.converge import redundancy
from benchmarks.dialogues import load


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([], 0), ([[1, 0]], 0), ([[1, 0], [0, 1]], 0), ([[1, 0], [1, 0], [0, 1]], 2 / 3)],
)
def test_redundancy_is_the_mean_of_the_nearest_other(rows: list[list[float]], expected: float):
    """Two of three repeat each other."""
    assert redundancy(np.array(rows, np.float32)) == pytest.approx(expected)


def test_dialogues_are_made_anew_from_their_seed():
    """The same events and questions each time; every gold turn is an event of its dialogue."""
    one, again, other = load(3), load(3), load(4)

    assert one == again
    assert one != other
    for case in one.cases:
        assert case.questions
        assert all(question.gold <= set(case.ids) for question in case.questions)


def test_rows_compare_both_choices_at_each_budget(make_run, multihop_data: Path, tmp_path: Path):
    """A row per set, budget and choice, and per share; gains stand with what is compared."""
    train = tmp_path / "train" / "multihop"
    train.mkdir(parents=True)
    for name in ("alpha", "beta"):
        source = multihop_data / "multihop" / f"{name}_dev_tiny.jsonl"
        shutil.copy(source, train / f"{name}_train.jsonl")

    run = make_run("converge", data=multihop_data, train_data=train.parent, limit=1)
    rows = converge.run(run)

    kinds = {(row["set"], row["budget"], row["system"]) for row in rows}
    names = ("alpha-train", "beta-train", "dialogues")
    budgets = {(b, s) for b in (128, 256, 512) for s in ("score", "coverage")}
    shares = {("10 items", share) for share in ("all", "0.8", "0.9", "0.95")}
    assert kinds == {(n, b, s) for n in names for b, s in budgets | shares}
    assert all(row["n"] == 1 for row in rows)
    alpha = next(row for row in rows if row["set"] == "alpha-train")
    assert (alpha["found"], alpha["all"], alpha["tokens"]) == (1.0, 1.0, 9.0)
    assert 0 < alpha["redundancy"] < 1
    assert "gain_found" not in alpha
    compared = [row for row in rows if row["system"] == "coverage"]
    assert all(row["gain_found"] == row["gain_redundancy"] == 0 for row in compared)
