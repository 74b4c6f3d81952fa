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
