"""From the replay to promotions: groups of facts are read, freed of what is in doubt, and mined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graphmem.psm.runtime import TextEncoder
from graphmem.sleep.evidence import Evidence
from graphmem.sleep.mining import (
    Bar,
    Mined,
    chained,
    finest,
    mine,
    object_shapes,
    statements,
    subject_shapes,
)
from graphmem.sleep.promote import Promotion, promoted
from graphmem.sleep.replay import Groups, Replay
from graphmem.sleep.standing import unsettled

_MOST_COMPARED = 24  # names whose nearness is looked at


@dataclass(slots=True)
class Miner:
    """Mines one user's graph.

    Attributes:
        at_least: Confidence from which a pattern is promoted.
        size: Groups of facts that are held at once (count).
        doubted: Facts that were met and hold no longer, or are in dispute.
        read: Statements that were read (count).
    """

    replay: Replay
    encoder: TextEncoder
    bar: Bar
    at_least: float
    size: int
    doubted: set[str] = field(default_factory=set[str])
    read: int = 0

    def promotions(self, user_id: str, groups: Groups) -> list[Promotion]:
        """Return what some groups of facts make, sorted by id."""
        mined = list(self._mined(groups))
        return promoted(user_id, mined, at_least=self.at_least, alike=self.alike)

    def again(self, user_id: str, facts: Sequence[str], episodes: set[str]) -> list[Promotion]:
        """Return what some facts make if only some episodes are counted."""
        evidence = self._settled(self.replay.of(facts))
        kept = [e for e in evidence if e.episode in episodes]
        mined = mine(kept, self.bar, self.alike)
        return promoted(user_id, mined, at_least=self.at_least, alike=self.alike)

    def alike(self, names: Sequence[str]) -> float:
        """Return how near names are to one another in meaning (mean cosine)."""
        some = names[:_MOST_COMPARED]
        vectors = self.encoder.encode(some)
        total = float((vectors @ vectors.T).sum()) - len(some)
        return total / (len(some) * (len(some) - 1))

    def _mined(self, groups: Groups) -> Iterator[Mined]:
        for found in self.replay.by_slot(groups, self.size):
            evidence = self._settled(found)
            shapes = object_shapes(evidence, self.bar, self.alike)
            chains = [c for shape in shapes for c in self._chains(shape)]
            yield from statements(evidence, self.bar)
            yield from finest(shapes, chains)
        for found in self.replay.by_object(groups, self.size):
            yield from subject_shapes(self._settled(found), self.bar)

    def _chains(self, shape: Mined) -> list[Mined]:
        things = [fill.key for fill in shape.fills if fill.is_entity]
        if len(things) < self.bar.fills:
            return []
        return chained(shape, self._settled(self.replay.about(things)), self.bar)

    def _settled(self, evidence: Iterable[Evidence]) -> list[Evidence]:
        found = list(evidence)
        self.read += len(found)
        doubted = unsettled((e.fact_id for e in found), self.replay.ask)
        self.doubted |= doubted
        return [e for e in found if e.fact_id not in doubted]
