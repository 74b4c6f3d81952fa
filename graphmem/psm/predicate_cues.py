"""What two names of predicates share, told from their words alone: a row of figures per pair.

The vectors of a sentence encoder put opposites and inverses as near as synonyms ("buy", "sell";
"move_to", "move_from"), so that prepositions, prefixes and the side from which a relation is told
are looked at apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from graphmem.psm.predicate_words import (
    EMPTY,
    LIGHT_VERBS,
    NEGATIONS,
    OPPOSITE,
    PARTICIPLES,
    PARTICLES,
    PREPOSITIONS,
)

Side = Literal["have", "of", "by", ""]
#: Figures of a pair, in order.
CUES: Final = (
    "cosine", "same_head", "shared", "same_preposition", "one_preposition", "opposite_preposition",
    "negated", "other_side", "same_side", "both_participles", "one_participle", "length",
    "head_other_preposition",
)  # fmt: skip
_SMALL = PREPOSITIONS | PARTICLES | {"of", "to"}
_PREFIX = re.compile(r"(?:un|dis|mis|in|im|ir|non-?|de)(.{3,})")
_PHRASAL = PARTICLES - {"in", "about", "by"}
_ENDING = re.compile(r"(?:ing|ed|er|or|ion|ment|s|e|y|ship|ance|ence)$")


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a normal form.

    Attributes:
        stems: Of the words that say something, first the head's.
        small: Its prepositions and particles.
        last: The preposition that leads to the object; empty without one.
        negative: It holds a "not".
        side: How the relation is told: from its owner ("have_x"), as a role ("x_of"), in the
            passive ("x_by"), or else.
        participle: Its head is a participle.
    """

    stems: tuple[str, ...]
    words: tuple[str, ...]
    small: frozenset[str]
    last: str
    negative: bool
    side: Side
    participle: bool
    length: int


@lru_cache(maxsize=65536)
def parts(predicate: str) -> Name:
    """Take a normal form apart."""
    words = predicate.split("_")
    said = [w for w in words if w not in _SMALL | EMPTY]
    telling = tuple(w for w in said if w not in LIGHT_VERBS) or tuple(said) or (words[0],)
    return Name(
        stems=tuple(stem(w) for w in telling),
        words=telling,
        small=frozenset(w for w in words if w in _SMALL),
        last=words[-1] if words[-1] in _SMALL else "",
        negative=bool(NEGATIONS & {*words}),
        side=_side(words, telling),
        participle=telling[0].endswith("ed") or telling[0] in PARTICIPLES,
        length=len(words),
    )


def stem(word: str) -> str:
    """Return a word without its ending."""
    return _ENDING.sub("", word)


def _side(words: list[str], telling: tuple[str, ...]) -> Side:
    if words[0] == "have" and telling[0] != "have":
        return "have"
    if len(words) > 1 and words[-1] == "of" and words[-2] == telling[-1]:
        return "of"
    return "by" if words[-1] == "by" else ""


def cues(a: Name, b: Name, cosine: float) -> list[float]:
    """Return the figures of a pair, in the order of ``CUES``; the same both ways round."""
    ours, theirs = {*a.stems}, {*b.stems}
    same_head = float(a.stems[0] == b.stems[0])
    same_last = float(a.last == b.last)
    return [
        cosine,
        same_head,
        len(ours & theirs) / len(ours | theirs),
        same_last,
        float((a.last == "") != (b.last == "")),
        float(against(a, b)),
        float(denies(a, b)),
        float(other_side(a, b)),
        float(a.side == b.side),
        float(a.participle and b.participle),
        float(a.participle != b.participle),
        float(abs(a.length - b.length)),
        same_head * (1 - same_last),
    ]


def heads_alone(one: str, other: str) -> tuple[str, str] | None:
    """Return the heads of two names that differ in nothing else ("buy_car_from", "purchase_...").

    None where they differ in more, in a light verb, or where a particle behind the head may make
    another verb of it ("call_off").
    """
    ours, theirs = one.split("_"), other.split("_")
    if len(ours) < 2 or ours[1:] != theirs[1:] or ours[1] in _PHRASAL:
        return None
    heads = ours[0], theirs[0]
    return None if {*heads} & (LIGHT_VERBS | EMPTY) else heads


def apart(a: Name, b: Name) -> bool:
    """Tell names that cannot mean the same: opposites and inverses of one word, by their form."""
    if {*a.stems} == {*b.stems}:
        return a.negative != b.negative or against(a, b) or other_side(a, b)
    return denies(a, b) and not a.small ^ b.small


def against(a: Name, b: Name) -> bool:
    """Tell "to" from "from", "in" from "out"."""
    shared = a.small & b.small
    return not shared and any((p, q) in OPPOSITE for p in a.small for q in b.small)


def denies(a: Name, b: Name) -> bool:
    """Tell "like" from "dislike" and "not_like"."""
    if a.negative != b.negative:
        return True
    return any(_denied(p, q) or _denied(q, p) for p in a.words for q in b.words)


def _denied(word: str, other: str) -> bool:
    found = _PREFIX.fullmatch(word)
    return found is not None and stem(found.group(1)) == stem(other)


def other_side(a: Name, b: Name) -> bool:
    """Tell "have_capital" from "capital_of", "employed_by" from "employ"."""
    if not {*a.stems} & {*b.stems}:
        return False
    sides = {a.side, b.side}
    return sides in ({"have", "of"}, {"have", "by"}, {"of", "by"}, {"by", ""})
