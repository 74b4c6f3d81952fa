"""The recall network: how likely each event of a region is needed, by learned diffusion.

Trained by ``graphmem/training/recall``; what it reads is made by ``recall/features``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.checksums import check_files, described
from graphmem.psm.manifest import weights_folder
from graphmem.psm.session import open_session

Floats = NDArray[np.float32]
NETWORK, CARD = "recall.onnx", "recall.json"
INPUTS, OUTPUTS = ("nodes", "ends", "pairs"), ("scores", "flow")


class _Runner(Protocol):
    """The one method of ``onnxruntime.InferenceSession`` that is used."""

    def run(
        self, output_names: Sequence[str], input_feed: dict[str, NDArray[Any]]
    ) -> tuple[Floats, Floats]: ...


class RecallNetwork:
    """The shipped network. Thread-safe; make it with ``load``.

    Args:
        folder: Where the weights lie; they are read and checked at the first question.
        threads: Threads of one run.

    Attributes:
        version: Name and version of the weights.
    """

    def __init__(self, folder: Path, card: dict[str, Any], *, threads: int) -> None:
        self._folder = folder
        self._sha256 = str(card["sha256"])
        self._threads = threads
        self._lock = Lock()
        self._runner: _Runner | None = None
        self.version = f"{card['name']}-{card['version']}"
        self.node_features = tuple(map(str, card["node_features"]))
        self.pair_features = tuple(map(str, card["pair_features"]))

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> RecallNetwork:
        """Read the description of the network in a weights folder (default: the shipped one).

        Raises:
            ModelError: It is missing or malformed. Weights that are missing or damaged raise it
                too, at the first question.
        """
        where = folder or weights_folder()
        path = where / CARD
        with described(path):
            return cls(where, dict(json.loads(path.read_bytes())), threads=threads)

    def score(self, nodes: Floats, ends: NDArray[np.int64], pairs: Floats) -> tuple[Floats, Floats]:
        """Return how likely each event is needed, and how open each pair's link was.

        Args:
            nodes: Shape: (n_nodes, n_node_features).
            ends: Shape: (2, n_pairs).
            pairs: Shape: (n_pairs, n_pair_features).

        Returns:
            Log-odds, calibrated on held-out questions, shape (n_nodes,); the mean gate of the
            layers, in [0, 1], shape (n_pairs,).

        Raises:
            ModelError: Weights are missing, damaged or not runnable.
        """
        if not len(nodes):
            return np.empty(0, np.float32), np.empty(0, np.float32)
        found = self._ready().run(OUTPUTS, {"nodes": nodes, "ends": ends, "pairs": pairs})
        return found[0], found[1]

    def _ready(self) -> _Runner:
        with self._lock:
            if self._runner is None:
                check_files(self._folder, {NETWORK: self._sha256})
                self._runner = cast("_Runner", open_session(self._folder / NETWORK, self._threads))
            return self._runner
