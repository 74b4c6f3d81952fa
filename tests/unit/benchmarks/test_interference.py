"""The suite ``interference``: its pairs, intervals and rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.interference import interval
from benchmarks.interference_chat import CHAT
from benchmarks.interference_pairs import coexisting, other_relation, read_edits, relation_parts
from benchmarks.interference_plot import draw
from benchmarks.interference_scenes import scored
from graphmem.training.interference_sentences import Scene
from graphmem.training.pairs.paragraphs import Entity, Paragraphs, Told
from graphmem.training.pairs.sayings import read_sayings


def _edit(subject: str, relation: str, prompt: str, old: str, new: str) -> dict[str, object]:
    return {
        "subject": subject,
        "relation_id": relation,
        "prompt": prompt,
        "target_true": {"str": old},
        "target_new": {"str": new},
    }


def test_edits_become_pairs_that_touch_and_pairs_that_do_not(tmp_path: Path):
    """Edits become pairs that touch and pairs that do not."""
    edits = [
        _edit("Chad", "P36", "The seat of {} is", "Abéché", "Sarh"),
        _edit("Peru", "P36", "The seat of {} is", "Cusco", "Lima"),
        _edit("Peru", "P38", "Money in {} is the", "sol", "peso"),
    ]
    case = [{"requested_rewrite": edits}, {"requested_rewrite": edits[:1]}]
    (tmp_path / "MQuAKE-hard_open.json").write_text(json.dumps(case), encoding="utf-8")
    found = read_edits(tmp_path, limit=None, seed=0)
    assert len(found.changed) == 3
    assert found.changed[0].pair.older.words == "The seat of Chad is Abéché"
    assert [len(s) for s in (found.unrelated, found.other_subject, found.other_relation)] == [1] * 3
    parts = relation_parts(found.changed, 0)
    assert sorted(r for part in parts for r in part) == ["P36", "P38"]


def test_true_objects_side_by_side_become_pairs():
    """True objects side by side become pairs."""
    people = [Entity((name,), "person") for name in ("Mia Lindt", "Omar Lindt", "Ada Lindt")]
    town = Entity(("Bergen",), "place")
    told = (Told("d", people[0], "P40", tuple(people[1:])), Told("d", people[0], "P19", (town,)))
    held = Paragraphs(told, ())
    sayings = read_sayings()
    together = coexisting(held, sayings, 0)
    assert [{c.pair.older.object, c.pair.newer.object} for c in together] == [
        {"Omar Lindt", "Ada Lindt"}
    ]
    assert len(other_relation(held, sayings, 0)) == 1


def test_an_interval_holds_its_share():
    """An interval holds its share."""
    low, high = interval(5, 100)
    assert 0.02 < low < 0.05 < high < 0.12
    assert interval(0, 50)[0] == pytest.approx(0)
    assert interval(0, 0) == (0.0, 1.0)


def test_pairs_of_conversations_cover_every_verdict():
    """Pairs of conversations cover every verdict."""
    wanted = [kind for _, kind in CHAT]
    assert {"compatible", "refines", "contradicts", "supersedes"} == set(wanted)
    assert len(set(map(repr, CHAT))) == len(CHAT)


def test_the_picture_has_a_dot_per_bin():
    """A full bin on the diagonal is drawn on the diagonal."""
    row = {"set": "calibration", "system": "graphmem", "n": 25, "said": 0.5, "true": 0.5}
    picture = draw([row, row | {"said": 0.9, "true": 0.8}])
    assert picture.count("<circle") == 2
    assert 'cx="180.0" cy="180.0" r="3.0"' in picture


def test_scenes_are_scored_by_what_is_found_and_what_is_called_wrongly():
    """Scenes are scored by what is found and what is called wrongly."""
    labels = ("contradiction", "contradiction", "neutral", "entailment")
    scenes = [Scene("A man sleeps.", f"He does {n}.", label) for n, label in enumerate(labels)]
    row = scored("graphmem", scenes, [0.9, 0.2, 0.6, 0.1], 0.5)
    assert (row["precision"], row["recall"], row["false_alarms"]) == (0.5, 0.5, 0.5)
