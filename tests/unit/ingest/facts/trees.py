"""The hand-made trees by name, and what the rules find in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.triples_trees import read_trees
from graphmem.ingest.facts import Fact, Found, Turn, find_facts

TURN = Turn(speaker="Eva", addressee="Tom")
Triple = tuple[str, str, str]


@cache
def docs() -> dict[str, Doc]:
    """Return the documents of ``sentences.conllu`` by ``sent_id``."""
    with (Path(__file__).parent / "sentences.conllu").open(encoding="utf-8") as lines:
        return {tree.id: tree.doc for tree in read_trees(lines)}


def found(name: str, turn: Turn = TURN) -> Found:
    """Return all that is found in a sentence."""
    return find_facts(docs()[name], turn)


def facts(name: str, turn: Turn = TURN) -> dict[Triple, Fact]:
    """Return the facts of a sentence by subject, predicate and object."""
    return {triple(f): f for f in found(name, turn).facts}


def only(name: str, turn: Turn = TURN) -> Fact:
    """Return the one fact of a sentence."""
    (fact,) = found(name, turn).facts
    return fact


def triple(fact: Fact) -> Triple:
    """Return subject, predicate and object as the graph names them."""
    return fact.subject.name, fact.predicate.name, fact.object.name


def reasons(name: str, turn: Turn = TURN) -> set[str]:
    """Return why candidates of a sentence were left out."""
    return {r.reason for r in found(name, turn).rejected}
