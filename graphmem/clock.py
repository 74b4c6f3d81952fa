"""Instants: read with a zone at the border, epoch milliseconds UTC in the graph."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def instant(at: datetime | None, *, now: datetime, local: ZoneInfo) -> datetime:
    """Return a time with a zone.

    Absent means now. Without a zone it is read in ``local``: in the hour that a clock change
    repeats, ``fold`` tells which one is meant (0, the first, by default); in the hour it skips,
    the offset from before the change counts (PEP 495). Future times are taken as they are.
    """
    if at is None:
        return now
    return at.replace(tzinfo=local) if at.tzinfo is None else at


def to_ms(at: datetime) -> int:
    """Return epoch milliseconds UTC, rounded down."""
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Return an instant in UTC."""
    return _EPOCH + ms * _MS


def now_ms() -> int:
    """Return the present in epoch milliseconds UTC."""
    return round(time.time() * 1000)
