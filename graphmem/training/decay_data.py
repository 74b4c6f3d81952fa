"""Labelled statements for the decay head, and the reader that makes examples of them.

``data_decay/statements.tsv`` holds the 200 statements with both readers' labels and the one agreed
on; ``docs/decay.md`` has the guide. Topics are whole: a held-out topic is in no training.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.ingest.fading import to_statement
from graphmem.ingest.gate import RuleGate
from graphmem.ingest.rules import RuleExtractor
from graphmem.psm.decay import CLASSES, Statement
from graphmem.stores.records import spoken

DATA = Path(__file__).parent / "data_decay"
_HELD_OUT_TOPICS = 5
# Whose words they are is part of what is embedded; which name it is must not matter.
_SPEAKERS = ("Ana", "Ben", "Chloe", "Dev", "Esra", "Finn", "Gwen", "Hugo", "Iris", "Joon", "", "")
Encode = Callable[[list[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement with its labels.

    Attributes:
        readers: The two readers' labels.
        gold: The label agreed on.
    """

    id: str
    topic: str
    said_on: str
    readers: tuple[str, str]
    gold: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """What a model is trained on and judged by.

    Attributes:
        label: Place of the class in ``CLASSES``.
        group: Topic or template: one group is never on both sides of a split.
        vector: The encoder's, of the text as it is embedded.
    """

    statement: Statement
    vector: NDArray[np.float32]
    label: int
    group: str


def read_labelled(path: Path = DATA / "statements.tsv") -> list[Labelled]:
    """Read the labelled statements."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Labelled(
                row["id"],
                row["topic"],
                row["said_on"],
                (row["a"], row["b"]),
                row["gold"],
                row["text"],
            )
            for row in rows
        ]


def held_out(topics: Iterable[str], seed: int = 7) -> frozenset[str]:
    """Return the topics that no weights are fitted or chosen on."""
    return frozenset(random.Random(seed).sample(sorted(set(topics)), _HELD_OUT_TOPICS))  # noqa: S311


class Reading:
    """Reads texts as the write path does: times from the extractor, the kind from the gate."""

    def __init__(self) -> None:
        self._extractor = RuleExtractor()
        self._gate = RuleGate()

    def statement(self, text: str, said_on: str) -> Statement:
        """Return what the head is given for a text said at noon of a day."""
        at = datetime.fromisoformat(f"{said_on}T12:00:00+00:00")
        found = self._extractor.extract(text, occurred_at=at, speaker="Speaker")
        decided = self._gate.decide(text, speaker="Speaker", important=False, extraction=found)
        return to_statement(text, decided.kind, found.times, at)


def gold_examples(rows: Sequence[Labelled], encode: Encode) -> list[Example]:
    """Return labelled statements as a model reads them."""
    facts = [(r.text, r.said_on, CLASSES.index(r.gold), r.topic) for r in rows]  # type: ignore[arg-type]
    return examples(facts, encode)


def examples(rows: Sequence[tuple[str, str, int, str]], encode: Encode) -> list[Example]:
    """Return examples of (text, day, label, group), in turn as one speaker or another says them."""
    reading = Reading()
    vectors = encode(as_said([row[0] for row in rows]))
    return [
        Example(reading.statement(text, day), vector, label, group)
        for (text, day, label, group), vector in zip(rows, vectors, strict=True)
    ]


def as_said(texts: Sequence[str]) -> list[str]:
    """Return texts as they are embedded, in turn as one speaker or another says them."""
    return [spoken(text, _SPEAKERS[n % len(_SPEAKERS)]) for n, text in enumerate(texts)]
