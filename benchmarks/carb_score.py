"""Token-level scoring of open extractions, modelled on CaRB's (not the official script).

A gold tuple and an extraction are compared slot by slot: relation, first argument, all further
arguments together; a match needs a word in common in the relation. Recall takes for each gold
tuple its best extraction; precision pairs extractions and gold tuples one to one, best first.

Source: Bhardwaj et al., 2019, "CaRB: A Crowdsourced Benchmark for Open IE", EMNLP, section 4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extraction:
    """A relation and its arguments, as words of the sentence."""

    relation: str
    first: str
    rest: str


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 1, with how many tuples they come from."""

    precision: float
    recall: float
    extracted: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(
    gold: Mapping[str, Sequence[Extraction]], found: Mapping[str, Sequence[Extraction]]
) -> Score:
    """Return precision and recall over all sentences that have gold tuples."""
    precisions, recalls = 0.0, 0.0
    extracted = sum(len(found.get(sentence, ())) for sentence in gold)
    wanted = sum(len(tuples) for tuples in gold.values())
    for sentence, tuples in gold.items():
        table = [[match(g, e) for e in found.get(sentence, ())] for g in tuples]
        recalls += sum(max((r for _, r in row), default=0.0) for row in table)
        precisions += _one_to_one(table)
    return Score(
        precisions / extracted if extracted else 0.0,
        recalls / wanted if wanted else 0.0,
        extracted,
        wanted,
    )


def match(gold: Extraction, found: Extraction) -> tuple[float, float]:
    """Return the share of the extraction's words that are right, and of the gold's found."""
    if not _common(gold.relation, found.relation):
        return 0.0, 0.0
    pairs = [
        (gold.relation, found.relation),
        (gold.first, found.first),
        (gold.rest, found.rest),
    ]
    right = sum(_common(g, f) for g, f in pairs)
    said = sum(len(_words(f)) for _, f in pairs)
    wanted = sum(len(_words(g)) for g, _ in pairs)
    return right / said, right / wanted


def _one_to_one(table: Sequence[Sequence[tuple[float, float]]]) -> float:
    """Return the summed precision of the best pairs, each tuple used once."""
    pairs = sorted(
        ((p, -g, -e) for g, row in enumerate(table) for e, (p, _) in enumerate(row)), reverse=True
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    total = 0.0
    for precision, g, e in pairs:
        if g not in taken_gold and e not in taken_found:
            taken_gold.add(g)
            taken_found.add(e)
            total += precision
    return total


def _words(text: str) -> list[str]:
    return text.lower().split()


def _common(one: str, other: str) -> int:
    return (Counter(_words(one)) & Counter(_words(other))).total()


def read_gold(lines: Iterable[str]) -> dict[str, list[Extraction]]:
    """Read CaRB's rows: sentence, relation, first argument, further arguments, by tabs."""
    gold: dict[str, list[Extraction]] = {}
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 2:
            rest = " ".join(cells[3:])
            gold.setdefault(cells[0], []).append(Extraction(cells[1], cells[2], rest))
    return gold
