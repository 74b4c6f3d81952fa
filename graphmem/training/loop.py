"""The training loop: schedule, running mean of the weights, checkpoints, progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from torch import Tensor

from graphmem.training.config import Config
from graphmem.training.data import Prepared, Preparer, batches, epoch
from graphmem.training.example import Example
from graphmem.training.model import ExtractionModel
from graphmem.training.tensors import to_batch

CHECKPOINT = "checkpoint.pt"
LOSSES = "losses.tsv"
_LOGGED_STEPS = 50
_AVERAGED_STEPS = 5  # the running mean is touched this often: it costs as much as a tenth of a step
_MINUTE_S = 60.0


class Trainer:
    """Trains a model in place.

    Args:
        model: Untrained; afterwards it holds the running mean of its weights.
        preparer: Turns examples into arrays.
        config: The run's settings.
        out: Where ``checkpoint.pt`` and ``losses.tsv`` go.
    """

    def __init__(
        self, model: ExtractionModel, preparer: Preparer, config: Config, out: Path
    ) -> None:
        self.model = model
        self.preparer = preparer
        self.config = config
        self.out = out
        self.step = 0
        self._freeze(config.train.only)
        self.optimizer = torch.optim.AdamW(_groups(model, config), fused=True)
        self.mean = {k: v.detach().clone().float() for k, v in model.named_parameters()}
        self._recent: dict[str, list[float]] = defaultdict(list)

    def run(self, examples: Sequence[Example]) -> None:
        """Go through the examples ``epochs`` times, from the checkpoint on if there is one."""
        schedule = self.config.train
        self._resume()
        made = list(self._batches(examples, 0))
        per_epoch, prepared = len(made), 0
        total = round(per_epoch * schedule.epochs)
        saved = monotonic()
        with _progress() as bar:
            task = bar.add_task("training", total=total, completed=self.step, loss="")
            while self.step < total:
                # Every epoch has the first one's number of steps, so that a step has one place.
                number, first = divmod(self.step, per_epoch)
                if number != prepared:
                    made, prepared = list(self._batches(examples, number)), number
                for place in range(first, min(per_epoch, first + total - self.step)):
                    self._one(made[place % len(made)], total)
                    bar.update(task, completed=self.step, loss=self._log(total))
                    if monotonic() - saved > schedule.checkpoint_minutes * _MINUTE_S:
                        self._save()
                        saved = monotonic()
        self._save()
        self.model.load_state_dict(self.mean, strict=False)
        self.model.eval()

    def _batches(self, examples: Sequence[Example], number: int) -> Iterator[list[Prepared]]:
        seed = self.config.train.seed * 1000 + number
        drawn = epoch(examples, self.config.shares, self.config.augment, seed)
        prepared = [p for e in drawn if (p := self.preparer.prepare(e)) is not None]
        return batches(prepared, self.config.train.batch_tokens, seed)

    def _one(self, prepared: Sequence[Prepared], total: int) -> None:
        """Take one step."""
        schedule = self.config.train
        torch.manual_seed(schedule.seed * 1_000_003 + self.step)  # of dropout, also when resumed
        self.model.train()
        self._set_rates(total)
        batch = to_batch(prepared)
        with torch.autocast("cpu", torch.bfloat16, enabled=schedule.bf16):
            losses = self.model.losses(batch)
        weights = self.config.losses
        parts = [weights[name] * loss for name, loss in losses.items() if weights.get(name)]
        self.optimizer.zero_grad()
        torch.stack(parts).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), schedule.clip)
        self.optimizer.step()
        self.step += 1
        if self.step % _AVERAGED_STEPS == 0:
            self._average()
        for name, loss in losses.items():
            self._recent[name].append(float(loss.detach()))

    def _set_rates(self, total: int) -> None:
        """Rise, stay, and fall to zero: until the fall, a longer run is the same run."""
        schedule = self.config.train
        rising = (self.step + 1) / max(1, schedule.warmup_steps)
        falling = (total - self.step) / max(1.0, schedule.decay * total)
        share = min(1.0, rising, falling)
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * share

    def _average(self) -> None:
        # Young means would remember the untrained weights, so they forget faster.
        kept = min(self.config.train.average**_AVERAGED_STEPS, self.step / (self.step + 50))
        with torch.no_grad():
            for name, value in self.model.named_parameters():
                if value.requires_grad:
                    self.mean[name].lerp_(value.float(), 1 - kept)

    def _freeze(self, only: Sequence[str]) -> None:
        """Let only some heads learn; an empty list changes nothing."""
        prefixes = tuple(f"heads.{name}." for name in only)
        for name, value in self.model.named_parameters():
            if prefixes and not name.startswith(prefixes):
                value.requires_grad_(False)  # noqa: FBT003 - torch's own

    def _log(self, total: int) -> str:
        """Write mean losses every some steps; return the sum of the last ones for the bar."""
        recent = {name: sum(v) / len(v) for name, v in self._recent.items()}
        if self.step % _LOGGED_STEPS == 0:
            line = "\t".join(f"{name}={value:.4f}" for name, value in recent.items())
            with (self.out / LOSSES).open("a", encoding="utf-8") as file:
                file.write(f"{self.step}/{total}\t{line}\n")
            self._recent.clear()
        return f"{sum(recent.values()):.3f}"

    def _save(self) -> None:
        """Write a checkpoint; a crash while writing leaves the one before."""
        state: dict[str, int | dict[str, Tensor]] = {
            "step": self.step,
            "model": self.model.state_dict(),
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
        }
        new = self.out / f"{CHECKPOINT}.new"
        torch.save(state, new)
        new.replace(self.out / CHECKPOINT)

    def _resume(self) -> None:
        path = self.out / CHECKPOINT
        if not path.is_file():
            return
        state = torch.load(path, weights_only=True)
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.mean = state["mean"]
        self.optimizer.load_state_dict(state["optimizer"])


def _groups(model: ExtractionModel, config: Config) -> list[dict[str, object]]:
    """Return the optimizer's groups: encoder and heads, each with and without decay."""
    groups: dict[tuple[bool, bool], list[Tensor]] = defaultdict(list)
    for name, value in model.named_parameters():
        if value.requires_grad:
            groups[name.startswith("encoder."), value.ndim > 1].append(value)
    schedule = config.train
    return [
        {
            "params": values,
            "highest": schedule.encoder_rate if encoder else schedule.head_rate,
            "lr": 0.0,
            "weight_decay": schedule.weight_decay if decayed else 0.0,
        }
        for (encoder, decayed), values in groups.items()
    ]


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} steps, loss {task.fields[loss]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
