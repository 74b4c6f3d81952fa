"""The doctor's check of the models beside the encoder: whole, and able to read a sentence."""

from __future__ import annotations

import time

from graphmem.api.doctor import REINSTALL, Finding

_TABLES = ("gate", "decay", "emotion", "interference", "predicates")


def check_models() -> Finding:
    """Parse one sentence with the extraction network, and read every table.

    Raises:
        ModelError: A file is missing, damaged or not runnable; the message names it.
    """
    from graphmem.psm.extraction import Extractor
    from graphmem.psm.manifest import weights_folder
    from graphmem.psm.tables import read_table

    network = Extractor.load(threads=1)
    started = time.perf_counter()
    [parse] = network.parse([["Ana", "moved", "to", "Oslo", "."]])
    ms = (time.perf_counter() - started) * 1000
    tables = [read_table(weights_folder() / f"{name}.json").version for name in _TABLES]
    said = f"{network.version}, loaded and run in {ms:.0f} ms; {', '.join(tables)}"
    if parse.relations[:2] != ("nsubj", "root"):
        return Finding("models", "FAIL", f"{said}; a plain sentence was misread", REINSTALL)
    return Finding("models", "OK", said)
