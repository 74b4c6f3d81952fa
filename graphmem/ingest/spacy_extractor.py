"""Extraction with a user's own spaCy pipeline: its names, and its trees where they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from graphmem.errors import ModelError
from graphmem.ingest.extract import (
    NAME_KINDS,
    EntityKind,
    Extraction,
    Extractor,
    FactDraft,
    Mention,
    Said,
)
from graphmem.ingest.other_names import replace_names, with_entities
from graphmem.ingest.spacy_parser import SpacyParser, speaks_ud, type_of
from graphmem.psm.remembered import RememberingParser
from graphmem.types import ResolvedTime

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_CONFIDENCE = 0.8  # fixed: spaCy's recognisers tell none
_AMOUNTS = frozenset({"QUANTITY", "MONEY", "PERCENT"})
_LONG_RUN = re.compile(r"\S{100,}")  # a tokenizer takes time that grows with its square
_FAILURES = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError,
             ValueError)  # fmt: skip


class SpacyExtractor:
    """An ``Extractor`` with the names of a spaCy pipeline; thread-safe.

    Sentences, times, headings, addresses and amounts are the fallback's. Facts are read from the
    pipeline's trees if they are Universal Dependencies with UPOS, features and lemmas, else they
    are the fallback's. A pipeline that fails on a text leaves it to the fallback, with a warning.

    Args:
        nlp: The pipeline.
        fallback: The shipped extractor.

    Raises:
        ModelError: The pipeline fails on a plain sentence.
    """

    def __init__(self, nlp: Language, fallback: Extractor) -> None:
        self._nlp = nlp
        self._fallback = fallback
        self._lock = Lock()
        try:
            parses = speaks_ud(nlp)
        except _FAILURES as exc:
            raise ModelError(f"the spaCy pipeline does not run: {exc}") from exc
        self._parser = RememberingParser(SpacyParser(nlp, self._lock)) if parses else None
        self._version = f"{_name(nlp)}+{fallback.version}"

    @classmethod
    def load(cls, folder: str | Path, fallback: Extractor) -> SpacyExtractor:
        """Return an extractor with a pipeline that ``nlp.to_disk`` saved, or that is installed.

        A pipeline may hold code of the packages that it names: load only what you trust.

        Raises:
            ModelError: It cannot be loaded.
        """
        import spacy

        try:
            nlp = spacy.load(folder)
        except (ImportError, *_FAILURES) as exc:
            reason = next(iter(str(exc).splitlines()), "") or type(exc).__name__
            raise ModelError(f"{folder} cannot be loaded as a spaCy pipeline: {reason}") from exc
        return cls(nlp, fallback)

    @property
    def version(self) -> str:
        """Names of the pipeline and the fallback, stored on each derived edge."""
        return self._version

    def extract_all(self, said: Sequence[Said]) -> list[Extraction]:
        """Return what each text says, in order.

        Raises:
            ModelError: The fallback cannot read.
        """
        shipped = self._fallback.extract_all(said)
        try:
            named = self._names([one.text for one in said])
            facts = self._facts(said, shipped)
        except _FAILURES as exc:
            if len(said) > 1:  # only what it fails on is left to the fallback
                return [found for one in said for found in self.extract_all([one])]
            return [_warned(one, str(exc) or type(exc).__name__) for one in shipped]
        return [
            _joined(one.text, found, names, stated)
            for one, found, names, stated in zip(said, shipped, named, facts, strict=True)
        ]

    def times(self, text: str, *, occurred_at: datetime) -> tuple[ResolvedTime, ...]:
        """Return the time expressions of a text, as the fallback reads them."""
        return self._fallback.times(text, occurred_at=occurred_at)

    def _names(self, texts: Sequence[str]) -> list[list[Mention]]:
        with self._lock:
            docs = list(self._nlp.pipe([_LONG_RUN.sub(_blank, text) for text in texts]))
        return [list(_mentions(text, doc)) for text, doc in zip(texts, docs, strict=True)]

    def _facts(
        self, said: Sequence[Said], shipped: Sequence[Extraction]
    ) -> list[tuple[FactDraft, ...]]:
        if self._parser is None:
            return [found.facts for found in shipped]
        from graphmem.ingest.reading import read_said  # loads the rules and spaCy's English

        return [found.facts for found in read_said(said, self._parser)]


def _joined(
    text: str, shipped: Extraction, named: Sequence[Mention], facts: Sequence[FactDraft]
) -> Extraction:
    mentions = replace_names(shipped.mentions, named)
    return replace(shipped, mentions=mentions, facts=with_entities(facts, text, mentions))


def _mentions(text: str, doc: Doc) -> Iterator[Mention]:
    """Yield the names of a text; times are read by rules, bare numbers are no entities."""
    for span in doc.ents:
        label = span.label_.upper()
        kind: EntityKind | None = (
            "quantity" if label in _AMOUNTS else NAME_KINDS.get(type_of(label))
        )
        words = text[span.start_char : span.end_char]
        if kind is not None and any(c.isalnum() for c in words):
            yield Mention(span.start_char, span.end_char, words, kind, "mention", _CONFIDENCE)


def _blank(run: re.Match[str]) -> str:
    return " " * len(run[0])


def _warned(shipped: Extraction, reason: str) -> Extraction:
    warning = f"spaCy pipeline: {reason}; the shipped extractor was used"
    return replace(shipped, warnings=(*shipped.warnings, warning))


def _name(nlp: Language) -> str:
    """Return a pipeline's name and version, with a hash of its components and labels."""
    meta = nlp.meta
    parts = repr((nlp.pipe_names, sorted((k, sorted(v)) for k, v in nlp.pipe_labels.items())))
    state = blake2b(parts.encode("utf-8", "replace"), digest_size=4)
    return f"spacy-{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}@{state.hexdigest()}"
