"""How long a statement stays useful, with the real weights and the real encoder."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from graphmem.errors import ModelError
from graphmem.ingest.rules import RuleExtractor
from graphmem.psm.decay import (
    CLASSES,
    HALF_LIVES,
    TABLE,
    DecayHead,
    Statement,
    TimeSpan,
    decision,
    shipped_head,
)
from graphmem.psm.decay_cues import cues, toward
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder
from graphmem.types import Kind

_AT = datetime(2025, 3, 12, 12, tzinfo=UTC)  # a Wednesday


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """Load the shipped encoder once."""
    return Encoder.load(threads=1)


def _said(text: str, kind: Kind = "other") -> Statement:
    found = RuleExtractor().times(text, occurred_at=_AT)
    away = [((t.start - _AT).total_seconds(), (t.end - _AT).total_seconds(), t) for t in found]
    spans = (TimeSpan(t.text, t.span[0], a / 86_400, b / 86_400) for a, b, t in away)
    return Statement(text, kind, tuple(spans))


def _half_life(text: str, encoder: Encoder) -> float:
    return shipped_head().decide(_said(text), encoder.encode([text])[0]).half_life_days


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ("I'm hungry right now.", "I have a cold."),
        ("I have a cold.", "I work as a gardener at the botanical garden."),
        ("The meeting is tomorrow.", "The meeting is in three weeks."),
        ("I'm on holiday until Friday.", "I'm on holiday until September."),
        ("We had fish for dinner.", "My grandmother was born in Odense in 1941."),
        ("Thanks, see you!", "I'm allergic to wasp stings."),
    ],
)
def test_what_lasts_longer_has_the_longer_half_life(sooner: str, later: str, encoder: Encoder):
    """From moods over plans to what is true for life."""
    assert 2 * _half_life(sooner, encoder) < _half_life(later, encoder)


def test_probabilities_sum_to_one_and_the_half_life_lies_between_the_classes(encoder: Encoder):
    """The half-life can be stored as it is."""
    text = "Perhaps we'll repaint the fence."

    found = shipped_head().decide(_said(text), encoder.encode([text])[0])

    assert math.isclose(sum(found.probabilities), 1.0, rel_tol=1e-9)
    assert HALF_LIVES[0] < found.half_life_days < HALF_LIVES[-1]
    assert found.decay_class == CLASSES[found.probabilities.index(found.confidence)]


def test_a_sure_decision_has_the_half_life_of_its_class():
    """The mean is taken on a logarithmic scale."""
    assert decision([0, 0, 1, 0, 0, 0]).half_life_days == pytest.approx(HALF_LIVES[2])
    assert decision([0, 0.5, 0.5, 0, 0, 0]).half_life_days == pytest.approx(math.sqrt(4 * 24))


def test_the_head_reads_the_shipped_encoder(encoder: Encoder):
    """Vectors of another encoder would mean nothing to it."""
    assert shipped_head().encoder == encoder.version


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("The report is due by Friday.", True),
        ("I have to hand it in on Monday.", True),
        ("The library stays closed until June 2nd.", True),
        ("The lamp broke on Monday.", False),
        ("On Saturday we saw a heron.", False),
    ],
)
def test_a_bare_day_points_where_the_verb_does(text: str, *, ahead: bool):
    """A resolver may take either; the head needs the one that is meant."""
    words = next(w for w in ("Friday", "Monday", "June 2nd", "Saturday") if w in text)
    span = TimeSpan(words, text.index(words), -4.5, -3.5)

    _, end = toward(text, span)

    assert (end > 0) is ahead


def test_lengths_of_time_are_read():
    """Also where no time expression was resolved."""
    found = dict(cues(Statement("I'll be away for three weeks.", "plan")))

    assert found["lasts=2"] == 1.0
    assert "kind=plan" in found


@pytest.mark.parametrize("text", ["", "a" * 50_000, "is " * 20_000, "🙂", "two " * 9_000 + "weeks"])
def test_any_text_gets_a_decision(text: str):
    """Input is hostile until it was read."""
    vector = np.zeros(shipped_head().directions.shape[0], np.float32)

    found = shipped_head().decide(Statement(text, "other"), vector)

    assert found.half_life_days > 0


@pytest.mark.parametrize("broken", ["weights", "directions", "bias"])
def test_weights_of_another_shape_are_an_error(tmp_path: Path, broken: str):
    """A file that is whole but wrong is not used."""
    from graphmem.psm.tables import write_table

    values = json.loads((weights_folder() / TABLE).read_bytes())["values"]
    values[broken] = values[broken][:-1] if broken != "directions" else [[0.0]]
    write_table(tmp_path / TABLE, values, name="decay", version="1", licence="-", source="-")

    with pytest.raises(ModelError, match="shape"):
        DecayHead.load(tmp_path)


def test_missing_weights_are_an_error(tmp_path: Path):
    """Not a silent prior."""
    with pytest.raises(ModelError, match="reinstall"):
        DecayHead.load(tmp_path)
