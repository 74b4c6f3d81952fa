"""Fitting the recall network: listwise loss over each region, early stopping, calibration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from graphmem.training.recall.model import RecallNetwork, Shape
from graphmem.training.recall.regions import Region

Floats = NDArray[np.float32]
Told = Callable[[int, float, dict[str, float]], None]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the network is fitted.

    Attributes:
        epochs: Passes over the training regions.
        batch: Regions of a step.
        rate: Highest learning rate; it rises and falls once (Smith, 2018).
        decay: Weight decay.
        nearness: Weight of the second loss, which makes scores log-odds.
        weights: How often an epoch takes a region, by source; 1 if not named. ``kinds``: likewise
            by how the kind of question begins ("human"); the two are multiplied.
        patience: Epochs without a better validation figure before it stops; 0: never.
    """

    epochs: int = 8
    batch: int = 16
    rate: float = 3e-3
    decay: float = 1e-4
    nearness: float = 2.0
    width: int = 48
    layers: int = 3
    dropout: float = 0.1
    seed: int = 0
    threads: int = 1
    patience: int = 0
    weights: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Several regions as one graph; ``region`` numbers each node's. Shapes as in ``Region``."""

    nodes: Tensor
    ends: Tensor
    pairs: Tensor
    needed: Tensor
    region: Tensor
    n_regions: int


def to_batch(regions: Sequence[Region]) -> Batch:
    """Put regions side by side."""
    sizes = [len(r.nodes) for r in regions]
    starts = np.cumsum([0, *sizes])
    ends = [r.ends.astype(np.int64) + starts[n] for n, r in enumerate(regions)]
    return Batch(
        nodes=torch.from_numpy(np.concatenate([r.nodes for r in regions])),
        ends=torch.from_numpy(np.concatenate(ends, axis=1)),
        pairs=torch.from_numpy(np.concatenate([r.pairs for r in regions]).astype(np.float32)),
        needed=torch.from_numpy(np.concatenate([r.needed for r in regions])),
        region=torch.repeat_interleave(torch.arange(len(regions)), torch.tensor(sizes)),
        n_regions=len(regions),
    )


