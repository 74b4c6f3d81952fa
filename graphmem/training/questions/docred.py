"""Questions over Re-DocRED's documents from their gold relations, chained over documents."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from graphmem.training.questions.asking import fill
from graphmem.training.questions.case import Asked, RecallCase
from graphmem.training.questions.corpus import parted
from graphmem.training.questions.things import attributes, relations
from graphmem.training.read_files import lines
from graphmem.types import Event

#: Wikidata's properties -> names of relations and attributes here.
_PROPERTIES = {
    "P57": "director", "P58": "writer", "P50": "writer", "P162": "producer", "P86": "composer",
    "P175": "performer", "P161": "cast", "P22": "father", "P25": "mother", "P40": "child",
    "P26": "spouse", "P3373": "sibling", "P1066": "teacher", "P69": "school", "P108": "employer",
    "P54": "team", "P463": "group", "P112": "founder", "P264": "label", "P123": "publisher",
    "P449": "network", "P127": "owner", "P137": "owner", "P176": "maker", "P178": "maker",
    "P131": "place", "P276": "place", "P159": "place", "P19": "birthplace", "P20": "deathplace",
    "P551": "lived", "P1376": "capital", "P361": "part", "P118": "league", "P607": "war",
    "P166": "award", "P6": "leader", "P35": "leader", "P488": "leader",
    "P800": "works", "P569": "birth date", "P570": "death date",
    "P27": "nationality", "P495": "origin", "P17": "country", "P577": "release",
    "P571": "founded", "P1412": "language", "P407": "language",
}  # fmt: skip
_SHARE_ONE_HOP = 0.25
_MARKS = set("[]{}|")
_MAX_GOLD = 12
_TRIES = 300  # draws for one question
_SPACES = re.compile(r"\s+([,.;:!?)\]'])|(?<=[(\[])\s+")


def docred_case(path: Path, n: int, seed: int) -> RecallCase:
    """Return the documents as events, and questions over one to three of them.

    Args:
        path: ``dev_revised.json`` (or its ``.xz``).

    Raises:
        SettingsError: There is no such file.
    """
    documents: list[dict[str, Any]] = json.loads("".join(lines(path)))
    rng = Random(f"docred-{seed}")  # noqa: S311  no secret
    events = tuple(
        Event(text=f"{d['title']}. {_text(d)}", external_id=f"R{i}")
        for i, d in enumerate(documents)
    )
    return RecallCase("relations", events, None, parted(rng, _asked(rng, documents, n)))


def _text(document: Mapping[str, Any]) -> str:
    joined = " ".join(word for sentence in document["sents"] for word in sentence)
    return _SPACES.sub(lambda m: m[1] or "", joined)


def _asked(rng: Random, documents: list[dict[str, Any]], n: int) -> list[Asked]:
    stated = _stated(documents)
    asked: dict[str, Asked] = {}
    used: dict[str, int] = defaultdict(int)
    starts = [*stated]
    for _ in range(2 * n):
        if len(asked) >= n:
            break
        hops = 1 if rng.random() < _SHARE_ONE_HOP else rng.choice((2, 2, 2, 3))
        for _ in range(_TRIES):
            made = _chain(rng, stated, rng.choice(starts), hops)
            if made and made.text not in asked and all(used[g] < _MAX_GOLD for g in made.gold):
                asked[made.text] = made
                for gold in made.gold:
                    used[gold] += 1
                break
    return [*asked.values()]


def _stated(documents: list[dict[str, Any]]) -> dict[str, list[tuple[str, str, str]]]:
    """Return what is stated of each name: relation, object's name, document."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for number, document in enumerate(documents):
        names = [max((m["name"] for m in e), key=len) for e in document["vertexSet"]]
        for label in document["labels"]:
            head, goal = names[label["h"]], names[label["t"]]
            if (relation := _PROPERTIES.get(label["r"])) and not _MARKS & set(head + goal):
                found[head].append((relation, goal, f"R{number}"))
    return found


def _chain(
    rng: Random, stated: Mapping[str, list[tuple[str, str, str]]], start: str, hops: int
) -> Asked | None:
    nouns = {r.name: r.nouns for r in relations()}
    asks = {r.name: r.asks for r in (*relations(), *attributes())}
    words, name, hidden = start, start, {start}
    gold: list[str] = []
    for _ in range(hops - 1):
        links = [s for s in stated.get(name, ()) if s[0] in nouns and s[1] not in hidden]
        if not links:
            return None
        relation, name, document = rng.choice(links)
        words = fill(rng, rng.choice(nouns[relation]), x=words)
        hidden.add(name)
        gold.append(document)
    ends = [s for s in stated.get(name, ()) if s[1] not in hidden]
    if hops > 1:  # the last fact should be told elsewhere
        ends = [s for s in ends if s[2] not in gold] or (ends if rng.random() < 0.15 else [])
    if not ends:
        return None
    relation, _, document = rng.choice(ends)
    text = fill(rng, rng.choice(asks[relation]), x=words, o="")
    if any(h in text for h in hidden - {start}):
        return None
    needed = tuple(dict.fromkeys((*gold, document)))
    return Asked(text, needed, "relations", None, len(needed))
