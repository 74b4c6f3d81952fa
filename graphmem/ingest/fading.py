"""How strongly an event is felt and how long it stays useful, by the heads that read its vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from graphmem.ingest.events import DatedEvent
from graphmem.ingest.extract import Extraction
from graphmem.ingest.gate import GateDecision
from graphmem.psm.decay import Statement, TimeSpan, shipped_head
from graphmem.psm.emotion import emotion
from graphmem.types import Kind, ResolvedTime

_SECONDS_A_DAY = 86_400


def fading(
    dated: DatedEvent,
    extraction: Extraction,
    decision: GateDecision,
    vector: NDArray[np.float32],
    encoder: str,
) -> tuple[GateDecision, float | None]:
    """Return the gate's decision with what is felt, and the half-life in days.

    The heads know the shipped encoder's vectors only: with another one, words alone tell what is
    felt, and the half-life is left to the prior of the kind (None).

    Args:
        vector: Of the event, or of the first chunk of a long one. Shape: (dimension,).
        encoder: Version of the encoder that made it.
    """
    head, text = shipped_head(), dated.event.text
    if encoder != head.encoder:
        return replace(decision, emotion=emotion(text)), None
    felt = replace(decision, emotion=emotion(text, vector))
    statement = to_statement(text, decision.kind, extraction.times, dated.occurred_at)
    return felt, head.decide(statement, vector).half_life_days


def to_statement(
    text: str, kind: Kind, times: Sequence[ResolvedTime], occurred_at: datetime
) -> Statement:
    """Return the plain values that the head reads."""

    def away(instant: datetime) -> float:
        return (instant - occurred_at).total_seconds() / _SECONDS_A_DAY

    spans = (TimeSpan(t.text, t.span[0], away(t.start), away(t.end)) for t in times)
    return Statement(text, kind, tuple(spans))
