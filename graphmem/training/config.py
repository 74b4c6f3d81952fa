"""The settings of a training run, from a small TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from graphmem.errors import SettingsError
from graphmem.training.augment import Rates
from graphmem.training.model import HEADS, Widths

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Schedule:
    """How weights are moved.

    Attributes:
        batch_tokens: Most word pieces of a batch, padding included.
        encoder_rate: Highest learning rate of the encoder; ``head_rate`` that of the heads.
        epochs: May be a fraction.
        warmup_steps: Steps in which the rates rise.
        decay: Share of the steps, at the end, in which they fall to zero.
        clip: Longest gradient.
        average: Share of the running mean of the weights that a step keeps.
        only: Names of heads that are trained while all else stands still; empty: everything.
    """

    epochs: float
    batch_tokens: int
    encoder_rate: float
    head_rate: float
    warmup_steps: int
    decay: float
    weight_decay: float
    clip: float
    average: float
    seed: int
    threads: int
    bf16: bool
    checkpoint_minutes: float
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """One training run.

    Attributes:
        losses: Weight of each loss.
        shares: Share of a set's sentences that an epoch takes, by set; 1 if not named.
        heads: Names in ``HEADS``.
    """

    model: Widths
    train: Schedule
    augment: Rates
    losses: dict[str, float]
    shares: dict[str, float] = field(default_factory=dict)
    heads: tuple[str, ...] = tuple(HEADS)


def read_config(path: Path) -> Config:
    """Read a TOML file.

    Raises:
        SettingsError: It is missing, malformed, or has a group or name that is not known.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return make_config(found)
    except OSError as exc:
        raise SettingsError(f"{path} cannot be read ({exc.strerror})") from exc
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise SettingsError(f"{path} is no training configuration: {exc}") from exc


def make_config(found: dict[str, Any]) -> Config:
    """Make a configuration of parsed TOML or JSON."""
    return Config(
        model=_group(Widths, found["model"]),
        train=_group(Schedule, found["train"]),
        augment=_group(Rates, found.get("augment", {})),
        losses={str(k): float(v) for k, v in found["losses"].items()},
        shares={str(k): float(v) for k, v in found.get("shares", {}).items()},
        heads=tuple(found.get("heads", HEADS)),
    )


def _group(kind: type[Group], values: dict[str, Any]) -> Group:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(values) - known):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
