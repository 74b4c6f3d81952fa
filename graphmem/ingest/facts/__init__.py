"""Facts from parsed text: rules over a spaCy ``Doc`` that holds Universal Dependencies trees."""

from graphmem.ingest.facts.fact import Fact, Found, Phrase, Predicate, Rejected
from graphmem.ingest.facts.find import after, find_facts, mentions
from graphmem.ingest.facts.resolve import Known, Turn

__all__ = [
    "Fact",
    "Found",
    "Known",
    "Phrase",
    "Predicate",
    "Rejected",
    "Turn",
    "after",
    "find_facts",
    "mentions",
]
