"""Training examples of the recall network: regions of questions, and which events are needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.activate import activate
from graphmem.recall.features import RegionGraph, region_graph
from graphmem.recall.region import RegionBounds, choose_region, sentence_match
from graphmem.recall.seed import Floats, Query, Scope
from graphmem.settings import RecallSettings
from graphmem.stores.index.user_index import UserIndex

_META = "meta"


@dataclass(frozen=True, slots=True)
class Region:
    """One question's region.

    Attributes:
        nodes: Columns are ``NODE_FEATURES``. Shape: (n_nodes, n_node_features).
        ends: Shape: (2, n_pairs).
        pairs: Columns are ``PAIR_FEATURES``. Shape: (n_pairs, n_pair_features).
        events: Number of each node's event: chunks of one event share it. Shape: (n_nodes,).
        gold: Numbers of the events that are needed, in the region or not.
        scores: Activation by hand-set weights: the baseline. Shape: (n_nodes,).
        source: Where the question comes from ("musique", "dialogue" …); ``kind`` is its type.
    """

    nodes: Floats
    ends: NDArray[np.int32]
    pairs: NDArray[np.float16]
    events: NDArray[np.int64]
    gold: tuple[int, ...]
    scores: Floats
    source: str
    kind: str
    held_out: bool

    @property
    def needed(self) -> NDArray[np.bool_]:
        """Whether each node is of a needed event. Shape: (n_nodes,)."""
        return np.isin(self.events, self.gold)


def graph_of(
    index: UserIndex, query: Query, scope: Scope, bounds: RegionBounds | None = None
) -> tuple[RegionGraph, Floats]:
    """Return a question's region as the engine makes it, and activation by hand-set weights.

    Shape of the activation: (n_nodes,).
    """
    allowed = scope.mask(index)
    activation = activate(index, query, RecallSettings(), allowed, spreads=True)
    sentences = sentence_match(index, query.vector, activation.parts["dense"])
    rows = choose_region(index, activation.scores, sentences, allowed, bounds or RegionBounds())
    graph = region_graph(index, query, rows, activation, sentences)
    return graph, activation.scores[rows]


def write_regions(path: Path, regions: Iterable[Region]) -> int:
    """Write regions to an ``.npz`` without pickles; return how many there are."""
    kept = list(regions)
    if not kept:
        return 0
    meta = [(list(r.gold), r.source, r.kind, r.held_out) for r in kept]
    sizes = np.array([(len(r.nodes), len(r.pairs)) for r in kept], np.int64)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        meta=np.frombuffer(json.dumps(meta).encode(), np.uint8),
        sizes=sizes,
        nodes=np.concatenate([r.nodes for r in kept]),
        ends=np.concatenate([r.ends for r in kept], axis=1),
        pairs=np.concatenate([r.pairs for r in kept]),
        events=np.concatenate([r.events for r in kept]),
        scores=np.concatenate([r.scores for r in kept]),
    )
    return len(kept)


def read_regions(paths: Sequence[Path]) -> Iterator[Region]:
    """Yield the regions of some files."""
    for path in paths:
        with np.load(path, allow_pickle=False) as data:
            arrays = {name: data[name] for name in data.files}
        meta = json.loads(arrays[_META].tobytes().decode())
        node = pair = 0
        for (gold, source, kind, held_out), (n, m) in zip(meta, arrays["sizes"], strict=True):
            yield Region(
                nodes=arrays["nodes"][node : node + n],
                ends=arrays["ends"][:, pair : pair + m],
                pairs=arrays["pairs"][pair : pair + m],
                events=arrays["events"][node : node + n],
                gold=tuple(gold),
                scores=arrays["scores"][node : node + n],
                source=source,
                kind=kind,
                held_out=held_out,
            )
            node, pair = node + n, pair + m
