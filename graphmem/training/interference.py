r"""Training of the interference head: some minutes on one core, most of it encoding names.

    python -m graphmem.training.interference --train-data DIR --config FILE --out FILE.json

The predicate tables are fitted to the list of predicates, the pair table to labelled pairs whose
predicate scores come from tables that have not seen their predicate; so it learns how far such
scores can be trusted. The threshold is chosen on the same held-out predicates.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.interference import Comparable, examine
from graphmem.psm.interference_features import (
    KINDS,
    known_kind,
    masked,
    object_features,
    predicate_features,
    with_stand_ins,
)
from graphmem.psm.interference_tables import pair_features
from graphmem.psm.runtime import Encoder, TextEncoder
from graphmem.psm.tables import write_table
from graphmem.training.interference_fit import area, fit_logistic, sigmoid, with_constant
from graphmem.training.pairs.made import LISTED, Example, Maker
from graphmem.training.pairs.paragraphs import Paragraphs, read_paragraphs
from graphmem.training.pairs.sayings import Saying, read_sayings

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a run.

    Attributes:
        seed: Of every choice.
        folds: Into which predicates are put to score them unseen.
        predicate_penalty: Of the predicate tables.
        pair_penalty: Of the pair table.
        kind_penalty: Of the table of kinds.
        per_relation: Most pairs per relation and source.
        other_kind: Share of sayings that are also learned with a wrong kind.
        most_alarms: The threshold lets so many true pairs of held-out predicates be alarms.
        same_meaning: The similarity threshold joins other predicates in so few cases.
        too_near: When predicates are left out, sayings as near as this go with them.
    """

    seed: int
    folds: int
    predicate_penalty: float
    pair_penalty: float
    kind_penalty: float
    per_relation: int
    other_kind: float
    most_alarms: float
    same_meaning: float
    too_near: float


class Vectors:
    """An encoder that remembers: many pairs share their sayings and names."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text. Shape: (n, dimension)."""
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[t] for t in texts])


@dataclass(frozen=True, slots=True)
class Trained:
    """What training gives.

    Attributes:
        values: Of the table file.
        report: Figures on held-out predicates.
        held: Probability and label of each pair, by tables that did not see its predicate.
    """

    values: dict[str, Any]
    report: dict[str, float]
    held: list[tuple[Example, float]]


def train(
    paragraphs: Paragraphs,
    sayings: Sequence[Saying],
    vectors: Vectors,
    config: Config,
    *,
    without: frozenset[str] = frozenset(),
) -> Trained:
    """Fit all tables.

    Args:
        paragraphs: The training documents.
        sayings: The list of predicates.
        vectors: The encoder.
        config: Settings.
        without: Properties that no part of the training may see, nor sayings near theirs.
    """
    sayings = left_out(sayings, vectors, config.too_near, without)
    features = saying_features(sayings, vectors)
    fold = _folds([s.group for s in sayings], config)
    single = np.array([s.single for s in sayings])
    ever = np.array([s.cardinality == "one" for s in sayings], np.float64)
    unseen = np.empty(len(sayings))
    for part in range(config.folds):
        weights = fit_logistic(
            features[fold != part], single[fold != part], penalty=config.predicate_penalty
        )
        unseen[fold == part] = with_constant(features[fold == part]) @ weights
    examples = [e for e in Maker(sayings, paragraphs, config.seed).all(config.per_relation)]
    scores = dict(zip(sayings, unseen, strict=True))
    rows, kept = pair_rows(examples, scores, vectors)
    labels = np.array([e.conflict for e in kept])
    held = _held_out(rows, labels, [e.saying.group for e in kept], config)
    closed = single > 0.5
    values: dict[str, Any] = {
        "single": fit_logistic(features, single, penalty=config.predicate_penalty),
        "ever": fit_logistic(features[closed], ever[closed], penalty=config.predicate_penalty),
        "kinds": fit_kinds(paragraphs, sayings, vectors, config),
        "conflict": fit_logistic(rows, labels, penalty=config.pair_penalty),
    }
    values = {name: _short(value) for name, value in values.items()}
    values["threshold"] = threshold(kept, held, config.most_alarms)
    values["similarity"] = same_meaning(sayings, vectors, config.same_meaning)
    report = figures(kept, held, labels, values["threshold"])
    report["sayings"], report["pairs"] = len(sayings), len(kept)
    report["predicate_auc"] = area(unseen, single > 0.5)
    return Trained(values, report, list(zip(kept, held.tolist(), strict=True)))


def left_out(
    sayings: Sequence[Saying], vectors: Vectors, too_near: float, without: frozenset[str]
) -> list[Saying]:
    """Return the sayings of other properties that are not too near to those left out."""
    out = [s for s in sayings if s.property in without]
    rest = [s for s in sayings if s.property not in without]
    if not out:
        return rest
    near = (vectors([s.text for s in rest]) @ vectors([s.text for s in out]).T).max(axis=1)
    return [s for s, nearest in zip(rest, near, strict=True) if nearest < too_near]


def saying_features(sayings: Sequence[Saying], vectors: Vectors) -> Floats:
    """Return the predicate features of sayings. Shape: (n, features)."""
    kinds = [(s.subject_kind, s.object_kind) for s in sayings]
    texts = [s.text for s in sayings]
    stood_in = [with_stand_ins(t, *k) for t, k in zip(texts, kinds, strict=True)]
    return predicate_features(texts, kinds, vectors(texts), vectors(stood_in)).astype(np.float64)


