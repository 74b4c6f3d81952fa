"""From a text and its sentences to a parsed ``Doc``, with the way back to the text's offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc
from spacy.vocab import Vocab

from graphmem.ingest.extract import SentenceSpan
from graphmem.ingest.rules.sentences import Token, tokenize
from graphmem.psm.parse import Parse, to_doc


class SentenceParser(Protocol):
    """Parses sentences that are cut into words (``graphmem.psm.extraction.Extractor``)."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return one parse per sentence, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed text.

    Attributes:
        doc: All sentences; blanks between words are one blank or none.
        starts: Offset in ``doc`` of each word's first character -> offset in the text.
        ends: The same for the offset behind its last character.
    """

    doc: Doc
    starts: dict[int, int]
    ends: dict[int, int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of words at [start, end) of the ``doc``."""
        return self.starts[start], self.ends[end]


def read_text(
    text: str, sentences: Sequence[SentenceSpan], parser: SentenceParser, vocab: Vocab
) -> Parsed:
    """Parse a text sentence by sentence."""
    cut = [_tokens(text, sentence) for sentence in sentences]
    return _parsed([part for part in cut if part], parser, vocab)


def _tokens(text: str, sentence: SentenceSpan) -> list[Token]:
    found = tokenize(text[sentence.start : sentence.end])
    return [(a + sentence.start, b + sentence.start, word) for a, b, word in found]


def _parsed(cut: list[list[Token]], parser: SentenceParser, vocab: Vocab) -> Parsed:
    parses = parser.parse([[word for _, _, word in part] for part in cut])
    tokens = [token for part in cut for token in part]
    after = [start for start, _, _ in tokens[1:]]
    spaces = [end < start for (_, end, _), start in zip(tokens, [*after, 0], strict=False)]
    doc = to_doc(vocab, parses, spaces) if parses else Doc(vocab)
    pairs = list(zip(doc, tokens, strict=True))
    return Parsed(
        doc,
        {t.idx: start for t, (start, _, _) in pairs},
        {t.idx + len(t.text): end for t, (_, end, _) in pairs},
    )
