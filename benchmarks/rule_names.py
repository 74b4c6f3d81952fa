"""The names that the first version's rules find, as the extraction network's are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from graphmem.ingest.rules.extractor import RuleExtractor
from graphmem.psm.parse import EntitySpan, Parse

_AT = datetime(2024, 1, 1, tzinfo=UTC)
_LABELS = {"name": "other"}  # the rules' word for "of no known type"


def rule_parse(words: Sequence[str]) -> Parse:
    """Return a parse that holds names alone."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for i, word in enumerate(words):
        starts[at], ends[at + len(word)] = i, i + 1
        at += len(word) + 1
    found = RuleExtractor().extract(" ".join(words), occurred_at=_AT, speaker=None)
    spans = [
        EntitySpan(starts[m.start], ends[m.end], _LABELS.get(m.kind, m.kind), m.confidence)
        for m in found.mentions
        if m.start in starts and m.end in ends
    ]
    empty = ("",) * len(words)
    heads = tuple(range(len(words)))
    return Parse(tuple(words), heads, empty, empty, empty, empty, tuple(spans))
