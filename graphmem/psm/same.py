"""The shipped weights that tell whether two names are one entity (``dynamics/same``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from graphmem.dynamics.same import FEATURES, Scorer
from graphmem.errors import ModelError
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import read_table

TABLE = "same.json"


@cache
def shipped_scorer() -> Scorer:
    """Return the scorer that ships with the package."""
    return read_scorer(weights_folder() / TABLE)


def read_scorer(path: Path) -> Scorer:
    """Read a scorer.

    Raises:
        ModelError: The file is missing, damaged, or of other features.
    """
    table = read_table(path)
    try:
        names = tuple(str(name) for name in table.values["features"])
        weights = np.array([float(w) for w in table.values["weights"]])
        bias, threshold = float(table.values["bias"]), float(table.values["threshold"])
    except (KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path} is malformed") from exc
    if names != FEATURES or weights.shape != (len(FEATURES),):
        raise ModelError(f"{path} is of other features than this version reads")
    return Scorer(weights, bias, threshold, table.version)
