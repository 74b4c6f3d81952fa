"""The update reader's training and export, on a small random encoder made on the spot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="needs the extra [train]")
pytest.importorskip("transformers", reason="needs the extra [train]")

import onnx
import torch
from transformers import BertConfig, BertModel

from graphmem.psm.manifest import TOKENIZER, weights_folder
from graphmem.psm.pair_input import INPUTS, PairMaker, collate
from graphmem.psm.session import open_session
from graphmem.psm.updates import OUTPUTS
from graphmem.training.precision import Float32, RowInt8
from graphmem.training.updates.config import Schedule, read_schedule
from graphmem.training.updates.data import Prepared, prepare, to_batch
from graphmem.training.updates.draw import CHANGED, HOLDS, Drawn, Message
from graphmem.training.updates.export import to_onnx
from graphmem.training.updates.fit import CHECKPOINT, Fitting, load_encoder, score

pytestmark = pytest.mark.train

TOKENS = 64


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights."""
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=128,
        max_position_embeddings=96,
        initializer_range=0.2,
    )
    folder = tmp_path_factory.mktemp("source")
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def pairs() -> list[Prepared]:
    """Moves, and what is none."""
    maker = PairMaker(weights_folder() / TOKENIZER, max_tokens=TOKENS)
    made: list[Drawn] = []
    for one, other in (("Oslo", "Rome"), ("Rome", "Bern"), ("Bern", "Oslo")):
        older = Message(f"Home is {one}.", (8, 8 + len(one)))
        newer = Message(f"We moved to {other}.", (12, 12 + len(other)))
        made.append(Drawn(older, newer, CHANGED, valued=True, source="x", kind="changed"))
        made.append(Drawn(older, Message("Tea?"), HOLDS, valued=False, source="x", kind="apart"))
    return [prepare(pair, maker) for pair in made]


def _schedule(**fields: object) -> Schedule:
    quick = {"epochs": 20, "bf16": False, "warmup_steps": 2, "average": 0.5, "max_tokens": TOKENS}
    return replace(read_schedule(), **(quick | fields))  # type: ignore[arg-type]


def test_it_learns_what_it_is_shown(source: Path, pairs: list[Prepared], tmp_path: Path):
    """The loss falls, and the verdicts are those of the pairs."""
    losses: list[float] = []
    model = load_encoder(source)
    Fitting(model, _schedule(encoder_rate=1e-3, head_rate=3e-3), tmp_path).run(
        lambda _: pairs, lambda _, loss: losses.append(loss)
    )
    assert losses[-1] < losses[0] / 2
    found = score(model, [one.pair for one in pairs]).argmax(axis=1)
    assert found.tolist() == [one.label for one in pairs]


def test_a_stopped_run_goes_on(source: Path, pairs: list[Prepared], tmp_path: Path):
    """From the last epoch's checkpoint, with its steps."""
    told: list[int] = []
    Fitting(load_encoder(source), _schedule(epochs=2), tmp_path).run(
        lambda _: pairs, lambda number, _: told.append(number)
    )
    assert (tmp_path / CHECKPOINT).is_file()
    again = Fitting(load_encoder(source), _schedule(epochs=3), tmp_path)
    assert again.epoch == 2
    again.run(lambda _: pairs, lambda number, _: told.append(number))
    assert told == [0, 1, 2]


@pytest.mark.parametrize(("precision", "most"), [(Float32(), 1e-4), (RowInt8(), 0.2)])
def test_the_exported_graph_says_the_same(
    source: Path, pairs: list[Prepared], tmp_path: Path, precision: object, most: float
):
    """Both outputs, of pairs of two lengths in one batch."""
    model = load_encoder(source).eval()
    inputs = [one.pair for one in pairs]
    path = tmp_path / "x.onnx"
    onnx.save(to_onnx(model, inputs, precision, max_tokens=TOKENS), path)  # type: ignore[arg-type]
    arrays = collate(inputs)
    verdicts, values = open_session(path, 1).run(OUTPUTS, {name: arrays[name] for name in INPUTS})
    with torch.inference_mode():
        expected = model({name: torch.from_numpy(array) for name, array in arrays.items()})
    real = arrays["attention_mask"].astype(bool)
    assert np.abs(verdicts[:, 0] - expected[0].numpy()).max() < most
    assert np.abs(values[..., 0] - expected[1].numpy())[real].max() < most


def test_a_batch_says_where_values_stand(pairs: list[Prepared]):
    """Of the pieces, those of the value are marked in both messages."""
    batch = to_batch(pairs[:1])
    assert batch["values"].sum() == 2
    assert batch["valued"].tolist() == [True]
    assert batch["labels"].tolist() == [CHANGED]