def pair_rows(
    examples: Sequence[Example], scores: dict[Saying, float], vectors: Vectors
) -> tuple[Floats, list[Example]]:
    """Return the pair features of examples that the rules let through, and those examples."""
    vectors([s.object for e in examples for s in (e.pair.older, e.pair.newer)])
    rows: list[list[float]] = []
    kept: list[Example] = []
    for example in examples:
        older, newer = example.pair.older, example.pair.newer
        found = examine(example.pair, similarity=1.0, threshold=1.0)
        if not isinstance(found, Comparable) or found.objects == "same":
            continue
        first, second = vectors([older.object, newer.object])
        kind = older.object_kind if older.object_kind == newer.object_kind else ""
        objects = object_features(
            older.object, newer.object, found, cosine=float(first @ second), kind=known_kind(kind)
        )
        rows.append(pair_features(float(scores[example.saying]), objects))
        kept.append(example)
    return np.array(rows), kept


def fit_kinds(
    paragraphs: Paragraphs, sayings: Sequence[Saying], vectors: Vectors, config: Config
) -> Floats:
    """Return the table of kinds: one against the rest. Shape: (kinds, dimension + 1)."""


    named: dict[str, str] = {}
    for told in paragraphs.told:
        for entity in (told.subject, *told.objects):
            named.setdefault(entity.names[0], entity.kind)
    rng = np.random.default_rng(config.seed)
    chosen = sorted(named)
    rng.shuffle(chosen)
    pairs = [(name, named[name]) for name in chosen[: 50 * config.per_relation]]
    pairs += [(word, kind) for kind, words in LISTED.items() for word in words]
    found = vectors([name for name, _ in pairs]).astype(np.float64)
    return np.stack(
        [
            fit_logistic(
                found, np.array([k == kind for _, k in pairs], float), penalty=config.kind_penalty
            )
            for kind in KINDS
        ]
    )


def threshold(examples: Sequence[Example], held: Floats, most: float) -> float:
    """Return the lowest threshold at which so few true pairs are alarms."""
    calm = np.sort([p for e, p in zip(examples, held, strict=True) if e.source == "coexisting"])
    place = min(len(calm) - 1, int(np.ceil(len(calm) * (1 - most))))
    return round(max(0.5, float(calm[place])), 3)


def same_meaning(sayings: Sequence[Saying], vectors: Vectors, most: float) -> float:
    """Return the similarity from which on sayings of one predicate are joined.

    Sayings of the same kinds but of another predicate are above it in a share of ``most``.
    """
    found = vectors([s.text for s in sayings])
    near = found @ found.T
    kinds = np.array([f"{s.subject_kind} {s.object_kind}" for s in sayings])
    groups = np.array([s.group for s in sayings])
    other = (kinds[:, None] == kinds[None]) & (groups[:, None] != groups[None])
    return round(float(np.quantile(near[other], 1 - most)), 3)


def figures(
    examples: Sequence[Example], held: Floats, labels: Floats, at: float
) -> dict[str, float]:
    """Return how the pair table does on predicates it has not seen."""
    found = {"threshold": at, "auc": area(held, labels > 0.5)}
    for source in sorted({e.source for e in examples}):
        chosen = np.array([e.source == source for e in examples])
        found[f"{source}_alarms"] = float((held[chosen & (labels < 0.5)] >= at).mean())
        if (labels[chosen] > 0.5).any():
            found[f"{source}_found"] = float((held[chosen & (labels > 0.5)] >= at).mean())
    found["nll"] = float(
        -(labels * np.log(held + 1e-9) + (1 - labels) * np.log(1 - held + 1e-9)).mean()
    )
    return found


def _held_out(rows: Floats, labels: Floats, groups: Sequence[str], config: Config) -> Floats:
    fold = _folds(groups, config)
    held = np.empty(len(rows))
    for part in range(config.folds):
        weights = fit_logistic(rows[fold != part], labels[fold != part], penalty=config.pair_penalty)
        held[fold == part] = sigmoid(with_constant(rows[fold == part]) @ weights)
    return held


def _folds(groups: Sequence[str], config: Config) -> NDArray[np.int64]:
    names = sorted(set(groups))
    np.random.default_rng(config.seed).shuffle(names)
    number = {name: n % config.folds for n, name in enumerate(names)}
    return np.array([number[group] for group in groups])


def _short(values: Floats) -> Any:
    return np.round(values, 4).tolist()


def read_config(path: Path) -> Config:
    """Read the settings."""
    return Config(**tomllib.loads(path.read_text(encoding="utf-8")))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.interference")
    parser.add_argument("--train-data", type=Path, required=True, help="folder of the train sets")
    parser.add_argument("--config", type=Path, required=True, help="TOML file")
    parser.add_argument("--out", type=Path, required=True, help="the table file to write")
    given = parser.parse_args(arguments)
    paragraphs, _ = read_paragraphs(given.train_data / "re_docred" / "dev_revised.json")
    encoder = Encoder.load(threads=1)
    trained = train(paragraphs, read_sayings(), Vectors(encoder), read_config(given.config))
    for name, value in trained.report.items():
        print(f"{name}: {value:.3f}")  # noqa: T201
    write_table(
        given.out,
        {"encoder": encoder.version} | trained.values,
        name="interference",
        version="1",
        licence="Apache-2.0",
        source="https://github.com/tonytan48/Re-DocRED (MIT) and the list of predicates",
    )


if __name__ == "__main__":
    main()
