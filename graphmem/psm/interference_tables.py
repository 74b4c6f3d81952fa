"""The trained tables of the interference head, read from ``interference.json`` and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ModelError
from graphmem.psm.interference_features import OBJECT_FEATURES
from graphmem.psm.interference_kernel import Memory, kernel
from graphmem.psm.labels import ENTITY_TYPES
from graphmem.psm.tables import read_table

Floats = NDArray[np.float32]

TABLE = "interference.json"
_DATE = re.compile(
    r"\b(?:1\d{3}|20\d{2}|january|february|march|april|june|july|august|september|october"
    r"|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow"
    r"|yesterday)\b",
    re.IGNORECASE,
)
_NEARNESS = 7.0  # of a saying's nearness beside log-probabilities; chosen on held-out predicates
_FIGURE = re.compile(r"^\W*\d")
#: What the pair table reads of the predicate, and of the objects.
PREDICATE_PART = ("single", "near", "single x near")
PAIR_FEATURES = (*PREDICATE_PART, *OBJECT_FEATURES)


@dataclass(frozen=True, slots=True)
class Tables:
    """Weights of the head.

    Attributes:
        version: Name and version.
        memory: Features of the known sayings.
        single: How each of them votes for one value, then a constant. Shape: (sayings + 1,).
        ever: Whether it has that one for ever. Shape: (features + 1,).
        kinds: What sort of thing a name stands for. Shape: (kinds, dimension + 1).
        conflict: Whether two values exclude each other. Shape: (pair features + 2,).
        threshold: From this probability on, a pair is in conflict.
        similarity: From this cosine on, two predicates mean the same.
    """

    version: str
    memory: Floats
    single: Floats
    ever: Floats
    kinds: Floats
    conflict: Floats
    threshold: float
    similarity: float

    def predicate_scores(self, features: Floats) -> tuple[Floats, Floats, Floats]:
        """Return log-odds of one value, of one for ever, and how near the nearest saying is."""
        nearness, gaussian = kernel(features, self.memory)
        single = nearness @ self.single[:-1] + self.single[-1]
        ever = features @ self.ever[:-1] + self.ever[-1]
        return single, ever, gaussian.max(axis=1)

    def kinds_of(
        self, saying: Floats, names: tuple[str, str], vectors: tuple[Floats, Floats],
        known: tuple[str, str],
    ) -> tuple[str, str]:  # fmt: skip
        """Return what sorts of things subject and object are.

        Their names and the sayings nearest to this one decide: who is written by someone is a
        work.

        Args:
            saying: Vector of the masked statement.
            names: Of subject and object.
            vectors: Of these names.
            known: Kinds that are known already, "" where not.
        """
        if all(known):
            return known
        shared = (self.memory[:, : len(saying)] @ saying).astype(np.float64)
        subject, object_ = (
            self._kind_scores(*end) for end in zip(names, vectors, known, strict=True)
        )
        best = np.full((len(ENTITY_TYPES), len(ENTITY_TYPES)), -np.inf)
        np.maximum.at(best, self._kind_columns(), shared)
        score = _NEARNESS * np.maximum(best, 0) + subject[:, None] + object_[None]
        row, column = np.unravel_index(int(np.argmax(score)), score.shape)
        return ENTITY_TYPES[int(row)], ENTITY_TYPES[int(column)]

    def _kind_scores(self, name: str, vector: Floats, known: str) -> NDArray[np.float64]:
        """Return log-probabilities of the kinds of a name. Shape: (kinds,)."""
        sure = known or ("date" if _DATE.search(name) else "number" if _FIGURE.match(name) else "")
        if sure:
            return np.where(np.array(ENTITY_TYPES) == sure, 0.0, -1e9)
        score = self.kinds[:, :-1] @ vector + self.kinds[:, -1]
        return np.log(1 / (1 + np.exp(-score.astype(np.float64))) + 1e-3)

    def _kind_columns(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the kinds of subject and object of each known saying. Shapes: (sayings,)."""
        start = 2 * (self.kinds.shape[1] - 1)
        middle, end = start + len(ENTITY_TYPES), start + 2 * len(ENTITY_TYPES)
        return self.memory[:, start:middle].argmax(1), self.memory[:, middle:end].argmax(1)

    def conflict_probability(self, single: float, near: float, objects: list[float]) -> float:
        """Return the probability that two values exclude each other."""
        row = np.array([pair_features(single, near, objects)])
        return float(conflict_probabilities(row, self.conflict)[0])


def pair_features(single: float, near: float, objects: list[float]) -> list[float]:
    """Return what the pair table reads, in the order of ``PAIR_FEATURES``."""
    return [single, near, single * near, *objects]


def conflict_probabilities(
    rows: NDArray[np.float64], table: NDArray[np.floating[Any]]
) -> NDArray[np.float64]:
    """Return probabilities of conflict: the predicate has one value, and the two are not the same.

    Args:
        rows: Pair features. Shape: (n, features).
        table: Weights of the predicate's part and its constant, then those of the objects.

    Returns:
        The product of the two probabilities. Shape: (n,).
    """
    cut = len(PREDICATE_PART)
    predicate = rows[:, :cut] @ table[:cut] + table[cut]
    objects = rows[:, cut:] @ table[cut + 1 : -1] + table[-1]
    first, second = (1 / (1 + np.exp(-np.clip(s, -30, 30))) for s in (predicate, objects))
    return first * second


def read_tables(path: Path, *, dimension: int) -> Tables:
    """Read the tables.

    Args:
        path: Of the JSON file.
        dimension: Of the encoder's vectors.

    Raises:
        ModelError: The file is missing, damaged, or made for vectors of another length.
    """
    table = read_table(path)
    try:
        found = parse_tables(table.version, table.values)
    except (KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path} is no interference table; reinstall the package") from exc
    if found.kinds.shape != (len(ENTITY_TYPES), dimension + 1):
        raise ModelError(f"{path} does not fit the encoder; reinstall the package")
    sayings, features = found.memory.shape
    sizes = len(found.single), len(found.ever), len(found.conflict)
    if sizes != (sayings + 1, features + 1, len(PAIR_FEATURES) + 2):
        raise ModelError(f"{path} has tables of another size; reinstall the package")
    return found


def parse_tables(version: str, values: dict[str, Any]) -> Tables:
    """Make tables of a file's values, which may be anything.

    Raises:
        KeyError: A table is missing.
        TypeError: A value is of another type.
        ValueError: So are its numbers.
    """
    return Tables(
        version=version,
        memory=Memory.unpacked(values["memory"]).features,
        single=np.array(values["single"], np.float32),
        ever=np.array(values["ever"], np.float32),
        kinds=np.array(values["kinds"], np.float32),
        conflict=np.array(values["conflict"], np.float32),
        threshold=float(values["threshold"]),
        similarity=float(values["similarity"]),
    )
