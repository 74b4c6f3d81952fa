"""Facts of Re-DocRED's paragraphs: objects that hold side by side, aliases, places in places."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmem.training.read_docred import finer_types
from graphmem.training.read_files import lines
from graphmem.training.splits import EVALUATION, assigned

_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "TIME": "date", "NUM": "number"}
_WITHIN = ("P131", "P17", "P30", "P276", "P706", "P361")


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of a paragraph: all its names, the longest first."""

    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one paragraph tells of one subject by one relation."""

    document: str
    subject: Entity
    relation: str
    objects: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """All that is read from a set of documents.

    Attributes:
        told: One per document, subject and relation.
        within: Pairs of places of which the first lies in the second.
    """

    told: tuple[Told, ...]
    within: tuple[tuple[str, str], ...]


def read_paragraphs(path: Path) -> tuple[Paragraphs, Paragraphs]:
    """Return the documents for training and those for evaluation."""
    documents: list[dict[str, Any]] = json.loads("".join(lines(path)))
    parts = assigned("re_docred")
    held = [d for d in documents if parts.get(d["title"]) == EVALUATION]
    rest = [d for d in documents if parts.get(d["title"]) != EVALUATION]
    return _all(rest), _all(held)


def _all(documents: Sequence[dict[str, Any]]) -> Paragraphs:
    told: list[Told] = []
    within: set[tuple[str, str]] = set()
    for document in documents:
        entities = list(_entities(document))
        objects: dict[tuple[int, str], list[int]] = defaultdict(list)
        for label in document["labels"]:
            key = label["h"], label["r"]
            if label["t"] not in objects[key]:
                objects[key].append(label["t"])
        for (head, relation), tails in objects.items():
            found = tuple(entities[t] for t in tails)
            told.append(Told(document["title"], entities[head], relation, found))
            if relation in _WITHIN and entities[head].kind == "place":
                pairs = {(entities[head].names[0], e.names[0]) for e in found if e.kind == "place"}
                within |= pairs
    return Paragraphs(tuple(told), tuple(sorted(within)))


def _entities(document: dict[str, Any]) -> Iterator[Entity]:
    finer = finer_types(document)
    for number, mentions in enumerate(document["vertexSet"]):
        names = sorted({" ".join(m["name"].split()) for m in mentions}, key=lambda n: (-len(n), n))
        kind = _KINDS.get(mentions[0]["type"]) or finer.get(number, "other")
        yield Entity(tuple(names), kind)
