"""Which predicates mean the same relation: "live_in" and "reside_in", not "like" and "dislike".

What was said is never rewritten: a fact keeps its predicate. ``PredicateSpace.group`` finds, among
the predicates a user has, those that say what a given one says, so that their facts are read
together. A table of common predicates answers first; names that only their words can tell apart
(``predicate_cues.apart``) are kept apart; for the rest a small calibrated model weighs the cosine
of the sentence encoder's vectors with what the names share.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graphmem.psm.predicate_cues import apart, cues, heads_alone, other_side, parts
from graphmem.psm.predicate_form import normal_form
from graphmem.psm.predicate_table import Table, Weights, read_predicates
from graphmem.psm.predicate_vectors import PredicateVectors
from graphmem.psm.runtime import TextEncoder

_KNOWN_SAME = 0.98
_KNOWN_HEADS = 0.7  # 19 of 27 found in texts
_KNOWN_OTHER = 0.02
_LOOKED_AT = 32  # nearest by cosine that the model looks at


@dataclass(frozen=True, slots=True)
class Kin:
    """A predicate that says what another says.

    Attributes:
        name: As it was given.
        chance: That it says the same, in [0, 1].
        turned: It says so from the other side: subject and object change places.
    """

    name: str
    chance: float
    turned: bool


class PredicateSpace:
    """Judges pairs of predicates. Thread-safe; make it with ``load``.

    Args:
        encoder: Gives the vectors; each predicate is encoded once as long as it is kept.
    """

    def __init__(self, encoder: TextEncoder, table: Table, weights: Weights) -> None:
        self._vectors = PredicateVectors(encoder)
        self._table = table
        self._weights = weights

    @classmethod
    def load(cls, encoder: TextEncoder, folder: Path | None = None) -> PredicateSpace:
        """Read table and weights (default: the shipped ones).

        Raises:
            ModelError: The file is missing or malformed.
        """
        return cls(encoder, *read_predicates(folder))

    @property
    def threshold(self) -> float:
        """The chance from which two predicates are taken as the same."""
        return self._weights.threshold

    def same(self, a: str, b: str) -> float:
        """Return the chance that two predicates mean the same relation, the same way round."""
        one, other = normal_form(a), normal_form(b)
        known = self._known(one, other)
        if known is not None:
            return known
        return self._chance(one, other, self._vectors.cosine(one, other))

    def inverse(self, a: str, b: str) -> bool:
        """Tell whether "x a y" says what "y b x" says, by the table or by the form of the names."""
        one, other = normal_form(a), normal_form(b)
        if self._table.inverses(one, other):
            return True
        ours, theirs = parts(one), parts(other)
        sides = {ours.side, theirs.side}
        return (
            ours.stems == theirs.stems
            and other_side(ours, theirs)
            and sides in ({"have", "of"}, {"by", ""})
            and not self._table.same(one, other)
        )

    def nearest(self, predicate: str, known: Sequence[str]) -> list[tuple[str, float]]:
        """Return the known predicates that may mean the same with their chances, best first.

        The nearest by cosine and those that the table names; equal normal forms have chance 1.
        """
        found = [(name, chance) for name, _, chance in self._judged(normal_form(predicate), known)]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def group(self, predicate: str, known: Sequence[str]) -> list[Kin]:
        """Return the known predicates that say what a given one says, from either side."""
        asked = normal_form(predicate)
        kin: list[Kin] = []
        for name, form, chance in self._judged(asked, known):
            if chance >= self.threshold:
                kin.append(Kin(name, chance, turned=False))
            elif chance == _KNOWN_OTHER and self.inverse(asked, form):
                kin.append(Kin(name, _KNOWN_SAME, turned=True))
        return sorted(kin, key=lambda k: (-k.chance, k.turned, k.name))

    def _judged(self, form: str, known: Sequence[str]) -> list[tuple[str, str, float]]:
        """Return the known predicates worth a look: as given, their normal form, the chance."""
        if not known:
            return []
        listed, cosines = self._vectors.cosines(form, known)
        few = min(_LOOKED_AT, len(cosines))
        close = {int(n) for n in np.argpartition(-cosines, few - 1)[:few]}
        akin = self._table.near(form) | listed.akin.get(parts(form).stems[0], set())
        close |= {listed.number[one] for one in akin if one in listed.number}
        found: list[tuple[str, str, float]] = []
        for n in close:
            other = listed.forms[n]
            chance = self._pair(form, other, float(cosines[n]))
            found += [(listed.names[place], other, chance) for place in listed.at[other]]
        return found

    def _pair(self, one: str, other: str, cosine: float) -> float:
        known = self._known(one, other)
        return self._chance(one, other, cosine) if known is None else known

    def _known(self, one: str, other: str) -> float | None:
        if one == other:
            return 1.0
        if self._table.same(one, other):
            return _KNOWN_SAME
        if self._table.inverses(one, other) or self._table.others(one, other):
            return _KNOWN_OTHER
        heads = heads_alone(one, other)
        if heads is not None and self._table.same(*heads):
            return _KNOWN_HEADS
        if heads is not None and self._table.others(*heads):
            return _KNOWN_OTHER
        return _KNOWN_OTHER if apart(parts(one), parts(other)) else None

    def _chance(self, one: str, other: str, cosine: float) -> float:
        figures = cues(parts(one), parts(other), cosine)
        score = self._weights.bias + sum(
            w * figure for w, figure in zip(self._weights.of, figures, strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
