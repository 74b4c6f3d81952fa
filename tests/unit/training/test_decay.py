"""The labelled statements, the generator and the fit of the decay head."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graphmem.psm.decay import CLASSES, Statement
from graphmem.training.decay_agreement import cohens_kappa, read_feelings
from graphmem.training.decay_data import Example, held_out, read_labelled
from graphmem.training.decay_fit import FitOptions, fit, soft_labels
from graphmem.training.decay_generate import generate


def test_there_are_two_hundred_statements_with_labels_of_two_readers():
    """Agreed labels are one of the two readers', and every class occurs."""
    rows = read_labelled()

    assert len({row.text for row in rows}) == len(rows) == 200
    assert {row.gold for row in rows} == set(CLASSES)
    assert all(row.gold in row.readers for row in rows)


def test_topics_are_held_out_whole():
    """A quarter of the topics, the same ones every time."""
    topics = [row.topic for row in read_labelled()]

    assert held_out(topics) == held_out(reversed(topics))
    assert len(held_out(topics)) == len(set(topics)) // 4


def test_no_labelled_statement_is_generated():
    """What is judged on is not trained on."""
    made = {m.text.lower().rstrip(".!") for m in generate(3)}

    assert not made & {row.text.lower().rstrip(".!") for row in read_labelled()}


def test_generating_is_repeatable():
    """A seed, a set."""
    assert list(generate(1, seed=3)) == list(generate(1, seed=3))


def test_feelings_are_labelled_twice():
    """A hundred texts, labels from 0 to 3."""
    texts, a, b = read_feelings()

    assert len(set(texts)) == len(a) == len(b) == 100
    assert set(a) == set(b) == {0, 1, 2, 3}


def test_kappa_is_one_for_equal_and_nought_for_chance():
    """As defined; distance counts where it is weighted."""
    a, b = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])

    assert cohens_kappa(a, a, 2) == pytest.approx(1.0)
    assert cohens_kappa(a, b, 2) == pytest.approx(0.0)
    near, far = np.array([0, 1, 2, 1]), np.array([0, 1, 2, 0])
    assert cohens_kappa(near, far, 3, quadratic=True) > cohens_kappa(near, far, 3)


def test_a_label_leans_on_its_neighbours():
    """The classes are ordered; the ends have one neighbour."""
    soft = soft_labels([0, 3], 0.2)

    assert soft[0] == pytest.approx([0.8, 0.2, 0, 0, 0, 0])
    assert soft[1] == pytest.approx([0, 0, 0.1, 0.8, 0.1, 0])


def test_fitting_learns_cues_and_directions():
    """One class is told by a word, another by the vector alone."""
    plain = Example(Statement("Rivers bend", "fact"), np.zeros(2, np.float32), 5, "a")
    told = replace(plain, statement=Statement("It lasts two weeks", "fact"), label=2, group="b")
    felt = replace(plain, vector=np.array([0, 1], np.float32), label=0, group="c")
    gold = [replace(e, group=f"{e.group}{n}") for e in (plain, told, felt) for n in range(5)]

    head = fit(gold, [], FitOptions())

    found = [head.decide(e.statement, e.vector).decay_class for e in (plain, told, felt)]
    assert found == ["permanent", "weeks", "hours"]
