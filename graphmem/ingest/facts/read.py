"""From a text and its sentences to a parsed ``Doc``, with the way back to the text's offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from graphmem.ingest.extract import SentenceSpan
from graphmem.ingest.facts.mend import mended
from graphmem.ingest.rules.sentences import Token, tokenize
from graphmem.psm.parse import Parse, to_doc
from graphmem.psm.remembered import SentenceParser

#: What comes before a statement and is none of its words ("Correction: I live in Porto").
_LEAD = re.compile(
    r"\s*(?:correction|update|edit|note|news|reminder|sorry|oops|wait|ps|p\.s\.|fyi|btw)\s*:\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name at [start, end) of the text, as the network sees it.

    Attributes:
        label: One of ``graphmem.psm.labels.ENTITY_TYPES``.
        score: In (0, 1].
    """

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed text.

    Attributes:
        doc: All sentences; blanks between words are one blank or none.
        starts: Offset in ``doc`` of each word's first character -> offset in the text.
        ends: The same for the offset behind its last character.
        names: In order, not overlapping.
    """

    doc: Doc
    starts: dict[int, int]
    ends: dict[int, int]
    names: tuple[Named, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of words at [start, end) of the ``doc``."""
        return self.starts[start], self.ends[end]


def read_text(
    text: str, sentences: Sequence[SentenceSpan], parser: SentenceParser, vocab: Vocab
) -> Parsed:
    """Parse a text sentence by sentence."""
    return read_texts([(text, sentences)], parser, vocab)[0]


def read_texts(
    texts: Sequence[tuple[str, Sequence[SentenceSpan]]], parser: SentenceParser, vocab: Vocab
) -> list[Parsed]:
    """Parse several texts with their sentences, all of them handed to the parser at once."""
    cut = [_cut(text, sentences) for text, sentences in texts]
    words = [[word for _, _, word in part] for parts in cut for part in parts]
    parses = map(mended, parser.parse(words))
    return [_parsed(parts, [next(parses) for _ in parts], vocab) for parts in cut]


def _cut(text: str, sentences: Sequence[SentenceSpan]) -> list[list[Token]]:
    parts = [_tokens(text, sentence) for sentence in sentences]
    return [part for part in parts if part]


def _tokens(text: str, sentence: SentenceSpan) -> list[Token]:
    lead = _LEAD.match(text, sentence.start, sentence.end)
    start = lead.end() if lead else sentence.start
    found = tokenize(text[start : sentence.end])
    return [(a + start, b + start, word) for a, b, word in found]


def _parsed(cut: list[list[Token]], parses: list[Parse], vocab: Vocab) -> Parsed:
    tokens = [token for part in cut for token in part]
    after = [start for start, _, _ in tokens[1:]]
    spaces = [end < start for (_, end, _), start in zip(tokens, [*after, 0], strict=False)]
    doc = to_doc(vocab, parses, spaces) if parses else Doc(vocab)
    pairs = list(zip(doc, tokens, strict=True))
    return Parsed(
        doc,
        {t.idx: start for t, (start, _, _) in pairs},
        {t.idx + len(t.text): end for t, (_, end, _) in pairs},
        tuple(_names(cut, parses)),
    )


def _names(cut: list[list[Token]], parses: list[Parse]) -> Iterator[Named]:
    for part, parse in zip(cut, parses, strict=True):
        for entity in parse.entities:
            start, end = part[entity.start][0], part[entity.end - 1][1]
            yield Named(start, end, entity.label, entity.score)
