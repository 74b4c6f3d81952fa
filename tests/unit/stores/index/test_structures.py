"""The parts of an index, each against its plain definition."""

from __future__ import annotations

import math
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.stores.index.bm25 import K1, B, Bm25, tokens
from graphmem.stores.index.chains import Chains
from graphmem.stores.index.columns import Column
from graphmem.stores.index.names import Names
from graphmem.stores.index.postings import Postings
from graphmem.stores.index.vectors import Vectors, quantise

WORDS = ("kettle", "garden", "violin", "harbour", "pepper", "the")
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=8)


def _bm25(docs: list[str], query: str, row: int) -> float:
    """Robertson and Zaragoza, eq. 3.15, word by word."""
    bags = [Counter(tokens(d)) for d in docs]
    mean = max(sum(sum(b.values()) for b in bags) / len(bags), 1.0)
    score = 0.0
    for term in tokens(query):
        df = sum(term in b for b in bags)
        tf = bags[row][term]
        idf = math.log(1 + (len(docs) - df + 0.5) / (df + 0.5))
        norm = K1 * (1 - B + B * sum(bags[row].values()) / mean)
        score += idf * tf * (K1 + 1) / (tf + norm) if tf else 0.0
    return score


@given(docs=texts, query=st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join))
def test_bm25_is_the_formula(docs: list[str], query: str):
    """Scores equal the definition, added in one go or one by one."""
    index = Bm25()
    for doc in docs:
        index.extend([doc])

    expected = [_bm25(docs, query, row) for row in range(len(docs))]

    assert index.scores(query) == pytest.approx(expected, abs=1e-5)


@given(docs=texts, seed=st.integers(0, 99))
def test_bm25_without_rows_is_one_that_never_had_them(docs: list[str], seed: int):
    """Dropping rows leaves the index of the others, and none of the dropped words."""
    rng = random.Random(seed)
    keep = np.array([rng.random() < 0.6 for _ in docs], bool)
    index = Bm25()
    index.extend(docs)
    index.renumber(np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32))
    index.lengths.replace(index.lengths.values[keep])
    fresh = Bm25()
    fresh.extend(d for d, kept in zip(docs, keep, strict=True) if kept)

    assert set(index.terms) == set(fresh.terms)
    assert index.scores("kettle garden violin") == pytest.approx(
        fresh.scores("kettle garden violin")
    )


def test_tokens_leave_out_function_words():
    """Stems of what carries a topic."""
    assert tokens("Where did the OVENS go, and who sells them?") == ["oven", "go", "sell"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=40), st.integers(0, 39))
def test_postings_are_lists_per_key(pairs: list[tuple[int, int]], packed_at: int):
    """Reading, counting and packing agree with plain lists, whenever packing happens."""
    postings, expected = Postings(), {k: [] for k in range(6)}
    for row, (key, weight) in enumerate(pairs):
        postings.add(key, row, weight)
        expected[key].append((row, weight))
        if row == packed_at:
            postings.packed(6)

    for key, held in expected.items():
        rows, weights = postings.get(key)
        assert list(zip(rows.tolist(), weights.tolist(), strict=True)) == held
        assert postings.count(key) == len(held)
    starts, rows, _ = postings.packed(6)
    assert starts.tolist() == np.cumsum([0, *map(len, expected.values())]).tolist()
    assert rows.tolist() == [row for held in expected.values() for row, _ in held]


def test_postings_read_before_an_append_stay_as_they_were():
    """What was handed out does not change, nor does it stop the next append."""
    postings = Postings()
    postings.add(0, 1)
    before, _ = postings.get(0)
    postings.add(0, 2)

    assert before.tolist() == [1]
    assert postings.get(0)[0].tolist() == [1, 2]
    assert postings.get(9)[0].tolist() == []


@given(st.lists(st.integers(1, 200), max_size=6))
def test_column_grows_by_rows(sizes: list[int]):
    """What was put in comes out, in order."""
    column, expected = Column(np.int64), []
    for size in sizes:
        column.extend(range(size))
        expected += range(size)

    assert column.values.tolist() == expected
    assert len(column) == len(expected)


def test_column_of_vectors_keeps_its_width():
    """A 2-d column grows by rows of one width."""
    column = Column(np.float32, 3)
    column.extend(np.ones((2, 3)))
    column.extend([])
    column.extend(np.zeros((70, 3)))

    assert column.values.shape == (72, 3)
    with pytest.raises(ValueError, match="broadcast"):
        column.extend(np.ones((1, 4)))


