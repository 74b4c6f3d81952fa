"""What a user's graph shows of predicates: how many subjects have several values side by side.

Only facts that were compared with others already are counted: of what was just written it is not
known yet which values took another's place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graphmem.dynamics.objects import compare
from graphmem.dynamics.places import level
from graphmem.dynamics.statements import Counted
from graphmem.stores.base import Row

#: Facts of a predicate that are counted: evidence saturates at 25 subjects.
MOST_COUNTED = 300


@dataclass(frozen=True, slots=True)
class _Shown:
    """Subject -> whether it has several values, as counted up to a revision over some facts."""

    several: dict[str, bool]
    revision: int
    facts: int

    def stale(self, revision: int) -> bool:
        """Tell whether so much was written since that counting anew may show something else."""
        return revision - self.revision > self.facts // 4


class Counts:
    """Counts of one user's predicates, kept until much was written since.

    Args:
        read: Gives the rows of ``conflicts.list_values`` for some predicates, of facts that are
            as they were at a revision.
    """

    def __init__(self, read: Callable[[Sequence[str], int], Iterable[Row]]) -> None:
        self._read = read
        self._shown: dict[str, _Shown] = {}

    def count(self, predicates: Iterable[str], *, revision: int) -> None:
        """Count predicates that were not, or long ago.

        Args:
            revision: Up to which facts were judged.
        """
        due = sorted(p for p in set(predicates) if self._due(p, revision))
        if not due:
            return
        values: dict[str, dict[str, list[str]]] = {p: defaultdict(list) for p in due}
        for row in self._read(due, revision):
            of = values[str(row["predicate"])]
            of[str(row["subject_id"])].append(str(row["value"]))
        for predicate, of in values.items():
            several = {subject: _several(said) for subject, said in of.items()}
            facts = sum(map(len, of.values()))
            self._shown[predicate] = _Shown(several, revision, facts)

    def of(self, predicate: str, *, apart_from: Iterable[str]) -> Counted:
        """Return the counts of a predicate without some subjects, whose values are in question."""
        shown = self._shown[predicate].several
        left = [several for subject, several in shown.items() if subject not in set(apart_from)]
        return Counted(single=left.count(False), several=left.count(True))

    def _due(self, predicate: str, revision: int) -> bool:
        shown = self._shown.get(predicate)
        return shown is None or shown.stale(revision)


def _several(values: Sequence[str]) -> bool:
    """Tell whether values are other ones, not spellings or parts of one."""
    first = values[0]
    others = (v for v in values[1:] if compare(first, v) == "different")
    return any(level(first) == level(other) for other in others)  # a town lies in a country
