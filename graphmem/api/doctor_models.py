"""The doctor's check of the models beside the encoder: whole, and able to read a sentence."""

from __future__ import annotations

import time

from graphmem.api.doctor import REINSTALL, Finding

_TABLES = ("gate", "decay", "emotion", "interference", "predicates", "confidence", "same")


def check_models() -> Finding:
    """Parse a sentence, score a region of one event, and read every table.

    Raises:
        ModelError: A file is missing, damaged or not runnable; the message names it.
    """
    import numpy as np

    from graphmem.psm.extraction import Extractor
    from graphmem.psm.manifest import weights_folder
    from graphmem.psm.recall_network import RecallNetwork
    from graphmem.psm.tables import read_table

    network = Extractor.load(threads=1)
    started = time.perf_counter()
    [parse] = network.parse([["Ana", "moved", "to", "Oslo", "."]])
    ms = (time.perf_counter() - started) * 1000
    recall = RecallNetwork.load()
    nodes = np.zeros((1, len(recall.node_features)), np.float32)
    pairs = np.zeros((0, len(recall.pair_features)), np.float32)
    recall.score(nodes, np.zeros((2, 0), np.int64), pairs)
    tables = [read_table(weights_folder() / f"{name}.json").version for name in _TABLES]
    others = ", ".join((recall.version, *tables))
    said = f"{network.version}, loaded and run in {ms:.0f} ms; {others}"
    if parse.relations[:2] != ("nsubj", "root"):
        return Finding("models", "FAIL", f"{said}; a plain sentence was misread", REINSTALL)
    return Finding("models", "OK", said)
