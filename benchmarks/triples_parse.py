"""Texts as parsed documents, by the extraction network where its weights are there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from benchmarks.triples_trees import vocabulary
from graphmem.errors import ModelError
from graphmem.ingest.extract import FactDraft
from graphmem.ingest.rules import RuleExtractor
from graphmem.ingest.rules.sentences import split_sentences

if TYPE_CHECKING:
    from graphmem.ingest.facts.read import SentenceParser

Read = Callable[[str], Doc]


def reader() -> Read | None:
    """Return what parses a text, each text once; None without the network's weights."""
    try:
        from graphmem.psm.extraction import Extractor  # the weights are not in every checkout

        parser = Extractor.load()
    except (ImportError, ModelError):
        return None
    return reading(parser)


def reading(parser: SentenceParser) -> Read:
    """Return what parses a text with a parser and remembers it."""
    from graphmem.ingest.facts.read import read_text  # needs the network's code

    @cache
    def read(text: str) -> Doc:
        return read_text(text, split_sentences(text), parser, vocabulary()).doc

    return read


@cache
def _first() -> RuleExtractor:
    return RuleExtractor()


def first_version(text: str, at: datetime) -> tuple[FactDraft, ...]:
    """Return the facts of the rules of the first version; nobody speaks."""
    return _first().extract(text, occurred_at=at, speaker=None).facts
