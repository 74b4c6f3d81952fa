"""Entities that are one: whoever is asked for by one of their names is found by all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from graphmem.stores.index.names import Names


class Same:
    """Standing merges between a user's entities, by id."""

    def __init__(self) -> None:
        self.ties: dict[str, frozenset[str]] = {}

    def note(self, entity_id: str, others: Iterable[str]) -> bool:
        """Note which entities one is the same as; return whether names must be made anew.

        They must where a merge came or went, and where an entity of a group has changed.
        """
        ties = frozenset(others)
        before = self.ties.pop(entity_id, None)
        if ties:
            self.ties[entity_id] = ties
        return bool(ties or before)

    def names(
        self,
        names: Sequence[Iterable[str]],
        numbers: Mapping[str, int],
        retracted: Collection[int],
    ) -> Names:
        """Return the names that lead to entities: their own, and those of whom they are one with.

        Args:
            names: Of each entity, by number.
            numbers: Of each entity, by id.
            retracted: Numbers of entities that nothing speaks of any more.
        """
        found = Names()
        for entity_id, number in numbers.items():
            if number in retracted:
                continue
            found.add(number, names[number])
            for other in self.members(entity_id):
                if numbers.get(other, -1) >= 0 and numbers[other] not in retracted:
                    found.add(number, names[numbers[other]])
        return found

    def members(self, entity_id: str) -> Iterator[str]:
        """Yield the other entities that are the same as one."""
        seen, queue = {entity_id}, [entity_id]
        for at in queue:
            for other in sorted(self.ties.get(at, frozenset[str]()) - seen):
                seen.add(other)
                queue.append(other)
                yield other

    def keep(self, kept: Callable[[str], bool]) -> None:
        """Forget entities that were erased."""
        left = {i: frozenset(filter(kept, others)) for i, others in self.ties.items() if kept(i)}
        self.ties = {i: others for i, others in left.items() if others}

    def packed(self) -> dict[str, list[str]]:
        """Return the merges as they are written to a snapshot."""
        return {i: sorted(others) for i, others in self.ties.items()}

    def load(self, packed: Mapping[str, Iterable[str]]) -> None:
        """Take over what ``packed`` returned."""
        self.ties = {i: frozenset(others) for i, others in packed.items()}
