"""Reading ``predicates.txt``: how things are said, and how many values each predicate has."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

#: Probability that two different values of a predicate exclude each other.
SINGLE = {"one": 0.99, "now": 0.97, "mostly": 0.8, "some": 0.25, "many": 0.02}


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to say a predicate.

    Attributes:
        text: With X for the subject and Y for the object.
        cardinality: ``one``, ``now``, ``mostly``, ``some`` or ``many``.
        property: Wikidata's property, "" where there is none.
        group: What is left out together: the property, or the line.
    """

    text: str
    cardinality: str
    subject_kind: str
    object_kind: str
    property: str
    group: str

    @property
    def single(self) -> float:
        """Probability that two different values exclude each other."""
        return SINGLE[self.cardinality]


def read_sayings() -> list[Saying]:
    """Return all sayings of the list."""
    text = files(__package__).joinpath("predicates.txt").read_text(encoding="utf-8")
    found: list[Saying] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cardinality, subject, object_, wikidata, sayings = line.split("|")
        wikidata = "" if wikidata == "-" else wikidata
        found += [
            Saying(s.strip(), cardinality, subject, object_, wikidata, wikidata or f"line {number}")
            for s in sayings.split(";")
        ]
    return found
