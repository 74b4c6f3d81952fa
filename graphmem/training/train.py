r"""Training, one command per stage.

    python -m graphmem.training.train extractor \
        --train-data DIR --source DIR --out DIR --config FILE

The stages of the recall network are told in ``recall/command.py``.

``extractor`` writes ``checkpoint.pt`` every few minutes and ``model.pt`` at the end; the same
command again goes on from the checkpoint and ends with the same weights as if it had not been
interrupted.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from transformers import BertConfig, BertModel

from graphmem.psm.labels import Inventory
from graphmem.psm.manifest import TOKENIZER
from graphmem.psm.parse_input import InputMaker
from graphmem.training.config import Config, make_config, read_config
from graphmem.training.data import Preparer, count_labels, read_all
from graphmem.training.example import Example
from graphmem.training.loop import Trainer
from graphmem.training.model import ExtractionModel
from graphmem.training.recall import command as recall
from graphmem.training.splits import TRAINING, without_leaks

MAX_TOKENS = 256
MODEL = "model.pt"


def make_model(source: Path, inventory: Inventory, config: Config) -> ExtractionModel:
    """Return the untrained network over the layers of a published encoder."""
    torch.manual_seed(config.train.seed)
    encoder = BertModel.from_pretrained(
        source,
        local_files_only=True,
        add_pooling_layer=False,
        hidden_dropout_prob=config.model.encoder_dropout,
        attention_probs_dropout_prob=config.model.encoder_dropout,
    )
    return ExtractionModel(encoder.float(), inventory, config.model, config.heads)


def train_extractor(
    examples: Sequence[Example], source: Path, out: Path, config: Config
) -> ExtractionModel:
    """Train on examples and write ``model.pt``; goes on from a checkpoint in ``out``.

    Args:
        examples: All of them are trained on.
        source: Folder of the published encoder.
        out: Folder of the run.
        config: The run's settings.

    Returns:
        The trained network: the running mean of its weights.
    """
    torch.set_num_threads(config.train.threads)
    out.mkdir(parents=True, exist_ok=True)
    inventory = count_labels(examples)
    model = make_model(source, inventory, config)
    preparer = Preparer(inventory, InputMaker(source / TOKENIZER, max_tokens=MAX_TOKENS))
    trainer = Trainer(model, preparer, config, out)
    trainer.run(examples)
    save(model, inventory, config, out / MODEL)
    return model


def save(model: ExtractionModel, inventory: Inventory, config: Config, path: Path) -> None:
    """Write weights with all that is needed to make the model again."""
    kept = {
        "state": model.state_dict(),
        "inventory": asdict(inventory),
        "config": asdict(config),
        "bert": model.encoder.config.to_dict(),
    }
    torch.save(kept, path)


def load(path: Path) -> tuple[ExtractionModel, Inventory]:
    """Read what ``save`` wrote."""
    kept = torch.load(path, weights_only=True)
    encoder = BertModel(BertConfig.from_dict(kept["bert"]), add_pooling_layer=False)
    inventory, config = Inventory(**kept["inventory"]), make_config(kept["config"])
    model = ExtractionModel(encoder, inventory, config.model, config.heads)
    model.load_state_dict(kept["state"])
    return model.eval(), inventory


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.train")
    stages = parser.add_subparsers(required=True)
    recall.add_stages(stages)
    stage = stages.add_parser("extractor", help="extraction network")
    stage.add_argument("--train-data", type=Path, required=True, help="folder of the train sets")
    stage.add_argument("--source", type=Path, required=True, help="folder of the published encoder")
    stage.add_argument("--out", type=Path, required=True, help="folder of the run")
    stage.add_argument("--config", type=Path, required=True, help="TOML file")
    stage.set_defaults(run=_extractor)
    given = parser.parse_args(arguments)
    given.run(given)


def _extractor(given: argparse.Namespace) -> None:
    config = read_config(given.config)
    examples = without_leaks(read_all(given.train_data))[TRAINING]
    train_extractor(examples, given.source, given.out, config)


if __name__ == "__main__":
    main()
