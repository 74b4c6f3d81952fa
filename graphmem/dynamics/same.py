"""Whether two names are one entity: candidates, evidence, chance.

Pure: what the graph knows is handed in, weights too (``psm/weights/same.json``, fitted on
coreference clusters by ``training/same``). What is joined in the end: ``dynamics/same_groups``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.same_names import PARTIAL, Name, Tie, fold, keys, tie

#: Kinds of which a thing has one; any other ("name", "topic") may turn out to be each of them.
_CERTAIN = frozenset({"person", "organisation", "place", "event", "work", "product"})
_MOST_BEARERS = 40  # of a key: a word of so many names tells none of them apart
FEATURES: tuple[str, ...] = (
    "spelling",
    "title",
    "first of person",
    "last of person",
    "first",
    "last",
    "inside",
    "initials",
    "nickname",
    "acronym",
    "typo",
    "titled",
    "gendered",
    "generic",
    "words of short",
    "one kind",
    "together",
    "same sentence",
    "same sentence acronym",
    "shared neighbours",
    "context",
    "others of the word",
    "after",
    "mentions",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity is spoken of.

    Attributes:
        session: Id of the session; ``unit`` of the sentence or event.
        order: Sorts places in time.
    """

    session: str
    unit: str
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity with what the graph knows of it.

    Attributes:
        places: Where it is spoken of; a sample where there are many.
        near: Per session, entities that are named in the same events.
        vector: Mean of the vectors of the places, of unit length. Shape: (dimension,).
    """

    id: str
    name: str
    kind: str
    places: tuple[Place, ...] = ()
    near: Mapping[str, frozenset[str]] | None = None
    vector: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic regression over ``FEATURES``, with the threshold that was measured.

    Attributes:
        weights: Shape: (len(FEATURES),).
        threshold: Chance from which two names are joined.
        version: Written on each edge.
    """

    weights: NDArray[np.float64]
    bias: float
    threshold: float
    version: str

    def chance(self, x: NDArray[np.float64]) -> float:
        """Return the chance that a pair with such features is one entity."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, float(self.weights @ x) + self.bias))))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one, the short name first."""

    short: str
    long: str
    tie: Tie


class NameBook:
    """The names of a user's entities, by the keys under which those that may be one meet.

    Args:
        entities: Id, name and kind of each.
    """

    def __init__(self, entities: Iterable[tuple[str, str, str]]) -> None:
        self.names: dict[str, Name] = {}
        self.shown: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self._bearers: dict[str, list[str]] = defaultdict(list)
        for entity_id, name, kind in entities:
            folded = self.names[entity_id] = fold(name)
            self.shown[entity_id], self.kinds[entity_id] = name, kind
            for key in keys(folded):
                self._bearers[key].append(entity_id)

    def pairs(self) -> list[Pair]:
        """Return all pairs whose names and kinds go together, in a fixed order."""
        found: dict[tuple[str, str], Pair] = {}
        for bearers in self._bearers.values():
            if len(bearers) <= _MOST_BEARERS:
                for a, b in combinations(sorted(bearers), 2):
                    if (a, b) not in found and (pair := self.pair(a, b)):
                        found[a, b] = pair
        return [found[place] for place in sorted(found)]

    def pair(self, a: str, b: str) -> Pair | None:
        """Return how two entities' names go together; None: they do not, or kinds forbid it."""
        how = tie(self.names[a], self.names[b])
        if how is None or other_kinds(how, self.kinds[a], self.kinds[b]):
            return None
        return Pair(b, a, how) if how.turned else Pair(a, b, how)

    def sharing(self, entity_id: str) -> int:
        """Return how many other entities have a word of a name (the rarest word's count)."""
        counts = [len(self._bearers[f"w:{w}"]) for w in self.names[entity_id].words if len(w) > 1]
        return max(0, min(counts, default=1) - 1)

    def clash(self, a: str, b: str) -> bool:
        """Tell whether both names are whole and two: "Ana Ruiz", "Ana Costa"."""
        one, two = self.names.get(a), self.names.get(b)
        if one is None or two is None:  # nothing speaks of it any more
            return False
        return min(len(one.words), len(two.words)) > 1 and tie(one, two) is None


def other_kinds(how: Tie, one: str, other: str) -> bool:
    """Tell whether kinds forbid that two are one: a person is no place."""
    if one != other and {one, other} <= _CERTAIN:
        return "person" in (one, other) or how.how in PARTIAL
    return how.how in PARTIAL and how.generic and "place" in (one, other)


def apart(pair: Pair, short: Seen, long: Seen) -> bool:
    """Tell whether half a person's name may mean somebody else than the whole.

    It means whoever it is introduced as: it must stand beside the whole name in each of its
    sessions, or beside somebody or something that the whole name stands beside.
    """
    if not _half(pair, short, long):
        return False
    sessions = {p.session for p in long.places}
    mine = {p.session for p in short.places}
    if not mine & sessions:
        return True
    near = (_near(long, sessions) | _near(short, mine & sessions)) - {short.id, long.id}
    return any(not _near(short, {s}) & near for s in mine - sessions)


def _half(pair: Pair, short: Seen, long: Seen) -> bool:
    """Tell whether a pair is a part of a person's name and the whole."""
    person = "person" in (short.kind, long.kind) or not {short.kind, long.kind} & _CERTAIN
    return person and (pair.tie.how in PARTIAL or pair.tie.titled)


def _near(seen: Seen, sessions: Iterable[str]) -> frozenset[str]:
    near = seen.near or {}
    return frozenset(name for s in sessions for name in near.get(s, ()))


def features(pair: Pair, short: Seen, long: Seen, sharing: int) -> NDArray[np.float64]:
    """Return what speaks for and against that two entities are one. Shape: (len(FEATURES),)."""
    values = dict.fromkeys(FEATURES, 0.0)
    how, partial = pair.tie.how, pair.tie.how in PARTIAL
    person = "person" in (short.kind, long.kind)
    values[f"{how} of person" if person and how in {"first", "last"} else how] = 1.0
    for name in ("titled", "gendered", "generic"):
        values[name] = float(getattr(pair.tie, name))
    values["words of short"] = float(min(3, len(fold(short.name).words)))
    values["one kind"] = float(short.kind == long.kind and short.kind in _CERTAIN)
    mine, theirs = {p.session for p in short.places}, {p.session for p in long.places}
    values["together"] = len(mine & theirs) / max(1, len(mine))
    units, others = {p.unit for p in short.places}, {p.unit for p in long.places}
    same = len(units & others) / max(1, min(len(units), len(others)))
    values["same sentence acronym" if how == "acronym" else "same sentence"] = same
    near, far = _near(short, mine) - {long.id}, _near(long, theirs) - {short.id}
    values["shared neighbours"] = len(near & far) / max(1, min(len(near), len(far)))
    if short.vector is not None and long.vector is not None:
        values["context"] = float(short.vector @ long.vector)
    values["others of the word"] = math.log1p(sharing) * partial
    values["after"] = float(partial and _first(short) > _first(long))
    values["mentions"] = math.log1p(min(len(short.places), len(long.places)))
    return np.array([values[name] for name in FEATURES])


def _first(seen: Seen) -> tuple[int, ...]:
    return min((p.order for p in seen.places), default=())
