"""Parts of the interference training: features of sayings, kinds of names, folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.interference_features import (
    predicate_features,
    with_stand_ins,
)
from graphmem.psm.interference_tables import (
    conflict_probabilities,
)
from graphmem.psm.labels import ENTITY_TYPES
from graphmem.training.interference_config import Config, Vectors
from graphmem.training.interference_fit import (
    fit_logistic,
    fit_product,
)
from graphmem.training.pairs.made import LISTED
from graphmem.training.pairs.paragraphs import Paragraphs
from graphmem.training.pairs.sayings import Saying

Floats = NDArray[np.float64]


def saying_features(sayings: Sequence[Saying], vectors: Vectors) -> Floats:
    """Return the predicate features of sayings. Shape: (n, features)."""
    kinds = [(s.subject_kind, s.object_kind) for s in sayings]
    texts = [s.text for s in sayings]
    stood_in = [with_stand_ins(t, *k) for t, k in zip(texts, kinds, strict=True)]
    return predicate_features(texts, kinds, vectors(texts), vectors(stood_in)).astype(np.float64)


def fit_kinds(paragraphs: Paragraphs, vectors: Vectors, config: Config) -> Floats:
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
            for kind in ENTITY_TYPES
        ]
    )


def held_out(features: Floats, labels: Floats, fold: NDArray[np.int64], config: Config) -> Floats:
    """Return each row's probability by a table that was fitted without its fold."""
    held = np.empty(len(features))
    for part in range(config.folds):
        inside = fold == part
        table = fit_product(features[~inside], labels[~inside], penalty=config.pair_penalty)
        held[inside] = conflict_probabilities(features[inside], table)
    return held


def folds(groups: Sequence[str], config: Config) -> NDArray[np.int64]:
    """Return a fold for each row, one for all rows of a group. Shape: (n_rows,)."""
    names = sorted(set(groups))
    np.random.default_rng(config.seed).shuffle(names)
    number = {name: n % config.folds for n, name in enumerate(names)}
    return np.array([number[group] for group in groups])
