"""The words that stand for one person's life: relatives, friends, animals, places."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from graphmem.training.dialogues.grammar import Grammar

_NAMES = ("sis", "bro", "friend", "partner", "ex", "boss", "kid", "neighbour")
_OTHERS = {
    "petname": "petname", "sispetname": "petname", "sispet": "petone", "siscity": "city",
    "brocity": "city", "friendcity": "city", "hometown": "city", "sisjob": "job",
    "friendjob": "job", "neighjob": "job",
}  # fmt: skip
_GRAND = ("my grandma", "my grandmother", "my nana", "my great-aunt")


def person_words(rng: Random, grammar: Grammar, taken: Iterable[str]) -> dict[str, str]:
    """Return what the slots of scenes mean for one person; no two of them share a name."""
    used = set(taken)
    names = [n for n in grammar.lexicon["name"] if n not in used]
    words = dict(zip(_NAMES, rng.sample(names, len(_NAMES)), strict=True))
    seen: set[tuple[str, str]] = set()
    for slot, kind in _OTHERS.items():
        value = next(
            v for v in (grammar.pick(rng, kind, {}) for _ in range(99)) if (kind, v) not in seen
        )
        seen.add((kind, value))
        words[slot] = value
    words["grand"] = rng.choice(_GRAND)
    words["grandshort"] = words["grand"].removeprefix("my ")
    return words
