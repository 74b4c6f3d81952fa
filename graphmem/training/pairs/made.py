"""Labelled pairs of statements: from the list of predicates and from paragraphs."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphmem.dynamics.objects import compare
from graphmem.dynamics.places import level
from graphmem.dynamics.statements import Pair, Statement
from graphmem.training.pairs.paragraphs import Entity, Paragraphs, Told
from graphmem.training.pairs.sayings import Saying

#: Where a wider place is no other value.
_PLACED = frozenset(
    {"P19", "P20", "P551", "P159", "P740", "P276", "P131", "P119", "P937", "P495", "P840", "P706"}
)
_TEMPERS = ("red", "blue", "green", "yellow", "black", "white", "brown", "grey", "orange", "purple")
LISTED = {
    "other": (
        *_TEMPERS, "guitar", "piano", "tennis", "soccer", "chess", "yoga", "pizza", "sushi",
        "coffee", "tea", "jazz", "rock", "poetry", "biology", "history", "physics", "law",
        "teacher", "nurse", "engineer", "lawyer", "designer", "Spanish", "French", "German",
        "Python", "Rust", "happy", "tired", "quiet", "summer", "winter", "drama", "comedy", "wood",
        "glass", "peanuts", "asthma", "knitting", "hiking", "photography", "baking", "chemistry",
    ),
    "product": (
        "a Toyota Corolla", "a Honda Civic", "a Tesla Model 3", "an iPhone", "a Pixel 8",
        "PostgreSQL", "MySQL", "Redis", "Django", "Flask", "React", "Windows", "Linux", "Vim",
    ),
    "number": (
        "3", "4", "12", "17", "25", "31", "48", "60", "72", "110", "250", "1,200", "5,000", "0.7",
        "two", "seven", "7 am", "6:30", "180 cm", "65 kg", "2 hours", "40 minutes", "$900", "80%",
    ),
    "date": (
        "May 5, 1990", "June 12, 1984", "1975", "2003", "March 2019", "October 2021", "Friday",
        "Tuesday", "July 4", "next Monday", "January 15, 2024", "1912", "1888", "Saturday",
    ),
    "event": (
        "the marathon", "the conference", "the World Cup", "the wedding", "the reunion", "the fair",
        "World War II", "the Battle of the Nile", "the Olympics", "the summit", "the concert",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its label.

    Attributes:
        pair: Two statements of one subject by one predicate.
        conflict: Probability that they exclude each other; None: as sure as the predicate has one
            value.
        saying: How the predicate is said.
        source: ``coexisting``, ``swapped``, ``alias``, ``within`` or ``listed``.
        weight: How many pairs it stands for.
    """

    pair: Pair
    conflict: float | None
    saying: Saying
    source: str
    weight: float = 1.0


