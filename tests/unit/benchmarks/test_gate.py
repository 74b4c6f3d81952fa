"""The suite ``gate``: its figures, its labels, what it compares with."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import gate
from benchmarks.context import Options
from benchmarks.files import DataError
from benchmarks.gate_scores import length, rules, surface_features
from graphmem.ingest.rules import RuleExtractor
from graphmem.training.gate import KINDS


def test_ranked_drops_below_the_worst_two_percent():
    """With 98 % of the wanted kept, what lies below the third of a hundred may go."""
    wanted = np.arange(200) % 2 == 1
    worth = np.where(wanted, np.arange(200.0), np.arange(200.0) - 100)

    row = gate.ranked(worth, wanted)

    assert row["auc"] == pytest.approx(
        np.mean([np.mean(worth[~wanted] < w) for w in worth[wanted]])
    )
    assert row["dropped_at_98"] == pytest.approx(np.mean(worth < 3.0))
    assert row["auc_lo"] < row["auc"] < row["auc_hi"]


def test_systems_score_the_same_events():
    """Length counts words; the rules keep or drop, and name a kind."""
    raw = [(t, "Ana", gate._AT, True, "fact") for t in ("ok", "I went to Bergen yesterday.")]
    events = gate.understood(raw, RuleExtractor())

    assert length(events).worth.tolist() == [1, 5]
    assert rules(events).worth.tolist() == [0, 1]
    assert rules(events).kinds == ["small_talk", "experience"]
    assert len(surface_features("")) == len(surface_features("Hi!")) == 11


def test_labels_name_known_kinds_once():
    """Each paragraph is labelled once, with a kind that the gate knows."""
    labels = gate.labels()

    assert len({paragraph for paragraph, _, _ in labels}) == len(labels) == 202
    assert {kind for _, kind, _ in labels} <= set(KINDS)
    assert {worth for _, _, worth in labels} == {0, 1}


def test_labelled_paragraphs_must_be_in_the_data(tmp_path: Path):
    """Another version of the data is an error, not fewer paragraphs."""
    folder = tmp_path / "ud_ewt"
    folder.mkdir()
    text = "# newpar id = a-p1\n# text = One.\n1\tOne\n\n# text = Two.\n1\tTwo\n"
    (folder / "en_ewt-ud-train.conllu").write_text(text, encoding="utf-8")
    options = Options("gate", train_data=tmp_path)

    assert gate.paragraphs(tmp_path) == {"a-p1": "One. Two."}
    with pytest.raises(DataError, match="no paragraph"):
        list(gate.labelled(options))
