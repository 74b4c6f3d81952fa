"""What the interference head sees of a pair: masked sentences, kinds, and how objects compare."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.interference import Comparable
from graphmem.dynamics.objects import Relation
from graphmem.dynamics.places import level
from graphmem.dynamics.statements import Statement
from graphmem.psm.labels import ENTITY_TYPES

Floats = NDArray[np.float32]

_STAND_INS = {
    "person": "someone",
    "place": "a place",
    "organisation": "a company",
    "work": "a book",
    "product": "a product",
    "event": "an event",
    "date": "a date",
    "number": "a number",
    "other": "something",
}
_ALIASES = {"quantity": "number", "email": "other", "url": "other"}
# A definite or possessive noun supposes one value ("the capital of X", "X's wife"), an indefinite
# one several ("a member of X").
_CUES = tuple(
    re.compile(cue)
    for cue in (
        r"^The \w+ (\w+ )?of X is",
        r"^X's [\w ]+ (is|was|are) ",
        r"\b(an?|one|some) ",
        r"\b(favou?rite|best|first|last|main|current|latest|official|chief|head|most|only|closest"
        r"|preferred|highest|largest|longest)\b",
        r"\b(now|currently|right now|at the moment)\b",
        r"^X (is|was) (a|an|the) ",
        r"^X is ",
        r"^X was ",
        r"^X has ",
        r"\bby Y",
        r"\b(in|at|on) Y",
        r"^X \w+ed ",
        r"^X \w+s Y",
        r"^X \w+s (\w+ )?(in|at|for|to|with|on|from|of) Y",
        r"^Y ",
        r"\b(likes?|loves?|enjoys?|wants?|hates?)\b",
        r"\b(member|part|friend|include|including|includes|contains|such as|among)\b",
        r"\b(born|died|founded|started|began|ended|established)\b",
        r"\band\b",
    )
)
_RELATIONS: tuple[Relation, ...] = (
    "same", "alias", "older_finer", "newer_finer", "overlap", "different",
)  # fmt: skip
_COPULA = re.compile(
    r"^(?:is|was|are|were|be)(?: now| still| currently)?((?:[ _](?:in|at|on|from|by))?)$"
)
_HAVE = "have_"  # as extraction names an attribute: "have_father"
_OF = re.compile(r"^([a-z][a-z ]*) of \S")
_POSSESSIVE = re.compile(r"^.+?['’]s (.+)$")
_SCALE = 0.5  # of kinds and cues beside unit vectors; chosen on predicates held out
# Values of one kind are near each other whether they exclude each other or not; only names that
# are almost the same say something.
_NEAR_COSINE = 0.7
_DIGIT = re.compile(r"\d")
#: Names of the object features, in their order.
OBJECT_FEATURES = (
    *_RELATIONS,
    "excluded",
    "apart",
    "levels differ",
    "cosine",
    "lengths differ",
    "digits",
    "capitals differ",
    "kinds differ",
)


def known_kind(kind: str) -> str:
    """Return a kind as the head knows it, or "" where nothing is known."""
    kind = _ALIASES.get(kind, kind)
    return kind if kind in ENTITY_TYPES else ""


def masked(statement: Statement) -> str:
    """Return a statement with X for its subject and Y for its object ("X lives in Y")."""
    text = statement.words
    copula = _COPULA.match(statement.predicate)
    told = copula and _attribute(statement.subject)
    if copula and told:
        return f"{told} is{copula[1].replace('_', ' ')} Y"
    if statement.predicate.startswith(_HAVE):
        return f"X's {statement.predicate.removeprefix(_HAVE).replace('_', ' ')} is Y"
    found = _replaced(text, statement.subject, "X")
    found = None if found is None else _replaced(found, statement.object, "Y")
    if found is None:
        return f"X {statement.predicate.replace('_', ' ')} Y"
    return found.strip().rstrip(".!")


def with_stand_ins(text: str, subject_kind: str, object_kind: str) -> str:
    """Return a masked statement with words for the kinds ("someone lives in a place")."""
    filled = re.sub(r"\bX\b", _STAND_INS[subject_kind or "other"], text)
    return re.sub(r"\bY\b", _STAND_INS[object_kind or "other"], filled)


def predicate_features(
    texts: Sequence[str], kinds: Sequence[tuple[str, str]], xy: Floats, stood_in: Floats
) -> Floats:
    """Return what the predicate head reads.

    Args:
        texts: Masked statements.
        kinds: Of subject and object of each.
        xy: Their vectors. Shape: (n, dimension).
        stood_in: Vectors with stand-ins for the kinds. Shape: (n, dimension).

    Returns:
        Shape: (n, 2 * dimension + kinds + cues).
    """
    plain = np.zeros((len(texts), 2 * len(ENTITY_TYPES) + len(_CUES)), np.float32)
    for row, text, (subject, object_) in zip(plain, texts, kinds, strict=True):
        if subject:
            row[ENTITY_TYPES.index(subject)] = _SCALE
        if object_:
            row[len(ENTITY_TYPES) + ENTITY_TYPES.index(object_)] = _SCALE
        row[2 * len(ENTITY_TYPES) :] = [_SCALE * bool(cue.search(text)) for cue in _CUES]
    return np.concatenate([xy, stood_in, plain], axis=1)


def object_features(
    older: str, newer: str, comparable: Comparable, *, cosine: float, kind: str
) -> list[float]:
    """Return how two objects compare, as numbers in the order of ``OBJECT_FEATURES``.

    Args:
        older: Object of the older statement.
        newer: Object of the newer statement.
        comparable: What the rules say of them.
        cosine: Of their vectors.
        kind: Their kind, "" where they are of two kinds.
    """
    levels = kind in {"place", "organisation", ""} and level(older) != level(newer)
    shorter, longer = sorted((len(older), len(newer)))
    return [
        *(float(comparable.objects == relation) for relation in _RELATIONS),
        float(comparable.exclusive),
        float(comparable.apart),
        float(levels),
        max(0.0, cosine - _NEAR_COSINE),
        1 - shorter / max(1, longer),
        float(bool(_DIGIT.search(older)) and bool(_DIGIT.search(newer))),
        float(older[:1].isupper() != newer[:1].isupper()),
        float(not kind),
    ]


def _attribute(subject: str) -> str:
    """Return what "Tom's mother" or "the project lead" is of X; "" for other subjects."""
    possessive = _POSSESSIVE.match(subject)
    if possessive:
        return f"X's {possessive[1]}"
    noun = subject.removeprefix("the ")
    attribute = _OF.match(noun)
    if attribute:
        return f"The {attribute[1]} of X"
    return f"The {noun} of X" if noun != subject and noun.islower() else ""


def _replaced(text: str, words: str, sign: str) -> str | None:
    """Replace whole words by a sign; None where they do not stand in the text."""
    if not words.strip():
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    return pattern.sub(sign, text, count=1) if pattern.search(text) else None
