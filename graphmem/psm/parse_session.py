"""An onnxruntime session of the extraction network: sentences in, scores out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.psm import session
from graphmem.psm.parse_input import SentenceInput

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
OUTPUTS = ("arcs", "relations", "upos", "features", "scripts", "tags")
INPUTS = ("input_ids", "attention_mask", "shapes", "firsts")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a batch. N counts the root and the words, and is padded.

    Attributes:
        arcs: Score of head [.., .., h] for node [.., d, ..]. Shape: (batch, N, N).
        relations: Best relation for each such pair. Shape: (batch, N, N).
        upos: Shape: (batch, N, tags).
        features: All values of all features. Shape: (batch, N, values).
        scripts: The best few edit scripts, best first. Shape: (batch, N, few).
        tags: Shape: (batch, N, tags).
    """

    arcs: Floats
    relations: NDArray[np.integer]
    upos: Floats
    features: Floats
    scripts: Ints
    tags: Floats


class Network(Protocol):
    """Runs a batch; the port behind which onnxruntime, or torch in training, stands."""

    def run(self, batch: dict[str, Ints]) -> Scores:
        """Return the scores of a batch made by ``collate``."""
        ...


class _Runner(Protocol):
    """The one method of ``onnxruntime.InferenceSession`` that is used."""

    def run(
        self, output_names: Sequence[str], input_feed: dict[str, Ints]
    ) -> tuple[Floats, NDArray[np.integer], Floats, Floats, Ints, Floats]: ...


class OnnxNetwork:
    """The exported network. Runs may overlap.

    Args:
        path: The ONNX file.
        threads: Threads of one run.

    Raises:
        ModelError: The installed onnxruntime cannot run the file.
    """

    def __init__(self, path: Path, *, threads: int) -> None:
        self._runner = cast("_Runner", session.open_session(path, threads))

    def run(self, batch: dict[str, Ints]) -> Scores:
        """Return the scores of a batch made by ``collate``."""
        return Scores(*self._runner.run(OUTPUTS, batch))


def padded_length(sentence: SentenceInput) -> int:
    """Return the length a sentence is padded to, alone or among others."""
    return session.padded_length(len(sentence.ids))


def collate(sentences: Sequence[SentenceInput]) -> dict[str, Ints]:
    """Pad sentences of one padded length to arrays. Shape of each: (batch, length).

    There are as many places for words as for pieces, so that a sentence's shapes depend on its
    own length alone; a place without a word looks at the first marker.
    """
    length = max(padded_length(sentence) for sentence in sentences)
    batch = {name: np.zeros((len(sentences), length), np.int64) for name in INPUTS}
    for row, sentence in enumerate(sentences):
        pieces = len(sentence.ids)
        batch["input_ids"][row, :pieces] = sentence.ids
        batch["attention_mask"][row, :pieces] = 1
        batch["shapes"][row, :pieces] = sentence.shapes
        batch["firsts"][row, : len(sentence.firsts)] = sentence.firsts
    return batch
