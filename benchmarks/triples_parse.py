"""Texts as parsed documents, by the extraction network where its weights are there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from benchmarks.pronouns_gap import PlacedDoc
from benchmarks.triples_trees import vocabulary
from graphmem.ingest.extract import FactDraft
from graphmem.ingest.rules import RuleExtractor
from graphmem.ingest.rules.sentences import split_sentences

if TYPE_CHECKING:
    from graphmem.psm.remembered import SentenceParser

Read = Callable[[str], Doc]


def network() -> SentenceParser:
    """Return the shipped network."""
    from graphmem.psm.extraction import Extractor  # loads the network's code

    return Extractor.load()


def reader() -> Read:
    """Return what parses a text with the shipped network, each text once."""
    return reading(network())


def reading(parser: SentenceParser) -> Read:
    """Return what parses a text with a parser and remembers it."""
    from graphmem.ingest.facts.read import read_text  # needs the network's code

    @cache
    def read(text: str) -> Doc:
        return read_text(text, split_sentences(text), parser, vocabulary()).doc

    return read


def placing(parser: SentenceParser) -> Callable[[str], PlacedDoc]:
    """Return what parses a text and keeps the way back to its offsets."""
    from graphmem.ingest.facts.read import read_text  # needs the network's code

    def read(text: str) -> PlacedDoc:
        parsed = read_text(text, split_sentences(text), parser, vocabulary())
        return PlacedDoc(parsed.doc, tuple(parsed.starts[t.idx] for t in parsed.doc))

    return read


@cache
def _first() -> RuleExtractor:
    return RuleExtractor()


def first_version(text: str, at: datetime) -> tuple[FactDraft, ...]:
    """Return the facts of the rules of the first version; nobody speaks."""
    return _first().extract(text, occurred_at=at, speaker=None).facts
