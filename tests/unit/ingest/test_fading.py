"""From an event to what the decay head reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from graphmem.ingest.events import DatedEvent, date_event
from graphmem.ingest.extract import Extraction
from graphmem.ingest.fading import fading, to_statement
from graphmem.ingest.gate import GateDecision
from graphmem.psm.runtime import Encoder
from graphmem.types import Event, ResolvedTime


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


def test_what_lasts_longer_fades_more_slowly_and_strong_feeling_is_seen():
    """A birth outlasts a cold; another encoder's vectors are not read."""
    encoder = Encoder.load(threads=1)
    texts = ("My daughter was born today!", "I have a cold today.")
    vectors = encoder.encode(texts)
    plain = GateDecision("episodic", "experience", "", 1.0, 0.0)

    born, cold = (
        fading(_dated(text), Extraction((), (), (), ()), plain, vector, encoder.version)
        for text, vector in zip(texts, vectors, strict=True)
    )
    other = fading(_dated(texts[0]), Extraction((), (), (), ()), plain, vectors[0], "another")

    assert born[1] is not None
    assert cold[1] is not None
    assert born[1] > 10 * cold[1]
    assert born[0].emotion > cold[0].emotion
    assert other[1] is None


def _dated(text: str) -> DatedEvent:
    at = datetime(2024, 3, 5, 12, tzinfo=UTC)
    return date_event(Event(text=text), user_id="u", now=at, local=ZoneInfo("UTC"))
