"""How strong a memory starts and how fast it fades.

Strength halves once per half-life, 2^(-age / half-life): the exponential form of Ebbinghaus'
forgetting curve (1885; replicated by Murre and Dros, PLoS ONE 2015) with a half-life per item as in
half-life regression (Settles and Meeder, ACL 2016). Power functions fit averages over people and
items better (Wixted and Ebbesen 1991), single items less clearly so; the exponential alone forgets
when it began, so that (strength, rate, last touch) say everything and no sweep is needed.
The half-life comes from the decay head; ``HALF_LIFE_DAYS`` by kind stands in where there is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from graphmem.types import Kind

#: Days after which a memory of a kind has lost half its strength, if nothing recalls it.
HALF_LIFE_DAYS: dict[Kind, float] = {
    "fact": 365.0,
    "preference": 365.0,
    "correction": 365.0,
    "experience": 180.0,
    "plan": 60.0,
    "other": 90.0,
    "question": 30.0,
    "small_talk": 7.0,
}
_EMOTION_SLOWS = 0.5  # the strongest feeling halves the rate


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """Strength in (0, 1] and decay rate per day."""

    strength: float
    decay_rate: float


def initial(kind: Kind, emotion: float, half_life_days: float | None = None) -> LifeCycle:
    """Return how a new memory starts.

    Args:
        emotion: How strongly felt, in [0, 1]; makes it last longer.
        half_life_days: What the decay head says; None: the prior of the kind.

    Raises:
        ValueError: The half-life is not a positive, finite number.
    """
    days = HALF_LIFE_DAYS[kind] if half_life_days is None else half_life_days
    if not 0 < days < math.inf:
        raise ValueError(f"a half-life must be positive and finite, not {days}")
    return LifeCycle(1.0, math.log(2) / days * (1 - _EMOTION_SLOWS * emotion))


def strength_at(strength: float, decay_rate: float, *, age_days: float) -> float:
    """Return the strength left after ``age_days`` without a recall."""
    return strength * math.exp(-decay_rate * max(age_days, 0.0))
