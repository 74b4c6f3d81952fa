"""The update reader's input: word pieces of two messages, and which message each is of.

Training and use share this file, so that both see a pair alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.session import padded_length
from graphmem.psm.tokens import marker

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]
INPUTS = ("input_ids", "attention_mask", "sides")
_MARKERS = 3  # before, between, after


@dataclass(frozen=True, slots=True)
class Pieces:
    """One message as numbers.

    Attributes:
        ids: Word pieces, without markers.
        offsets: Where each stands in the text: character offsets [start, end).
        words: Number of the word, or sign, that each is a piece of.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]
    words: list[int]


@dataclass(frozen=True, slots=True)
class PairInput:
    """Two messages as numbers.

    Attributes:
        ids: Start marker, older message, end marker, newer message, end marker.
        sides: 1 from the newer message on. Length: that of ``ids``.
        older, newer: The messages' own pieces, in their order in ``ids``.
    """

    ids: list[int]
    sides: list[int]
    older: Pieces
    newer: Pieces


class PairMaker:
    """Turns two texts into the network's input.

    Args:
        tokenizer: Path of ``tokenizer.json``.
        max_tokens: Most pieces of an input, markers included; of each message at most half.
    """

    def __init__(self, tokenizer: Path, *, max_tokens: int) -> None:
        from tokenizers import Tokenizer  # costs 30 ms, so only where a pair is read

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._room = (max_tokens - _MARKERS) // 2
        self._start, self._end = (marker(self._tokenizer, name) for name in ("[CLS]", "[SEP]"))

    def pieces(self, text: str) -> Pieces:
        """Return the pieces of a text; its end is cut off where it has too many."""
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate has no UTF-8
        found = self._tokenizer.encode(whole, add_special_tokens=False)
        words = [-1 if word is None else word for word in found.word_ids]
        room = self._room
        return Pieces(found.ids[:room], found.offsets[:room], words[:room])

    def make(self, older: Pieces, newer: Pieces) -> PairInput:
        """Return two messages as one input."""
        first = [self._start, *older.ids, self._end]
        second = [*newer.ids, self._end]
        return PairInput(first + second, [0] * len(first) + [1] * len(second), older, newer)


def collate(pairs: Sequence[PairInput]) -> dict[str, Ints]:
    """Pad pairs to arrays. Shape of each: (batch, length)."""
    length = max(padded_length(len(pair.ids)) for pair in pairs)
    batch = {name: np.zeros((len(pairs), length), np.int64) for name in INPUTS}
    for row, pair in enumerate(pairs):
        size = len(pair.ids)
        batch["input_ids"][row, :size] = pair.ids
        batch["attention_mask"][row, :size] = 1
        batch["sides"][row, :size] = pair.sides
    return batch
