"""What the decay head is given of an event: plain values, times as days from when it was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graphmem.psm.decay import Statement, TimeSpan
from graphmem.types import Kind, ResolvedTime

_SECONDS_A_DAY = 86_400


def to_statement(
    text: str, kind: Kind, times: Sequence[ResolvedTime], occurred_at: datetime
) -> Statement:
    """Return the plain values that the head reads."""

    def away(instant: datetime) -> float:
        return (instant - occurred_at).total_seconds() / _SECONDS_A_DAY

    spans = (TimeSpan(t.text, t.span[0], away(t.start), away(t.end)) for t in times)
    return Statement(text, kind, tuple(spans))
