"""Vectors of predicates, each encoded once, and lists of known predicates made ready for search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.predicate_cues import parts
from graphmem.psm.predicate_form import normal_form
from graphmem.psm.runtime import TextEncoder

_MOST = 20_000  # names whose vectors are kept
_LISTS = 8  # lists of known predicates that are kept ready


@dataclass(slots=True)
class Listed:
    """A list of known predicates.

    Attributes:
        names: As they were given.
        at: Normal form -> places in ``names``.
        akin: Stem of a head word -> normal forms.
        forms: The normal forms, each once.
        number: Normal form -> its place in ``forms``.
        rows: Where the vectors of the forms lie.
    """

    names: list[str] = field(default_factory=list[str])
    at: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    akin: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    forms: list[str] = field(default_factory=list[str])
    number: dict[str, int] = field(default_factory=dict[str, int])
    rows: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))


class PredicateVectors:
    """Keeps vectors and lists. Thread-safe.

    A list that only grew since it was last asked for is extended, not read anew.
    """

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._lock = RLock()
        self._row: dict[str, int] = {}
        self._vectors = np.empty((256, encoder.dimension), np.float32)
        self._lists: list[Listed] = []

    def cosine(self, a: str, b: str) -> float:
        """Return the cosine of two normal forms."""
        with self._lock:
            one, other = self._rows((a, b))
            return float(self._vectors[one] @ self._vectors[other])

    def cosines(self, form: str, known: Sequence[str]) -> tuple[Listed, NDArray[np.float32]]:
        """Return the list of known predicates and the cosine of each of its forms to one."""
        with self._lock:
            listed = self._listed(known)
            row = self._rows((form,))[0]
            everyone = self._vectors[: len(self._row)] @ self._vectors[row]
            return listed, everyone[listed.rows]

    def _listed(self, known: Sequence[str]) -> Listed:
        names = list(known)
        begun = (one for one in self._lists if names[: len(one.names)] == one.names)
        listed = next(begun, None) or Listed()
        self._lists = [listed, *(one for one in self._lists if one is not listed)]
        del self._lists[_LISTS:]
        self._extend(listed, names[len(listed.names) :])
        return listed

    def _extend(self, listed: Listed, names: Sequence[str]) -> None:
        if not names:
            return
        new: dict[str, None] = {}
        forms = [normal_form(name) for name in names]
        rows = self._rows(forms)
        for place, form in enumerate(forms, len(listed.names)):
            if form not in listed.at:
                new[form] = None
                listed.akin.setdefault(parts(form).stems[0], set()).add(form)
            listed.at.setdefault(form, []).append(place)
        listed.names += names
        listed.number |= {form: n for n, form in enumerate(new, len(listed.forms))}
        listed.forms += new
        row = dict(zip(forms, rows, strict=True))
        listed.rows = np.concatenate([listed.rows, np.array([row[f] for f in new], np.intp)])

    def _rows(self, forms: Sequence[str]) -> list[int]:
        if len(self._row) > _MOST:
            self._forget()
        new = [form for form in dict.fromkeys(forms) if form not in self._row]
        if new:
            self._keep(new)
        return [self._row[form] for form in forms]

    def _keep(self, forms: Sequence[str]) -> None:
        first, size = len(self._row), len(self._vectors)
        while size < first + len(forms):
            size *= 2
        if size > len(self._vectors):
            grown = np.empty((size, self._encoder.dimension), np.float32)
            grown[:first] = self._vectors[:first]
            self._vectors = grown
        self._vectors[first : first + len(forms)] = self._encoder.encode([phrase(f) for f in forms])
        self._row |= {form: row for row, form in enumerate(forms, first)}

    def _forget(self) -> None:
        """Keep only the vectors of the lists in use."""
        used = list(dict.fromkeys(f for listed in self._lists for f in listed.forms))
        kept = self._vectors[[self._row[f] for f in used]]
        self._row = {form: row for row, form in enumerate(used)}
        self._vectors[: len(used)] = kept
        for listed in self._lists:
            listed.rows = np.array([self._row[f] for f in listed.forms], np.intp)


def phrase(predicate: str) -> str:
    """Return the words that stand for a predicate before the encoder."""
    return f"They {predicate.replace('_', ' ')} it."
