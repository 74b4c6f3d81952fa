"""Dialogues are generated and a small gate is trained on them: no PyTorch needed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graphmem.ingest.gate import TrainedGate
from graphmem.ingest.gate.features import FEATURES
from graphmem.ingest.rules import RuleExtractor
from graphmem.psm.gate import GATE
from graphmem.psm.tables import write_table
from graphmem.training import gate
from graphmem.training.dialogues import Dialogue, dialogues, make_dialogue
from graphmem.training.dialogues.wordings import wordings
from graphmem.training.gate_fit import auc, chance, fit_logistic

CONFIG = replace(gate.read_config(), steps=60)


@pytest.fixture(scope="module")
def made() -> list[Dialogue]:
    """A few dialogues."""
    return list(dialogues(6, seed=5, part="training"))


def test_dialogues_follow_from_their_seed(made: list[Dialogue]):
    """The same seed gives the same dialogues, another one others."""
    assert list(dialogues(6, seed=5, part="training")) == made
    assert make_dialogue("training-6-0", part="training").turns != made[0].turns


def test_turns_know_what_they_tell(made: list[Dialogue]):
    """A fact's words stand in a turn that tells it, and questions point to such turns."""
    for dialogue in made:
        facts = {fact.id: fact for fact in dialogue.facts}
        for question in dialogue.questions:
            assert question.turns
            for turn in question.turns:
                assert question.fact in dialogue.turns[turn].facts
        told = [(facts[f], t) for t in dialogue.turns for f in t.facts]
        assert told
        within = [f.object.lower().strip('"') in t.text.lower() for f, t in told]
        assert np.mean(within) > 0.8  # some are typed with slips


def test_changed_facts_name_what_they_replace():
    """A correction or a change points to a fact of the same subject and predicate."""
    replaced = 0
    for dialogue in dialogues(12, seed=1):
        facts = {fact.id: fact for fact in dialogue.facts}
        for fact in dialogue.facts:
            if fact.replaces is not None:
                old = facts[fact.replaces]
                assert (old.subject, old.predicate) == (fact.subject, fact.predicate)
                replaced += 1

    assert replaced > 5


def test_wordings_are_held_out():
    """No template of a fact is in both parts, and most are in that of training."""
    training, held_out = (
        {t for f in wordings(part).facts for t in (*f.tells, *f.changes)}
        for part in ("training", "held_out")
    )

    assert not training & held_out
    assert len(training) > len(held_out) > 30


def test_a_small_gate_learns(made: list[Dialogue], tmp_path: Path):
    """Six dialogues suffice to rank held-out wordings far better than chance, and to be loaded."""
    extractor = RuleExtractor()
    training = gate.make_rows((t for d in made for t in d.turns), extractor)
    others = dialogues(3, seed=6, part="held_out")
    held_out = gate.make_rows((t for d in others for t in d.turns), extractor)

    values = gate.train(training, held_out, CONFIG)
    write_table(tmp_path / GATE, values, name="gate", version="t", licence="", source="")

    assert training.x.shape[1] == len(FEATURES)
    assert values["held_out"]["auc"] > 0.85  # type: ignore[index]
    assert values["held_out"]["kind_accuracy"] > 0.5  # type: ignore[index]
    assert TrainedGate.load(tmp_path).version == "gate-t"


def test_logistic_regression_finds_the_chances():
    """Weights that made the chances are found again."""
    rng = np.random.default_rng(0)
    z = np.hstack([rng.normal(size=(400, 3)), np.ones((400, 1))])
    weights = np.array([1.0, -2.0, 0.0, 0.5])

    found = fit_logistic(z, chance(z, weights), ridge=0.0)

    assert found == pytest.approx(weights, abs=1e-3)


def test_auc_counts_ties_half():
    """A constant score is worth nothing; a perfect one everything."""
    wanted = np.array([True, False, True, False])

    assert auc(np.zeros(4), wanted) == 0.5
    assert auc(np.array([2.0, 1.0, 3.0, 0.0]), wanted) == 1.0
    assert auc(np.array([1.0, 1.0, 2.0, 0.0]), wanted) == pytest.approx(0.875)
