"""Predicates have one name, whichever words say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.triples_trees import read_trees
from graphmem.ingest.facts import find_facts
from tests.unit.ingest.facts.trees import TURN, Triple, triple


def _triples(name: str) -> set[Triple]:
    with (Path(__file__).parent / "predicates.conllu").open(encoding="utf-8") as lines:
        doc = next(tree.doc for tree in read_trees(lines) if tree.id == name)
    return {triple(fact) for fact in find_facts(doc, TURN).facts}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("putin", ("Rex", "be_put_in", "cage")),
        ("endedup", ("Eva", "buy", "boat")),
        ("managed", ("Eva", "sell", "Eva's boat")),
        ("began", ("Ana", "start_learn", "Greek")),
        ("chat", ("Ben", "talk_with", "Clara")),
        ("job", ("Eva", "have_job", "teaching")),
    ],
)
def test_a_predicate_has_its_normal_form(name: str, expected: Triple) -> None:
    """Voice stays in the name; what only says that it came about, began or was had does not."""
    assert expected in _triples(name)
