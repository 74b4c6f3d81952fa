"""Which facts of other subjects speak of the same thing: "Shell hired Ana", "Ana works for Fiat".

Facts are compared by their subject. Of some predicates it is the object that has one value: of a
team who leads it, of a book who wrote it, of an employee who employs her.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from graphmem.dynamics.families import held_by_one, normalised, shared
from graphmem.dynamics.objects import words
from graphmem.dynamics.turned import from_object
from graphmem.ingest.comparable import ComparablePredicates
from graphmem.ingest.counting import MOST_COUNTED
from graphmem.stores.base import Row
from graphmem.stores.queries import load

_CANDIDATES = load("conflicts.list_candidates")
_HELD = load("conflicts.list_held")
_TOLD_OF = load("conflicts.list_told_of")
_THINGS = load("conflicts.list_things")

#: Reads rows of a query of the user at hand.
Read = Callable[..., Iterable[Row]]


def held(facts: Sequence[Row], known: Collection[str], read: Read) -> Iterator[tuple[str, str]]:
    """Yield ids of facts that give one thing to one subject each, the new one first.

    Args:
        facts: New ones: ``id`` and ``predicate``.
        known: All predicates of the user.
    """
    new = {str(f["id"]) for f in facts if held_by_one(str(f["predicate"]))}
    if not new:
        return
    names = sorted(filter(held_by_one, known))
    by_thing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in read(_HELD, predicates=names, limit=MOST_COUNTED):
        by_thing[words(str(row["thing"] or ""))].append(str(row["id"]))
    for ids in by_thing.values():
        for one in sorted(new.intersection(ids)):
            yield from ((one, other) for other in ids if other != one)


class Turning:
    """Finds facts that say of their object what others say of their subject.

    Args:
        known: The predicates of the user.
        read: Reads the graph.
        limit: Most facts of one thing.
    """

    def __init__(self, known: ComparablePredicates, read: Read, limit: int) -> None:
        self._known = known
        self._read = read
        self._limit = limit
        found = {name: from_object(name) for name in known.known}
        self._turned = {name: said for name, said in found.items() if said is not None}
        self._found: dict[str, set[str]] = {}

    def pairs(self, facts: Sequence[Row]) -> Iterator[tuple[str, str]]:
        """Yield ids of facts to compare, the new one first.

        Args:
            facts: ``id``, ``slot`` and ``predicate`` of each new one.
        """
        if not self._turned:
            return
        new = {str(f["id"]): str(f["predicate"]) for f in facts}
        things = self._things([i for i, name in new.items() if name in self._turned])
        subjects = {str(f["id"]): str(f["slot"]).partition(":")[0] for f in facts}
        asked: dict[str, set[str]] = defaultdict(set)  # predicates by entity
        about: dict[str, str] = {}
        for fact_id, name in new.items():
            thing = things.get(fact_id)
            about[fact_id] = thing or subjects[fact_id]
            said = self._turned[name] if thing else name
            asked[about[fact_id]].update(self._alike(said))
        yield from self._from_objects(new, things, about, asked)
        yield from self._from_subjects(new, things)

    def _things(self, ids: Sequence[str]) -> dict[str, str]:
        rows = self._read(_THINGS, ids=sorted(ids)) if ids else ()
        return {str(row["id"]): str(row["thing"]) for row in rows}

    def _alike(self, said: str) -> set[str]:
        """Return the turned predicates that say of their object what is said of a subject."""
        if said not in self._found:
            found = {name for name, other in self._turned.items() if _same(said, other)}
            self._found[said] = found
        return self._found[said]

    def _from_objects(
        self,
        new: dict[str, str],
        things: dict[str, str],
        about: dict[str, str],
        asked: dict[str, set[str]],
    ) -> Iterator[tuple[str, str]]:
        """Yield pairs whose other fact names the thing as its object."""
        entities = sorted(thing for thing, names in asked.items() if names)
        if not entities:
            return
        names = sorted({name for found in asked.values() for name in found})
        there: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self._read(_TOLD_OF, ids=entities, predicates=names, limit=self._limit):
            there[str(row["thing"])].append((str(row["id"]), str(row["predicate"])))
        for fact_id, thing in about.items():
            said = self._turned[new[fact_id]] if fact_id in things else new[fact_id]
            alike = self._alike(said)
            for other, name in there[thing]:
                if other != fact_id and name in alike:
                    yield fact_id, other

    def _from_subjects(
        self, new: dict[str, str], things: dict[str, str]
    ) -> Iterator[tuple[str, str]]:
        """Yield pairs whose other fact has the thing as its subject."""
        slots: dict[str, list[str]] = defaultdict(list)
        for fact_id, thing in sorted(things.items()):
            said = self._turned[new[fact_id]].replace(" ", "_")
            for name in self._known.of(said):
                slots[f"{thing}:{name}"].append(fact_id)
        if not slots:
            return
        for row in self._read(_CANDIDATES, slots=sorted(slots), limit=self._limit):
            yield from ((fact_id, str(row["id"])) for fact_id in slots[str(row["slot"])])


def _same(one: str, other: str) -> bool:
    return normalised(one) == normalised(other) or shared(one, other) is not None
