"""What a gate is: it says what is worth remembering, and what kind of statement it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from graphmem.ingest.extract import Extraction
from graphmem.types import Kind, Tier


@dataclass(frozen=True, slots=True)
class GateDecision:
    """What the gate chose for one event.

    Attributes:
        tier: ``sensory`` for what is surely worthless, ``working`` for what serves its session
            only, else ``episodic``.
        kind: What sort of statement it is.
        reason: Why, in words.
        confidence: In (0, 1].
        emotion: How strongly felt, in [0, 1]; ``ingest/fading``, which has the event's vector,
            has the last word.
    """

    tier: Tier
    kind: Kind
    reason: str
    confidence: float
    emotion: float = 0.0


class Gate(Protocol):
    """Decides about one event before it is stored."""

    @property
    def version(self) -> str:
        """Name and version, stored with each event."""
        ...

    def decide(
        self, event_text: str, *, speaker: str | None, important: bool, extraction: Extraction
    ) -> GateDecision:
        """Return tier, kind, reason and confidence of an event."""
        ...