class Maker:
    """Makes pairs; the same seed makes the same ones.

    Args:
        sayings: The list of predicates.
        paragraphs: Facts to fill them with.
        seed: Of every choice.
    """

    def __init__(self, sayings: Sequence[Saying], paragraphs: Paragraphs, seed: int) -> None:
        self._sayings = sayings
        self._paragraphs = paragraphs
        self._random = random.Random(seed)  # noqa: S311
        self._named = _by_kind(paragraphs)
        self._by_relation: Mapping[str, list[Saying]] = by_relation(sayings)

    def all(self, most: int = 40) -> list[Example]:
        """Return pairs of every source, at most so many per relation and source."""
        facts: dict[str, list[Told]] = defaultdict(list)
        for told in self._paragraphs.told:
            if told.relation in self._by_relation:
                facts[told.relation].append(told)
        made: list[Example] = []
        for relation in sorted(facts):
            told = facts[relation]
            made += self._some(self.coexisting(told), most)
            made += self._some(self.swapped(told), most)
            made += self._some(self.aliases(told), most // 4)
        return [*made, *self._some(self.within(), 8 * most), *self.listed()]

    def coexisting(self, told: Sequence[Told]) -> list[Example]:
        """Two true objects of one subject by one relation."""
        found: list[Example] = []
        for fact in told:
            objects = list(fact.objects)
            self._random.shuffle(objects)
            for first, second in zip(objects[::2], objects[1::2], strict=False):
                found += self._pair(fact, first, second, 0.0, "coexisting")
        return found

    def swapped(self, told: Sequence[Told]) -> list[Example]:
        """A true object and that of another subject, of the same kind."""
        pool = [(t.document, o) for t in told for o in t.objects]
        found: list[Example] = []
        for fact in told:
            right = self._random.choice(fact.objects)
            document, wrong = self._random.choice(pool)
            same = wrong.kind != right.kind or document == fact.document
            if right.kind == "place" and level(right.names[0]) != level(wrong.names[0]):
                continue  # the wrong one may hold the right one: nobody knows the label
            if not same and compare(right.names[0], wrong.names[0]) == "different":
                found += self._pair(fact, right, wrong, None, "swapped")
        return found

    def aliases(self, told: Sequence[Told]) -> list[Example]:
        """Two names of one object."""
        found: list[Example] = []
        for fact in told:
            for o in fact.objects:
                if len(o.names) > 1:
                    short, long = (Entity((n,), o.kind) for n in (o.names[-1], o.names[0]))
                    pair = (short, long) if self._random.random() < 0.5 else (long, short)
                    found += self._pair(fact, *pair, 0.0, "alias")
        return found

    def within(self) -> list[Example]:
        """A place and the larger place that it lies in, of predicates that have one place."""
        usable = [s for p in sorted(_PLACED) for s in self._by_relation.get(p, ())]
        found: list[Example] = []
        for narrow, wide in self._paragraphs.within if usable else ():
            saying = self._random.choice(usable)
            names = [narrow, wide] if self._random.random() < 0.5 else [wide, narrow]
            subject = self._random.choice(self._named[saying.subject_kind])
            pair = _fill(saying, subject, *names)
            found.append(Example(pair, 0.0, saying, "within"))
        return found

    def listed(self) -> list[Example]:
        """Two values of each saying, of its kinds."""
        found: list[Example] = []
        for saying in self._sayings:
            values = LISTED.get(saying.object_kind) or self._named[saying.object_kind]
            first, second = self._random.sample(list(values), 2)
            subject = self._random.choice(self._subjects(saying))
            if compare(first, second) == "different":
                pair = _fill(saying, subject, first, second)
                found.append(Example(pair, None, saying, "listed"))
        return found

    def _subjects(self, saying: Saying) -> Sequence[str]:
        return LISTED.get(saying.subject_kind) or self._named[saying.subject_kind]

    def _pair(
        self, told: Told, first: Entity, second: Entity, conflict: float | None, source: str
    ) -> Iterator[Example]:
        """Yield one pair said in a way that fits its kinds; none where nothing fits."""
        fitting = fitting_sayings(self._by_relation[told.relation], told.subject, first)
        if fitting:
            saying = self._random.choice(fitting)
            names = first.names[0], second.names[0]
            pair = _fill(saying, told.subject.names[0], *names, kinds=(first.kind, second.kind))
            yield Example(pair, conflict, saying, source)

    def _some(self, examples: list[Example], most: int) -> list[Example]:
        if len(examples) <= most:
            return examples
        share = len(examples) / most
        return [replace(e, weight=share) for e in self._random.sample(examples, most)]


def fitting_sayings(sayings: Sequence[Saying], subject: Entity, object_: Entity) -> list[Saying]:
    """Return the sayings whose kinds fit best: both, the subject's, or all."""
    both = [s for s in sayings if (s.subject_kind, s.object_kind) == (subject.kind, object_.kind)]
    return both or [s for s in sayings if s.subject_kind == subject.kind] or list(sayings)


def say(saying: Saying, subject: str, object_: str, kinds: tuple[str, str] = ("", "")) -> Statement:
    """Return a statement made of a saying."""
    parts = {"X": subject, "Y": object_}
    text = " ".join(_placed(word, parts) for word in saying.text.split())
    predicate = " ".join(w for w in saying.text.replace("X's", "").split() if w not in parts)
    subject_kind, object_kind = kinds
    return Statement(
        subject=subject,
        predicate=predicate,
        object=object_,
        subject_kind=subject_kind or saying.subject_kind,
        object_kind=object_kind or saying.object_kind,
        text=text,
    )


def _placed(word: str, parts: Mapping[str, str]) -> str:
    return parts[word] if word in parts else f"{parts['X']}'s" if word == "X's" else word


def _fill(
    saying: Saying, subject: str, first: str, second: str, kinds: tuple[str, str] = ("", "")
) -> Pair:
    older, newer = (
        say(saying, subject, value, ("", kind))
        for value, kind in zip((first, second), kinds, strict=True)
    )
    return Pair(older, newer)


def _by_kind(paragraphs: Paragraphs) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for told in paragraphs.told:
        for entity in (told.subject, *told.objects):
            found[entity.kind].add(entity.names[0])
    return {kind: sorted(names) for kind, names in found.items()}


def by_relation(sayings: Sequence[Saying]) -> dict[str, list[Saying]]:
    """Return the sayings of each of Wikidata's properties."""
    found: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        if saying.relation:
            found[saying.relation].append(saying)
    return found
