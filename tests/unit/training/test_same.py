"""The scorer of names, fitted to a few made-up documents: no PyTorch, no data folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graphmem.psm.same import TABLE, read_scorer
from graphmem.training import same
from graphmem.training.same_data import Document, NameMention, joined, read_judged
from graphmem.training.same_pairs import Remembered, Vectors, labelled
from tests.fakes import FakeEncoder

CONFIG = replace(same.read_config(same.CONFIG), folds=2, mixed=2, mixes=1, precision=0.9)


def document(number: int, *names: tuple[str, str]) -> Document:
    """Return a document with a sentence per name; the second of a pair is the cluster."""
    mentions = tuple(
        NameMention(name, "person", cluster, i, 0) for i, (name, cluster) in enumerate(names)
    )
    texts = tuple(f"{m.name} is here." for m in mentions)
    return Document("made", f"d{number}", texts, mentions, held_out=False)


def documents() -> list[Document]:
    """Return documents in which first names are their bearers', and surnames a family's."""
    first = ("Ana", "Ben", "Clara", "Dora", "Emil", "Fay", "Gus", "Hana")
    return [
        document(
            n,
            (f"{name} Ru{name.lower()}z", "1"),
            (name, "1"),
            (f"{name}ta Kim", "2"),
            ("Kim", "3"),
            (f"{name} Ru{name.lower()}z", "1"),
        )
        for n, name in enumerate(first)
    ]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """A vector for each sentence."""
    return {
        (d.id, m.sentence): FakeEncoder().encode([d.sentences[m.sentence]])[0]
        for d in documents()
        for m in d.mentions
    }


def test_clusters_tell_which_names_are_one(vectors: Vectors):
    """In one document its clusters do; a first name of another document is somebody else's."""
    one, other = documents()[:2]
    memory = Remembered.of([one], vectors)
    both = Remembered.of(
        [one, document(1, ("Ana", "7"), ("Ben", "8"))], {**vectors, ("d1", 1): vectors["d1", 1]}
    )

    assert memory.same("ana", "ana ruanaz") is True
    assert memory.same("anata kim", "kim") is False
    assert memory.gold() == {("ana", "ana ruanaz")}
    assert both.same("ana", "ana ruanaz") is False
    assert len(labelled(memory).y) == len(memory.book.pairs())
    assert other.id == "d1"


def test_clusters_that_nobody_joined_are_no_proof():
    """Where documents keep two clusters for one entity, only a relation between them says two."""
    sure = document(0, ("Ana Ruiz", "1"), ("Ana", "2"))
    doubtful = replace(sure, complete=False)
    related = replace(doubtful, related=frozenset({("2", "1")}))
    vectors = {("d0", 0): np.ones(3, np.float32), ("d0", 1): np.ones(3, np.float32)}

    told = [Remembered.of([d], vectors).same("ana", "ana ruiz") for d in (sure, doubtful, related)]

    assert told == [False, None, False]


def test_a_fitted_scorer_is_written_and_read(
    vectors: Vectors, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """It joins first names and leaves surnames, as the documents do."""
    scorer = same.train(documents(), CONFIG, vectors)
    same.write(scorer, tmp_path, CONFIG)
    read = read_scorer(tmp_path / TABLE)
    memory = Remembered.of([documents()[0]], vectors)

    pairs = [p for _, p in same.joined(memory, same.scored(memory, read), read.threshold)]

    assert "chosen" in capsys.readouterr().out
    assert [(p.short, p.long) for p in pairs] == [("ana", "ana ruanaz")]
    assert np.array_equal(read.weights, scorer.weights)


def test_what_was_read_by_hand_names_each_pair_once():
    """A pair is in the order in which it is looked up."""
    judged = read_judged()

    assert judged
    assert all(a < b for _, a, b in judged)


def test_text_has_no_blank_before_marks():
    """Words become text as people write it."""
    assert joined(["He", "(", "Ana", "'s", "friend", ")", "left", "."]) == "He (Ana's friend) left."
