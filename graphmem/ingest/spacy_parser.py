"""A user's spaCy pipeline as a parser of sentences, where its trees are Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from graphmem.psm.parse import EntitySpan, Parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

#: spaCy's own English pipelines and the usual data sets -> the network's types.
TYPES = {
    "PERSON": "person", "PER": "person",
    "ORG": "organisation", "ORGANISATION": "organisation", "ORGANIZATION": "organisation",
    "GPE": "place", "LOC": "place", "FAC": "place", "PLACE": "place", "LOCATION": "place",
    "WORK_OF_ART": "work", "WORK": "work", "LAW": "work",
    "PRODUCT": "product", "EVENT": "event",
    "DATE": "date", "TIME": "date",
    "CARDINAL": "number", "ORDINAL": "number", "NUMBER": "number",
    "QUANTITY": "number", "MONEY": "number", "PERCENT": "number",
}  # fmt: skip
#: Labels of spaCy's English parsers, which are no Universal Dependencies.
_OTHER_SCHEME = frozenset({"dobj", "pobj", "nsubjpass", "auxpass", "prep", "attr", "pcomp"})
_NEEDED = ("DEP", "POS", "MORPH", "LEMMA")


class SpacyParser:
    """A ``SentenceParser`` over a pipeline. Thread-safe: it runs one batch at a time.

    Args:
        nlp: A pipeline that parses, tags, and knows features and lemmas.
        lock: Held while it runs.
    """

    def __init__(self, nlp: Language, lock: Lock) -> None:
        self._nlp = nlp
        self._lock = lock

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return one parse per sentence, in order.

        Raises:
            ValueError: The pipeline leaves out a part of a parse, or cuts words anew.
        """
        from spacy.tokens import Doc

        with self._lock:
            docs = [Doc(self._nlp.vocab, words=list(words)) for words in sentences]
            parsed = list(self._nlp.pipe(docs))
        return [_parse(doc, words) for doc, words in zip(parsed, sentences, strict=True)]


def speaks_ud(nlp: Language) -> bool:
    """Tell whether a pipeline's trees are such as the rules for facts read.

    It has to be tried: a component of the user's own need not say what its labels are.
    """
    labels = {str(label) for of_pipe in nlp.pipe_labels.values() for label in of_pipe}
    if labels & _OTHER_SCHEME:
        return False
    doc = nlp("Ana moved to Lisbon.")
    return bool(len(doc)) and all(doc.has_annotation(name) for name in _NEEDED)


def type_of(label: str) -> str:
    """Return the network's type for an entity label; what is unknown is ``other``."""
    return TYPES.get(label.upper(), "other")


def _parse(doc: Doc, words: Sequence[str]) -> Parse:
    if [token.text for token in doc] != list(words):
        raise ValueError("the pipeline cuts the words of a sentence anew")
    if words and not all(doc.has_annotation(name) for name in _NEEDED):
        raise ValueError("the pipeline did not parse a sentence")
    return Parse(
        words=tuple(words),
        heads=tuple(token.head.i for token in doc),
        relations=tuple(_relation(token) for token in doc),
        upos=tuple(token.pos_ for token in doc),
        feats=tuple(str(token.morph) for token in doc),
        lemmas=tuple(token.lemma_ for token in doc),
        entities=tuple(_entities(doc.ents)),
        starts=tuple(sentence.start for sentence in doc.sents) or (0,),
    )


def _relation(token: Token) -> str:
    return "root" if token.dep_ == "ROOT" else token.dep_


def _entities(spans: Sequence[Span]) -> Iterator[EntitySpan]:
    for span in spans:
        yield EntitySpan(span.start, span.end, type_of(span.label_), 1.0)
