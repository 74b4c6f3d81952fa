"""An event moves between tiers for a reason that is told, and never to and fro."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.dynamics import tiers
from graphmem.dynamics.tiers import DAY_MS, TierState, Transition, next_tier, plan_tiers
from graphmem.settings import TierSettings
from graphmem.types import Kind, Tier

NOW = 1_800_000_000_000
SETTINGS = TierSettings()
REASONS = {
    tiers.RECALLED,
    tiers.IMPORTANT,
    tiers.LET_LIE,
    tiers.HOLDS_FACT,
    tiers.LASTS,
    tiers.SERVED,
    tiers.COVERED,
    tiers.FADED,
    tiers.CROWDED,
    tiers.UNCOVERED,
    tiers.FOUND,
}
FAST, SLOW = 0.693 / 2, 0.693 / 3650  # per day: half-lives of two days and of ten years


def event(tier: Tier = "episodic", *, days: float = 0.0, **fields: object) -> TierState:
    """An event that nobody touched for so many days."""
    at = NOW - round(days * DAY_MS)
    return replace(TierState("a" * 32, tier, "other", 1.0, SLOW, at, at), **fields)  # type: ignore[arg-type]


def step(state: TierState, *, known: bool = True) -> tuple[str, str] | None:
    """Where it goes, and why."""
    found = next_tier(state, NOW, SETTINGS, known=known)
    return None if found is None else (found.to, found.reason)


RULES = [
    (event("sensory", days=1), None),
    (event("sensory", days=4), ("archive", tiers.LET_LIE)),
    (event("sensory", days=4, recalled_at=NOW), ("episodic", tiers.RECALLED)),
    (event("sensory", important=True), ("episodic", tiers.IMPORTANT)),
    (event("working", days=0.5, states_fact=True), None),
    (event("working", days=2, states_fact=True), ("episodic", tiers.HOLDS_FACT)),
    (event("working", days=2, recalled_at=NOW), ("episodic", tiers.RECALLED)),
    (event("working", days=2, decay_rate=SLOW), ("episodic", tiers.LASTS)),
    (event("working", days=2, decay_rate=FAST), ("archive", tiers.SERVED)),
    (event("working", days=2, important=True), ("episodic", tiers.IMPORTANT)),
    (event(), None),
    (event(covered=True), ("archive", tiers.COVERED)),
    (event(covered=True, recalled_at=NOW - DAY_MS), None),
    (event(covered=True, recalled_at=NOW - 31 * DAY_MS), ("archive", tiers.COVERED)),
    (event(covered=True, important=True), None),
    (event(days=40, decay_rate=FAST), ("archive", tiers.FADED)),
    (event(days=40, decay_rate=FAST, important=True), None),
    (event(days=40, decay_rate=SLOW), None),
    (event("archive", days=99), None),
    (event("archive", days=99, moved_at=NOW - 9, recalled_at=NOW), ("episodic", tiers.FOUND)),
    (event("archive", days=99, moved_at=NOW, recalled_at=NOW - 9), None),
    (
        event("archive", days=99, moved_at=NOW, moved_for=tiers.COVERED),
        ("episodic", tiers.UNCOVERED),
    ),
    (event("archive", days=99, moved_for=tiers.COVERED, covered=True), None),
    (event("archive", days=99, moved_for=tiers.COVERED, decay_rate=FAST), None),
    (event("archive", days=99, moved_for=tiers.FADED), None),
]


@pytest.mark.parametrize(("state", "to"), RULES)
def test_each_step_follows_its_rule(state: TierState, to: tuple[str, str] | None):
    """One state, one step at most, with the reason that the rule has."""
    assert step(state) == to


def test_who_has_hardly_recalled_anything_forgets_at_the_rate_of_the_kind():
    """A new user's events are not put away for a rate that nothing has confirmed."""
    quick = event(days=40, decay_rate=FAST, kind="fact")

    assert step(quick, known=False) is None
    assert step(quick, known=True) == ("archive", tiers.FADED)
    few, enough = (plan_tiers([quick], NOW, SETTINGS, recalls=n) for n in (19, 20))
    assert (few, [t.reason for t in enough]) == ([], [tiers.FADED])


