"""Mentions found by the rules and by the network, joined.

The rules know headings, topics, titles in quotes, addresses and amounts, and find nearly every
capitalised name; the network knows kinds, and names without capitals. A place that both see is
one mention, with the rules' words, so that the same name has the same key in every text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphmem.ingest.extract import NAME_KINDS, Mention
from graphmem.ingest.facts.read import Named, Parsed
from graphmem.psm.labels import ENTITY_TYPES

_AMBIGUOUS = 0.5  # what the rules give a capital that may be the sentence's
_LEAST = 0.5  # score from which the network alone is believed
_NAMING_POS = ("PROPN", "X")
if unknown := set(NAME_KINDS) - set(ENTITY_TYPES):
    raise ValueError(f"the network has no types {unknown}")


def join_names(text: str, found: Sequence[Mention], parsed: Parsed) -> tuple[Mention, ...]:
    """Return all mentions of a text: the speaker first, then by place.

    Args:
        found: Those of the rules.
        parsed: The text as the network reads it.
    """
    names = [name for name in parsed.names if name.label in NAME_KINDS]
    common = _common_words(parsed)
    kept = [
        _with_kind(mention, names)
        for mention in found
        if not (_doubtful(mention) and (mention.start, mention.end) in common)
    ]
    alone = [m for n in names if not _touched(n, found) for m in _mention(text, n)]
    return tuple(sorted([*kept, *alone], key=_order))


def _common_words(parsed: Parsed) -> set[tuple[int, int]]:
    """Return the places of single words that the network reads as no names."""
    named = {i for name in parsed.names for i in range(name.start, name.end)}
    words = (
        (*parsed.span(t.idx, t.idx + len(t.text)), t.pos_) for t in parsed.doc
    )  # start, end, part of speech
    return {(a, b) for a, b, pos in words if pos not in _NAMING_POS and a not in named}


def _doubtful(mention: Mention) -> bool:
    return mention.role == "mention" and mention.confidence <= _AMBIGUOUS


def _with_kind(mention: Mention, names: Sequence[Named]) -> Mention:
    """Give a mention the kind of the name that covers most of it, and that it covers mostly."""
    if mention.kind not in ("name", *NAME_KINDS.values()) or mention.role == "speaker":
        return mention
    best = max(names, key=lambda name: _overlap(mention, name), default=None)
    if best is None or _overlap(mention, best) <= 0.5:
        return mention
    kind = NAME_KINDS[best.label]
    return replace(
        mention,
        kind=mention.kind if kind == "name" else kind,
        confidence=max(mention.confidence, round(best.score, 2)),
    )


def _overlap(mention: Mention, name: Named) -> float:
    """Return shared characters over all characters of both."""
    shared = min(mention.end, name.end) - max(mention.start, name.start)
    return max(0, shared) / (max(mention.end, name.end) - min(mention.start, name.start))


def _touched(name: Named, found: Sequence[Mention]) -> bool:
    return any(m.start < name.end and name.start < m.end for m in found)


def _mention(text: str, name: Named) -> Iterator[Mention]:
    if name.score < _LEAST:
        return
    start = name.start
    while text[start : name.end].lower().startswith(("the ", "a ", "an ")):
        start = text.index(" ", start) + 1
    words = text[start : name.end]
    if any(c.isalnum() for c in words):
        kind = NAME_KINDS[name.label]
        yield Mention(start, name.end, words, kind, "mention", round(name.score, 2))


def _order(mention: Mention) -> tuple[bool, int, bool, int]:
    return mention.role != "speaker", mention.start, mention.role != "topic", -mention.end
