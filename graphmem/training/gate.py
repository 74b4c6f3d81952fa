r"""Train the gate on generated dialogues: one command, minutes, no PyTorch.

    python -m graphmem.training.gate [--config FILE] [--out DIR]

Writes ``gate.json``. The thresholds are chosen on generated dialogues with wordings that were held
out: below them stays at most the stated share of the turns that tell something.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from graphmem.ingest.extract import Extractor, Said
from graphmem.ingest.gate.features import FEATURES, features
from graphmem.ingest.models import make_extractor
from graphmem.psm.gate import GATE
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import write_table
from graphmem.settings import load_settings
from graphmem.training.dialogues import Turn, dialogues
from graphmem.training.gate_fit import Floats, Scaling, auc, chance, fit_logistic, fit_softmax
from graphmem.types import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
_CONFIG = Path(__file__).parent / "configs" / "gate.toml"
_BATCH = 256
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class GateConfig:
    """One training run.

    Attributes:
        dialogues, held_out: How many are made for training, and for the thresholds.
        worth_ridge, kind_ridge: How strongly weights are held down.
        trust_rules: Added to the logit of the kind that the rules of the first version see.
        lean: Added to the logit of a kind: generated talk is fuller of facts than real talk.
        lost_to_session, lost: Share of the telling turns that lies below each threshold.
    """

    version: str
    seed: int
    dialogues: int
    held_out: int
    worth_ridge: float
    kind_ridge: float
    steps: int
    rate: float
    trust_rules: float
    lean: dict[str, float]
    lost_to_session: float
    lost: float


@dataclass(frozen=True, slots=True)
class Rows:
    """Turns as the gate sees them.

    Attributes:
        x: Features. Shape: (n, len(FEATURES)).
        worth: Chance that each is asked for. Shape: (n,).
        kind: Index into ``KINDS``. Shape: (n,).
        tells: Whether it tells a fact. Shape: (n,).
    """

    x: Floats
    worth: Floats
    kind: NDArray[np.int64]
    tells: NDArray[np.bool_]


def read_config(path: Path = _CONFIG) -> GateConfig:
    """Read a TOML file."""
    return GateConfig(**tomllib.loads(path.read_text(encoding="utf-8")))


def make_rows(turns: Iterable[Turn], extractor: Extractor) -> Rows:
    """Extract from turns and compute their features."""
    kept, found = list(turns), []
    rest = iter(kept)
    while batch := list(islice(rest, _BATCH)):
        said = [Said(t.text, t.at, t.speaker) for t in batch]
        for turn, extraction in zip(batch, extractor.extract_all(said), strict=True):
            found.append(features(turn.text, speaker=turn.speaker, extraction=extraction))
    return Rows(
        np.array(found, np.float64),
        np.array([t.worth for t in kept]),
        np.array([KINDS.index(t.kind) for t in kept]),
        np.array([bool(t.facts) for t in kept]),
    )


def train(training: Rows, held_out: Rows, config: GateConfig) -> dict[str, object]:
    """Return the values of ``gate.json``."""
    scaling = Scaling.of(training.x)
    z = scaling.apply(training.x)
    worth = fit_logistic(z, training.worth, ridge=config.worth_ridge)
    target = np.eye(len(KINDS))[training.kind]
    kinds = fit_softmax(z, target, ridge=config.kind_ridge, steps=config.steps, rate=config.rate)
    _lean(kinds, scaling, config)
    scores = chance(scaling.apply(held_out.x), worth)
    told = scores[held_out.tells]
    guessed = (scaling.apply(held_out.x) @ kinds).argmax(axis=1)
    return {
        "features": list(FEATURES),
        "kinds": list(KINDS),
        "mean": _short(scaling.mean),
        "scale": _short(scaling.scale),
        "worth": _short(worth),
        "kind_weights": _short(kinds),
        "drop_below": round(float(np.quantile(told, config.lost)), _DIGITS),
        "session_below": round(float(np.quantile(told, config.lost_to_session)), _DIGITS),
        "held_out": {
            "turns": len(scores),
            "auc": round(auc(scores, held_out.tells), _DIGITS),
            "kind_accuracy": round(float((guessed == held_out.kind).mean()), _DIGITS),
        },
    }


def _lean(kinds: Floats, scaling: Scaling, config: GateConfig) -> None:
    """Change the weights of the kinds as the settings say (both were chosen on real text)."""
    for column, kind in enumerate(KINDS):
        kinds[-1, column] += config.lean.get(kind, 0.0)
        if (name := f"rules_say_{kind}") in FEATURES and kind != "fact":
            row = FEATURES.index(name)
            kinds[row, column] += config.trust_rules * scaling.scale[row]
            kinds[-1, column] += config.trust_rules * scaling.mean[row]


def _short(array: Floats) -> list[float]:
    return np.round(array, _DIGITS + 1).tolist()


def write(values: dict[str, object], folder: Path, config: GateConfig) -> None:
    """Write ``gate.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    source = f"dialogues generated by graphmem.training.dialogues, seed {config.seed}"
    version = config.version
    write_table(
        folder / GATE, values, name="gate", version=version, licence="Apache-2.0", source=source
    )


def _turns(n: int, seed: int, part: str) -> Iterable[Turn]:
    return (t for d in dialogues(n, seed=seed, part=part) for t in d.turns)  # type: ignore[arg-type]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.gate")
    parser.add_argument("--config", type=Path, default=_CONFIG, help="TOML file")
    parser.add_argument("--out", type=Path, default=weights_folder(), help="folder of gate.json")
    given = parser.parse_args(arguments)
    config, extractor = read_config(given.config), make_extractor(load_settings())
    training = make_rows(_turns(config.dialogues, config.seed, "training"), extractor)
    held_out = make_rows(_turns(config.held_out, config.seed + 1, "held_out"), extractor)
    values = train(training, held_out, config)
    values["trained_on"] = f"{len(training.x)} turns, features by {extractor.version}"
    write(values, given.out, config)
    told = values["held_out"], values["drop_below"], values["session_below"]
    print(values["trained_on"], *told)  # noqa: T201


if __name__ == "__main__":
    main()