def test_codes_are_near_their_vectors():
    """8-bit codes change a cosine by less than 0.003."""
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(500, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    index = Vectors(384)
    index.extend(rows[:100])
    index.extend(rows[100:])

    assert np.abs(index.scores(rows[3]) - rows @ rows[3]).max() < 0.003
    assert index.rows(np.array([3], np.int32))[0] == pytest.approx(rows[3], abs=0.002)
    assert Vectors(384).scores(rows[0]).shape == (0,)


def test_zero_vector_has_a_code():
    """Nothing divides by zero."""
    codes, scales = quantise(np.zeros((1, 4), np.float32))

    assert codes.tolist() == [[0, 0, 0, 0]]
    assert np.isfinite(scales).all()


@given(st.permutations(range(8)))
def test_chains_are_in_order_whatever_came_first(order: list[int]):
    """Rows appended in any order end in the order of their keys, per session."""
    chains, keys, sessions = Chains(), [], []
    for number in order:
        keys.append((number // 2, number % 2, 0, f"{number}"))
        sessions.append(number % 3)
        chains.append(sessions[-1], keys[-1])
    if chains.stale:
        chains.rebuild(sessions, keys)

    for row, after in enumerate(chains.after.values):
        later = [
            k for k, s in zip(keys, sessions, strict=True) if s == sessions[row] and k > keys[row]
        ]
        assert (keys[after] if after >= 0 else None) == min(later, default=None)
        if after >= 0:
            assert chains.before.values[after] == row


def test_chains_go_on_where_sessions_have_other_numbers():
    """The first session is gone: its end is nobody's, and the others keep theirs."""
    chains = Chains()
    for number, session in enumerate((1, 2)):
        chains.append(session, (number, 0, 0, f"{number}"))

    chains.renumber(np.array([-1, 0, 1], np.int32))
    chains.append(0, (5, 0, 0, "5"))
    chains.append(2, (6, 0, 0, "6"))

    assert chains.before.values.tolist() == [-1, -1, 0, -1]
    assert chains.after.values.tolist() == [2, -1, -1, -1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Where does Clara work?", ["clara"]),
        ("Is CLARA'S sister at Helios Labs?", ["clara", "helios labs"]),
        ("helios sells ovens", []),
        ("Helios Labs (Kenya)", ["helios labs"]),
        ("Claras", []),
        ("", []),
        ("İ Clara", ["clara"]),
    ],
)
def test_names_are_found_in_text(text: str, found: list[str]):
    """The longest known names, in any case, with possessives, never inside a word."""
    names, known = Names(), ["clara", "helios labs", "labs of helios"]
    for number, name in enumerate(known):
        names.add(number, [name, name.title()])

    assert [known[m.entity] for m in names.find(text)] == found


def test_homonyms_are_all_found():
    """One name with two bearers gives two matches at one place."""
    names = Names()
    names.add(0, ["Clara"])
    names.add(1, ["clara", ""])

    assert [(m.entity, m.start, m.end) for m in names.find("ask Clara")] == [(0, 4, 9), (1, 4, 9)]


@given(
    pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), unique=True),
    gone=st.sets(st.integers(0, 9)),
    packed=st.booleans(),
)
def test_postings_take_rows_out_and_back_in(
    pairs: list[tuple[int, int]], gone: set[int], packed: bool
):
    """Rows that are dropped are gone from each key; added again and sorted, they are in place."""
    postings, keys = Postings(), Postings()
    for key, row in sorted(pairs):
        postings.add(key, row, key + row)
        keys.add(row, key)
    if packed:
        postings.packed(5)
    rows = np.array(sorted(gone), np.int32)

    postings.drop_rows(5, rows)
    keys.drop_keys(10, rows)
    without = [postings.get(key)[0].tolist() for key in range(5)]
    for key, row in sorted(pairs):
        if row in gone:
            postings.add(key, row, key + row)
    postings.sort(5)

    assert without == [
        [r for k, r in sorted(pairs) if k == key and r not in gone] for key in range(5)
    ]
    assert [keys.count(r) for r in range(10)] == [
        0 if r in gone else sum(row == r for _, row in pairs) for r in range(10)
    ]
    for key in range(5):
        held, weights = postings.get(key)
        assert held.tolist() == sorted(r for k, r in pairs if k == key)
        assert weights.tolist() == [key + r for r in held]
