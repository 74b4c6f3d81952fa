"""Diffusion by the recall network: the region of a question, scored by learned message passing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.activate import Activation, activate
from graphmem.recall.features import RegionGraph, region_graph
from graphmem.recall.joins import KINDS
from graphmem.recall.region import RegionBounds, choose_region, sentence_match
from graphmem.recall.seed import Floats, Mask, Query
from graphmem.settings import RecallSettings
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import Step

#: The network was trained over what these activate, so a user's own weights are for "spread".
_SHIPPED = RecallSettings.model_construct()
_RELATIONS = {
    "topic": "mentions",
    "subject": "states of",
    "co_mention": "names too",
    "next": "next: after",
    "previous": "next: before",
}
_LONGEST = 3  # hops told of a path
_WEAK = 0.02  # a link that passed on less is no reason


class Network(Protocol):
    """What scores a region; ``psm.recall_network.RecallNetwork`` does it."""

    def score(self, nodes: Floats, ends: NDArray[np.int64], pairs: Floats) -> tuple[Floats, Floats]:
        """Return log-odds of each node (n_nodes,) and how open each link was (n_pairs,)."""
        ...


@dataclass(frozen=True, slots=True)
class Weighed:
    """A region, scored.

    Attributes:
        chances: Chance that each node is needed, in [0, 1]. Shape: (n_nodes,).
        passed: What each pair passed on: how open it was, times the first event's chance. Shape:
            (n_pairs,).
    """

    graph: RegionGraph
    chances: Floats
    passed: Floats

    def steps(self, index: UserIndex, row: int) -> Iterator[Step]:
        """Yield the links over which most activation came to a row, the last one first."""
        place = int(np.searchsorted(self.graph.rows, row))
        if place >= len(self.graph.rows) or self.graph.rows[place] != row:
            return
        seen = {place}
        for _ in range(_LONGEST):
            into = np.flatnonzero(self.graph.ends[1] == place)
            into = into[~np.isin(self.graph.ends[0][into], list(seen))]
            if not len(into):
                return
            best = int(into[np.argmax(self.passed[into])])
            first = int(self.graph.ends[0][best])
            # What only follows from the event itself did not lead to it.
            if self.passed[best] < _WEAK or self.chances[first] < self.chances[place] / 2:
                return
            yield self._step(index, best)
            seen.add(first)
            place = first

    def _step(self, index: UserIndex, pair: int) -> Step:
        first, second = (index.ids[int(self.graph.rows[p])] for p in self.graph.ends[:, pair])
        via = int(self.graph.via[pair])
        name = index.entity_names[via][0] if via >= 0 else ""
        relation = _RELATIONS[KINDS[int(self.graph.kind[pair])]]
        return Step(first, relation, name, second, float(self.passed[pair]))


def weigh(
    index: UserIndex,
    query: Query,
    allowed: Mask,
    network: Network,
    bounds: RegionBounds,
    done: Callable[[str], None],
) -> tuple[Activation, Weighed]:
    """Score a question's region; rows outside come after it, as the hand-set weights rank them.

    Args:
        allowed: Which rows may be recalled. Shape: (n_rows,).
        done: Told of each stage that ended ("seed", "region", "features", "network").

    Returns:
        The activation, its ``scores`` being chances in [0, 1] and "network" one of its parts; and
        the region.
    """
    found = activate(index, query, _SHIPPED, allowed, spreads=True)
    done("seed")
    match = sentence_match(index, query.vector, found.parts["dense"])
    rows = choose_region(index, found.scores, match, allowed, bounds)
    done("region")
    graph = region_graph(index, query, rows, found, match)
    done("features")
    logits, flow = network.score(graph.nodes, graph.ends, graph.pairs)
    done("network")
    chances = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    network_part = np.zeros(len(index), np.float32)
    network_part[rows] = chances
    scores = _below(found.scores, rows, chances)
    parts = {**found.parts, "sentence": match, "network": network_part}
    weighed = Weighed(graph, chances, flow * chances[graph.ends[0]])
    return Activation(scores, parts, found.seeds, found.spread), weighed


def _below(activation: Floats, rows: NDArray[np.int32], chances: Floats) -> Floats:
    """Return chances in the region, and outside of it shares of the smallest of them."""
    best = max(float(activation.max(initial=0)), 1e-6)
    least = np.float32(chances.min(initial=1) / 2)
    share = np.clip(activation / np.float32(best), 0, 1) * least
    scores = np.where(np.isfinite(activation), share, np.float32(-np.inf))
    scores[rows] = chances
    return scores
