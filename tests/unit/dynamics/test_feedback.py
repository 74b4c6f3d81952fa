"""Feedback moves strength, within bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphmem.conflicts import Feedback
from graphmem.dynamics.feedback import strength_after

VERDICTS: tuple[Feedback, ...] = ("helpful", "irrelevant", "wrong")


def test_helpful_raises_and_irrelevant_lowers():
    """One word is felt; that a memory is wrong says nothing of its strength."""
    assert strength_after(0.5, "helpful") == 0.65
    assert strength_after(0.5, "irrelevant") == 0.45
    assert strength_after(0.5, "wrong") == 0.5


@given(st.floats(0, 1), st.lists(st.sampled_from(VERDICTS), max_size=40))
def test_strength_stays_between_none_and_all(strength: float, said: list[Feedback]):
    """However often it is said, and in whatever order."""
    for verdict in said:
        after = strength_after(strength, verdict)
        assert 0 <= after <= 1
        assert (after >= strength) or verdict == "irrelevant"
        assert (after <= strength) or verdict == "helpful"
        strength = after


def test_what_is_outside_is_taken_as_the_nearer_end():
    """A damaged value does no harm."""
    assert strength_after(7.0, "wrong") == 1.0
    assert strength_after(-1.0, "helpful") == 0.3
