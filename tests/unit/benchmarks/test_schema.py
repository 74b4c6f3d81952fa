"""The contract of a result file, and that the committed ones keep it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.head import head
from benchmarks.multihop import run
from benchmarks.report import read_results
from benchmarks.schema import problems

_RESULTS = Path(__file__).parents[3] / "benchmarks" / "results"


def _result(made) -> dict:
    rows = run(made)
    found = head(made.options, weights="ab", notes={})
    return found | {"started": "2024-01-01T00:00:00+00:00", "seconds": 1.5, "results": rows}


def test_a_run_keeps_the_contract(make_run, multihop_data):
    """What the multihop suite gives has no problems."""
    assert problems(_result(make_run("multihop", data=multihop_data))) == []


def test_a_missing_head_field_is_named(make_run, multihop_data):
    """A result without its commit cannot be traced."""
    result = _result(make_run("multihop", data=multihop_data))
    del result["commit"]

    assert len(problems(result)) == 1
    assert problems(result)[0].startswith("commit")


def test_a_percentage_is_not_a_share(make_run, multihop_data):
    """Values are fractions of 1; a missing figure is named too."""
    result = _result(make_run("multihop", data=multihop_data))
    result["results"][0]["r@5"] = 47.4
    del result["results"][1]["all@5"]

    assert problems(result) == ["row 0: r@5 = 47.4 is no share of 1", "row 1: no all@5"]


def test_committed_results_keep_the_contract():
    """Every file under benchmarks/results can be read and rendered."""
    assert [problems(result) for result in read_results(_RESULTS) if problems(result)] == []
