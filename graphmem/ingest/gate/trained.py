"""The trained gate: keep, keep for the session, or drop, by how likely an event is asked for.

It errs on the side of keeping, and keeps what has no speaker: its weights know talk, not documents.
Dropped is what says nothing at all, or what the model finds
nearly worthless while the extractor found nothing in it; what may be asked for within its session
only (a bare "yes", a question, a pat on the back) is working memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self, cast

from graphmem.ingest.extract import Extraction
from graphmem.ingest.gate.cues import NEWS
from graphmem.ingest.gate.features import FEATURES, features
from graphmem.ingest.gate.port import GateDecision
from graphmem.ingest.gate.rules import PHATIC, is_phatic, opens_as_answer
from graphmem.psm.gate import GateModel, GateScores
from graphmem.types import Kind, Tier

_PASSING: frozenset[Kind] = frozenset({"question", "small_talk", "other"})
_SHORT = 200  # characters
_WORDS: dict[Kind, str] = {
    "fact": "states a fact",
    "preference": "tells a preference",
    "plan": "tells a plan",
    "experience": "tells an experience",
    "correction": "corrects something said before",
    "question": "asks something",
    "small_talk": "small talk",
    "other": "of no certain kind",
}


class TrainedGate:
    """A ``Gate`` over the weights of ``psm/gate.py``; stateless, may be shared by threads."""

    def __init__(self, model: GateModel) -> None:
        self._model = model

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Load the shipped weights, or those of another folder.

        Raises:
            ModelError: The file is missing, damaged, or made for other features.
        """
        return cls(GateModel.load(FEATURES, folder))

    @property
    def version(self) -> str:
        """Name and version, stored with each event."""
        return self._model.version

    def score(self, event_text: str, *, speaker: str | None, extraction: Extraction) -> GateScores:
        """Return how likely an event is asked for, and its likeliest kind."""
        return self._model.score(features(event_text, speaker=speaker, extraction=extraction))

    def decide(
        self, event_text: str, *, speaker: str | None, important: bool, extraction: Extraction
    ) -> GateDecision:
        """Choose tier and kind of an event; what is felt in it, ``ingest/fading`` tells.

        Args:
            event_text: What was said.
            speaker: Who said it.
            important: The caller's word that it must be kept.
            extraction: What was found in it.
        """
        if is_phatic(event_text, extraction):
            dropped: Tier = "episodic" if important else "sensory"
            reason = "marked important" if important else PHATIC
            return GateDecision(dropped, "small_talk", reason, 0.95)
        scores = self.score(event_text, speaker=speaker, extraction=extraction)
        kind = cast("Kind", scores.kind)
        if important:
            confidence = scores.kind_probability
            return GateDecision("episodic", kind, "marked important", confidence)
        if speaker is None:
            reason = f"kept: {_WORDS[kind]}; it has no speaker and may be no talk"
            return GateDecision("episodic", kind, reason, scores.kind_probability)
        tier = self._tier(kind, scores.worth, extraction)
        if tier != "episodic" and kind != "question" and NEWS.search(event_text[:_SHORT].lower()):
            tier = "episodic"
        if tier == "sensory" and opens_as_answer(event_text):
            tier = "working"  # the question before gives it meaning
        sure = scores.worth if tier == "episodic" else 1 - scores.worth
        return GateDecision(tier, kind, _reason(tier, kind, scores.worth), round(sure, 3))

    def _tier(self, kind: Kind, worth: float, extraction: Extraction) -> Tier:
        if worth >= self._model.session_below or kind not in _PASSING:
            return "episodic"
        if worth < self._model.drop_below and kind != "question" and _is_empty(extraction):
            return "sensory"
        return "working"


def _is_empty(extraction: Extraction) -> bool:
    """Tell whether nothing was found that could be asked for by name, time or number."""
    named = any(m.role != "speaker" for m in extraction.mentions)
    return not (named or extraction.times or extraction.facts)


def _reason(tier: Tier, kind: Kind, worth: float) -> str:
    said = f"{_WORDS[kind]}; chance that it is asked for: {worth:.2f}"
    return {
        "episodic": f"kept: {said}",
        "working": f"for this session only: {said}",
        "sensory": f"dropped: {said}, and nothing found in it",
    }[tier]
