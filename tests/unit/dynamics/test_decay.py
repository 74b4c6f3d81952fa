"""Memories fade, the sooner the less they matter."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.dynamics.decay import HALF_LIFE_DAYS, initial, strength_at
from graphmem.types import Kind


def test_every_kind_has_a_half_life():
    """No kind is forgotten here."""
    assert set(HALF_LIFE_DAYS) == set(get_args(Kind))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_half_is_left_after_the_half_life(kind: Kind):
    """The rate is the one the table says."""
    start = initial(kind, 0.0)

    left = strength_at(start.strength, start.decay_rate, age_days=HALF_LIFE_DAYS[kind])

    assert left == pytest.approx(0.5)


@given(st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0, 1))
def test_decay_is_monotone(one: float, two: float, emotion: float):
    """Older is never stronger, and feeling only slows it."""
    calm, felt = initial("plan", 0.0), initial("plan", emotion)
    young, old = sorted((one, two))

    assert strength_at(1.0, calm.decay_rate, age_days=young) >= strength_at(
        1.0, calm.decay_rate, age_days=old
    )
    assert felt.decay_rate <= calm.decay_rate


def test_the_future_does_not_strengthen():
    """An event of tomorrow has its full strength, not more."""
    assert strength_at(0.8, 0.1, age_days=-5) == 0.8


@pytest.mark.parametrize("half_life_days", [0.5, 24.0, 18_000.0])
def test_a_half_life_of_its_own_takes_the_place_of_the_kinds(half_life_days: float):
    """What the head says of a statement is what it fades by."""
    start = initial("fact", 0.0, half_life_days)

    left = strength_at(start.strength, start.decay_rate, age_days=half_life_days)

    assert left == pytest.approx(0.5)


def test_fading_in_two_steps_is_fading_in_one():
    """So strength may be brought up to date at any touch, and no sweep is needed."""
    rate = initial("fact", 0.0, 24.0).decay_rate

    halfway = strength_at(1.0, rate, age_days=10)

    assert strength_at(halfway, rate, age_days=30) == pytest.approx(
        strength_at(1.0, rate, age_days=40)
    )


@pytest.mark.parametrize("half_life_days", [0.0, -1.0, float("inf"), float("nan")])
def test_a_half_life_that_is_none_is_refused(half_life_days: float):
    """A memory neither vanishes at once nor grows."""
    with pytest.raises(ValueError, match="half-life"):
        initial("fact", 0.0, half_life_days)
