"""How strong a memory starts and how fast it fades: the prior of this version.

A trained head will set the rate per statement; these rates by kind stand in for it. Strength
falls as exp(-rate * age_days), the exponential form of Ebbinghaus' forgetting curve.
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


def initial(kind: Kind, emotion: float) -> LifeCycle:
    """Return how a new memory starts; ``emotion`` in [0, 1] makes it last longer."""
    rate = math.log(2) / HALF_LIFE_DAYS[kind]
    return LifeCycle(1.0, rate * (1 - _EMOTION_SLOWS * emotion))


def strength_at(strength: float, decay_rate: float, *, age_days: float) -> float:
    """Return the strength left after ``age_days`` without a recall."""
    return strength * math.exp(-decay_rate * max(age_days, 0.0))
