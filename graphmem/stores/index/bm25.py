"""BM25 over postings that grow with each write.

Robertson and Zaragoza, 2009, "The Probabilistic Relevance Framework", eq. 3.15, with the
non-negative idf of Lucene. Libraries were measured against it (docs/architecture.md): those
that rank well index once and for all, SQLite FTS5 grows but ranks a common word's rows one
by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.index.columns import Column
from graphmem.stores.index.postings import Postings

K1 = 1.2
B = 0.75
_WORD = re.compile(r"\w+", re.UNICODE)
#: Function words: they carry no topic, and in a question they are most of the words.
_FUNCTION_WORDS = """
a about above after again against all also am an and any are as at be because been
before being below between both but by can could did do does doing down during each few
for from further had has have having he her here hers herself him himself his how i if
in into is it its itself just me more most my myself no nor not now of off on once only
or other our ours out over own same she should so some such than that the their theirs
them themselves then there these they this those through to too under until up very was
we were what when where which while who whom why will with would you your yours yourself
s t d m ll re ve don didn doesn isn wasn aren weren won wouldn couldn shouldn hasn haven
hadn
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


class _Stemmer(Protocol):
    def stemWords(self, words: Sequence[str]) -> list[str]: ...  # noqa: N802


@cache
def _stemmer() -> _Stemmer:
    import Stemmer  # type: ignore[import-untyped]

    return cast("_Stemmer", Stemmer.Stemmer("english"))  # pyright: ignore


def tokens(text: str) -> list[str]:
    """Return the stems of a text's words, without function words."""
    words = [w for w in _WORD.findall(text.lower()) if w not in STOP_WORDS]
    return _stemmer().stemWords(words)


class Bm25:
    """Row-aligned full-text index."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.postings = Postings()
        self.lengths = Column(np.float32)

    def extend(self, texts: Iterable[str]) -> None:
        """Append the rows of some texts."""
        for text in texts:
            row = len(self.lengths)
            words = tokens(text)
            for term, count in Counter(words).items():
                self.postings.add(self.terms.setdefault(term, len(self.terms)), row, count)
            self.lengths.extend([len(words)])

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the BM25 score of each row. Shape: (n_rows,)."""
        lengths = self.lengths.values
        scores = np.zeros(len(lengths), np.float32)
        if not len(lengths):
            return scores
        norm = K1 * (1 - B + B * lengths / max(float(lengths.mean(dtype=np.float64)), 1.0))
        for term, times in sorted(Counter(tokens(query)).items()):
            key = self.terms.get(term)
            if key is None:
                continue
            rows, counts = self.postings.get(key)
            idf = np.log1p((len(lengths) - len(rows) + 0.5) / (len(rows) + 0.5))
            scores[rows] += times * idf * counts * (K1 + 1) / (counts + norm[rows])
        return scores

    def rarity(self, term: str) -> int:
        """Return how many rows hold a stem."""
        key = self.terms.get(term)
        return 0 if key is None else self.postings.count(key)

    def renumber(self, new_row: NDArray[np.int32]) -> None:
        """Drop rows (-1) and close up; words that no row holds are forgotten."""
        self.postings.renumber_rows(len(self.terms), new_row)
        starts = self.postings.packed(len(self.terms))[0]
        used = np.diff(starts) > 0
        new_key = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
        self.postings.renumber_keys(len(self.terms), new_key, int(used.sum()))
        kept = (term for term, key in self.terms.items() if used[key])
        self.terms = {term: i for i, term in enumerate(kept)}
