"""Training of the interference head: the list, the pairs, the fits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graphmem.psm.interference_tables import PAIR_FEATURES, PREDICATE_PART
from graphmem.training.interference_fit import (
    area,
    fit_kernel,
    fit_logistic,
    fit_product,
    sigmoid,
    with_constant,
)
from graphmem.training.interference_sentences import read_scenes
from graphmem.training.pairs.made import Maker
from graphmem.training.pairs.paragraphs import Entity, Paragraphs, Told
from graphmem.training.pairs.sayings import read_sayings

_RNG = np.random.default_rng(0)


def _told() -> Paragraphs:
    places = [Entity((name, name[:4]), "place") for name in ("Valencia", "Bergen", "Helsinki")]
    people = [Entity((name,), "person") for name in ("Mia Lindt", "Omar Reyes", "Julia Novak")]
    told = [
        Told(f"d{n}", person, "P19", (place,))
        for n, (person, place) in enumerate(zip(people, places, strict=True))
    ]
    child = Told("d9", people[0], "P40", tuple(people[1:]))
    return Paragraphs((*told, child), (("Valencia", "Spain"),))


def test_every_saying_names_subject_and_object_once():
    """Every saying names subject and object once."""
    for saying in read_sayings():
        words = saying.text.replace("X's", "X").replace(",", "").split()
        assert words.count("X") == words.count("Y") == 1, saying


def test_a_predicate_keeps_its_cardinality_in_other_words():
    """A predicate keeps its cardinality in other words."""
    sayings = {s.text: s for s in read_sayings()}
    assert sayings["Y is the capital of X"].relation == sayings["X's capital is Y"].relation
    assert sayings["X's capital is Y"].single > 0.9 > 0.1 > sayings["X likes Y"].single


def test_pairs_of_paragraphs_are_labelled():
    """Pairs of paragraphs are labelled."""
    sayings = [s for s in read_sayings() if s.relation in {"P19", "P40"}]
    made = Maker(sayings, _told(), 0).all()
    by_source = {e.source for e in made}
    assert {"coexisting", "swapped", "alias", "within", "listed"} == by_source
    for example in made:
        older, newer = example.pair.older, example.pair.newer
        assert older.subject == newer.subject
        assert older.object in older.text
        if example.source in {"coexisting", "alias", "within"}:
            assert example.conflict == 0
    assert made == Maker(sayings, _told(), 0).all()


def test_a_logistic_fit_finds_the_line():
    """A logistic fit finds the line."""
    x = _RNG.normal(size=(400, 3))
    labels = sigmoid(x @ np.array([2.0, -1.0, 0.0]) + 0.5)
    found = fit_logistic(x, labels, penalty=1e-3)
    assert found == pytest.approx([2, -1, 0, 0.5], abs=0.02)


def test_a_kernel_fit_remembers_what_no_line_can():
    """A kernel fit remembers what no line can."""
    x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    labels = np.array([0.01, 0.99, 0.99, 0.01])
    near = np.exp(-4 * ((x[:, None] - x[None]) ** 2).sum(2))
    votes = fit_kernel(near, labels, penalty=0.01)
    assert ((near @ votes[:-1] + votes[-1] > 0) == (labels > 0.5)).all()
    line = fit_logistic(x, labels, penalty=0.01)
    assert np.abs(with_constant(x) @ line).max() < 0.1


def test_a_product_fit_needs_both_parts():
    """A product fit needs both parts."""
    n = 600
    rows = np.zeros((n, len(PAIR_FEATURES)))
    cut = len(PREDICATE_PART)
    rows[:, 0], rows[:, cut + 5] = _RNG.choice([-4.0, 4.0], n), _RNG.choice([0.0, 1.0], n)
    labels = ((rows[:, 0] > 0) & (rows[:, cut + 5] > 0)).astype(float)
    table = fit_product(rows, labels, penalty=0.01)
    first = sigmoid(with_constant(rows[:, :cut]) @ table[: cut + 1])
    second = sigmoid(with_constant(rows[:, cut:]) @ table[cut + 1 :])
    assert (((first * second) > 0.5) == (labels > 0.5)).all()


def test_the_area_counts_pairs_in_order():
    """The area counts pairs in order."""
    scores = np.array([0.1, 0.4, 0.35, 0.8])
    assert area(scores, np.array([False, False, True, True])) == 0.75


def test_a_premise_is_in_one_part_of_the_scenes_only(tmp_path: Path):
    """A premise is in one part of the scenes only, and every line in one of them."""
    told = [f"Scene {n // 3} is here.\tSaid {n}.\t{n % 3}" for n in range(90)]
    file = tmp_path / "nli" / "snli_validation.tsv"
    file.parent.mkdir()
    file.write_text("\n".join(["premise\thypothesis\tlabel", *told]) + "\n", encoding="utf-8")
    training, held = read_scenes(tmp_path)
    assert len(training) + len(held) == 90
    assert 0 < len(held) < 30
    assert not {s.first for s in training} & {s.first for s in held}
    assert sum(s.contradicts for s in held) * 3 == len(held)
