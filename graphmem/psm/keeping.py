"""An encoder that keeps its last vectors: names and turns of phrase come again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.runtime import TextEncoder


class KeepingEncoder:
    """Encodes each text once as long as its vector is kept. Thread-safe.

    Args:
        encoder: Does the work; a text's vector must not depend on its company.
        size: Vectors that are kept, those used last (1.5 kB each).
    """

    def __init__(self, encoder: TextEncoder, *, size: int = 4096) -> None:
        self._encoder = encoder
        self._size = size
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    @property
    def version(self) -> str:
        """Name and version of the encoder."""
        return self._encoder.version

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text. Shape: (n_texts, dimension)."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._encoder.encode(new), strict=True))
        self._keep(texts, known)
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return np.stack([known[text] for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of word pieces of each text."""
        return self._encoder.count_tokens(texts)

    def tokenize_offsets(self, text: str) -> list[tuple[int, int]]:
        """Return the character offsets [start, end) of each word piece."""
        return self._encoder.tokenize_offsets(text)

    def _keep(self, texts: Sequence[str], known: dict[str, NDArray[np.float32]]) -> None:
        with self._lock:
            for text in texts[-self._size :]:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
