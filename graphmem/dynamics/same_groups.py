"""Joining names that are one entity, and what must never be joined.

Precision comes first, for a wrong merge mixes two people's lives: a short name that fits two longer
ones joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graphmem.dynamics.same import NameBook, Pair
from graphmem.dynamics.same_names import PARTIAL


class Groups:
    """Which entities are one: a union-find that keeps apart what must stay apart.

    Args:
        differs: Pairs of ids that are two on the user's word.
    """

    def __init__(self, book: NameBook, differs: Iterable[tuple[str, str]] = ()) -> None:
        self._book = book
        self._differs = {frozenset(pair) for pair in differs}
        self._group: dict[str, list[str]] = {}

    def of(self, entity_id: str) -> list[str]:
        """Return all members of an entity's group."""
        return self._group.get(entity_id, [entity_id])

    def join(self, a: str, b: str) -> None:
        """Make two groups one."""
        if b not in self.of(a):
            joined = [*self.of(a), *self.of(b)]
            self._group |= dict.fromkeys(joined, joined)

    def stage(self, pair: Pair) -> int:
        """Return when a pair's turn comes: 0 whole names, 1 parts of several words, 2 others."""
        return 0 if not _is_part(pair) else 1 + (len(self._book.names[pair.short].words) == 1)

    def two(self, a: str, b: str) -> bool:
        """Tell whether two names are whole, two, and not joined by the user's word."""
        return self._book.clash(a, b) and b not in self.of(a)

    def may_join(self, a: str, b: str) -> bool:
        """Tell whether no member of one group must be kept from one of the other."""
        return not any(
            frozenset((x, y)) in self._differs or self._book.clash(x, y)
            for x in self.of(a)
            for y in self.of(b)
        )


def rivals(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Return the longer names that each short name is a part of."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if _is_part(pair):
            found[pair.short].add(pair.long)
    return found


def ambiguous(pair: Pair, fits: Mapping[str, set[str]], groups: Groups) -> bool:
    """Tell whether a short name fits several entities, so that it must join none of them."""
    group = {*groups.of(pair.long), *groups.of(pair.short)}
    return _is_part(pair) and not fits.get(pair.short, set()) <= group


def hopeless(pair: Pair, fits: Mapping[str, set[str]], groups: Groups) -> bool:
    """Tell whether a short name fits two whole names that are two: nothing need be read."""
    longs = fits.get(pair.short, set()) if _is_part(pair) else set[str]()
    return any(groups.two(pair.long, other) for other in longs)


def propose(
    scored: Iterable[tuple[float, Pair]], groups: Groups, fits: Mapping[str, set[str]], least: float
) -> Iterator[tuple[float, Pair]]:
    """Join groups by the surest pairs; yield those that joined two groups.

    Whole names come before parts, long parts before single words: two spellings of one name are
    no rivals for its first name.
    """
    rest = [s for s in scored if s[0] >= least]
    for chance, pair in sorted(
        rest, key=lambda s: (groups.stage(s[1]), -s[0], s[1].short, s[1].long)
    ):
        joined = pair.short in groups.of(pair.long)
        if not (joined or ambiguous(pair, fits, groups)) and groups.may_join(pair.short, pair.long):
            groups.join(pair.short, pair.long)
            yield chance, pair


def _is_part(pair: Pair) -> bool:
    return pair.tie.how in PARTIAL or pair.tie.how == "acronym" or pair.tie.titled
