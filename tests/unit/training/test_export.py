"""The exported graph against the original, on a small random model made on the spot."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("onnx", reason="needs the extra [train]")
pytest.importorskip("transformers", reason="needs the extra [train]")

import onnx
import torch
from transformers import BertConfig, BertModel

from graphmem.errors import SettingsError
from graphmem.psm.session import Session
from graphmem.training.encoder_graph import build
from graphmem.training.export import candidates, choose
from graphmem.training.measure import Figures, alone_vs_batch, encode
from graphmem.training.original import Original

pytestmark = pytest.mark.train

RANDOM = np.random.default_rng(7)
SEQUENCES = [RANDOM.integers(1, 400, size=size).tolist() for size in (3, 40, 17, 8, 9, 64, 2, 25)]
LEAST_COSINE = {"fp32": 0.999999, "fp16-stored": 0.9999, "dynamic-int8": 0.98}


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Original:
    """A BERT of two layers with random weights, saved and loaded as a published one is."""
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=400,
        hidden_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=80,
        initializer_range=0.2,
    )
    folder = tmp_path_factory.mktemp("model")
    BertModel(config).save_pretrained(folder)
    return Original(folder, max_tokens=64)


@pytest.fixture(params=sorted(candidates()))
def exported(request, original: Original, tmp_path: Path) -> SimpleNamespace:
    """The small model in one precision."""
    precision, even = candidates()[request.param]
    spread = original.calibrate(SEQUENCES) if even else None
    path = tmp_path / f"{request.param}.onnx"
    onnx.save(build(original.weights(), original.shape, precision, spread), path)
    return SimpleNamespace(name=request.param, session=Session(path, threads=1))


def test_exported_graph_gives_the_vectors_of_the_original(exported, original: Original):
    """Every precision is near torch's vectors; float32 is as good as equal."""
    expected = original.encode(SEQUENCES)

    found = encode(exported.session, SEQUENCES, batch=3)

    cosines = (found * expected).sum(axis=1)
    assert cosines.min() > LEAST_COSINE.get(exported.name, 0.99)


def test_a_batch_changes_only_the_precision_that_scales_over_it(exported):
    """All but the usual dynamic quantisation give a text the same vector in any company."""
    change = alone_vs_batch(exported.session, SEQUENCES)

    if exported.name == "dynamic-int8":
        assert change > 1e-4
    elif not exported.name.startswith("block"):  # these round by the batch's shape
        assert change < 1e-4


def test_evening_out_channels_alone_changes_nothing(original: Original, tmp_path: Path):
    """In float32 the division and its undoing cancel."""
    precision, _ = candidates()["fp32"]
    path = tmp_path / "even.onnx"
    spread = original.calibrate(SEQUENCES)
    onnx.save(build(original.weights(), original.shape, precision, spread), path)

    found = encode(Session(path, threads=1), SEQUENCES)

    np.testing.assert_allclose(found, original.encode(SEQUENCES), atol=1e-5)
    assert any(np.ptp(value) > 0.1 for value in spread.values())


def figures(name: str, *, speed: float, cosine: float = 0.999, change: float = 0.0) -> Figures:
    """Figures of an invented candidate."""
    pair = (speed, speed)
    return Figures(name, 20.0, cosine, cosine, change, (1.0, 1.0), pair, pair)


def test_choose_takes_the_fastest_that_qualifies():
    """A faster candidate that strays from the original or from itself is passed over."""
    table = [
        figures("exact", speed=10, cosine=1.0),
        figures("far", speed=50, cosine=0.98),
        figures("moody", speed=60, change=0.01),
        figures("fast", speed=30),
    ]

    assert choose(table).precision == "fast"


def test_choose_prefers_the_nearer_of_two_equally_fast():
    """Ten percent of speed is worth less than nearness."""
    table = [figures("a", speed=30, cosine=0.997), figures("b", speed=29, cosine=0.9987)]

    assert choose(table).precision == "b"


def test_choose_refuses_when_none_qualifies():
    """No candidate is better than a bad one."""
    with pytest.raises(SettingsError):
        choose([figures("far", speed=50, cosine=0.5)])
