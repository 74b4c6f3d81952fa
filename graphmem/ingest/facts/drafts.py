"""Facts of a tree as the linker takes them: ``FactDraft``, with offsets in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from graphmem.ids import normalise_name
from graphmem.ingest.extract import EntityKind, FactDraft, Mention
from graphmem.ingest.facts.fact import Fact, Phrase
from graphmem.ingest.facts.read import Parsed
from graphmem.types import ResolvedTime

_BEGINNINGS = frozenset(
    {"move", "start", "begin", "join", "marry", "become", "adopt", "buy", "open", "retire", "quit"}
)


def drafts(
    facts: Sequence[Fact],
    parsed: Parsed,
    times: Sequence[ResolvedTime],
    mentions: Sequence[Mention] = (),
) -> Iterator[FactDraft]:
    """Yield each fact, with the time from which it holds where the sentence has one.

    Args:
        mentions: Names found in the text: they say what kind of thing a fact is about.
    """
    for fact in facts:
        start, end = parsed.span(*fact.span)
        yield FactDraft(
            start=start,
            end=end,
            subject=fact.subject.name,
            predicate=fact.predicate.name,
            object=fact.object.name,
            object_is_entity=fact.object.kind in ("entity", "speaker", "addressee"),
            positive=fact.positive,
            confidence=fact.confidence,
            valid_from=_since(fact, parsed, times),
            text=fact.text,
            modality=fact.modality,
            tense=fact.tense,
            said_by=fact.said_by,
            subject_kind=_kind(fact.subject, parsed, mentions),
            object_kind=_kind(fact.object, parsed, mentions),
        )


def _kind(phrase: Phrase, parsed: Parsed, mentions: Sequence[Mention]) -> EntityKind:
    """Return the kind of the mention at a phrase's place whose name holds the phrase's."""
    if phrase.kind in ("speaker", "addressee"):
        return "person"
    start, end = parsed.starts.get(phrase.start, 0), parsed.ends.get(phrase.end, 0)
    name = normalise_name(phrase.name)
    for mention in mentions:
        here = mention.start < end and start < mention.end
        if here and name in normalise_name(mention.name):
            return mention.kind
    return "name"


def _since(fact: Fact, parsed: Parsed, times: Sequence[ResolvedTime]) -> datetime | None:
    """Return when a fact began: "since 2016", or the one time beside a verb of beginning."""
    start, end = _sentence(fact, parsed)
    inside = [t for t in times if start <= t.span[0] < end]
    since = next((t for t in inside if t.text.lower().startswith("since")), None)
    if since is not None:
        return since.start
    begins = fact.tense == "past" and fact.predicate.name.split("_")[0] in _BEGINNINGS
    return inside[0].start if begins and len(inside) == 1 else None


def _sentence(fact: Fact, parsed: Parsed) -> tuple[int, int]:
    """Return the sentence's offsets in the text; its end is the end of its last word."""
    first, last = fact.sentence
    return parsed.starts[first], parsed.ends[last]
