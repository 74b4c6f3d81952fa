"""Personalised PageRank over events and entities with uniform weights: baseline and option.

Page et al., 1999; as used for recall by Gutiérrez et al., 2024, "HippoRAG", arXiv:2405.14831.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

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


def transition(index: UserIndex) -> Any:  # noqa: ANN401 - scipy ships no types
    """Return the column-stochastic matrix over events, then entities.

    Shape: (n_rows + n_entities, n_rows + n_entities), CSR.
    """
    # By name and here: it comes without types, and costs what a plain recall need not wait for.
    sparse: Any = import_module("scipy.sparse")
    n_rows, n_entities = len(index), len(index.entity_ids)
    n = n_rows + n_entities
    ends: list[Any] = []
    for postings in (index.topics, index.mentions, index.speakers):
        starts, rows, _ = postings.packed(n_entities)
        entities = np.repeat(np.arange(n_entities), np.diff(starts)) + n_rows
        ends.append(np.stack((rows, entities)))
    after = index.chains.after.values
    named = np.array([not s.implicit for s in index.sessions], bool)
    before = np.flatnonzero((after >= 0) & named[index.session.values])
    ends.append(np.stack((before, after[before])))
    a, b = np.concatenate(ends, axis=1)
    both = (np.concatenate((a, b)), np.concatenate((b, a)))
    links = sparse.csr_matrix((np.ones(len(both[0]), np.float32), both), shape=(n, n))
    links.data[:] = 1.0  # an entity named twice by an event is one edge
    degree = np.asarray(links.sum(axis=0)).ravel()
    scale = sparse.diags(np.divide(1.0, degree, out=np.zeros(n), where=degree > 0))
    return (links @ scale).tocsr().astype(np.float32)


def personalised_pagerank(
    matrix: Any,  # noqa: ANN401
    seeds: Floats,
    *,
    alpha: float,
    tol: float = 1e-7,
    max_steps: int = 200,
) -> Ranking:
    """Walk from the best seeds, returning to them with probability ``alpha``.

        p <- (1 - alpha) W p + alpha s

    Mass at nodes without links returns to the seeds.

    Args:
        matrix: From ``transition``. Shape: (n_nodes, n_nodes).
        seeds: Seed scores of events. Shape: (n_rows,).
        tol: Stop when the L1 change per node is below this.

    Raises:
        ConvergenceError: ``max_steps`` reached.
    """
    n = matrix.shape[0]
    start = np.zeros(n, np.float32)
    best = top_rows(seeds, SEEDS)
    start[best] = np.maximum(seeds[best], 0)
    if start.sum() <= 0:
        return Ranking(np.zeros(len(seeds), np.float32), 0, 0.0)
    start /= start.sum()
    p, residual = start, np.inf
    for step in range(1, max_steps + 1):
        walked = (1 - alpha) * (matrix @ p)
        new = walked + (1 - walked.sum()) * start
        residual = float(np.abs(new - p).sum()) / n
        p = new
        if residual < tol / n * 100:
            return Ranking(p[: len(seeds)], step, residual)
    raise ConvergenceError(
        f"PageRank did not settle in {max_steps} steps (residual {residual:.2e}): raise "
        "recall.alpha",
        steps=max_steps,
        residual=residual,
    )
