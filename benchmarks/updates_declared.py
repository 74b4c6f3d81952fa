"""What a user would declare of the predicates that a world's statements are read as."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from benchmarks.updates_cases import Topic, World
from graphmem.dynamics.statements import Cardinality
from graphmem.ingest.extract import Said
from graphmem.ingest.model_extractor import ModelExtractor
from graphmem.training.pairs.sayings import read_sayings

_DECLARED: dict[str, Cardinality] = {
    "one": "one", "now": "one_at_a_time", "mostly": "one_at_a_time", "some": "many", "many": "many",
}  # fmt: skip
_GENERAL = {"be", "have", "is_a", "is", "get", "go", "make", "do"}


def declared(worlds: Sequence[World]) -> dict[str, Cardinality]:
    """Return the number of values by predicate, as extraction names it.

    A topic that names a relation of the shipped list has that list's cardinality. Predicates that
    say nothing alone, and those of topics that disagree, are not declared.
    """
    listed = {s.relation: s.cardinality for s in reversed(read_sayings())}
    found: dict[str, set[str]] = {}
    topics = sorted((t for w in worlds for t in w.topics), key=lambda t: t.name)
    extractor = ModelExtractor.load()
    for name, same in groupby(topics, key=lambda t: t.name):
        told = list(same)
        cardinality = listed.get(name, told[0].cardinality)
        for predicate in _main_predicates(extractor, told):
            found.setdefault(predicate, set()).add(_DECLARED.get(cardinality, ""))
    return {
        predicate: _cardinality(kinds)
        for predicate, kinds in sorted(found.items())
        if len(kinds) == 1 and kinds != {""} and predicate not in _GENERAL
    }


def _cardinality(kinds: set[str]) -> Cardinality:
    (kind,) = kinds
    return next(c for c in ("one", "one_at_a_time", "many") if c == kind)


def _main_predicates(extractor: ModelExtractor, topics: Sequence[Topic]) -> set[str]:
    """Return predicates that a fifth of a topic's statements or more are read as."""
    events = [event for topic in topics for event in topic.told if event.at]
    said = [Said(e.text, e.at, e.speaker) for e in events if e.at]
    counts: dict[str, int] = {}
    for draft in extractor.extract_all(said):
        for predicate in {fact.predicate for fact in draft.facts}:
            counts[predicate] = counts.get(predicate, 0) + 1
    return {p for p, n in counts.items() if n >= max(1, len(events) / 5)}
