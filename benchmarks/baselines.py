"""Baselines that rank the same passages: BM25, the encoder's cosine, and both fused."""

# scipy and PyStemmer ship no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import Stemmer
from numpy.typing import NDArray
from scipy import sparse
from spacy.lang.en.stop_words import STOP_WORDS

from benchmarks.context import Encode, Floats

Scorer = Callable[[str], Floats]  # question -> a score per passage, higher is better

_WORD = re.compile(r"\w+")


class Bm25:
    """Okapi BM25 over stemmed words without stop words.

    k1 and b are those of BEIR's BM25 baseline (0.9, 0.4).

    Source: Robertson and Zaragoza, 2009, "The Probabilistic Relevance Framework", eq. 3.15;
    idf with 1 added, as in Lucene, so that it is never negative.
    """

    def __init__(self, texts: Sequence[str], *, k1: float = 0.9, b: float = 0.4) -> None:
        self._stem = Stemmer.Stemmer("english")
        counts = [Counter(self._terms(text)) for text in texts]
        self._columns = {t: i for i, t in enumerate(dict.fromkeys(t for c in counts for t in c))}
        rows = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
        columns = np.array([self._columns[t] for c in counts for t in c], dtype=np.int64)
        tf = np.array([n for c in counts for n in c.values()], dtype=np.float64)
        lengths = np.array([sum(c.values()) for c in counts], dtype=np.float64)
        df = np.bincount(columns, minlength=len(self._columns))
        idf = np.log1p((len(counts) - df + 0.5) / (df + 0.5))
        norm = k1 * (1 - b + b * lengths / max(lengths.mean(), 1.0))
        weights = idf[columns] * tf * (k1 + 1) / (tf + norm[rows])
        shape = (len(counts), max(len(self._columns), 1))
        self._matrix = sparse.csc_matrix((weights.astype(np.float32), (rows, columns)), shape=shape)

    def _terms(self, text: str) -> list[str]:
        words = [w for w in _WORD.findall(text.lower()) if w not in STOP_WORDS]
        return self._stem.stemWords(words)

    def __call__(self, question: str) -> Floats:
        """Score each passage. Shape: (n_passages,)."""
        known = [self._columns[t] for t in set(self._terms(question)) if t in self._columns]
        total = self._matrix[:, known].sum(axis=1)
        return np.asarray(total, dtype=np.float32).ravel()


class Dense:
    """Cosine of question and passage; a passage of several pieces counts by its best one."""

    def __init__(self, encode: Encode, vectors: Floats, owners: NDArray[np.int64]) -> None:
        """Hold ``vectors`` (n_pieces, d_model), unit rows, and the passage each belongs to."""
        self._encode = encode
        self._vectors = vectors
        self._starts = np.flatnonzero(np.diff(owners, prepend=-1))  # owners are ascending

    def __call__(self, question: str) -> Floats:
        """Score each passage. Shape: (n_passages,)."""
        scores = self._vectors @ self._encode([question])[0]  # (n_pieces,)
        return np.maximum.reduceat(scores, self._starts) if len(scores) else scores


class Fused:
    """Reciprocal rank fusion of two scorers.

    Source: Cormack et al., 2009, "Reciprocal Rank Fusion", k = 60.
    """

    def __init__(self, words: Scorer, meaning: Scorer, *, k: int = 60) -> None:
        self._words, self._meaning, self._k = words, meaning, k

    def __call__(self, question: str) -> Floats:
        """Score each passage. Shape: (n_passages,)."""
        words, meaning = self._words(question), self._meaning(question)
        by_words = np.where(words > 0, 1 / (self._k + _ranks(words)), 0)  # unmatched: unranked
        return (by_words + 1 / (self._k + _ranks(meaning))).astype(np.float32)


def best(scores: Floats, ids: Sequence[str], depth: int) -> list[str]:
    """Return the ids of the ``depth`` best scores; ties go to the earlier passage."""
    return [ids[int(i)] for i in np.argsort(-scores, kind="stable")[:depth]]


def _ranks(scores: Floats) -> NDArray[np.int64]:
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
