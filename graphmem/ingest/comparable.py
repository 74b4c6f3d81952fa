"""Which of a user's predicates speak of the same as a given one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graphmem.dynamics.families import normalised, places
from graphmem.psm.predicate_cues import parts
from graphmem.psm.predicate_form import normal_form
from graphmem.psm.predicate_table import Table
from graphmem.psm.predicates import PredicateSpace

_Key = tuple[str, str | int]


class ComparablePredicates:
    """A user's predicates, found by what they may mean.

    Those of one family, one group of the table or one normal form are comparable at once. Of those
    that only share the head's stem the trained table is asked, so that few are ever encoded.

    Args:
        space: Judges two predicates.
        table: The groups it knows.
    """

    def __init__(self, space: PredicateSpace, table: Table) -> None:
        self._space = space
        self._table = table
        self._known: set[str] = set()
        self._sure: dict[_Key, list[str]] = defaultdict(list)
        self._akin: dict[str, list[str]] = defaultdict(list)

    def add(self, names: Iterable[str]) -> None:
        """Note that the user has facts by these predicates."""
        for name in names:
            if name in self._known:
                continue
            self._known.add(name)
            for key in self._keys(name):
                self._sure[key].append(name)
            self._akin[_stem(name)].append(name)

    @property
    def known(self) -> frozenset[str]:
        """All names that were added."""
        return frozenset(self._known)

    def of(self, name: str) -> list[str]:
        """Return the known predicates that speak of the same as one, with itself; sorted."""
        found = {name}
        for key in self._keys(name):
            found.update(self._sure.get(key, ()))
        for other in self._akin.get(_stem(name), ()):
            if other not in found and self._space.same(name, other) >= self._space.threshold:
                found.add(other)
        return sorted(found)

    def _keys(self, name: str) -> list[_Key]:
        form = normal_form(name)
        return [
            ("words", normalised(name)),
            ("form", form),
            *(("family", place.family) for place in places(name)),
            *(("group", number) for number in self._table.groups.get(form, ())),
        ]


def _stem(name: str) -> str:
    return parts(normal_form(name)).stems[0]
