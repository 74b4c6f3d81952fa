"""BM25, cosine and their fusion."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.baselines import Bm25, Dense, Fused, best
from benchmarks.vectors import embed, pieces

_TEXTS = ["The cats sleep", "A dog barks at a cat", "Rain fell"]


def test_bm25_matches_the_formula_on_one_term():
    """The score of a term is idf · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / average))."""
    scores = Bm25(_TEXTS, k1=1.2, b=0.75)("cat")

    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    average = (2 + 3 + 2) / 3  # words that are no stop words
    expected = [idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * n / average)) for n in (2, 3)]
    assert scores[:2] == pytest.approx(expected, rel=1e-5)
    assert scores[2] == 0


def test_bm25_of_unknown_words_is_zero():
    """A question that shares no word scores nothing, and does not fail."""
    assert list(Bm25(_TEXTS)("zebra")) == [0, 0, 0]


def test_dense_takes_the_best_piece_of_a_passage():
    """A passage of two pieces counts by the nearer one."""
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    dense = Dense(lambda _: np.array([[0, 1]], np.float32), vectors, np.array([0, 0, 1]))

    assert dense("?") == pytest.approx([1.0, 0.8])


def test_fused_adds_reciprocal_ranks_and_leaves_unmatched_words_unranked():
    """A passage without any word of the question gets nothing from BM25's side."""
    fused = Fused(lambda _: np.array([2.0, 0, 0]), lambda _: np.array([0.1, 0.9, 0.5]))

    assert fused("?") == pytest.approx([1 / 61 + 1 / 63, 1 / 61, 1 / 62])


def test_best_breaks_ties_by_order():
    """Equal scores keep the order of the passages."""
    assert best(np.array([1.0, 2.0, 1.0]), ["a", "b", "c"], 2) == ["b", "a"]


def test_pieces_cut_long_texts_and_remember_their_owner():
    """A text of 301 words gives three pieces; an empty one stays one."""
    parts, owners = pieces([" ".join(["w"] * 301), "", "short"], split=True)

    assert [len(part.split()) for part in parts] == [150, 150, 1, 0, 1]
    assert list(owners) == [0, 0, 0, 1, 2]


def test_embed_reads_what_an_earlier_run_left(tmp_path):
    """A second run with the same texts and weights encodes nothing; other weights do."""
    calls: list[int] = []

    def encode(texts: list[str]) -> np.ndarray:
        calls.append(len(texts))
        return np.ones((len(texts), 2), np.float32)

    for version in ("v1", "v1", "v2"):
        found = embed(encode, ["a", "b"], version=version, cache=tmp_path)
        assert found.shape == (2, 2)

    assert calls == [2, 2]
