"""The shipped recall network: it reads these features, and says what is wrong with its files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from graphmem.errors import ModelError
from graphmem.psm.confidence import Confidence, confidence_features
from graphmem.psm.manifest import weights_folder
from graphmem.psm.recall_network import CARD, NETWORK, RecallNetwork
from graphmem.recall.features import NODE_FEATURES, PAIR_FEATURES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped network."""
    for name in (CARD, NETWORK):
        shutil.copy(weights_folder() / name, tmp_path)
    return tmp_path


def _score(network: RecallNetwork, n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(n)
    return network.score(
        rng.normal(size=(n, len(NODE_FEATURES))).astype(np.float32),
        rng.integers(0, max(n, 1), (2, m)),
        rng.normal(size=(m, len(PAIR_FEATURES))).astype(np.float32),
    )


def test_it_was_trained_on_what_the_engine_makes():
    """A feature that moved would be read as another."""
    network = RecallNetwork.load()
    assert network.node_features == NODE_FEATURES
    assert network.pair_features == PAIR_FEATURES
    assert network.version.startswith("recall-")


@pytest.mark.parametrize(("n", "m"), [(0, 0), (1, 0), (2, 3), (300, 2500)])
def test_regions_of_any_size(n: int, m: int):
    """Also one event, or none."""
    scores, flow = _score(RecallNetwork.load(), n, m)
    assert scores.shape == (n,)
    assert flow.shape == (m if n else 0,)
    assert np.isfinite(scores).all()
    assert ((flow >= 0) & (flow <= 1)).all()


def test_the_same_region_gives_the_same_scores():
    """Runs are deterministic."""
    one, other = RecallNetwork.load(), RecallNetwork.load()
    np.testing.assert_array_equal(_score(one, 40, 90)[0], _score(other, 40, 90)[0])


def test_a_missing_description_is_named(tmp_path: Path):
    """The message says which file, and what to do."""
    with pytest.raises(ModelError, match=r"recall\.json cannot be read.*reinstall"):
        RecallNetwork.load(tmp_path)


def test_a_malformed_description_is_named(folder: Path):
    """No key error escapes."""
    (folder / CARD).write_text(json.dumps({"name": "recall"}))
    with pytest.raises(ModelError, match=r"recall\.json is malformed"):
        RecallNetwork.load(folder)


def test_a_damaged_network_is_refused(folder: Path):
    """It is compared with its checksum before it is run."""
    data = bytearray((folder / NETWORK).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / NETWORK).write_bytes(bytes(data))
    with pytest.raises(ModelError, match="is damaged"):
        _score(RecallNetwork.load(folder), 3, 2)


def test_a_missing_network_is_named(folder: Path):
    """A description alone is not enough."""
    (folder / NETWORK).unlink()
    with pytest.raises(ModelError, match=r"recall\.onnx cannot be read"):
        _score(RecallNetwork.load(folder), 3, 2)


def test_confidence_grows_with_what_is_taken():
    """All that is likely inside is surer than half of it."""
    line = Confidence.load()
    chances = np.array([0.9, 0.8, 0.05, 0.01], np.float32)
    both = line.of(chances, np.array([True, True, False, False]))
    one = line.of(chances, np.array([True, False, False, False]))
    assert 0 < one < both < 1
    assert line.of(chances, np.zeros(4, bool)) == 0


def test_features_of_confidence_are_finite_at_the_ends():
    """Chances of 0 and 1 have no infinite odds."""
    for chances in (np.zeros(3, np.float32), np.ones(3, np.float32)):
        for taken in (np.zeros(3, bool), np.ones(3, bool)):
            assert np.isfinite(confidence_features(chances, taken)).all()
