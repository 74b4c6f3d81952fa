"""Pairs as numbers, and batches of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from graphmem.psm.pair_input import PairInput, PairMaker, Pieces, collate
from graphmem.training.updates.draw import Drawn, Message
from graphmem.training.updates.model import Batch

_LIKE = 4  # pieces: pairs whose lengths differ by fewer are one group


@dataclass(frozen=True, slots=True)
class Prepared:
    """A drawn pair as numbers, with what the network is to say of it.

    Attributes:
        values: 1 for each piece of ``pair.ids`` that is part of a value.
    """

    pair: PairInput
    label: int
    valued: bool
    values: list[int]


def prepare(drawn: Drawn, maker: PairMaker) -> Prepared:
    """Turn a pair into numbers."""
    older, newer = maker.pieces(drawn.older.text), maker.pieces(drawn.newer.text)
    values = [0, *_marked(older, drawn.older), 0, *_marked(newer, drawn.newer), 0]
    return Prepared(maker.make(older, newer), drawn.label, drawn.valued, values)


def _marked(pieces: Pieces, message: Message) -> list[int]:
    if message.value is None:
        return [0] * len(pieces.ids)
    start, end = message.value
    return [int(a < end and b > start) for a, b in pieces.offsets]


def batches(pairs: Sequence[Prepared], most: int, rng: random.Random) -> Iterator[list[Prepared]]:
    """Group pairs of like length to at most ``most`` pieces, in random order."""
    ordered = sorted(pairs, key=lambda p: (len(p.pair.ids) // _LIKE, rng.random()))
    groups: list[list[Prepared]] = []
    for pair in ordered:
        if not groups or (len(groups[-1]) + 1) * len(pair.pair.ids) > most:
            groups.append([])
        groups[-1].append(pair)
    rng.shuffle(groups)
    yield from groups


def to_batch(group: Sequence[Prepared]) -> Batch:
    """Return tensors of some pairs."""
    arrays = collate([one.pair for one in group])
    values = np.zeros_like(arrays["input_ids"])
    for row, one in enumerate(group):
        values[row, : len(one.values)] = one.values
    made = {name: torch.from_numpy(array) for name, array in arrays.items()}
    made["values"] = torch.from_numpy(values)
    made["labels"] = torch.tensor([one.label for one in group])
    made["valued"] = torch.tensor([one.valued for one in group])
    return made
