"""Labelled predicate pairs: hand-written groups, pairs by hand, parts that share no word.

``relations.txt`` holds groups of predicates that say one relation, with their opposites and
inverses; ``pairs.tsv`` pairs that were labelled by hand. Words that stand in one group, or in
groups tied as opposite or inverse, fall into one part, so that no part can be learnt from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Literal

from graphmem.psm.predicate_form import normal_form
from graphmem.psm.predicate_words import EMPTY, LIGHT_VERBS, PARTICLES, PREPOSITIONS

FOLDER = Path(__file__).parent / "data_predicates"
Part = Literal["train", "valid", "test"]
#: Words that no part can do without.
COMMON = PREPOSITIONS | PARTICLES | LIGHT_VERBS | EMPTY | {"be", "of", "to", "at"}


@dataclass(frozen=True, slots=True)
class Group:
    """Predicates that say one relation, with the names of groups beside it."""

    name: str
    properties: tuple[str, ...]
    predicates: tuple[str, ...]
    opposite: tuple[str, ...]
    inverse: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two predicates and whether they say the same of the same two things."""

    a: str
    b: str
    same: bool
    kind: str


def read_groups(path: Path = FOLDER / "relations.txt") -> list[Group]:
    """Read the groups; every predicate is brought into normal form."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_group(line) for line in lines if line.strip() and not line.startswith("#")]


def _group(line: str) -> Group:
    head, _, properties = line.partition("]")[0].partition("[")
    if "]" in line:
        name, rest = head.strip(), line.partition("]:")[2]
        listed = tuple(p.strip() for p in properties.split(","))
    else:
        name, _, rest = line.partition(":")
        listed = ()
    first, *tied = rest.split("|")
    ties = {k.strip(): tuple(v.split()) for k, _, v in (t.partition(":") for t in tied)}
    return Group(
        name.strip(),
        listed,
        tuple(dict.fromkeys(normal_form(p) for p in first.split())),
        ties.get("opposite", ()),
        ties.get("inverse", ()),
        ties.get("near", ()),
    )


def head(predicate: str) -> str:
    """Return the word that a part owns: the first that says something ("job" of "have_job_at")."""
    words = predicate.split("_")
    return next((w for w in words if w not in COMMON), words[0])


class Parts:
    """Which part each head word belongs to: that of the first group in which it stands.

    Groups tied as opposite or inverse are in one part; a word of no group falls by its own hash.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        listed = list(groups)
        above: dict[str, str] = {}
        for group in listed:
            for name in (*group.opposite, *group.inverse):
                low, high = sorted((_top(above, group.name), _top(above, name)))
                above[high] = low
        self._group_of: dict[str, str] = {}
        for group in listed:
            for predicate in group.predicates:
                self._group_of.setdefault(head(predicate), _top(above, group.name))

    def of(self, predicate: str) -> Part:
        """Return the part of a predicate's head word."""
        word = head(predicate)
        share = blake2b(self._group_of.get(word, word).encode(), digest_size=2).digest()
        at = int.from_bytes(share, "big") / 65536
        return "train" if at < 0.42 else "valid" if at < 0.62 else "test"

    def of_pair(self, a: str, b: str) -> Part | None:
        """Return the part of a pair; None where its heads fall into two."""
        part = self.of(a)
        return part if part == self.of(b) else None


def _top(above: dict[str, str], name: str) -> str:
    while above.get(name, name) != name:
        name = above[name]
    return name


def group_pairs(groups: Iterable[Group]) -> Iterator[Pair]:
    """Yield the pairs that the groups imply: within one, and against those beside it."""
    listed = list(groups)
    by_name = {g.name: g for g in listed}
    same = {frozenset(p) for g in listed for p in combinations(g.predicates, 2)}
    for group in listed:
        yield from (Pair(a, b, True, "group") for a, b in combinations(group.predicates, 2))  # noqa: FBT003
        for kind in ("opposite", "inverse", "near"):
            for other in getattr(group, kind):
                for a in group.predicates:
                    for b in by_name[other].predicates:
                        if a != b and frozenset((a, b)) not in same:
                            yield Pair(a, b, False, kind)  # noqa: FBT003


def read_words(path: Path = FOLDER / "words.txt") -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read lines of words that say the same, each with words that say the opposite."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            left, _, right = line.partition("|")
            sides = [tuple(dict.fromkeys(normal_form(w) for w in s.split())) for s in (left, right)]
            found.append((sides[0], sides[1]))
    return found


def word_pairs(lines: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[Pair]:
    """Yield the pairs that lines of words imply."""
    for same, opposite in lines:
        for side in (same, opposite):
            yield from (Pair(a, b, True, "group") for a, b in combinations(side, 2))  # noqa: FBT003
        yield from (Pair(a, b, False, "opposite") for a in same for b in opposite)  # noqa: FBT003


def read_pairs(path: Path = FOLDER / "pairs.tsv") -> list[Pair]:
    """Read the pairs labelled by hand."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [Pair(a, b, label == "1", "hand") for a, b, _, _, label in rows]


def agreement(path: Path = FOLDER / "pairs.tsv") -> tuple[int, float, float]:
    """Return how many pairs were read twice, the share of equal labels, and Cohen's kappa."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    first, second = ([row[n] == "1" for row in rows] for n in (2, 3))
    equal = sum(a == b for a, b in zip(first, second, strict=True)) / len(rows)
    p, q = sum(first) / len(rows), sum(second) / len(rows)
    chance = p * q + (1 - p) * (1 - q)
    return len(rows), equal, (equal - chance) / (1 - chance)
