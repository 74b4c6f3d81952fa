"""What gates are compared with: length, the first version's rules, eleven surface features."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from graphmem.ingest.extract import Extraction
from graphmem.ingest.gate import Gate, GateDecision, RuleGate, TrainedGate
from graphmem.training.dialogues import Turn
from graphmem.training.gate import KINDS
from graphmem.training.gate_fit import Scaling, chance, fit_logistic, fit_softmax

Floats = NDArray[np.float64]
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PAST = re.compile(r"\b(?:went|saw|did|had|got|met|took|made|was|were|came|found|\w{2,}ed)\b")
_TIME = re.compile(
    r"\b(?:yesterday|today|tomorrow|last|next|ago|week|month|year|weekend|morning|\w+day)\b"
)
_GREETING = re.compile(r"^(?:hi|hey|hello|thanks|thank you|bye|wow|ok|okay|yeah|haha)\b")
_FIRST = re.compile(r"\b(?:i|i'm|i've|my|we|our|me)\b")
_SECOND = re.compile(r"\b(?:you|your|you're|you've)\b")


@dataclass(frozen=True, slots=True)
class Event:
    """An event to be scored, with what is known of it.

    Attributes:
        wanted: Whether it should be kept.
        kind: Empty where it is not known.
    """

    text: str
    speaker: str | None
    at: datetime
    extraction: Extraction
    wanted: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """What one system says of some events.

    Attributes:
        worth: The higher, the more it should be kept. Shape: (n,).
        kinds: None where the system tells none.
    """

    worth: Floats
    kinds: list[str] | None = None
    decisions: list[GateDecision] | None = None
    ms_per_event: float | None = None


System = Callable[[Sequence[Event]], Scored]


def length(events: Sequence[Event]) -> Scored:
    """Score by the number of words."""
    return Scored(np.array([len(e.text.split()) for e in events], float))


def rules(events: Sequence[Event]) -> Scored:
    """Score by what the first version's rules keep: one or zero."""
    made, ms = _decide_all(RuleGate(), events)
    worth = np.array([d.tier == "episodic" for d in made], float)
    return Scored(worth, [d.kind for d in made], made, ms)


def trained(gate: TrainedGate) -> System:
    """Score by the shipped gate."""

    def score(events: Sequence[Event]) -> Scored:
        made, ms = _decide_all(gate, events)
        found = [gate.score(e.text, speaker=e.speaker, extraction=e.extraction) for e in events]
        worth = np.array([s.worth for s in found])
        return Scored(worth, [d.kind for d in made], made, ms)

    return score


def _decide_all(gate: Gate, events: Sequence[Event]) -> tuple[list[GateDecision], float]:
    """Return a gate's decisions, and the milliseconds that each took."""
    begun = time.process_time()
    made = [
        gate.decide(e.text, speaker=e.speaker, important=False, extraction=e.extraction)
        for e in events
    ]
    return made, 1000 * (time.process_time() - begun) / max(1, len(events))


def surface(turns: Sequence[Turn]) -> System:
    """Train a logistic regression over eleven surface features, and score by it.

    They are of the sort that a first trial used: length, digits, questions, words of time,
    greetings, past forms, first and second person, capitals, exclamations.
    """
    x = np.array([surface_features(t.text) for t in turns])
    scaling = Scaling.of(x)
    z = scaling.apply(x)
    worth = fit_logistic(z, np.array([float(bool(t.facts)) for t in turns]), ridge=1e-4)
    target = np.eye(len(KINDS))[[KINDS.index(t.kind) for t in turns]]
    kinds = fit_softmax(z, target, ridge=1e-4, steps=200, rate=0.1)

    def score(events: Sequence[Event]) -> Scored:
        rows = scaling.apply(np.array([surface_features(e.text) for e in events]))
        return Scored(chance(rows, worth), [KINDS[k] for k in (rows @ kinds).argmax(axis=1)])

    return score


def surface_features(text: str) -> list[float]:
    """Return eleven features of a text."""
    low = text.lower().replace("’", "'")
    words = _WORD.findall(text)
    n = max(1, len(words))
    return [
        float(np.log1p(len(words))),
        float(np.log1p(sum(c.isdigit() for c in text))),
        float(low.rstrip().endswith("?")),
        low.count("?") / n,
        float(np.log1p(len(_TIME.findall(low)))),
        float(_GREETING.match(low) is not None),
        float(np.log1p(len(_PAST.findall(low)))),
        float(np.log1p(len(_FIRST.findall(low)))),
        float(np.log1p(len(_SECOND.findall(low)))),
        float(np.log1p(sum(w[0].isupper() for w in words[1:]))),
        text.count("!") / n,
    ]
