"""Labelled predicate pairs: parts share no word, and the shipped table is what the files say."""

from __future__ import annotations

import numpy as np
import pytest

from graphmem.psm.manifest import weights_folder
from graphmem.psm.predicate_form import normal_form
from graphmem.psm.predicate_table import PREDICATES
from graphmem.psm.tables import read_table
from graphmem.training.predicates_data import (
    Parts,
    agreement,
    head,
    read_groups,
    read_pairs,
    read_words,
)
from graphmem.training.predicates_train import (
    fit,
    json_table,
    threshold,
    training_pairs,
)


def test_no_head_word_of_the_test_part_is_fitted_on() -> None:
    """What is fitted on shares no head word with validation and test pairs."""
    groups, hand = read_groups(), read_pairs()
    parts = Parts(groups)
    held = {head(p) for x in hand for p in (x.a, x.b) if parts.of(p) != "train"}

    fitted = training_pairs(groups, read_words(), hand, parts)

    assert len(fitted) > 1000
    assert not held & {head(p) for x in fitted for p in (x.a, x.b)}


def test_pairs_are_of_normal_forms_and_labelled_once() -> None:
    """At least 600 pairs, no pair twice, each name its own normal form."""
    pairs = read_pairs()

    assert len({frozenset((x.a, x.b)) for x in pairs}) == len(pairs) >= 600
    assert [p for x in pairs for p in (x.a, x.b) if normal_form(p) != p] == []


def test_agreement_counts_both_readings() -> None:
    """The readings differ somewhere, and by little."""
    n, equal, kappa = agreement()

    assert n == len(read_pairs())
    assert 0.8 < kappa < equal < 1


def test_ties_of_groups_name_groups_and_the_shipped_table_holds_them() -> None:
    """A change of the files without a new table is noticed."""
    shipped = read_table(weights_folder() / PREDICATES).values
    table = json_table(read_groups(), read_words())

    assert {key: shipped[key] for key in table} == table


def test_the_threshold_is_the_lowest_that_is_precise_enough() -> None:
    """One wrong of six is precise enough, two of seven are not."""
    chances = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3])
    gold = np.array([1.0, 1, 1, 1, 1, 0, 0])

    assert threshold(chances, gold) == pytest.approx(0.4)


def test_a_figure_that_tells_labels_apart_gets_a_weight_of_its_sign() -> None:
    """Newton's method finds the side of each figure."""
    figures = np.array([[0.1, 1.0], [0.2, 0.0], [0.8, 1.0], [0.9, 0.0]] * 5)

    _, of = fit(figures, np.array([0.0, 0, 1, 1] * 5), np.ones(20))

    assert of[0] > 1 > abs(of[1])
