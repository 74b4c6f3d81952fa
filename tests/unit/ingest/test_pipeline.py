"""Understanding a batch: one result per event, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from graphmem.ingest.events import DatedEvent, date_event
from graphmem.ingest.gate import RuleGate
from graphmem.ingest.pipeline import Understanding
from graphmem.ingest.rules import RuleExtractor
from graphmem.types import Event
from tests.fakes import FakeEncoder
from tests.toy import CONVERSATION, turn


def _dated(events: list[Event]) -> list[DatedEvent]:
    now = datetime(2024, 4, 1, tzinfo=UTC)
    return [date_event(e, user_id="a", now=now, local=ZoneInfo("UTC")) for e in events]


def _understanding(*, gated: bool = True) -> Understanding:
    return Understanding(FakeEncoder(), RuleExtractor(), RuleGate(), chunk_tokens=40, gated=gated)


def test_results_stand_in_the_order_of_events():
    """Vectors of a batch with long and short texts go to the right events."""
    long = turn(8, " ".join(f"Oven {n} is in Kenya." for n in range(30)))
    events = [CONVERSATION[0], long, CONVERSATION[1]]

    found = _understanding().understand(_dated(events))

    assert [u.dated.event.external_id for u in found] == ["e1", "e8", "e2"]
    assert [len(u.vectors) for u in found] == [1, len(found[1].chunks), 1]
    assert len(found[1].chunks) > 1
    alone = _understanding().understand(_dated([events[2]]))[0]
    assert (alone.vectors[0] == found[2].vectors[0]).all()
    assert max(found[1].tokens) <= 40  # the speaker's name is embedded too


@pytest.mark.parametrize(("speaker", "chunks"), [("Ana", 1), ("Ana Maria of the Bakery", 2)])
def test_a_speaker_takes_of_a_chunks_room(speaker: str, chunks: int):
    """What is embedded, name and text together, is never longer than a chunk may be."""
    text = " ".join(f"Oven {n} is in Kenya now." for n in range(6)) + " It is warm."  # 39 words

    [found] = _understanding().understand(_dated([turn(8, text, speaker=speaker)]))

    assert len(found.vectors) == chunks
    assert max(found.tokens) <= 40


def test_a_very_long_name_leaves_half_the_room():
    """The text is not cut into single words for it."""
    text = " ".join(f"Oven {n} is in Kenya now." for n in range(10))

    [found] = _understanding().understand(_dated([turn(8, text, speaker="de " * 60 + "Ana")]))

    assert len(found.chunks) == 4


class CountingEncoder(FakeEncoder):
    """Notes what it was asked to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode as ever."""
        self.calls.append(list(texts))
        return super().encode(texts)


def test_sentences_have_vectors_of_their_own():
    """With who speaks, as events; encoded together with them, and a repeated one once."""
    encoder = CountingEncoder()
    models = Understanding(encoder, RuleExtractor(), RuleGate(), chunk_tokens=40, gated=True)
    two = turn(8, "I sold the oven. It went to Kenya.", speaker="Ana")
    again = turn(9, "I sold the oven. We were glad.", speaker="Ana")

    one, *several = models.understand(_dated([turn(7, "It rained."), two, again]))

    assert one.sentences == ()
    said = [s for item in several for s in item.sentences]
    assert [s.text for s in said] == [
        "I sold the oven.", "It went to Kenya.", "I sold the oven.", "We were glad.",
    ]  # fmt: skip
    alone = FakeEncoder().encode([f"Ana: {s.text}" for s in said])
    for sentence, vector in zip(said, alone, strict=True):
        assert sentence.embedding is not None
        assert (sentence.embedding == vector).all()
        assert sentence.model == "fake-1"
    assert len(encoder.calls) == 1
    assert encoder.calls[0].count("Ana: I sold the oven.") == 1


def test_nothing_gives_nothing():
    """An empty batch is no special case."""
    assert _understanding().understand([]) == []


def test_gate_can_be_switched_off():
    """Without a gate laughter is kept like anything else."""
    [gated] = _understanding().understand(_dated([CONVERSATION[6]]))
    [kept] = _understanding(gated=False).understand(_dated([CONVERSATION[6]]))

    assert (gated.decision.tier, kept.decision.tier) == ("sensory", "episodic")


def test_versions_name_the_models():
    """They are stored on what is derived."""
    versions = _understanding().versions

    assert versions.encoder == "fake-1"
    assert versions.extractor
