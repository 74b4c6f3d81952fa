"""Where a memory lives: an explicit state machine, each of whose steps says why it is taken.

After the stores of Atkinson and Shiffrin ("Human memory", 1968), with Tulving's episodic and
semantic memory (1972) for the long-term one, and an archive behind them in which nothing is
lost:

    sensory  -> episodic  somebody recalled it, or called it important
    sensory  -> archive   it was let lie
    working  -> episodic  its session is over and it holds something that lasts
    working  -> archive   its session is over and it holds nothing of the kind
    episodic -> archive   a semantic memory says it already, it has faded, or there are too many
    archive  -> episodic  a deep recall found it, or the semantic memory that stood for it is gone

Semantic memories are nodes of their own. Rules are pure: time is passed in, whoever applies a
transition writes it down. No two of them undo each other for ever: what was recalled stays at hand
for ``rest_days``, and what leaves the archive for want of its semantic memory does so only if
nothing else would put it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphmem.dynamics.decay import initial, strength_at
from graphmem.settings import TierSettings
from graphmem.types import Kind, Tier

_HOUR_MS = 3_600_000
DAY_MS = 24 * _HOUR_MS

RECALLED = "it was recalled"
IMPORTANT = "it is marked as important"
LET_LIE = "nothing was found in it, and nobody asked for it"
HOLDS_FACT = "its session is over, and it states a fact"
LASTS = "its session is over, and it fades slowly"
SERVED = "its session is over, and it holds nothing that lasts"
COVERED = "a semantic memory says it already"
FADED = "it has faded"
CROWDED = "more memories are kept at hand than settings allow, and it is among the weakest"
UNCOVERED = "the semantic memory that stood for it no longer holds"
FOUND = "a deep recall found it"


@dataclass(frozen=True, slots=True)
class TierState:
    """What the rules know of one event (times in epoch ms UTC).

    Attributes:
        strength: As of ``touched_at``, in [0, 1].
        decay_rate: Per day.
        emotion: How strongly felt, in [0, 1].
        touched_at: When it last happened to anybody: was told, stored or recalled.
        recalled_at: Last recall; None: never.
        moved_at: When it came into its tier; None: it began there.
        moved_for: The reason of that step (``Transition.reason``); None likewise.
        session_ended_at: When the last event of its session happened or was stored.
        states_fact: It states a fact that stands.
        covered: A living semantic memory derives from it.
    """

    id: str
    tier: Tier
    kind: Kind
    strength: float
    decay_rate: float
    touched_at: int
    session_ended_at: int
    emotion: float = 0.0
    important: bool = False
    recalled_at: int | None = None
    moved_at: int | None = None
    moved_for: str | None = None
    states_fact: bool = False
    covered: bool = False

    @property
    def recalled_since(self) -> bool:
        """True when it was recalled after it came into its tier."""
        return self.recalled_at is not None and self.recalled_at > (self.moved_at or -1)


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of one event.

    Attributes:
        reason: Why, in words; one of the constants of this module.
    """

    id: str
    source: Tier
    to: Tier
    reason: str

    def applied(self, state: TierState, now_ms: int) -> TierState:
        """Return the state of its event after the step."""
        return replace(state, tier=self.to, moved_at=now_ms, moved_for=self.reason)


def next_tier(
    state: TierState, now_ms: int, settings: TierSettings, *, known: bool = True
) -> Transition | None:
    """Return the step that one event takes by itself; None: it stays.

    Args:
        known: The user has recalled often enough for rates of their own to be believed; until
            then an event fades at the rate of its kind.
    """
    rule = _RULES[state.tier]
    found = rule(state, now_ms, settings, known)
    return found and Transition(state.id, state.tier, *found)


