"""What is known of predicates: which say the same, the opposite, or the same from the other side.

``weights/predicates.json`` holds groups of normal forms written by hand, ties between groups, and
the weights of the figures in ``predicate_cues``, as ``psm/tables`` reads and writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmem.errors import ModelError
from graphmem.psm.manifest import weights_folder
from graphmem.psm.predicate_cues import CUES
from graphmem.psm.tables import read_table

PREDICATES = "predicates.json"


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of predicates with their ties.

    Attributes:
        groups: Normal form -> numbers of the groups in which it stands.
        members: The normal forms of each group.
        inverse: Pairs of groups, lower number first, that say one relation from two sides.
        other: Pairs of groups that are opposite or easily confused.
    """

    groups: dict[str, frozenset[int]]
    members: tuple[tuple[str, ...], ...]
    inverse: frozenset[tuple[int, int]]
    other: frozenset[tuple[int, int]]

    def same(self, a: str, b: str) -> bool:
        """Tell whether two predicates stand in one group."""
        return bool(self.groups.get(a, frozenset()) & self.groups.get(b, frozenset()))

    def inverses(self, a: str, b: str) -> bool:
        """Tell whether one says from the object's side what the other says."""
        return self._tied(a, b, self.inverse)

    def others(self, a: str, b: str) -> bool:
        """Tell whether two predicates are known to be opposite, or no more than akin."""
        return self._tied(a, b, self.other)

    def near(self, name: str) -> set[str]:
        """Return what says the same as a predicate, or the same from the other side."""
        own = self.groups.get(name, frozenset())
        turned = {b if a in own else a for a, b in self.inverse if a in own or b in own}
        return {member for n in own | turned for member in self.members[n]}

    def _tied(self, a: str, b: str, ties: frozenset[tuple[int, int]]) -> bool:
        return any(
            (min(p, q), max(p, q)) in ties
            for p in self.groups.get(a, frozenset())
            for q in self.groups.get(b, frozenset())
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of the figures of a pair, calibrated, and the threshold for "same"."""

    version: str
    bias: float
    of: tuple[float, ...]
    threshold: float


def make_table(members: list[list[str]], inverse: list[list[int]], other: list[list[int]]) -> Table:
    """Index groups by the predicates in them."""
    groups: dict[str, set[int]] = {}
    for number, names in enumerate(members):
        for name in names:
            groups.setdefault(name, set()).add(number)
    return Table(
        groups={name: frozenset(numbers) for name, numbers in groups.items()},
        members=tuple(tuple(names) for names in members),
        inverse=frozenset((min(a, b), max(a, b)) for a, b in inverse),
        other=frozenset((min(a, b), max(a, b)) for a, b in other),
    )


def read_predicates(folder: Path | None = None) -> tuple[Table, Weights]:
    """Read the table and the weights.

    Raises:
        ModelError: The file is missing, malformed or not what its checksum says.
    """
    path = (folder or weights_folder()) / PREDICATES
    table = read_table(path)
    try:
        return _parse(table.version, table.values)
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path} is malformed; reinstall the package") from exc


def _parse(version: str, fields: dict[str, Any]) -> tuple[Table, Weights]:
    """Make both of a table's values, which may be anything."""
    members = [[str(name) for name in names] for names in fields["groups"]]
    ties = {
        kind: [[int(n) for n in pair] for pair in fields[kind]] for kind in ("inverse", "other")
    }
    if any(not 0 <= n < len(members) for pairs in ties.values() for pair in pairs for n in pair):
        raise ValueError("a tie to no group")
    weights = Weights(
        version=f"{version}/{fields['encoder']}",
        bias=float(fields["bias"]),
        of=tuple(float(fields["weights"][cue]) for cue in CUES),
        threshold=float(fields["threshold"]),
    )
    return make_table(members, ties["inverse"], ties["other"]), weights
