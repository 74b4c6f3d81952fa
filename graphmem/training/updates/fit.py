"""Fitting the update reader: a schedule, a running mean of the weights, checkpoints."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import AutoModel

from graphmem.psm.pair_input import PairInput, collate
from graphmem.training.updates.config import Schedule
from graphmem.training.updates.data import Prepared, batches, to_batch
from graphmem.training.updates.model import Batch, UpdateReader

CHECKPOINT = "checkpoint.pt"
_HEADS = frozenset({"inner", "verdict", "value", "sides"})
_AVERAGED_STEPS = 5  # the running mean is touched this often
_SCORED = 48  # pairs at a time
Told = Callable[[int, float], None]


def load_encoder(folder: Path) -> UpdateReader:
    """Return an untrained reader over the layers of a sentence encoder.

    Args:
        folder: With ``config.json`` and ``model.safetensors``.
    """
    # Written-out attention is the faster one to train on a CPU in bfloat16.
    encoder = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager")
    return UpdateReader(encoder.float())


@dataclass
class Fitting:
    """One run over epochs, from the last checkpoint on if there is one.

    Attributes:
        model: Afterwards it holds the running mean of its weights.
        out: Folder of the checkpoint.
        total: Steps of all epochs, by the first one's number.
    """

    model: UpdateReader
    schedule: Schedule
    out: Path
    step: int = 0
    total: int = 0
    epoch: int = 0
    mean: dict[str, Tensor] = field(default_factory=dict[str, Tensor])

    def __post_init__(self) -> None:
        torch.set_num_threads(self.schedule.threads)
        torch.manual_seed(self.schedule.seed)
        self.optimizer = torch.optim.AdamW(_groups(self.model, self.schedule), fused=True)
        self.mean = {k: v.detach().clone().float() for k, v in self.model.named_parameters()}
        self._resume()

    def run(self, pairs: Callable[[int], Sequence[Prepared]], told: Told) -> None:
        """Go through all epochs.

        Args:
            pairs: Gives the pairs of an epoch, by its number.
            told: Is told each epoch and its mean loss.
        """
        for number in range(self.epoch, self.schedule.epochs):
            rng = random.Random(f"{self.schedule.seed}-{number}")  # noqa: S311 - no secret
            made = list(batches(pairs(number), self.schedule.batch_tokens, rng))
            self.total = self.total or len(made) * self.schedule.epochs
            losses = [self._one(to_batch(group)) for group in made]
            self.epoch = number + 1
            self._save()
            told(number, float(np.mean(losses)))
        self.model.load_state_dict(self.mean, strict=False)
        self.model.eval()

    def _one(self, batch: Batch) -> float:
        """Take one step; return its loss."""
        schedule, model = self.schedule, self.model
        model.train()
        self._set_rates()
        with torch.autocast("cpu", torch.bfloat16, enabled=schedule.bf16):
            losses = model.losses(batch)
        loss = torch.stack(list(losses.values())).sum()
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), schedule.clip)
        self.optimizer.step()
        self.step += 1
        if self.step % _AVERAGED_STEPS == 0:
            self._average()
        return float(loss.detach())

    def _set_rates(self) -> None:
        """Rise, stay, and fall to zero."""
        schedule = self.schedule
        rising = (self.step + 1) / max(1, schedule.warmup_steps)
        falling = (self.total - self.step) / max(1.0, schedule.decay * self.total)
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * max(0.0, min(1.0, rising, falling))

    def _average(self) -> None:
        # Young means would remember the untrained weights, so they forget faster.
        kept = min(self.schedule.average**_AVERAGED_STEPS, self.step / (self.step + 50))
        with torch.no_grad():
            for name, value in self.model.named_parameters():
                if value.requires_grad:
                    self.mean[name].lerp_(value.float(), 1 - kept)

    def _save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "mean": self.mean,
            "numbers": [self.epoch, self.step, self.total],
        }
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / CHECKPOINT
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)  # a stop in between leaves the last one

    def _resume(self) -> None:
        path = self.out / CHECKPOINT
        if path.is_file():
            state = torch.load(path, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.mean = state["mean"]
            self.epoch, self.step, self.total = state["numbers"]


def _groups(model: UpdateReader, schedule: Schedule) -> list[dict[str, object]]:
    parts: dict[bool, list[Tensor]] = {True: [], False: []}
    for name, value in model.named_parameters():
        if value.requires_grad:
            parts[name.split(".")[0] in _HEADS].append(value)
    rates = {True: schedule.head_rate, False: schedule.encoder_rate}
    decay = schedule.weight_decay
    return [
        {"params": some, "lr": rates[head], "highest": rates[head], "weight_decay": decay}
        for head, some in parts.items()
    ]


def score(model: UpdateReader, pairs: Sequence[PairInput]) -> NDArray[np.float32]:
    """Return the probabilities of the verdicts. Shape: (pairs, 3)."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
    found = np.zeros((len(pairs), 3), np.float32)
    for start in range(0, len(order), _SCORED):
        some = order[start : start + _SCORED]
        arrays = collate([pairs[i] for i in some])
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            verdicts, _ = model({name: torch.from_numpy(a) for name, a in arrays.items()})
        found[some] = verdicts.float().softmax(-1).numpy()
    return found
