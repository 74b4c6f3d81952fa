"""The weights that tell whether names are one: loaded and checked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graphmem.dynamics.same import FEATURES
from graphmem.errors import ModelError
from graphmem.psm.manifest import weights_folder
from graphmem.psm.same import TABLE, read_scorer, shipped_scorer
from graphmem.psm.tables import checksum


def test_shipped_weights_are_read():
    """They fit the features, and name the version that stands on edges."""
    scorer = shipped_scorer()

    assert scorer.weights.shape == (len(FEATURES),)
    assert 0.5 < scorer.threshold < 1
    assert scorer.version.startswith("same-")


@pytest.mark.parametrize(
    "values",
    [{"features": ["spelling"]}, {"weights": [1.0]}, {"threshold": None}, {"bias": "x"}],
)
def test_other_weights_are_refused(values: dict[str, object], tmp_path: Path):
    """Weights of other features would join anybody."""
    path = tmp_path / TABLE
    shutil.copy(weights_folder() / TABLE, path)
    fields = json.loads(path.read_text(encoding="utf-8"))
    fields["values"] |= values
    fields["sha256"] = checksum(fields["values"])
    path.write_text(json.dumps(fields), encoding="utf-8")

    with pytest.raises(ModelError):
        read_scorer(path)
