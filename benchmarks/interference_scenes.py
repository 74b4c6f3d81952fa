"""SNLI's held-out pairs: two sentences of one scene, and whether the second contradicts the first.

``graphmem-sentences`` is the table fitted to SNLI, ``graphmem-extracted`` the head over the facts
that graphmem reads from both sentences. False alarms are over entailed and neutral pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.context import Row
from benchmarks.interference_extracted import judged
from benchmarks.interference_pairs import Case
from graphmem.dynamics.statements import Pair, Statement
from graphmem.errors import ModelError
from graphmem.ingest.model_extractor import ModelExtractor
from graphmem.psm.interference import Interference
from graphmem.psm.interference_sentences import Sentences
from graphmem.psm.runtime import TextEncoder
from graphmem.training.interference_sentences import Scene, read_scenes

_AT = 0.5


def scene_rows(
    head: Interference, encoder: TextEncoder, train_data: Path, *, limit: int | None
) -> list[Row]:
    """Return the rows of the set ``snli``; that over extraction needs the network's weights."""
    _, scenes = read_scenes(train_data)
    scenes = scenes[:limit]
    said = Sentences.load(encoder=encoder).judge([scene.pair for scene in scenes])
    table = [scored("graphmem-sentences", scenes, said, _AT)]
    try:
        found, told, compared = judged(head, ModelExtractor.load(), [_case(s) for s in scenes])
    except ModelError:
        return table
    row = scored("graphmem-extracted", scenes, found, head.threshold)
    return [*table, row | {"with_facts": told, "compared": compared}]


def scored(system: str, scenes: Sequence[Scene], scores: Sequence[float], at: float) -> Row:
    """Return how well a system tells contradictions from other pairs."""
    pairs = list(zip(scenes, scores, strict=True))
    right = sum(p >= at for scene, p in pairs if scene.contradicts)
    false = sum(p >= at for scene, p in pairs if not scene.contradicts)
    wanted = sum(scene.contradicts for scene in scenes)
    precision, recall = right / max(1, right + false), right / max(1, wanted)
    row: Row = {"set": "snli", "system": system, "n": len(pairs)}
    row |= {"precision": precision, "recall": recall}
    row |= {"f1": 2 * precision * recall / max(1e-9, precision + recall)}
    return row | {"false_alarms": false / max(1, len(pairs) - wanted)}


def _case(scene: Scene) -> Case:
    first, second = (Statement("", "", "", text=text.rstrip(" .")) for text in scene.pair)
    return Case("", Pair(first, second))
