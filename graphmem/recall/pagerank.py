"""Personalised PageRank over events and entities with uniform weights: baseline and option.

Page et al., 1999; as used for recall by Gutiérrez et al., 2024, "HippoRAG", arXiv:2405.14831.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ConvergenceError
from graphmem.recall.diffuse import top_rows
from graphmem.recall.seed import Floats
from graphmem.stores.index.user_index import UserIndex

SEEDS = 5


@dataclass(frozen=True, slots=True)
class Ranking:
    """A converged ranking.

    Attributes:
        scores: Share of the walk's time spent at each event. Shape: (n_rows,).
        steps: Iterations done.
        residual: Last change (L1 per node).
    """

    scores: Floats
    steps: int
    residual: float


@dataclass(frozen=True, slots=True)
class Links:
    """The walk's links, both ways, over events and then entities.

    Attributes:
        source: Node a link leaves. Shape: (n_links,).
        target: Node it reaches. Shape: (n_links,).
        share: One over the links that leave ``source``. Shape: (n_links,).
        n_nodes: Events and entities.
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    share: NDArray[np.float64]
    n_nodes: int

    def walk(self, p: NDArray[np.float64]) -> NDArray[np.float64]:
        """Move each node's mass evenly over its links. Shape: (n_nodes,) -> (n_nodes,)."""
        moved = p[self.source] * self.share
        return np.bincount(self.target, weights=moved, minlength=self.n_nodes).astype(np.float64)


def links(index: UserIndex) -> Links:
    """Return the links of a user's graph: who is about, names or said what, and what came next.

    Days that stand in for a session tie no events together.
    """
    n_rows, n_entities = len(index), len(index.entity_ids)
    n_nodes = n_rows + n_entities
    ends: list[NDArray[np.int64]] = []
    for postings in index.by_entity():
        starts, rows, _ = postings.packed(n_entities)
        entities = np.repeat(np.arange(n_entities), np.diff(starts)) + n_rows
        ends.append(np.stack((rows.astype(np.int64), entities)))
    after = index.chains.after.values
    named = np.array([not s.implicit for s in index.sessions], bool)
    before = np.flatnonzero((after >= 0) & named[index.session.values])
    ends.append(np.stack((before, after[before].astype(np.int64))))
    a, b = np.concatenate(ends, axis=1)
    # An entity named twice by an event is one link.
    pairs = np.unique(np.concatenate((a * n_nodes + b, b * n_nodes + a)))
    source, target = pairs // n_nodes, pairs % n_nodes
    degree = np.bincount(source, minlength=n_nodes)
    return Links(source, target, 1.0 / degree[source], n_nodes)


def personalised_pagerank(
    graph: Links, seeds: Floats, *, alpha: float, tol: float = 1e-9, max_steps: int = 200
) -> Ranking:
    """Walk from the best seeds, returning to them with probability ``alpha``.

        p <- (1 - alpha) W p + alpha s

    Mass at nodes without links returns to the seeds. Power iteration over plain arrays: a
    sparse-matrix library would weigh more than the encoder (110 MB) for this one product.

    Args:
        graph: From ``links``.
        seeds: Seed scores of events. Shape: (n_rows,).
        alpha: Restart probability, in (0, 1].
        tol: Stop when the L1 change per node is below this.
        max_steps: Most iterations.

    Raises:
        ConvergenceError: ``max_steps`` reached.
    """
    start = np.zeros(graph.n_nodes)
    best = top_rows(seeds, SEEDS)
    start[best] = np.maximum(seeds[best], 0)
    if start.sum() <= 0:
        return Ranking(np.zeros(len(seeds), np.float32), 0, 0.0)
    start /= start.sum()
    p, residual = start, np.inf
    for step in range(1, max_steps + 1):
        walked = (1 - alpha) * graph.walk(p)
        new = walked + (1 - walked.sum()) * start
        residual = float(np.abs(new - p).sum()) / graph.n_nodes
        p = new
        if residual < tol:
            return Ranking(p[: len(seeds)].astype(np.float32), step, residual)
    raise ConvergenceError(
        f"PageRank did not settle in {max_steps} steps (residual {residual:.2e}): raise "
        "recall.alpha",
        steps=max_steps,
        residual=residual,
    )
