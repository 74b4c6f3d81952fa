"""From scores to trees, spans and lemmas."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem.psm.decode_lemma import apply, script_of
from graphmem.psm.decode_spans import decode_spans
from graphmem.psm.decode_tree import decode_tree
from graphmem.psm.labels import ENTITY_TAGS, SHAPES, word_shape

TAGS = ("O", "B-person", "I-person", "B-place", "I-place")


def is_tree(heads: list[int]) -> bool:
    """Tell whether every word reaches the root and one word alone hangs on it."""
    if heads.count(0) != 1:
        return False
    for node in range(1, len(heads) + 1):
        seen = set()
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node - 1]
    return True


def total(scores: np.ndarray, heads: list[int]) -> float:
    """Sum the scores of the chosen arcs."""
    return sum(float(scores[d, h]) for d, h in enumerate(heads, start=1))


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_tree_scores_higher_than_the_one_found(n, seed):
    """Compared with every tree of up to five words."""
    scores = np.random.default_rng(seed).normal(size=(n + 1, n + 1)).astype(np.float32)

    found = decode_tree(scores)

    every = (list(heads) for heads in product(range(n + 1), repeat=n))
    best = max(total(scores, heads) for heads in every if is_tree(heads))
    assert is_tree(found)
    assert total(scores, found) == pytest.approx(best, abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(st.integers(6, 60), st.integers(0, 10_000))
def test_long_sentences_give_trees_too(n, seed):
    """Random scores have many cycles; each is broken, and one word hangs on the root."""
    scores = np.random.default_rng(seed).normal(size=(n + 1, n + 1)).astype(np.float32)

    assert is_tree(decode_tree(scores))


def test_two_words_that_want_each_other_are_parted_where_it_costs_least():
    """A cycle is entered at the word that loses least by it."""
    scores = np.full((3, 3), -5.0)
    scores[1, 2] = scores[2, 1] = 9.0
    scores[1, 0], scores[2, 0] = 1.0, 2.0

    assert decode_tree(scores) == [2, 0]


def test_of_two_roots_the_better_stays():
    """A second root becomes a dependent even if its root arc scored higher."""
    scores = np.array([[0, 0, 0], [8, 0, 1], [9, 3, 0]], float)

    assert decode_tree(scores) == [0, 1]


def test_no_words_and_one_word_are_trees():
    """Nothing has no heads; a lone word hangs on the root whatever its scores are."""
    assert decode_tree(np.zeros((1, 1))) == []
    assert decode_tree(np.array([[0.0, 0.0], [-1e9, 50.0]])) == [0]


def one_hot(*tags: str, height: float = 5.0) -> np.ndarray:
    """Return scores that prefer these tags."""
    rows = np.zeros((len(tags), len(TAGS)), np.float32)
    rows[range(len(tags)), [TAGS.index(tag) for tag in tags]] = height
    return rows


def test_tags_become_spans_with_types_and_scores():
    """Neighbouring names stay two; a sure span scores higher than an unsure one."""
    sure = one_hot("B-person", "I-person", "B-place", "O")

    found = decode_spans(sure, TAGS)
    unsure = decode_spans(sure / 4, TAGS)

    assert [(s.start, s.end, s.label) for s in found] == [(0, 2, "person"), (2, 3, "place")]
    assert 0.95 < found[0].score <= 1
    assert unsure[0].score < found[0].score


def test_a_continuation_of_nothing_is_no_span():
    """Of sequences in which I- follows its own type, the most probable counts."""
    scores = one_hot("O", "I-person", "O")
    scores[1, TAGS.index("B-person")] = 4.0

    found = decode_spans(scores, TAGS)

    assert [(s.start, s.end, s.label) for s in found] == [(1, 2, "person")]


def test_words_outside_names_have_no_spans():
    """Neither do no words at all."""
    assert decode_spans(one_hot("O", "O"), TAGS) == ()
    assert decode_spans(np.zeros((0, len(TAGS))), TAGS) == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_spans_of_any_scores_are_ordered_and_apart(n, seed):
    """Whatever the network says, spans lie inside the sentence and do not overlap."""
    scores = np.random.default_rng(seed).normal(size=(n, len(ENTITY_TAGS)))

    found = decode_spans(scores, ENTITY_TAGS)

    ends = [0] + [s.end for s in found]
    assert all(end <= s.start < s.end <= n for end, s in zip(ends, found, strict=False))
    assert all(0 < s.score <= 1 for s in found)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Cities", "city"),
        ("went", "go"),
        ("IBM", "IBM"),
        ("LISBON", "Lisbon"),
        ("running", "run"),
        ("n't", "not"),
        ("1990s", "1990s"),
        ("Ёлки", "ёлка"),
    ],
)
def test_a_script_makes_the_lemma_it_was_read_from(word, lemma):
    """Reading a script and applying it are each other's inverse."""
    assert apply(word, [script_of(word, lemma)]) == lemma


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_any_pair_has_a_script(word, lemma):
    """Also of words that have nothing in common."""
    assert apply(word, [script_of(word, lemma)]) == lemma


def test_the_first_script_that_fits_is_taken():
    """A script whose ending the word has not is passed over; without any, the word stays."""
    scripts = [("l", "ies", "y"), ("l", "s", "")]

    assert apply("Dogs", scripts) == "dog"
    assert apply("Dog", scripts) == "dog"
    assert apply("s", scripts) == "s"


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("cat", "lower"),
        ("Cat", "title"),
        ("I", "initial"),
        ("NATO", "upper"),
        ("iPhone", "mixed"),
        ("1990", "digits"),
        ("3.5", "digit_mark"),
        ("4th", "digit_letter"),
        ("@ana", "handle"),
        ("#tbt", "hashtag"),
        ("https://x.org", "address"),
        ("...", "mark"),
        ("猫", "other"),
        ("U.S.", "upper"),
        ("", "mark"),
    ],
)
def test_shapes_tell_what_word_pieces_do_not(word, shape):
    """Each kind of spelling has its shape."""
    assert SHAPES[word_shape(word)] == shape
