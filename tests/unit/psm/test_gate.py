"""The weights of the trained gate: loaded, checked, and used."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from graphmem.errors import ModelError
from graphmem.ingest.gate.features import FEATURES
from graphmem.psm.gate import GATE, GateModel
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import checksum


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped weights."""
    shutil.copy(weights_folder() / GATE, tmp_path)
    return tmp_path


def change(folder: Path, **values: object) -> None:
    """Change values of the copy and make its checksum fit."""
    path = folder / GATE
    fields = json.loads(path.read_text(encoding="utf-8"))
    fields["values"] |= values
    fields["sha256"] = checksum(fields["values"])
    path.write_text(json.dumps(fields), encoding="utf-8")


def test_score_is_a_chance_and_a_kind():
    """Whatever the features, both chances lie in [0, 1] and the kind is one that it knows."""
    model = GateModel.load(FEATURES)

    for size in (0.0, 1.0, 1e9, -1e9):
        scores = model.score(np.full(len(FEATURES), size, np.float32))
        assert 0 <= scores.worth <= 1
        assert 0 < scores.kind_probability <= 1
        assert scores.kind in model.kinds


def test_what_is_kept_for_the_session_is_worth_more_than_what_is_dropped():
    """The thresholds are ordered chances."""
    model = GateModel.load(FEATURES)

    assert 0 < model.drop_below < model.session_below < 1


def test_missing_weights_say_what_to_do(tmp_path: Path):
    """The error names the file and the cure."""
    with pytest.raises(ModelError, match=r"gate\.json cannot be read .*reinstall"):
        GateModel.load(FEATURES, tmp_path)


def test_altered_weights_are_refused(folder: Path):
    """A single changed number is noticed."""
    path = folder / GATE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"drop_below":0', '"drop_below":1'), encoding="utf-8")

    with pytest.raises(ModelError, match="checksum"):
        GateModel.load(FEATURES, folder)


@pytest.mark.parametrize(
    "values",
    [
        {"worth": [1.0]},
        {"mean": "none"},
        {"kinds": ["fact"]},
        {"scale": [None]},
        {"drop_below": ""},
    ],
)
def test_weights_that_do_not_fit_together_are_refused(folder: Path, values: dict[str, object]):
    """A correct checksum does not make a wrong shape right."""
    change(folder, **values)

    with pytest.raises(ModelError, match="malformed"):
        GateModel.load(FEATURES, folder)


def test_weights_for_other_features_are_refused(folder: Path):
    """Weights of another version would give numbers without meaning."""
    with pytest.raises(ModelError, match="other features"):
        GateModel.load([*FEATURES, "one_more"], folder)
