"""Statements that single sentences make, by precise rules."""

from __future__ import annotations

from collections.abc import Sequence

from graphmem.ingest.extract import FactDraft, Mention, SentenceSpan
from graphmem.types import ResolvedTime


def find_facts(
    text: str,
    sentences: Sequence[SentenceSpan],
    mentions: Sequence[Mention],
    times: Sequence[ResolvedTime],
    speaker: str | None,
) -> tuple[FactDraft, ...]:
    """Return the facts of a text in order."""
    return ()
