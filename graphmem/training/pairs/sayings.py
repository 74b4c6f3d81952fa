"""Reading ``predicates.txt``: how things are said, and how many values each predicate has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

#: Probability that two different values of a predicate exclude each other.
SINGLE = {"one": 0.99, "now": 0.97, "mostly": 0.8, "some": 0.25, "many": 0.02}

_POSSESSIVE = re.compile(r"^X's ([\w ]+?) (?:is|was) Y$")
_OF = re.compile(r"^The ([\w ]+?) of X is Y$")
_INVERSE = re.compile(r"^Y is the ([\w ]+?) of X$")
_ARTICLE = {
    "place": ("the city of", "the place"),
    "organisation": ("the company",),
    "date": ("the year",),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to say a predicate.

    Attributes:
        text: With X for the subject and Y for the object.
        cardinality: ``one``, ``now``, ``mostly``, ``some`` or ``many``.
        relation: Wikidata's property, "" where there is none.
        group: What is left out together: the property, or the line.
    """

    text: str
    cardinality: str
    subject_kind: str
    object_kind: str
    relation: str
    group: str

    @property
    def single(self) -> float:
        """Probability that two different values exclude each other."""
        return SINGLE[self.cardinality]


def read_sayings() -> list[Saying]:
    """Return all sayings of the list, and each in other constructions of the same words."""
    listed = _listed()
    known = {(s.group, s.text) for s in listed}
    made: list[Saying] = []
    for saying in listed:
        for text in _reworded(saying):
            if (saying.group, text) not in known:
                known.add((saying.group, text))
                made.append(replace(saying, text=text))
    return listed + made


def _reworded(saying: Saying) -> Iterator[str]:
    """Yield the same in other constructions: "X's N is Y", "The N of X is Y", "Y is the N of X"."""
    text = saying.text
    noun = _POSSESSIVE.match(text) or _OF.match(text) or _INVERSE.match(text)
    if noun is not None and saying.cardinality != "many":
        yield f"X's {noun[1]} is Y"
        yield f"The {noun[1]} of X is Y"
        yield f"Y is the {noun[1]} of X"
    if text.endswith(("in Y", "for Y", "by Y", "at Y")) and saying.relation:
        article = _ARTICLE.get(saying.object_kind)
        for words in article or ():
            yield f"{text[:-1]}{words} Y"


def _listed() -> list[Saying]:
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
