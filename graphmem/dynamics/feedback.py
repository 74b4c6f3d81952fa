"""What feedback does to the strength of a memory.

The linear operator of learning (Bush and Mosteller, Psychological Review 58, 1951; the same step
is in Rescorla and Wagner, 1972): strength moves by a fixed share of the way to 1 when a memory
helped, to 0 when it did not. It stays in [0, 1], the first word counts most, and what is said
often counts less each time. Both shares are chosen by hand: one word must be felt and must not
decide. What is irrelevant to one question may serve another, so its step is the smaller one.
"""

from __future__ import annotations

from graphmem.conflicts import Feedback

_HELPFUL = 0.3
_IRRELEVANT = 0.1


def strength_after(strength: float, verdict: Feedback) -> float:
    """Return the strength of a memory after somebody said what it was worth.

    Args:
        strength: Before, in [0, 1]; a value outside is taken as the nearer end.
        verdict: ``wrong`` changes nothing here: it opens a correction.
    """
    before = min(1.0, max(0.0, strength))
    if verdict == "helpful":
        return before + _HELPFUL * (1.0 - before)
    if verdict == "irrelevant":
        return before * (1.0 - _IRRELEVANT)
    return before
