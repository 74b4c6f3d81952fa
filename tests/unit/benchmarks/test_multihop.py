"""The multihop suite over a fake memory, from files to rows."""

from __future__ import annotations

import json

import pytest

from benchmarks import multihop
from benchmarks.context import Options
from benchmarks.files import DataError

_FIGURES = {"r@2", "r@5", "r@10", "all@5", "se", "ms_p50", "ms_p95"}


def test_run_gives_a_row_per_set_and_system(make_run, multihop_data):
    """Each row carries set, system, n and every figure of the contract."""
    rows = multihop.run(make_run("multihop", data=multihop_data))

    systems = {(row["set"], row["system"]) for row in rows}
    wanted = ("graphmem", "spread", "ppr", "bm25", "dense", "rrf")
    assert systems == {(name, system) for name in ("alpha", "beta") for system in wanted}
    assert all(row["n"] == 1 and set(row) >= _FIGURES for row in rows)
    assert all(row["r@5"] == 1.0 for row in rows)


def test_run_gives_gains_over_each_baseline(make_run, multihop_data):
    """The row of graphmem carries paired gains on r@5 with their interval, and its speed."""
    rows = multihop.run(make_run("multihop", data=multihop_data))

    ours = next(row for row in rows if row["system"] == "graphmem")
    for baseline in ("bm25", "dense", "rrf", "ppr", "spread"):
        assert ours[f"gain_{baseline}_lo"] <= ours[f"gain_{baseline}"]
        assert ours[f"gain_{baseline}"] <= ours[f"gain_{baseline}_hi"]
    assert ours["events_per_s"] > 0


def test_no_titles_leaves_the_text_alone(multihop_data):
    """Titles are told with the text, unless they are to be left out or are empty."""
    told = multihop.load(Options("multihop", data=multihop_data))[0].cases[0].texts
    alone = multihop.load(Options("multihop", data=multihop_data, titles=False))[0].cases[0].texts

    assert told[0] == "Oslo. Oslo lies on a fjord."
    assert alone[0] == "Oslo lies on a fjord."
    assert told[2] == alone[2] == "Nothing about alpha."


def test_merged_tells_a_shared_passage_once_and_credits_both_sets(multihop_data):
    """A passage of two sets is one event, and gold for the questions of both."""
    (corpus,) = multihop.load(Options("multihop", data=multihop_data, merged=True))

    (case,) = corpus.cases
    assert len(case.events) == 5
    assert [sorted(q.gold) for q in case.questions] == [["alpha1", "alpha2"], ["alpha1", "beta2"]]


def test_train_data_asks_training_questions_of_the_same_passages(tmp_path, multihop_data):
    """Sets get the suffix -train, and no evaluation question is read."""
    folder = tmp_path / "train" / "multihop"
    folder.mkdir(parents=True)
    for name in ("alpha", "beta"):
        record = {"question": f"{name}?", "gold": [f"{name}1"], "type": "x"}
        (folder / f"{name}_train.jsonl").write_text(json.dumps(record))
        (multihop_data / "multihop" / f"{name}_dev_tiny.jsonl").unlink()

    options = Options("multihop", data=multihop_data, train_data=tmp_path / "train")
    asked = [q for corpus in multihop.load(options) for q in corpus.cases[0].questions]

    assert [(q.set, q.text) for q in asked] == [("alpha-train", "alpha?"), ("beta-train", "beta?")]


def test_missing_data_says_what_is_missing(tmp_path):
    """No --data, or a folder without the suite's, is an error in words."""
    with pytest.raises(DataError, match="needs --data"):
        multihop.load(Options("multihop"))
    with pytest.raises(DataError, match="no folder multihop"):
        multihop.load(Options("multihop", data=tmp_path))


def test_reused_store_is_filled_once(make_run, multihop_data, tmp_path):
    """A second run opens what the first filled, and reports the first one's speed."""
    kept = tmp_path / "stores"
    first, second = (make_run("multihop", data=multihop_data, reuse_store=kept) for _ in range(2))

    speeds = [multihop.run(run)[0]["events_per_s"] for run in (first, second)]

    assert (first.open_memory.opened, second.open_memory.opened) == (4, 2)
    assert speeds[0] == speeds[1]


def test_half_filled_store_is_filled_anew(make_run, multihop_data, tmp_path):
    """Without its marker a store does not count as complete, and is not added to."""
    kept = tmp_path / "stores"
    multihop.run(make_run("multihop", data=multihop_data, reuse_store=kept))
    for marker in kept.glob("*/complete.json"):
        marker.unlink()

    run = make_run("multihop", data=multihop_data, reuse_store=kept)
    multihop.run(run)

    assert run.open_memory.opened == 4
    stored = json.loads(next(kept.glob("alpha-*/memory/events.json")).read_text())
    assert len(stored["alpha"]) == 3
