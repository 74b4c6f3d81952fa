r"""Training of the interference head: some minutes on one core, most of it encoding names.

    python -m graphmem.training.interference --train-data DIR --config FILE --out FILE.json

The predicate tables are fitted to the list of predicates, the pair table to labelled pairs whose
predicate scores come from tables that have not seen their predicate; so it learns how far such
scores can be trusted. The threshold is chosen on the same held-out predicates.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.interference import Comparable, examine, likelihood
from graphmem.dynamics.objects import compare
from graphmem.dynamics.statements import Counted
from graphmem.psm.interference_features import (
    known_kind,
    object_features,
)
from graphmem.psm.interference_kernel import Memory, kernel
from graphmem.psm.interference_tables import (
    Tables,
    pair_features,
    parse_tables,
)
from graphmem.psm.runtime import Encoder
from graphmem.psm.tables import write_table
from graphmem.training.interference_config import Config, Vectors, read_config
from graphmem.training.interference_figures import figures, same_meaning, threshold
from graphmem.training.interference_fit import (
    area,
    fit_kernel,
    fit_logistic,
    fit_product,
    sigmoid,
)
from graphmem.training.interference_parts import fit_kinds, folds, held_out, saying_features
from graphmem.training.interference_sentences import fit_sentences, read_scenes
from graphmem.training.pairs.made import Example, Maker
from graphmem.training.pairs.paragraphs import Paragraphs, read_paragraphs
from graphmem.training.pairs.sayings import Saying, read_sayings

Floats = NDArray[np.float64]

_FEW = 15  # subjects below which counts say nothing


@dataclass(frozen=True, slots=True)
class Trained:
    """What training gives.

    Attributes:
        values: Of the table file.
        report: Figures on held-out predicates and wordings.
        held: Probability and label of each pair by tables that had not seen its predicate
            ("unseen"), or not this wording of it ("reworded").
    """

    values: dict[str, Any]
    report: dict[str, float]
    held: dict[str, tuple[Floats, Floats]]


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
    memory = Memory.of(saying_features(sayings, vectors))
    features = memory.features.astype(np.float64)
    single = blended(sayings, paragraphs)
    examples = Maker(sayings, paragraphs, config.seed).all(config.per_relation)
    kept, objects = compared(examples, vectors)
    index = {saying: n for n, saying in enumerate(sayings)}
    said = np.array([index[e.saying] for e in kept])
    labels = np.array(
        [single[n] if e.conflict is None else e.conflict for n, e in zip(said, kept, strict=True)]
    )
    held = {}
    for name, groups in (
        ("unseen", [s.group for s in sayings]),
        ("reworded", [f"{s.group} {s.text}" for s in sayings]),
    ):
        score, near = held_scores(features, single, groups, config)
        held[name] = score, rows(score[said], near[said], objects)
    everything = np.concatenate([r for _, r in held.values()])
    pair_table = fit_product(everything, np.tile(labels, 2), penalty=config.pair_penalty)
    fold = folds([e.saying.group for e in kept], config)
    judged = {name: held_out(r, labels, fold, config) for name, (_, r) in held.items()}
    closed = single > 0.5
    ever = np.array([s.cardinality == "one" for s in sayings], np.float64)
    values: dict[str, Any] = {
        "single": fit_kernel(
            kernel(features, features)[0], single, penalty=config.predicate_penalty
        ),
        "ever": fit_logistic(features[closed], ever[closed], penalty=config.predicate_penalty),
        "kinds": fit_kinds(paragraphs, vectors, config),
        "conflict": pair_table,
    }
    values = {name: _short(value) for name, value in values.items()}
    values["memory"] = memory.packed()
    values["threshold"] = threshold(kept, judged["reworded"], config.most_alarms)
    values["similarity"] = same_meaning(
        sayings, vectors([s.text for s in sayings]), config.same_meaning
    )
    report: dict[str, float] = {"sayings": len(sayings), "pairs": len(kept)}
    for name, (score, _) in held.items():
        report[f"{name} predicate auc"] = area(score, single > 0.5)
        found = figures(kept, judged[name], labels, values["threshold"])
        report |= {f"{name} {k}": v for k, v in found.items()}
    return Trained(values, report, {name: (p, labels) for name, p in judged.items()})


def tables_of(trained: Trained) -> Tables:
    """Return the tables as the runtime reads them, without writing a file."""
    return parse_tables("interference-unwritten", trained.values)


def blended(sayings: Sequence[Saying], paragraphs: Paragraphs) -> Floats:
    """Return how surely each saying has one value: what the list says, halfway to the counts."""
    counts = counted(paragraphs)
    found: list[float] = []
    for saying in sayings:
        told = counts.get(saying.relation)
        listed = saying.single
        if told is None or told.single + told.several < _FEW:
            found.append(listed)
            continue
        odds = np.log(listed / (1 - listed)) + likelihood(told)
        found.append((listed + float(sigmoid(np.array(odds)))) / 2)
    return np.array(found)


def counted(paragraphs: Paragraphs) -> dict[str, Counted]:
    """Return, by property, how many subjects have one object and how many several."""
    single, several = Counter[str](), Counter[str]()
    for told in paragraphs.told:
        names = [o.names[0] for o in told.objects]
        other = any(compare(names[0], name) == "different" for name in names[1:])
        (several if other else single)[told.relation] += 1
    return {p: Counted(single[p], several[p]) for p in single | several}


def held_scores(
    features: Floats, single: Floats, groups: Sequence[str], config: Config
) -> tuple[Floats, Floats]:
    """Return scores of sayings by tables without their group, and how near what is left is."""
    fold = folds(groups, config)
    nearness, gaussian = kernel(features, features)
    score, near = np.empty(len(single)), np.empty(len(single))
    for part in range(config.folds):
        inside, outside = np.flatnonzero(fold == part), np.flatnonzero(fold != part)
        votes = fit_kernel(
            nearness[np.ix_(outside, outside)], single[outside], penalty=config.predicate_penalty
        )
        score[inside] = nearness[np.ix_(inside, outside)] @ votes[:-1] + votes[-1]
        near[inside] = gaussian[np.ix_(inside, outside)].max(axis=1)
    return score, near


def compared(
    examples: Sequence[Example], vectors: Vectors
) -> tuple[list[Example], list[list[float]]]:
    """Return the examples that the rules let through, and their object features."""
    vectors([s.object for e in examples for s in (e.pair.older, e.pair.newer)])
    kept: list[Example] = []
    objects: list[list[float]] = []
    for example in examples:
        older, newer = example.pair.older, example.pair.newer
        found = examine(example.pair, similarity=1.0, threshold=1.0)
        if not isinstance(found, Comparable) or found.objects == "same":
            continue
        first, second = vectors([older.object, newer.object])
        kind = known_kind(older.object_kind) if older.object_kind == newer.object_kind else ""
        cosine = float(first @ second)
        objects.append(object_features(older.object, newer.object, found, cosine=cosine, kind=kind))
        kept.append(example)
    return kept, objects


def rows(single: Floats, near: Floats, objects: Sequence[list[float]]) -> Floats:
    """Return the pair features. Shape: (n, features)."""
    parts = zip(single, near, objects, strict=True)
    return np.array([pair_features(float(s), float(n), o) for s, n, o in parts])


def left_out(
    sayings: Sequence[Saying], vectors: Vectors, too_near: float, without: frozenset[str]
) -> list[Saying]:
    """Return the sayings of other properties that are not too near to those left out."""
    out = [s for s in sayings if s.relation in without]
    rest = [s for s in sayings if s.relation not in without]
    if not out:
        return rest
    near = (vectors([s.text for s in rest]) @ vectors([s.text for s in out]).T).max(axis=1)
    return [s for s, nearest in zip(rest, near, strict=True) if nearest < too_near]


def _short(values: Floats) -> list[Any]:
    return np.round(values, 4).tolist()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.interference")
    parser.add_argument("--train-data", type=Path, required=True, help="folder of the train sets")
    parser.add_argument("--config", type=Path, required=True, help="TOML file")
    parser.add_argument("--out", type=Path, required=True, help="the table file to write")
    given = parser.parse_args(arguments)
    paragraphs, _ = read_paragraphs(given.train_data / "re_docred" / "dev_revised.json")
    encoder = Encoder.load(threads=1)
    vectors, config = Vectors(encoder), read_config(given.config)
    trained = train(paragraphs, read_sayings(), vectors, config)
    scenes, _ = read_scenes(given.train_data)
    sentences = fit_sentences(scenes, vectors, config)
    for name, value in trained.report.items():
        print(f"{name}: {value:.3f}")  # noqa: T201
    write_table(
        given.out,
        {"encoder": encoder.version, "sentences": _short(sentences)} | trained.values,
        name="interference",
        version="2",
        licence="Apache-2.0",
        source="https://github.com/tonytan48/Re-DocRED (MIT), SNLI validation (CC BY-SA 4.0),"
        " and the list of predicates",
    )


if __name__ == "__main__":
    main()
