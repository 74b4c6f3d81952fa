"""Understanding a batch of events: extract, gate, chunk, encode. Needs no store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphmem.ingest.before import with_turns
from graphmem.ingest.chunks import Chunk, cut
from graphmem.ingest.derive import Origin, sentences_of
from graphmem.ingest.events import DatedEvent
from graphmem.ingest.extract import Extraction, Extractor
from graphmem.ingest.fading import fading
from graphmem.ingest.gate import Gate, GateDecision
from graphmem.ingest.link import Understood, Versions
from graphmem.psm.runtime import TextEncoder
from graphmem.stores.records import SentenceRecord, spoken
from graphmem.stores.turns import Turn


@dataclass(frozen=True, slots=True)
class Understanding:
    """The models of the write path.

    Attributes:
        chunk_tokens: Longest text, with its speaker, that is embedded whole (word pieces).
        gated: False keeps everything, whatever the gate says.
    """

    encoder: TextEncoder
    extractor: Extractor
    gate: Gate
    chunk_tokens: int
    gated: bool

    @property
    def versions(self) -> Versions:
        """Names of the models, stored on what they derive."""
        return Versions(self.encoder.version, self.extractor.version)

    def understand(
        self, batch: Sequence[DatedEvent], latest: Mapping[str, Sequence[Turn]] | None = None
    ) -> list[Understood]:
        """Return what the models say of each event; each model takes the batch as a whole.

        Args:
            latest: The last turns of the events' sessions, by session id.
        """
        extractions = self.extractor.extract_all(with_turns(batch, latest or {}))
        decisions = [self._decide(d, e) for d, e in zip(batch, extractions, strict=True)]
        chunks = [self._cut(d, e) for d, e in zip(batch, extractions, strict=True)]
        texts = [_texts(d, c) for d, c in zip(batch, chunks, strict=True)]
        flat = [text for part in texts for text in part]
        sentences = [_sentences(*item) for item in zip(batch, extractions, chunks, strict=True)]
        vectors, units = self._encode(flat, batch, sentences)
        counts = self.encoder.count_tokens(flat)
        starts = np.cumsum([0, *(len(part) for part in texts)])
        faded = [
            fading(d, e, decision, vectors[at], self.encoder.version)
            for d, e, decision, at in zip(batch, extractions, decisions, starts, strict=False)
        ]
        return [
            Understood(
                dated=dated,
                extraction=extractions[n],
                decision=faded[n][0],
                chunks=chunks[n],
                vectors=tuple(vectors[starts[n] : starts[n + 1]]),
                tokens=tuple(counts[starts[n] : starts[n + 1]]),
                sentences=units[n],
                half_life_days=faded[n][1],
            )
            for n, dated in enumerate(batch)
        ]

    def _encode(
        self,
        texts: Sequence[str],
        batch: Sequence[DatedEvent],
        sentences: Sequence[Sequence[SentenceRecord]],
    ) -> tuple[NDArray[np.float32], list[tuple[SentenceRecord, ...]]]:
        """Return the vectors of texts, and sentences with theirs; the encoder runs once."""
        said = [
            [spoken(s.text, dated.event.speaker) for s in some]
            for dated, some in zip(batch, sentences, strict=True)
        ]
        place = {text: n for n, text in enumerate(dict.fromkeys(t for some in said for t in some))}
        vectors = self.encoder.encode([*texts, *place])
        of_sentences = vectors[len(texts) :]
        return vectors, [
            tuple(
                replace(s, embedding=of_sentences[place[text]], model=self.encoder.version)
                for s, text in zip(some, spoken_some, strict=True)
            )
            for some, spoken_some in zip(sentences, said, strict=True)
        ]

    def _decide(self, dated: DatedEvent, extraction: Extraction) -> GateDecision:
        decision = self.gate.decide(
            dated.event.text,
            speaker=dated.event.speaker,
            important=dated.event.important or not self.gated,
            extraction=extraction,
        )
        if decision.tier == "working" and dated.implicit:  # no session that it could serve
            return replace(decision, tier="episodic", reason="kept: it belongs to no session")
        return decision

    def _cut(self, dated: DatedEvent, extraction: Extraction) -> tuple[Chunk, ...]:
        """Return the chunks of a long text; none for one that is embedded whole.

        Each is embedded with its speaker, so the name takes of the room; never more than half
        of it, or a very long name would leave none for the text.
        """
        text, speaker = dated.event.text, dated.event.speaker
        if len(spoken(text, speaker)) <= self.chunk_tokens:  # a piece has a character or more
            return ()
        named = self.encoder.count_tokens([spoken("", speaker)])[0] if speaker else 0
        room = max(self.chunk_tokens - named, self.chunk_tokens // 2)
        pieces = self.encoder.tokenize_offsets(text)
        if len(pieces) <= room:
            return ()
        return tuple(cut(extraction.sentences, pieces, max_tokens=room))


def _sentences(
    dated: DatedEvent, extraction: Extraction, chunks: Sequence[Chunk]
) -> tuple[SentenceRecord, ...]:
    return sentences_of(Origin(dated.user_id, dated.event_id, dated.event.text, chunks), extraction)


def _texts(dated: DatedEvent, chunks: Sequence[Chunk]) -> list[str]:
    """Return what is embedded of an event."""
    text, speaker = dated.event.text, dated.event.speaker
    if not chunks:
        return [spoken(text, speaker)]
    return [spoken(text[c.start : c.end], speaker) for c in chunks]
