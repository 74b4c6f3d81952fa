"""Strength is a small part of the score: it orders what answers alike, and loses nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.dynamics.decay import strength_at
from graphmem.recall.strength import PART, faded, strengths
from graphmem.stores.index.user_index import UserIndex

DAY_MS = 86_400_000
NOW = 1_800_000_000_000
RATE = math.log(2) / 30  # per day


def index_of(ages_days: list[float], rates: list[float] | None = None) -> UserIndex:
    """An index of rows of which only strength is known."""
    index = UserIndex(4)
    index.ids = [str(n) for n in range(len(ages_days))]
    index.strength.extend([1.0] * len(ages_days))
    index.decay_rate.extend(rates or [RATE] * len(ages_days))
    index.touched_at.extend([NOW - round(days * DAY_MS) for days in ages_days])
    return index


def ranked(scores: list[float], ages: list[float], *, weight: float = 0.05) -> np.ndarray:
    """Scores after fading."""
    raw = np.array(scores, np.float32)
    return faded(index_of(ages), raw, {}, weight=weight, at_ms=NOW, most=10)[0]


def test_strength_is_that_of_the_forgetting_curve():
    """The same rule as where tiers are chosen, and none of tomorrow."""
    index = index_of([0, 30, 90, -5])

    found = strengths(index, np.arange(4), NOW)

    expected = [strength_at(1.0, RATE, age_days=d) for d in (0, 30, 90, -5)]
    assert found == pytest.approx(expected, rel=1e-6)


def test_of_two_that_answer_alike_the_one_that_has_not_faded_is_first():
    """And the part says how much the other has lost."""
    raw = np.array([0.5, 0.5], np.float32)

    scores, parts = faded(index_of([60, 0]), raw, {}, weight=0.05, at_ms=NOW, most=10)

    assert scores[1] == np.float32(0.5)
    assert scores[0] == pytest.approx(0.5 * (1 - 0.05 * 0.75), rel=1e-3)
    assert parts[PART].tolist() == pytest.approx([scores[0] - 0.5, 0.0])


def test_what_answers_better_stays_first_however_old():
    """The term is bounded: decay is no filter."""
    assert ranked([0.5, 0.4], [10_000, 0]).argmax() == 0


@given(st.lists(st.floats(0, 1, width=32), min_size=2, max_size=9), st.floats(0, 5000))
def test_a_memory_that_is_old_all_over_is_ranked_as_if_it_were_young(
    scores: list[float], age: float
):
    """Bit for bit; and what is out of scope stays out."""
    raw = np.array([*scores, -np.inf], np.float32)
    index = index_of([age] * len(raw))

    found, parts = faded(index, raw, {}, weight=0.9, at_ms=NOW, most=20)

    assert found is raw
    assert PART not in parts


@given(st.lists(st.tuples(st.floats(-1, 1, width=32), st.floats(0, 5000)), min_size=1, max_size=9))
def test_no_score_loses_more_than_its_share_nor_gains(rows: list[tuple[float, float]]):
    """The worst that fading does is known beforehand."""
    raw = np.array([score for score, _ in rows], np.float32)

    found = ranked(raw.tolist(), [age for _, age in rows])

    assert (found <= raw).all()
    assert (found >= raw - 0.05 * np.maximum(raw, 0) - 1e-6).all()


def test_without_a_weight_nothing_changes():
    """Whoever wants the plain score sets the weight to zero."""
    raw = [0.5, 0.5]

    assert ranked(raw, [60, 0], weight=0.0).tolist() == raw
