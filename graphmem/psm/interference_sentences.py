"""Two sentences of one scene: does the second contradict the first? Learned from SNLI alone.

No verdict of the interference head rests on it: sentences of a memory seldom speak of one scene,
and over facts it says nothing that the predicate and the objects do not (docs/interference.md).
It is for callers that know that both sentences do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ModelError
from graphmem.psm.interference_tables import TABLE
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder, TextEncoder
from graphmem.psm.tables import read_table

Floats = NDArray[np.float64]

#: Beside the products and the distances of two vectors' components.
PLAIN = 4
_COSINE = 4.0
_WORD = re.compile(r"\w+")
_DENIAL = re.compile(r"\b(?:no|not|nobody|none|never|nothing|without|\w+n['’]t)\b", re.IGNORECASE)


class Sentences:
    """Judges pairs of sentences; make it with ``load``.

    Args:
        table: Weights, the constant last. Shape: (2 * dimension + PLAIN + 1,).
        encoder: The sentence encoder they were trained on.
    """

    def __init__(self, table: Floats, encoder: TextEncoder) -> None:
        self._table = table
        self._encoder = encoder

    @classmethod
    def load(
        cls, folder: Path | None = None, *, encoder: TextEncoder | None = None, threads: int = 0
    ) -> Sentences:
        """Read the table of a weights folder, the shipped one by default.

        Args:
            folder: Where ``interference.json`` lies.
            encoder: The sentence encoder; the shipped one where none is given.
            threads: Of the shipped encoder; 0 means all cores this process may use.

        Raises:
            ModelError: The table is missing, damaged, or of another encoder.
        """
        used = encoder or Encoder.load(threads=threads)
        path = (folder or weights_folder()) / TABLE
        try:
            table = np.array(read_table(path).values["sentences"], np.float64)
        except (KeyError, TypeError, ValueError) as exc:
            raise ModelError(f"{path} has no table of sentences; reinstall the package") from exc
        if table.shape != (2 * used.dimension + PLAIN + 1,):
            raise ModelError(f"{path} does not fit the encoder; reinstall the package")
        return cls(table, used)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the probability that the second sentence contradicts the first, for each pair."""
        if not pairs:
            return []
        first, second = (self._encoder.encode([pair[n] for pair in pairs]) for n in (0, 1))
        score = sentence_features(pairs, first, second) @ self._table[:-1] + self._table[-1]
        return (1 / (1 + np.exp(-np.clip(score, -30, 30)))).tolist()


def sentence_features(
    pairs: Sequence[tuple[str, str]], first: NDArray[np.float32], second: NDArray[np.float32]
) -> Floats:
    """Return what the table reads.

    Products and distances of the vectors' components (Conneau et al., 2017, Supervised Learning
    of Universal Sentence Representations), shared words, and denial in one of the two.

    Args:
        pairs: The sentences.
        first: Unit vectors of the first ones. Shape: (n, dimension).
        second: Of the second ones. Shape: (n, dimension).

    Returns:
        Shape: (n, 2 * dimension + PLAIN).
    """
    scale = first.shape[1] ** 0.5
    plain = np.array([_plain(*pair) for pair in pairs])
    cosine = _COSINE * (first * second).sum(axis=1, keepdims=True)
    parts = first * second * scale, np.abs(first - second) * scale, cosine, plain
    return np.concatenate(parts, axis=1).astype(np.float64)


def _plain(first: str, second: str) -> list[float]:
    a, b = (set(_WORD.findall(text.casefold())) for text in (first, second))
    denied = bool(_DENIAL.search(first)) != bool(_DENIAL.search(second))
    return [len(a & b) / max(1, len(b)), len(a & b) / max(1, len(a)), float(denied)]
