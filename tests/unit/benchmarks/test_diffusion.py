"""The suites of recall's parts and of its training, over tiny data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks import diffusion, recall_training
from benchmarks.context import Options, Run, open_memory
from benchmarks.files import DataError
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder


def test_every_part_is_a_system(multihop_data: Path, tmp_path: Path):
    """Also other networks, each under the name of its folder; stages have their times."""
    other = tmp_path / "networks" / "other"
    other.mkdir(parents=True)
    for name in ("recall.onnx", "recall.json"):
        shutil.copy(weights_folder() / name, other)
    options = Options("diffusion", data=multihop_data, networks=other.parent)
    run = Run(options, open_memory("embedded"), Encoder.load().encode, "test")

    rows = diffusion.run(run)

    systems = {row["system"] for row in rows if row["set"] == "alpha"}
    assert systems == {
        "graphmem", "spread", "ppr", "seeds", "second_hop", "bm25", "dense", "rrf", "other",
    }  # fmt: skip
    ours = next(row for row in rows if (row["set"], row["system"]) == ("alpha", "graphmem"))
    same = next(row for row in rows if (row["set"], row["system"]) == ("alpha", "other"))
    assert ours["r@5"] == same["r@5"] == 1
    stages = ("encode", "seed", "region", "features", "network", "fetch", "converge")
    assert all(ours[f"{stage}_ms_p50"] > 0 for stage in stages)
    assert "network_ms_p50" not in same


def test_the_training_curve_becomes_rows(tmp_path: Path):
    """A row for each source, one for the loss, one for confidence."""
    report = {
        "training": 9, "validation": 3, "hand_set": {"talk": 0.5}, "recall": {"talk": 0.8},
        "confidence_error": 0.1, "schedule": {"epochs": 2},
        "curve": [
            {"epoch": n, "loss": 2.0 - n, "recall": {"talk": 0.6 + n / 10}} for n in range(2)
        ],
    }  # fmt: skip
    (tmp_path / "curve.json").write_text(json.dumps(report))
    run = Run(Options("recall-training", networks=tmp_path), None, None, "")  # type: ignore[arg-type]

    talk, loss, confidence = recall_training.run(run)

    assert (talk["recall"], talk["epoch_0"], talk["epoch_1"], talk["network"]) == (
        0.5, 0.6, 0.7, 0.8,
    )  # fmt: skip
    assert (loss["epoch_0"], loss["epoch_1"]) == (2.0, 1.0)
    assert confidence["ece"] == 0.1
    assert run.notes["schedule"] == {"epochs": 2}


@pytest.mark.parametrize("folder", [None, Path("nowhere")])
def test_a_run_without_a_curve_is_refused(folder: Path | None):
    """The message says what is missing."""
    run = Run(Options("recall-training", networks=folder), None, None, "")  # type: ignore[arg-type]
    with pytest.raises(DataError, match=r"curve\.json"):
        recall_training.run(run)
