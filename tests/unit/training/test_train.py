"""A tiny network is trained, interrupted, exported and run: all parts fit together."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="needs the extra [train]")
pytest.importorskip("transformers", reason="needs the extra [train]")

import onnx
import torch

from graphmem.psm.extraction import Extractor, Parser
from graphmem.psm.manifest import TOKENIZER
from graphmem.psm.parse_input import InputMaker
from graphmem.psm.parse_session import OnnxNetwork, collate
from graphmem.training import train
from graphmem.training.config import Config, read_config
from graphmem.training.export_extractor import (
    compare_extractor,
    export_model,
    extractor_candidates,
    lay_out_extractor,
    same_parse,
)
from graphmem.training.loop import LOSSES, Trainer
from graphmem.training.tensors import TorchNetwork
from tests.unit.training.toy import save_encoder, sentences

pytestmark = pytest.mark.train

CONFIG = Path(train.__file__).parent / "configs" / "smoke.toml"
EXAMPLES = sentences(150)
NEW = sentences(40, seed=1)
UNSEEN = [example.words for example in NEW]


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """The untrained encoder."""
    return save_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def config() -> Config:
    """The smoke configuration."""
    return read_config(CONFIG)


@pytest.fixture(scope="module")
def run(tmp_path_factory, source: Path, config: Config) -> Path:
    """The folder of a finished run."""
    folder = tmp_path_factory.mktemp("run")
    train.train_extractor(EXAMPLES, source, folder, config)
    return folder


@pytest.fixture(scope="module")
def weights(tmp_path_factory, run: Path, source: Path) -> Path:
    """A weights folder with the trained network."""
    model, inventory = train.load(run / train.MODEL)
    exported = tmp_path_factory.mktemp("work") / "fp32.onnx"
    onnx.save(export_model(model, extractor_candidates()["fp32"][0]), exported)
    folder = tmp_path_factory.mktemp("weights")
    lay_out_extractor(exported, inventory, source / TOKENIZER, folder)
    return folder


def test_every_loss_falls(run: Path):
    """From the first to the last written line, each loss loses at least half."""
    rows = [line.split("\t")[1:] for line in (run / LOSSES).read_text().splitlines()]
    first, last = (dict(cell.split("=") for cell in row) for row in (rows[0], rows[-1]))

    assert set(first) == {"arcs", "relations", "upos", "features", "scripts", "tags"}
    for name, value in first.items():
        assert float(last[name]) < 0.5 * float(value), name


def test_the_exported_network_says_what_it_was_taught(weights: Path):
    """Trees, parts of speech, lemmas, features and names of new sentences are right."""
    parse = Extractor.load(weights, threads=1).parse(
        [["Mia", "saw", "the", "dogs", "in", "Oslo", "."]]
    )[0]

    assert parse.heads == (1, 1, 3, 1, 5, 3, 1)
    assert parse.relations == ("nsubj", "root", "det", "obj", "case", "nmod", "punct")
    assert parse.upos == ("PROPN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT")
    assert parse.lemmas == ("Mia", "see", "the", "dog", "in", "Oslo", ".")
    assert parse.feats[1] == "Tense=Past"
    assert [(e.start, e.end, e.label) for e in parse.entities] == [
        (0, 1, "person"),
        (5, 6, "place"),
    ]


def test_the_exported_network_agrees_with_torch(run: Path, source: Path, tmp_path: Path):
    """In float32 all scores are torch's, and all decisions the same."""
    model, _ = train.load(run / train.MODEL)
    path = tmp_path / "fp32.onnx"
    onnx.save(export_model(model, extractor_candidates()["fp32"][0]), path)
    maker = InputMaker(source / TOKENIZER, max_tokens=64)
    batch = collate([maker.make(words) for words in UNSEEN])

    expected = TorchNetwork(model).run(batch)
    found = OnnxNetwork(path, threads=1).run(batch)

    for name in ("arcs", "upos", "features", "tags"):
        np.testing.assert_allclose(
            getattr(found, name), getattr(expected, name), atol=2e-3, err_msg=name
        )
    n = len(UNSEEN[0]) + 1
    assert (found.relations[:, :n, :n] == expected.relations[:, :n, :n]).mean() > 0.99
    assert (found.scripts[:, :n, 0] == expected.scripts[:, :n, 0]).all()


def test_every_precision_is_near_torch(run: Path, source: Path, tmp_path: Path):
    """No candidate changes more than a few words, and none depends on its batch."""
    model, inventory = train.load(run / train.MODEL)

    figures = compare_extractor(model, inventory, source / TOKENIZER, NEW, tmp_path)

    assert [f.precision for f in figures] == list(extractor_candidates())
    for figure in figures:
        assert figure.las > 0.95, figure
        assert figure.f1 > 0.95, figure
        assert figure.same_arcs > 0.95, figure
        assert figure.same_spans > 0.95, figure
        if not figure.precision.startswith("block"):
            assert figure.moody == 0, figure


def test_a_run_that_was_interrupted_ends_as_one_that_was_not(
    source: Path, config: Config, run: Path, tmp_path: Path, monkeypatch
):
    """Weights after a stop and a second start are those of a run in one go."""
    step = Trainer._one

    def stop_at_30(self, prepared, total):
        if self.step == 30:
            self._save()
            raise KeyboardInterrupt
        step(self, prepared, total)

    monkeypatch.setattr(Trainer, "_one", stop_at_30)
    with pytest.raises(KeyboardInterrupt):
        train.train_extractor(EXAMPLES, source, tmp_path, config)
    monkeypatch.undo()
    train.train_extractor(EXAMPLES, source, tmp_path, config)

    whole, _ = train.load(run / train.MODEL)
    parts, _ = train.load(tmp_path / train.MODEL)
    for (name, expected), found in zip(
        whole.state_dict().items(), parts.state_dict().values(), strict=True
    ):
        torch.testing.assert_close(found, expected, msg=name)


def test_training_one_head_leaves_the_others_alone(source: Path, config: Config, tmp_path: Path):
    """With ``only``, the encoder and the other heads keep their weights."""
    alone = replace(config, train=replace(config.train, only=("upos",), epochs=1))
    before = {
        k: v.clone()
        for k, v in train.make_model(source, train.count_labels(EXAMPLES), alone)
        .state_dict()
        .items()
    }

    after = train.train_extractor(EXAMPLES, source, tmp_path, alone).state_dict()

    changed = {name for name, value in after.items() if not torch.equal(value, before[name])}
    assert changed == {"heads.upos.out.weight", "heads.upos.out.bias"}


def test_a_parser_of_torch_and_one_of_onnx_cut_alike(run: Path, weights: Path, source: Path):
    """A sentence beyond the network's length is parsed in the same parts by both."""
    model, inventory = train.load(run / train.MODEL)
    maker = InputMaker(source / TOKENIZER, max_tokens=20)
    words = [word for example in EXAMPLES[:9] for word in example.words]
    exported = OnnxNetwork(weights / "extractor.onnx", threads=1)

    one = Parser(TorchNetwork(model), inventory, maker, batch_size=4).parse([words])[0]
    two = Parser(exported, inventory, maker, batch_size=4).parse([words])[0]

    assert one.starts == (0, 14, 28, 42, 56)
    assert same_parse(one, two)
