"""What was recorded between facts of two messages already, by whomever."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graphmem.stores.base import Engine, Row
from graphmem.stores.queries import load

_TIES = load("conflicts.list_pair_ties")
_USER = "user"


@dataclass(slots=True)
class Ties:
    """Ties between facts, also those that this write adds.

    Attributes:
        said: Pairs of which a conflict, or the user, says something, whichever way round.
        replaced: (winner, loser) of replacements, also those that were taken back.
        ends: By loser, from when replacements that stand end it (epoch ms).
        rivals: Pairs that are rivals.
    """

    said: set[frozenset[str]]
    replaced: set[tuple[str, str]]
    ends: dict[str, list[int]]
    rivals: set[frozenset[str]]

    @classmethod
    def read(
        cls,
        engine: Engine,
        user_id: str,
        facts: Collection[str],
        told: Iterable[frozenset[str]],
    ) -> Ties:
        """Read the ties of some facts.

        Args:
            told: Pairs of which rules just said something; it is not written yet.
        """
        found = cls(set(told), set(), {}, set())
        for row in engine.read(_TIES, {"ids": sorted(facts), "user_id": user_id}):
            found._note(row)
        return found

    def _note(self, row: Row) -> None:
        source, target, at = str(row["source"]), str(row["target"]), row["at"]
        both = frozenset((source, target))
        if row["kind"] == "RIVALS":
            self.rivals.add(both)
            return
        if row["kind"] != "SUPERSEDES" or row["by"] == _USER:
            self.said.add(both)
        if row["kind"] == "SUPERSEDES":
            self.replaced.add((source, target))
            if row["retracted_at"] is None:
                self.ends.setdefault(target, []).append(at if isinstance(at, int) else 0)

    def settled(self, newer: Collection[str], older: Collection[str]) -> bool:
        """Tell whether anything was said of facts of both messages.

        Where the older one once took the newer one's place, it may be the other way round now: who
        moves away may come back.
        """
        return any(
            frozenset((a, b)) in self.said or (a, b) in self.replaced for a in newer for b in older
        )

    def closed(self, kind: str, newer: str, older: str, at: int) -> bool:
        """Tell whether an edge would say nothing: what it disputes was over, or is a rival already.

        Args:
            at: When the newer message was said (epoch ms).
        """
        if kind == "successors":
            return False
        over = any(end <= at for end in self.ends.get(older, ()))
        return over or (kind == "rivals" and frozenset((newer, older)) in self.rivals)

    def add(self, kind: str, newer: str, older: str, at: int) -> None:
        """Take in an edge that is about to be written."""
        if kind == "successors":
            self.replaced.add((newer, older))
            self.ends.setdefault(older, []).append(at)
        elif kind == "conflicts":
            self.said.add(frozenset((newer, older)))
        else:
            self.rivals.add(frozenset((newer, older)))