def plan_tiers(
    states: Iterable[TierState], now_ms: int, settings: TierSettings, *, recalls: int | None = None
) -> list[Transition]:
    """Return the steps of all events of a user, and what must go because there are too many.

    Args:
        recalls: How often the user has recalled anything (count); None: often enough.
    """
    known = recalls is None or recalls >= settings.cold_start_recalls
    steps: dict[str, Transition] = {}
    stays: list[tuple[TierState, Tier]] = []
    hot = 0
    for state in states:
        step = _settled(state, now_ms, settings, known=known)
        to = state.tier if step is None else step.to
        if step is not None:
            steps[state.id] = step
        if to == "episodic":
            stays.append((state, state.tier))
        hot += to != "archive"
    surplus = max(0, hot - settings.hot_events)
    stays.sort(key=lambda s: _worth(s[0], now_ms, known=known))
    for state, source in stays[:surplus]:
        steps.pop(state.id, None)
        if source != "archive":
            steps[state.id] = Transition(state.id, source, "archive", CROWDED)
    return list(steps.values())


def _settled(
    state: TierState, now_ms: int, settings: TierSettings, *, known: bool
) -> Transition | None:
    """Return the way to where an event comes to rest; None: where it is."""
    at, last = state, None
    for _ in range(_MOST_STEPS):
        step = next_tier(at, now_ms, settings, known=known)
        if step is None:
            break
        at, last = step.applied(at, now_ms), step
    if last is None or at.tier == state.tier:
        return None
    return Transition(state.id, state.tier, at.tier, last.reason)


def _worth(state: TierState, now_ms: int, *, known: bool) -> tuple[bool, float, int, str]:
    """Return what says who goes first where there are too many: the least."""
    left = current_strength(state, now_ms, known=known)
    return state.important, left, state.touched_at, state.id


def current_strength(state: TierState, now_ms: int, *, known: bool = True) -> float:
    """Return what is left of an event's strength; see ``next_tier``."""
    rate = state.decay_rate if known else initial(state.kind, state.emotion).decay_rate
    age_days = (now_ms - state.touched_at) / DAY_MS
    return strength_at(state.strength, rate, age_days=age_days)


_Step = tuple[Tier, str]


def _from_sensory(
    state: TierState,
    now_ms: int,
    settings: TierSettings,
    known: bool,  # noqa: ARG001, FBT001 - rules are called alike
) -> _Step | None:
    if state.important:
        return "episodic", IMPORTANT
    if state.recalled_at is not None:
        return "episodic", RECALLED
    if now_ms - state.touched_at >= settings.sensory_hours * _HOUR_MS:
        return "archive", LET_LIE
    return None


def _from_working(
    state: TierState,
    now_ms: int,
    settings: TierSettings,
    known: bool,  # noqa: FBT001
) -> _Step | None:
    if state.important:
        return "episodic", IMPORTANT
    if now_ms - state.session_ended_at < settings.session_hours * _HOUR_MS:
        return None
    if state.recalled_at is not None:
        return "episodic", RECALLED
    if state.states_fact:
        return "episodic", HOLDS_FACT
    later = state.touched_at + settings.keep_days * DAY_MS
    if current_strength(state, round(later), known=known) >= _HALF:
        return "episodic", LASTS
    return "archive", SERVED


def _from_episodic(
    state: TierState,
    now_ms: int,
    settings: TierSettings,
    known: bool,  # noqa: FBT001
) -> _Step | None:
    if state.important or _rests(state, now_ms, settings):
        return None
    if state.covered:
        return "archive", COVERED
    if current_strength(state, now_ms, known=known) < settings.archive_below:
        return "archive", FADED
    return None


def _from_archive(
    state: TierState,
    now_ms: int,
    settings: TierSettings,
    known: bool,  # noqa: FBT001
) -> _Step | None:
    if state.recalled_since:
        return "episodic", FOUND
    if state.moved_for == COVERED and not state.covered:
        back = replace(state, tier="episodic")
        stays = _from_episodic(back, now_ms, settings, known) is None
        return ("episodic", UNCOVERED) if stays else None
    return None


def _rests(state: TierState, now_ms: int, settings: TierSettings) -> bool:
    """Tell whether an event was recalled so lately that it is kept at hand."""
    recalled = state.recalled_at
    return recalled is not None and now_ms - recalled < settings.rest_days * DAY_MS


_HALF = 0.5
_MOST_STEPS = 3  # out of a tier, to the archive; no rule leads out of that again at once
_RULES = {
    "sensory": _from_sensory,
    "working": _from_working,
    "episodic": _from_episodic,
    "archive": _from_archive,
}