def listwise_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Return the mean negative log-share of needed events under a softmax over each region.

    Xia et al., 2008, "Listwise approach to learning to rank" (top-one probability), with every
    needed event a target of the same weight.
    """
    size, region = batch.n_regions, batch.region
    largest = torch.full((size,), -1e9).scatter_reduce(0, region, scores.detach(), "amax")
    shifted = scores - largest[region]
    mass = torch.zeros(size).index_add(0, region, shifted.exp())
    share = shifted - mass.log()[region]
    needed = batch.needed.float()
    count = torch.zeros(size).index_add(0, region, needed).clamp(min=1)
    return -(torch.zeros(size).index_add(0, region, share * needed) / count).mean()


def fit(
    training: Sequence[Region], validation: Sequence[Region], schedule: Schedule, told: Told
) -> RecallNetwork:
    """Return a fitted, calibrated network: of the epoch that did best on ``validation``.

    Args:
        told: Called after each epoch with its number, mean loss and validation figures.
    """
    torch.set_num_threads(schedule.threads)
    torch.manual_seed(schedule.seed)
    training = [region for region in training if region.needed.any()]
    network = _network(training, schedule)
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=schedule.rate, weight_decay=schedule.decay
    )
    rng = np.random.default_rng(schedule.seed)
    order = [_epoch(training, schedule, rng) for _ in range(schedule.epochs)]
    steps = sum(-(-len(o) // schedule.batch) for o in order)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, schedule.rate, total_steps=steps)
    best, kept, since = -1.0, None, 0
    for number, places in enumerate(order):
        loss = _one_epoch(network, optimizer, rates, [training[p] for p in places], schedule)
        figures = recalls(validation, score_all(network, validation))
        told(number, loss, figures)
        figure = float(np.mean(list(figures.values()))) if figures else float(number)
        since = 0 if figure > best else since + 1
        if figure > best:
            best, kept = figure, {k: v.clone() for k, v in network.state_dict().items()}
        if schedule.patience and since >= schedule.patience:
            break
    if kept is not None:
        network.load_state_dict(kept)
    calibrate(network, validation or training)
    return network.eval()


def _network(training: Sequence[Region], schedule: Schedule) -> RecallNetwork:
    first = training[0]
    shape = Shape(
        first.nodes.shape[1],
        first.pairs.shape[1],
        schedule.width,
        schedule.layers,
        schedule.dropout,
    )
    network = RecallNetwork(shape)
    sample = to_batch(training[:: max(1, len(training) // 400)])
    network.standardise(sample.nodes, sample.pairs)
    return network


def _epoch(training: Sequence[Region], schedule: Schedule, rng: np.random.Generator) -> list[int]:
    """Return which regions an epoch takes, in which order."""
    taken: list[int] = []
    for place, region in enumerate(training):
        kind = next((v for k, v in schedule.kinds.items() if region.kind.startswith(k)), 1.0)
        weight = schedule.weights.get(region.source, 1.0) * kind
        taken += [place] * int(weight + rng.random())
    return [taken[i] for i in rng.permutation(len(taken))]


def _one_epoch(
    network: RecallNetwork,
    optimizer: torch.optim.Optimizer,
    rates: torch.optim.lr_scheduler.LRScheduler,
    regions: Sequence[Region],
    schedule: Schedule,
) -> float:
    """Go through the regions once; return the mean loss."""
    network.train()
    losses: list[float] = []
    for start in range(0, len(regions), schedule.batch):
        batch = to_batch(regions[start : start + schedule.batch])
        scores, _ = network(batch.nodes, batch.ends, batch.pairs)
        near = binary_cross_entropy_with_logits(scores, batch.needed.float())
        loss = listwise_loss(scores, batch) + schedule.nearness * near
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        rates.step()
        losses.append(float(loss.detach()))
    return float(np.mean(losses))


@torch.no_grad()
def score_all(network: RecallNetwork, regions: Sequence[Region]) -> list[Floats]:
    """Return the scores of each region's nodes. Shape of each: (n_nodes,)."""
    network.eval()
    found: list[Floats] = []
    for region in regions:
        batch = to_batch([region])
        found.append(network(batch.nodes, batch.ends, batch.pairs)[0].numpy())
    return found


def recall_at(region: Region, scores: Floats, depth: int) -> float:
    """Return the share of needed events among the first ``depth`` distinct events."""
    order = np.argsort(-scores, kind="stable")
    ranked = list(dict.fromkeys(region.events[order].tolist()))[:depth]
    return len(set(ranked) & set(region.gold)) / max(len(region.gold), 1)


def depth_of(source: str) -> int:
    """Return at which depth a source counts: passages at 5, turns at 10."""
    return 10 if source.startswith("dialogue") else 5


def recalls(regions: Sequence[Region], scores: Sequence[Floats]) -> dict[str, float]:
    """Return the mean recall of each source."""
    found: dict[str, list[float]] = defaultdict(list)
    for region, score in zip(regions, scores, strict=True):
        found[region.source].append(recall_at(region, score, depth_of(region.source)))
    return {source: float(np.mean(values)) for source, values in sorted(found.items())}


def calibrate(network: RecallNetwork, regions: Sequence[Region]) -> None:
    """Make ``sigmoid(score)`` the chance that an event is needed (Platt, 1999)."""
    if not regions:
        return
    scores = torch.from_numpy(np.concatenate(score_all(network, regions)))
    needed = torch.from_numpy(np.concatenate([r.needed for r in regions])).float()
    line = nn.Linear(1, 1)
    nn.init.ones_(line.weight)
    nn.init.zeros_(line.bias)
    optimizer = torch.optim.LBFGS(line.parameters(), max_iter=100)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = binary_cross_entropy_with_logits(line(scores[:, None])[:, 0], needed)
        loss.backward()
        return loss

    optimizer.step(closure)
    network.calibrate(float(line.weight.detach()), float(line.bias.detach()))
