r"""Train the update reader and write its weights.

    python -m graphmem.training.updates --source DIR --train-data DIR --out RUN [--config FILE]

``--source``: the folder of the original sentence encoder (``config.json``, ``model.safetensors``,
``tokenizer.json``), as for ``graphmem.training.export``; ``--train-data``: that of the training
sets, of which the texts of the English Web Treebank are used. ``RUN`` gets a checkpoint per
epoch, from which a stopped run goes on, and at the end ``updates.onnx``, ``updates.json`` and
``curve.json``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from rich.console import Console

from graphmem.psm.manifest import TOKENIZER
from graphmem.psm.pair_input import PairInput, PairMaker
from graphmem.psm.runtime import Encoder
from graphmem.training.updates.blocks import FOLDER, read_wordings
from graphmem.training.updates.config import CONFIG, read_schedule
from graphmem.training.updates.data import Prepared, prepare
from graphmem.training.updates.draw import HOLDS, draw
from graphmem.training.updates.export import export
from graphmem.training.updates.fit import Fitting, load_encoder, score
from graphmem.training.updates.model import UpdateReader
from graphmem.training.updates.neighbours import Neighbours
from graphmem.training.updates.talk import FOLDER as DIALOGUES
from graphmem.training.updates.talk import WEB, Talk, read_folder, read_web

_CALIBRATED = 200  # pairs
_HELD_SEED = 1_000_000
_FALSE = 0.01


def main(argv: Sequence[str] | None = None) -> int:
    """Train, and say after each epoch what is found of the held-out author's updates."""
    parser = argparse.ArgumentParser(prog="graphmem.training.updates", description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="folder of the encoder")
    parser.add_argument("--train-data", type=Path, required=True, help="folder of the train sets")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--wordings", type=Path, default=FOLDER)
    args = parser.parse_args(argv)
    schedule, console = read_schedule(args.config), Console()
    encoder = Encoder.load()
    files = [(file, Neighbours(file, encoder)) for file in read_wordings(args.wordings)]
    own = [pair for pair in files if pair[0].name not in schedule.held]
    held = [pair for pair in files if pair[0].name in schedule.held]
    names = {path.stem for path in DIALOGUES.glob("*.txt")}
    web = read_web(args.train_data / WEB, schedule.seed)
    talk = Talk([*read_folder(names=names - set(schedule.held)), web], encoder)
    others = Talk(read_folder(names=names & set(schedule.held)), encoder)
    maker = PairMaker(args.source / TOKENIZER, max_tokens=schedule.max_tokens)
    validation = [prepare(p, maker) for p in draw(held, _HELD_SEED, talk=others)]

    def epoch(number: int) -> list[Prepared]:
        seed, talked = schedule.seed * 1000 + number, schedule.talked
        drawn = draw(own, seed, extra=schedule.extra, talk=talk, talked=talked)
        return [prepare(pair, maker) for pair in drawn]

    model = load_encoder(args.source)
    fitting = Fitting(model, schedule, args.out)
    curve: list[dict[str, float]] = []

    def told(number: int, loss: float) -> None:
        curve.append({"epoch": number, "loss": loss, **figures(model, validation)})
        console.print(", ".join(f"{name} {value:.3f}" for name, value in curve[-1].items()))

    console.print(f"{len(own)} authors to train on, {len(validation)} pairs to validate on")
    fitting.run(epoch, told)
    export(
        model,
        _calibration(epoch(0), schedule.seed),
        args.source / TOKENIZER,
        args.out,
        version=schedule.version,
        max_tokens=schedule.max_tokens,
    )
    report = {"schedule": asdict(schedule), "curve": curve, "held": figures(model, validation)}
    (args.out / "curve.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


def figures(model: UpdateReader, pairs: Sequence[Prepared]) -> dict[str, float]:
    """Return the share of pairs rightly labelled, and of updates found at 1 % false ones."""
    if not pairs:
        return {}
    model.eval()
    found = score(model, [one.pair for one in pairs])
    labels = np.array([one.label for one in pairs])
    update = 1 - found[:, HOLDS]
    others = np.sort(update[labels == HOLDS])[::-1]
    least = others[int(_FALSE * len(others))]
    right = float((found.argmax(axis=1) == labels).mean())
    return {"right": right, "found": float((update[labels != HOLDS] > least).mean())}


def _calibration(pairs: Sequence[Prepared], seed: int) -> list[PairInput]:
    chosen = random.Random(seed).sample(list(pairs), min(_CALIBRATED, len(pairs)))  # noqa: S311
    return [one.pair for one in chosen]


if __name__ == "__main__":
    raise SystemExit(main())
