"""One recall over one user's index: seed, diffuse, converge, render."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from graphmem.psm.recall_network import RecallNetwork
from graphmem.psm.runtime import TextEncoder
from graphmem.recall import converge, pagerank
from graphmem.recall.activate import Activation, activate
from graphmem.recall.diffuse import in_named_session
from graphmem.recall.explain import path
from graphmem.recall.found import Activated, Shelf
from graphmem.recall.region import RegionBounds
from graphmem.recall.seed import Floats, Query, Scope, find_entities
from graphmem.recall.strength import faded
from graphmem.recall.weigh import Network, Weighed, weigh
from graphmem.settings import RecallSettings
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import Context, RecallOptions

_LONG_TURN = 100.0  # word pieces of the mean turn


@dataclass(slots=True)
class Stages:
    """Times of the stages of one recall (ms)."""

    started: float = field(default_factory=time.perf_counter)
    ms: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])

    def done(self, stage: str) -> None:
        """Note that a stage ended."""
        now = time.perf_counter()
        self.ms.append((stage, (now - self.started) * 1000))
        self.started = now


def long_turns(index: UserIndex) -> bool:
    """Tell whether a memory is talk of long turns, as of a user and an assistant.

    The network was hardly trained on such talk, and finds less there than one step by hand-set
    weights (docs/recall.md).
    """
    talk = in_named_session(index)
    return bool(talk.any()) and float(index.tokens.values[talk].mean()) > _LONG_TURN


class Recaller:
    """Recalls from an index; holds what is the same for all users.

    Args:
        network: Weighs the diffusion; default: that of ``settings.network``.
        local: Zone in which times are written in ``Context.text``.
    """

    def __init__(
        self,
        encoder: TextEncoder,
        settings: RecallSettings,
        *,
        network: Network | None = None,
        local: tzinfo = UTC,
    ) -> None:
        self._encoder = encoder
        self._converger = converge.Converger(encoder, local=local, newest_at=settings.newest_at)
        self._settings = settings
        folder = None if settings.network is None else Path(settings.network)
        self._network = network or RecallNetwork.load(folder)
        self._bounds = RegionBounds(sources=settings.region_sources, rows=settings.region_events)
        self._walks: WeakKeyDictionary[UserIndex, tuple[int, pagerank.Links]] = WeakKeyDictionary()

    def vector(self, text: str) -> Floats:
        """Encode a question. Shape: (dimension,)."""
        return self._encoder.encode([text])[0]

    def query(
        self, index: UserIndex, text: str, vector: Floats, intervals: Sequence[tuple[int, int]]
    ) -> Query:
        """Link an encoded question to known names and times."""
        return Query(text, vector, find_entities(index, text), tuple(intervals))

    def activate(
        self,
        index: UserIndex,
        query: Query,
        scope: Scope,
        options: RecallOptions,
        done: Callable[[str], None] = lambda _: None,
    ) -> tuple[Activation, Weighed | None]:
        """Score every row, those out of scope -inf; with the region that the network weighed."""
        allowed = scope.mask(index)
        diffusion = options.diffusion
        if diffusion == "auto":
            diffusion = "spread" if long_turns(index) else "network"
        if diffusion == "network":
            return weigh(index, query, allowed, self._network, self._bounds, done)
        spreads = diffusion == "spread"
        found = activate(index, query, self._settings, allowed, spreads=spreads)
        if diffusion == "pagerank":
            walked = self._walk(index, np.where(allowed, found.seeds, np.float32(0)))
            parts = {**found.parts, "pagerank": walked}
            found = replace(found, parts=parts, scores=found.scores + walked)
        return found, None

    def recall(
        self,
        index: UserIndex,
        query: Query,
        *,
        context_id: str,
        scope: Scope,
        options: RecallOptions,
        shelf: Shelf,
        stages: Stages,
    ) -> Context:
        """Answer one question; ``shelf`` reads the chosen events from the graph."""
        activation, weighed = self.activate(index, query, scope, options, stages.done)
        scores, parts = activation.scores, activation.parts
        asked_of = scope.now if scope.as_of is None else scope.as_of
        if asked_of is not None:
            most = options.limit * converge.SPARE
            weight = self._settings.strength_weight
            scores, parts = faded(index, scores, parts, weight=weight, at_ms=asked_of, most=most)
        stages.done("activate")
        found = Activated(
            index,
            query,
            scores,
            parts,
            lambda row, parts: path(index, query, activation.spread, row, parts, weighed),
            scope.moment(index, scores),
            scope.known_at,
        )
        return self._converger.converge(
            found, shelf, options, context_id=context_id, done=stages.done
        )

    def _walk(self, index: UserIndex, seeds: Floats) -> Floats:
        """PageRank as a share of its best, over links kept while the graph stays the same."""
        revision, graph = self._walks.get(index, (-1, None))
        if graph is None or revision != index.revision:
            graph = pagerank.links(index)
            self._walks = WeakKeyDictionary({index: (index.revision, graph)})
        ranking = pagerank.personalised_pagerank(graph, seeds, alpha=self._settings.alpha)
        best = float(ranking.scores.max(initial=0.0))
        return ranking.scores / np.float32(best) if best > 0 else ranking.scores
