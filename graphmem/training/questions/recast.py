"""The human training questions as cases, their parts as further ones, and variants of templates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from graphmem.training.questions.asking import fill
from graphmem.training.questions.case import Asked, Part, RecallCase
from graphmem.training.questions.texts import SETS
from graphmem.training.questions.things import attributes, relations
from graphmem.training.read_files import lines

_HIDDEN = re.compile(r"#\d")
_SEED = 11
#: Properties of 2Wiki's evidence -> names of relations and attributes here.
_PROPERTIES = {
    "director": "director", "performer": "performer", "composer": "composer", "father": "father",
    "mother": "mother", "spouse": "spouse", "child": "child", "sibling": "sibling",
    "founded by": "founder", "publisher": "publisher", "educated at": "school",
    "employer": "employer", "place of birth": "birthplace", "place of death": "deathplace",
    "award received": "award", "date of birth": "birth date", "date of death": "death date",
    "country of citizenship": "nationality", "country of origin": "origin", "country": "country",
    "publication date": "release", "cause of death": "cause of death", "inception": "founded",
}  # fmt: skip


def human_questions(train_folder: Path) -> list[RecallCase]:
    """Return a case per set: its questions, their parts ("part_of") and variants ("varied").

    Args:
        train_folder: Holds ``multihop/{set}_train.jsonl`` (or ``.xz``).

    Raises:
        SettingsError: It does not.
    """
    return [
        RecallCase(f"human-{name}", None, name, tuple(_asked(train_folder / "multihop", name)))
        for name in SETS
    ]


def _asked(folder: Path, name: str) -> Iterator[Asked]:
    rng = Random(_SEED)  # noqa: S311  no secret
    for line in lines(folder / f"{name}_train.jsonl"):
        record = json.loads(line)
        part: Part = "validation" if crc32(record["id"].encode()) % 10 == 0 else "training"
        gold = tuple(record["gold"])
        hops = len(set(gold))
        yield Asked(record["question"], gold, f"human_{record['type']}", None, hops, part)
        for step in record.get("decomposition", ()):
            if asked := _part_of(step, part):
                yield asked
        yield from _varied(rng, record, part)


def _part_of(step: dict[str, Any], part: Part) -> Asked | None:
    """Return a sub-question that stands by itself."""
    text: str = step["question"]
    if _HIDDEN.search(text):
        return None
    if " >> " in text:
        thing, _, asked = text.partition(" >> ")
        text = f"What is the {asked} of {thing}?"
    return Asked(text, (step["gold"],), "part_of", None, 1, part)


def _varied(rng: Random, record: dict[str, Any], part: Part) -> Iterator[Asked]:
    """Yield the same path in other words, from the triples that prove it."""
    triples = [tuple(t) for t in record.get("evidences", ())]
    gold = tuple(record["gold"])
    if record["type"] in ("compositional", "inference") and len(triples) == 2 and len(gold) == 2:
        (first, via, _), (_, asked, _) = triples
        nouns = next((r.nouns for r in relations() if r.name == _PROPERTIES.get(via)), ())
        asks = [
            a
            for found in (*relations(), *attributes())
            if found.name == _PROPERTIES.get(asked)
            for a in found.asks
        ]
        if nouns and asks and not set("[]{}|") & set(first):
            for _ in range(2):
                x = fill(rng, rng.choice(nouns), x=first)
                yield Asked(fill(rng, rng.choice(asks), x=x), gold, "varied", None, 2, part)
