"""From an event to what the decay head reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graphmem.ingest.fading import to_statement
from graphmem.types import ResolvedTime


def test_times_become_days_from_when_it_was_said():
    """Before it is negative; where it stands in the text is kept."""
    said = datetime(2025, 3, 12, 12, tzinfo=UTC)
    time = ResolvedTime("tomorrow", (12, 20), said + timedelta(hours=12), said + timedelta(days=2))
    past = ResolvedTime("yesterday", (0, 9), said - timedelta(days=1.5), said - timedelta(days=0.5))

    found = to_statement("Yesterday, or tomorrow?", "question", [time, past], said)

    assert found.kind == "question"
    assert [(s.at, s.start_days, s.end_days) for s in found.times] == [
        (12, pytest.approx(0.5), pytest.approx(2.0)),
        (0, pytest.approx(-1.5), pytest.approx(-0.5)),
    ]
