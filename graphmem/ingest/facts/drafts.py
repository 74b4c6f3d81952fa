"""Facts of a tree as the linker takes them: ``FactDraft``, with offsets in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from graphmem.ingest.extract import FactDraft
from graphmem.ingest.facts.fact import Fact
from graphmem.ingest.facts.read import Parsed
from graphmem.types import ResolvedTime

#: Not meant as a fact, but as something that is to come or is only thought, has no place among
#: facts until a draft can say so.
STATED = frozenset({"asserted", "able"})
_BEGINNINGS = frozenset(
    {"move", "start", "begin", "join", "marry", "become", "adopt", "buy", "open", "retire", "quit"}
)


def drafts(
    facts: Sequence[Fact], parsed: Parsed, times: Sequence[ResolvedTime]
) -> Iterator[FactDraft]:
    """Yield what is stated, with the time from which it holds where the sentence has one."""
    for fact in facts:
        if fact.modality in STATED:
            start, end = parsed.span(*fact.span)
            valid_from = _since(fact, parsed, times)
            yield FactDraft(
                start=start,
                end=end,
                subject=fact.subject.name,
                predicate=fact.predicate.name,
                object=fact.object.name,
                object_is_entity=fact.object.kind in ("entity", "speaker", "addressee"),
                positive=fact.positive,
                confidence=fact.confidence,
                valid_from=valid_from,
            )


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