def test_what_is_too_much_goes_weakest_first():
    """A heavy user's memory at hand is bounded; what is important goes last."""
    some = [
        event(id="weak", days=9, decay_rate=0.01),
        event(id="strong", days=1, decay_rate=0.01),
        event(id="weaker", days=20, decay_rate=0.01),
        event(id="dear", days=30, decay_rate=0.01, important=True),
        event("archive", id="gone", days=50),
        event("sensory", id="fresh"),
    ]

    planned = plan_tiers(some, NOW, TierSettings(hot_events=3))

    assert [(t.id, t.reason) for t in planned] == [
        ("weaker", tiers.CROWDED),
        ("weak", tiers.CROWDED),
    ]
    least = plan_tiers(some, NOW, TierSettings(hot_events=1))
    assert [t.id for t in least] == ["weaker", "weak", "strong", "dear"]


def test_what_goes_by_itself_makes_room():
    """Nobody is put away for want of room that another one leaves."""
    some = [event(id="covered", covered=True), event(id="stays", days=3)]

    planned = plan_tiers(some, NOW, TierSettings(hot_events=1))

    assert [t.id for t in planned] == ["covered"]


INSTANTS = st.integers(NOW - 400 * DAY_MS, NOW)
STATES = st.builds(
    TierState,
    id=st.uuids().map(lambda u: u.hex),
    tier=st.sampled_from(get_args(Tier)),
    kind=st.sampled_from(get_args(Kind)),
    strength=st.floats(0, 1),
    decay_rate=st.floats(0, 1),
    touched_at=INSTANTS,
    session_ended_at=INSTANTS,
    emotion=st.floats(0, 1),
    important=st.booleans(),
    recalled_at=st.none() | INSTANTS,
    moved_at=st.none() | INSTANTS,
    moved_for=st.none() | st.sampled_from(sorted(REASONS)),
    states_fact=st.booleans(),
    covered=st.booleans(),
)
ALL_SETTINGS = st.builds(
    TierSettings,
    sensory_hours=st.floats(0, 1000),
    session_hours=st.floats(0, 1000),
    keep_days=st.floats(0.1, 1000),
    archive_below=st.floats(0, 0.99),
    rest_days=st.floats(0, 100),
    hot_events=st.integers(1, 10),
)


@given(STATES, ALL_SETTINGS, st.booleans())
def test_every_step_leads_elsewhere_and_says_why(
    state: TierState, settings: TierSettings, known: bool
):
    """A transition without a reason, or to where the event is, would explain nothing."""
    found = next_tier(state, NOW, settings, known=known)

    if found is not None:
        assert found.source == state.tier != found.to
        assert found.reason in REASONS
        assert found == Transition(state.id, state.tier, found.to, found.reason)


@given(STATES, ALL_SETTINGS, st.lists(st.integers(0, 50 * DAY_MS), min_size=6, max_size=6))
def test_nothing_goes_to_and_fro_while_only_time_passes(
    state: TierState, settings: TierSettings, waits: list[int]
):
    """Without a recall or a change of what covers it, an event comes to rest after three steps.

    They are: out of the archive, then faded or let go, and no third return.
    """
    now, moves = NOW, list[Tier]()
    for wait in waits:
        found = next_tier(state, now, settings)
        if found is not None:
            state = found.applied(state, now)
            moves.append(found.to)
        now += wait

    assert moves.count("episodic") <= 1
    assert len(moves) <= 2


@given(st.lists(STATES, max_size=12, unique_by=lambda s: s.id), ALL_SETTINGS)
def test_a_second_plan_at_the_same_instant_changes_nothing(
    states: list[TierState], settings: TierSettings
):
    """Sleeping twice in a row moves nobody twice."""
    by_id = {s.id: s for s in states}
    first = plan_tiers(states, NOW, settings)
    steps = {t.id: t for t in first}
    after = [steps[i].applied(s, NOW) if i in steps else s for i, s in by_id.items()]

    assert len(steps) == len(first)
    hot = [s for s in after if s.tier != "archive"]
    assert len(hot) <= max(settings.hot_events, sum(s.tier != "episodic" for s in hot))
    assert plan_tiers(after, NOW, settings) == []
