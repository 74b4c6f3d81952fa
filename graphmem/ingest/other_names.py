"""Names that another model found, in the place of those of the shipped extractor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphmem.ids import normalise_name
from graphmem.ingest.extract import EntityKind, FactDraft, Mention

#: Found by their pattern alone, which no model does better.
_PATTERNS = frozenset[EntityKind]({"email", "url", "quantity"})


def replace_names(shipped: Sequence[Mention], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of a text: the speaker first, then by place.

    What a text is about stays with its place and takes the kind that was found for it; addresses
    and amounts stay where nothing else was found.

    Args:
        shipped: What the shipped extractor mentions.
        found: What the other model does; of those that overlap the longest stands.
    """
    names = _longest(found)
    kinds = {(m.start, m.end): m.kind for m in names}
    topics = [
        replace(m, kind=kinds.get((m.start, m.end), m.kind)) for m in shipped if m.role == "topic"
    ]
    about = {(m.start, m.end) for m in topics}
    kept = [m for m in names if (m.start, m.end) not in about]
    fixed = [
        m for m in shipped if m.role == "mention" and m.kind in _PATTERNS and not _touches(m, names)
    ]
    speaker = [m for m in shipped if m.role == "speaker"]
    return (*speaker, *sorted([*topics, *kept, *fixed], key=_order))


def with_entities(
    facts: Iterable[FactDraft], text: str, mentions: Sequence[Mention]
) -> tuple[FactDraft, ...]:
    """Return facts whose objects in the text are entities just where they are mentioned."""
    named = {normalise_name(m.name) for m in mentions}
    return tuple(
        replace(fact, object_is_entity=normalise_name(fact.object) in named)
        if fact.object in text
        else fact
        for fact in facts
    )


def _longest(found: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if not _touches(mention, kept):
            kept.append(mention)
    return kept


def _touches(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(o.start < mention.end and mention.start < o.end for o in others)


def _order(mention: Mention) -> tuple[int, bool, int]:
    return mention.start, mention.role != "topic", -mention.end
