"""The settings of a training run."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

CONFIG = Path(__file__).with_name("config.toml")


@dataclass(frozen=True, slots=True)
class Schedule:
    """One training run.

    Attributes:
        extra: Pairs of unlike messages per pair of a block.
        average: Share of the running mean of the weights that is kept per step.
        decay: Share of the steps, at the end, in which the rates fall to zero.
        talked: Pairs of talk in which nothing changes, per pair of all the others.
        held: Files of wordings and of dialogues that are not trained on.
    """

    version: str
    seed: int
    epochs: int
    batch_tokens: int
    max_tokens: int
    encoder_rate: float
    head_rate: float
    warmup_steps: int
    decay: float
    weight_decay: float
    clip: float
    average: float
    extra: float
    talked: float
    threads: int
    bf16: bool
    held: list[str]


def read_schedule(path: Path = CONFIG) -> Schedule:
    """Read a run's settings."""
    return Schedule(**tomllib.loads(path.read_text(encoding="utf-8")))
