"""Word pieces: the tokenizer that belongs to the encoder.

Texts are encoded one by one: that costs about 1 % of running the model, and unlike the
tokenizer's own batch call it starts no threads, which would warn when a caller forks.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphmem.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer


class WordPieces:
    """Cuts text into the pieces that the encoder knows.

    Args:
        path: ``tokenizer.json``.
        max_tokens: Longest sequence, the two markers included; more is cut off at the end.
    """

    def __init__(self, path: Path, *, max_tokens: int) -> None:
        from tokenizers import Tokenizer  # costs 30 ms, so only where a text is encoded

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(path))
        # Cutting and padding are done here, by length-sorted batches.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._max_tokens = max_tokens

    def ids(self, text: str) -> list[int]:
        """Return at most ``max_tokens`` ids, the start and end markers included."""
        ids = self._encode(text, markers=True).ids
        return ids if len(ids) <= self._max_tokens else [*ids[: self._max_tokens - 1], ids[-1]]

    def count(self, text: str) -> int:
        """Return the number of word pieces, without markers and without a limit."""
        return len(self._encode(text, markers=False).ids)

    def offsets(self, text: str) -> list[tuple[int, int]]:
        """Return the character offsets [start, end) of each word piece, without a limit."""
        return self._encode(text, markers=False).offsets

    def _encode(self, text: str, *, markers: bool) -> Encoding:
        try:
            return self._tokenizer.encode(text, add_special_tokens=markers)
        except (UnicodeEncodeError, TypeError):
            # A lone surrogate has no UTF-8 form; "?" keeps the offsets as they are.
            whole = text.encode("utf-8", "replace").decode("utf-8")
            return self._tokenizer.encode(whole, add_special_tokens=markers)


def marker(tokenizer: Tokenizer, name: str) -> int:
    """Return the id of a marker, such as ``[CLS]``.

    Raises:
        ModelError: The tokenizer has none.
    """
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ModelError(f"the tokenizer has no {name}; reinstall graphmem")
    return found
