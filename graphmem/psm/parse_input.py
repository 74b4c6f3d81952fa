"""The network's input: word pieces, the shape of each piece's word, where each word begins.

Training and use share this file, so that both see a sentence alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphmem.psm.labels import word_shape
from graphmem.psm.tokens import marker

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MOST_PIECES = 8  # per word: the tail of an address tells nothing
_CACHED_WORDS = 20_000
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*\Z")


@dataclass(frozen=True, slots=True)
class SentenceInput:
    """One sentence as numbers.

    Attributes:
        ids: Word pieces between the two markers. Length: pieces.
        shapes: Shape of the word that each piece is of; 0 for the markers. Length: pieces.
        firsts: Place of the first marker, which stands for the root, and of each word's first
            piece. Length: words + 1.
    """

    ids: list[int]
    shapes: list[int]
    firsts: list[int]


class InputMaker:
    """Turns words into the network's input.

    Args:
        tokenizer: Path of ``tokenizer.json``.
        max_tokens: Most pieces of an input, the two markers included.
    """

    def __init__(self, tokenizer: Path, *, max_tokens: int) -> None:
        from tokenizers import Tokenizer  # costs 30 ms, so only where a sentence is read

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._room = max_tokens - 2
        self._start, self._end, self._unknown = (
            marker(self._tokenizer, name) for name in (_START, _END, _UNKNOWN)
        )
        # Per maker, not per class: a cache on the method would keep every maker alive.
        self._of_word = lru_cache(_CACHED_WORDS)(self._read)

    def make(self, words: Sequence[str]) -> SentenceInput:
        """Return the input for words that fit in; see ``cut``."""
        ids, shapes, firsts = [self._start], [0], [0]
        for word in words:
            pieces, shape = self._of_word(word)
            firsts.append(len(ids))
            ids += pieces
            shapes += [shape] * len(pieces)
        return SentenceInput([*ids, self._end], [*shapes, 0], firsts)

    def cut(self, words: Sequence[str]) -> list[int]:
        """Return where parts begin that each fit in: 0, and after the last sentence end before
        the limit, or at the limit where there is none.
        """  # noqa: D205 - one sentence
        starts, used, good = [0], 0, 0
        costs = [len(self._of_word(word)[0]) for word in words]
        for i, cost in enumerate(costs):
            if used + cost > self._room:
                starts.append(good if good > starts[-1] else i)
                used = sum(costs[starts[-1] : i])
            used += cost
            if _SENTENCE_END.search(words[i]):
                good = i + 1
        return starts

    def knows(self, word: str) -> bool:
        """Tell whether a word, in small letters, is one piece of the vocabulary."""
        return self._tokenizer.token_to_id(word) is not None

    def _read(self, word: str) -> tuple[tuple[int, ...], int]:
        whole = word.encode("utf-8", "replace").decode("utf-8")  # half a surrogate has no UTF-8
        found = self._tokenizer.encode(whole, add_special_tokens=False).ids[:_MOST_PIECES]
        return tuple(found) or (self._unknown,), word_shape(word)
