"""Cutting a long text into chunks that the encoder can read whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.ingest.extract import SentenceSpan


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a text, [start, end) in characters."""

    start: int
    end: int


def cut(
    sentences: Sequence[SentenceSpan], pieces: Sequence[tuple[int, int]], *, max_tokens: int
) -> list[Chunk]:
    """Join whole sentences into chunks of at most ``max_tokens`` word pieces.

    A sentence that is longer by itself is cut between word pieces.

    Args:
        sentences: In order, without overlap.
        pieces: Character offsets of the text's word pieces, in order.
    """
    chunks: list[Chunk] = []
    used = 0
    for start, end, tokens in _parts(sentences, pieces, max_tokens):
        if chunks and used + tokens <= max_tokens:
            chunks[-1] = Chunk(chunks[-1].start, end)
            used += tokens
        else:
            chunks.append(Chunk(start, end))
            used = tokens
    return chunks


def _parts(
    sentences: Sequence[SentenceSpan], pieces: Sequence[tuple[int, int]], max_tokens: int
) -> list[tuple[int, int, int]]:
    """Sentences as (start, end, tokens), the over-long ones cut."""
    parts: list[tuple[int, int, int]] = []
    at = 0
    for sentence in sentences:
        inside: list[tuple[int, int]] = []
        while at < len(pieces) and pieces[at][0] < sentence.end:
            inside.append(pieces[at])
            at += 1
        if len(inside) <= max_tokens:
            parts.append((sentence.start, sentence.end, len(inside)))
            continue
        for first in range(0, len(inside), max_tokens):
            some = inside[first : first + max_tokens]
            parts.append((some[0][0], some[-1][1], len(some)))
    return parts
