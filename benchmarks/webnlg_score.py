"""Triples of a text against WebNLG's gold: strings normalised, predicates by a shared stem.

A gold triple is "Subject_Name | someProperty | Object". ``pair`` asks for subject and object only,
in either order, since many properties are the other way round in words ("led by").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import Stemmer

_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_WORD = re.compile(r"[^\W_]+")
_LIGHT = frozenset(
    {"a", "an", "the", "of", "in", "is", "be", "by", "at", "to", "for", "on", "has", "have", "s"}
)
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject, predicate, object as strings."""

    subject: str
    predicate: str
    object: str


@dataclass(slots=True)
class Counts:
    """Running counts of one way to match."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def row(self) -> dict[str, float]:
        """Return precision, recall and their harmonic mean."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        both = precision + recall
        return {"p": precision, "r": recall, "f1": 2 * precision * recall / both if both else 0.0}


def read_triple(text: str) -> Triple:
    """Read "Subject | property | Object"."""
    subject, predicate, target = (part.strip().strip('"') for part in text.split(" | "))
    return Triple(subject.replace("_", " "), predicate, target.replace("_", " "))


def count(counts: Counts, gold: Sequence[Triple], found: Sequence[Triple], *, pair: bool) -> None:
    """Add one text: each gold triple is matched by at most one of those found."""
    left = list(gold)
    for triple in found:
        match = next((g for g in left if _matches(g, triple, pair=pair)), None)
        if match is not None:
            left.remove(match)
    counts.right += len(gold) - len(left)
    counts.found += len(found)
    counts.gold += len(gold)


def _matches(gold: Triple, found: Triple, *, pair: bool) -> bool:
    straight = same(gold.subject, found.subject) and same(gold.object, found.object)
    turned = same(gold.subject, found.object) and same(gold.object, found.subject)
    if not (straight or turned):
        return False
    return pair or bool(stems(gold.predicate) & (stems(found.predicate) | stems(found.object)))


def same(gold: str, found: str) -> bool:
    """Tell whether two strings share more than half of their words, brackets left out."""
    one, other = _words(gold), _words(found)
    common = (one & other).total()
    return common > 0 and 2 * common / (one.total() + other.total()) > _SHARE


def _words(text: str) -> Counter[str]:
    plain = re.sub(r"\([^)]*\)", " ", text.lower()).replace(".0", "")
    return Counter(w for w in _WORD.findall(plain) if w not in _LIGHT)


def stems(predicate: str) -> set[str]:
    """Return the stems of a property's or a predicate's words ("birthPlace", "born_in")."""
    words = [w.lower() for w in _CAMEL.findall(predicate.replace("_", " "))]
    return {stem(w) for w in words if w not in _LIGHT}


@cache
def stem(word: str) -> str:
    """Return the Snowball stem of a word."""
    return Stemmer.Stemmer("english").stemWord(word)


def unique(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples without repetitions, in order."""
    return list(dict.fromkeys(triples))
