r"""Fit the scorer of names on coreference clusters: one command, a minute, no PyTorch.

    python -m graphmem.training.same --train-data DIR [--config FILE] [--out DIR]

Writes ``same.json``. The threshold is chosen by cross-validation over documents: the lowest one
whose joined pairs are right in the stated share. Documents that are held out (``same_data``) take
no part; ``benchmarks/merges`` measures on them.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.same import FEATURES, Pair, Scorer, apart, features
from graphmem.dynamics.same_groups import Groups, propose, rivals
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder
from graphmem.psm.same import TABLE
from graphmem.psm.tables import write_table
from graphmem.training.gate_fit import Scaling, fit_logistic
from graphmem.training.same_data import Document, read_documents
from graphmem.training.same_pairs import Remembered, Vectors, labelled

CONFIG = Path(__file__).parent / "configs" / "same.toml"
_DIGITS = 4
_LICENCE = "CC-BY-SA-4.0"


@dataclass(frozen=True, slots=True)
class SameConfig:
    """One training run.

    Attributes:
        folds: Of the cross-validation, over documents.
        mixed: Documents in a memory of several.
        mixes: How often each document takes part in one.
        ridge: How strongly weights are held down.
        precision: Share of the joined pairs that must be right.
    """

    version: str
    seed: int
    folds: int
    mixed: int
    mixes: int
    ridge: float
    precision: float


def read_config(path: Path) -> SameConfig:
    """Read a run's configuration."""
    return SameConfig(**tomllib.loads(path.read_text(encoding="utf-8")))


def encode(documents: Sequence[Document], encoder: Encoder) -> Vectors:
    """Return a vector for each sentence that names something."""
    places = sorted({(d.id, m.sentence) for d in documents for m in d.mentions})
    texts = {d.id: d.sentences for d in documents}
    vectors = encoder.encode([texts[d][number] for d, number in places])
    return dict(zip(places, vectors, strict=True))


def memories(
    documents: Sequence[Document], vectors: Vectors, *, mixed: int, mixes: int, seed: int
) -> Iterator[Remembered]:
    """Yield each document as a memory, and memories of several documents of one source."""
    for document in documents:
        yield Remembered.of([document], vectors)
    rng = random.Random(seed)  # noqa: S311 - no secret
    for source in sorted({d.source for d in documents}):
        for _ in range(mixes):
            order = [d for d in documents if d.source == source]
            rng.shuffle(order)
            for i in range(0, len(order), mixed):
                yield Remembered.of(order[i : i + mixed], vectors)


def fit(found: Sequence[Remembered], config: SameConfig, threshold: float = 0.5) -> Scorer:
    """Return a scorer fitted to some memories."""
    parts = [p for p in map(labelled, found) if len(p.y)]
    x, y = np.concatenate([p.x for p in parts]), np.concatenate([p.y for p in parts])
    scaling = Scaling.of(x)
    w = fit_logistic(scaling.apply(x), y, ridge=config.ridge)
    weights = w[:-1] / scaling.scale
    bias = float(w[-1] - weights @ scaling.mean)
    return Scorer(
        np.round(weights, _DIGITS), round(bias, _DIGITS), threshold, f"same-{config.version}"
    )


def scored(memory: Remembered, scorer: Scorer) -> list[tuple[float, Pair]]:
    """Return the candidates of a memory with their chances."""
    found: list[tuple[float, Pair]] = []
    for pair in memory.book.pairs():
        short, long = memory.seen[pair.short], memory.seen[pair.long]
        if not apart(pair, short, long):
            x = features(pair, short, long, memory.book.sharing(pair.short))
            found.append((scorer.chance(x), pair))
    return found


def joined(
    memory: Remembered, chances: Sequence[tuple[float, Pair]], least: float
) -> list[tuple[float, Pair]]:
    """Return the pairs that are joined at a threshold."""
    fits = rivals(memory.book.pairs())
    return list(propose(chances, Groups(memory.book), fits, least))


def choose(
    found: Sequence[tuple[Remembered, Scorer]], wanted: float
) -> tuple[float, list[tuple[float, float, float]]]:
    """Return the lowest threshold of the wanted precision, and (threshold, precision, recall)."""
    chances = [(memory, scored(memory, scorer)) for memory, scorer in found]
    gold = sum(len(memory.gold()) for memory, _ in chances)
    curve: list[tuple[float, float, float]] = []
    for least in np.round(np.arange(0.6, 0.995, 0.01), 3).tolist():
        truth = [
            bool(memory.same(pair.short, pair.long))
            for memory, pairs in chances
            for _, pair in joined(memory, pairs, least)
            if memory.same(pair.short, pair.long) is not None
        ]
        curve.append((least, sum(truth) / max(1, len(truth)), sum(truth) / gold))
    enough = [least for least, precision, _ in curve if precision >= wanted]
    return (enough[0] if enough else curve[-1][0]), curve


def folds(documents: Sequence[Document], config: SameConfig) -> NDArray[np.int64]:
    """Return the fold of each document."""
    order = np.random.default_rng(config.seed).permutation(len(documents))
    return order % config.folds


def folded(
    documents: Sequence[Document], config: SameConfig, vectors: Vectors
) -> Iterator[tuple[list[Document], Scorer]]:
    """Yield each fold's documents, with a scorer fitted to the others."""
    fold = folds(documents, config)
    for number in range(config.folds):
        inside = [d for d, f in zip(documents, fold, strict=True) if f != number]
        outside = [d for d, f in zip(documents, fold, strict=True) if f == number]
        yield outside, fit(list(_memories(inside, vectors, config)), config)


def train(documents: Sequence[Document], config: SameConfig, vectors: Vectors) -> Scorer:
    """Fit the scorer and choose its threshold; held-out documents are left out by the caller."""
    runs = [
        (memory, scorer)
        for outside, scorer in folded(documents, config, vectors)
        for memory in _memories(outside, vectors, config)
    ]
    threshold, curve = choose(runs, config.precision)
    for least, precision, recall in curve[::4]:
        print(f"threshold {least:.2f}: precision {precision:.4f}, recall {recall:.4f}")  # noqa: T201
    print(f"chosen: {threshold}")  # noqa: T201
    return fit(list(_memories(documents, vectors, config)), config, threshold)


def _memories(
    documents: Sequence[Document], vectors: Vectors, config: SameConfig
) -> Iterator[Remembered]:
    return memories(documents, vectors, mixed=config.mixed, mixes=config.mixes, seed=config.seed)


def write(scorer: Scorer, folder: Path, config: SameConfig) -> None:
    """Write the weights file."""
    values = {
        "features": list(FEATURES),
        "weights": scorer.weights.tolist(),
        "bias": scorer.bias,
        "threshold": scorer.threshold,
    }
    write_table(
        folder / TABLE,
        values,
        name="same",
        version=config.version,
        licence=_LICENCE,
        source="coreference clusters of GUM, LitBank and Re-DocRED; graphmem.training.same",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.same")
    parser.add_argument("--train-data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--out", type=Path, default=weights_folder())
    given = parser.parse_args(arguments)
    config = read_config(given.config)
    documents = [d for d in read_documents(given.train_data) if not d.held_out]
    vectors = encode(documents, Encoder.load(threads=1))
    write(train(documents, config, vectors), given.out, config)


if __name__ == "__main__":
    main()
