"""Which words of a question stand in which events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.seed import Floats, Query
from graphmem.stores.index.bm25 import tokens as stems
from graphmem.stores.index.user_index import UserIndex

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct content words of a question (stems), looked up in some rows.

    Attributes:
        held: Whether a row holds a word. Shape: (n_terms, n_rows).
        weight: Share of each word in the question: its idf over the sum of all; a word that the
            memory does not know weighs most. Shape: (n_terms,).
        plain: False for a word of a name that the question gives. Shape: (n_terms,).
    """

    held: NDArray[np.bool_]
    weight: Floats
    plain: NDArray[np.bool_]

    def covered(self, *, plain_only: bool = False) -> Floats:
        """Return the share of the question's words that each row holds. Shape: (n_rows,)."""
        weight = self.weight * self.plain if plain_only else self.weight
        total = float(weight.sum())
        return (weight @ self.held / total if total > 0 else weight @ self.held).astype(np.float32)


def find_terms(index: UserIndex, query: Query, rows: Ints) -> Terms:
    """Look a question's words up in some rows."""
    words = sorted(set(stems(query.text)))
    place = np.full(len(index), -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    held = np.zeros((len(words), len(rows)), bool)
    idf = np.zeros(len(words), np.float32)
    for number, word in enumerate(words):
        key = index.bm25.terms.get(word)
        there = np.empty(0, np.int32) if key is None else index.bm25.postings.get(key)[0]
        idf[number] = np.log1p((len(index) - len(there) + 0.5) / (len(there) + 0.5))
        found = place[there]
        held[number, found[found >= 0]] = True
    names = {stem for e in query.entities for name in index.entity_names[e] for stem in stems(name)}
    plain = np.array([word not in names for word in words], bool)
    return Terms(held, idf / max(float(idf.sum()), 1e-6), plain)
