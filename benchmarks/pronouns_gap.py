"""How often a resolved pronoun is right on GAP: texts with one pronoun and two names.

Source: Webster, Recasens, Axelrod and Baldridge, 2018, "Mind the GAP", TACL 6. The texts are
parsed by the network; nothing of the gold is handed to the rules. A pronoun that is left open
counts as unresolved, not as wrong; one that means a name that GAP does not ask about is left out
where GAP says only that it is neither of the two.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.context import Row
from benchmarks.files import find_one, open_text
from graphmem.ingest.facts.find import pronouns_of

Read = Callable[[str], "PlacedDoc"]


@dataclass(frozen=True, slots=True)
class PlacedDoc:
    """A parsed text and the offset in the text of each word."""

    doc: Doc
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GapCase:
    """One text; ``meant`` is the name that the pronoun means, "" if neither of the two."""

    text: str
    pronoun: int
    names: tuple[str, str]
    meant: str


def gap_rows(folder: Path, read: Read, limit: int | None) -> Iterator[Row]:
    """Yield a row over GAP's validation part."""
    with open_text(find_one(folder / "gap", "gap-validation.tsv")) as lines:
        cases = list(read_cases(lines))[:limit]
    yield count(cases, read)


def read_cases(lines: Iterable[str]) -> Iterator[GapCase]:
    """Read GAP's table."""
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        meant = [row[x] for x in "AB" if row[f"{x}-coref"] == "TRUE"]
        offset = int(row["Pronoun-offset"])
        yield GapCase(row["Text"], offset, (row["A"], row["B"]), meant[0] if meant else "")


def count(cases: list[GapCase], read: Read) -> Row:
    """Return how many pronouns are resolved and how many of these are right."""
    resolved = right = 0
    for case in cases:
        placed = read(case.text)
        found = pronouns_of(placed.doc)
        names = [name for i, name in found.items() if placed.offsets[i] == case.pronoun]
        if not names:
            continue
        if not case.meant and not any(same_person(names[0], n) for n in case.names):
            continue  # somebody else, of whom GAP says nothing
        resolved += 1
        right += bool(case.meant) and same_person(names[0], case.meant)
    row: Row = {"set": "pronouns", "system": "gap", "n": len(cases), "resolved": resolved}
    share = resolved / len(cases) if cases else 0.0
    return row | {"share": share, "precision": right / resolved if resolved else 0.0}


def same_person(one: str, other: str) -> bool:
    """Tell whether two names share their words as far as the shorter goes."""
    a, b = ({word.strip(".,").lower() for word in name.split()} for name in (one, other))
    return bool(a) and bool(b) and (a <= b or b <= a)
