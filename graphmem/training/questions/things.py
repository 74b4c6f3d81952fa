"""What a set's passages are about, and what each states: links, attributes, clauses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from graphmem.ingest.extract import Extraction
from graphmem.training.questions.clauses import NAME, Clause, plain_clauses, read_clauses
from graphmem.training.questions.texts import Link, Passage, Texts
from graphmem.training.questions.words import kind_by_name, kind_of, pattern, sort_of

_REGIONS = frozenset({"country", "state", "county", "province", "district", "island"})
_LARGE = frozenset({"country", "state", "continent"})  # where they lie is not worth asking
_BEFORE = 110  # characters before a name that tell its relation


@dataclass(frozen=True, slots=True)
class Relation:
    """How one thing is linked to another, and words for it; see ``relations.toml``."""

    name: str
    of: frozenset[str]
    gives: str
    before: re.Pattern[str]
    nouns: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What can be asked of a thing itself; see ``attributes.toml``."""

    name: str
    of: frozenset[str]
    pattern: re.Pattern[str]
    asks: tuple[str, ...]
    orders: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A passage states that what it is about stands in a relation to a name."""

    relation: Relation
    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What a passage is about.

    Attributes:
        kind: What it is called ("American rock band"), empty where unknown.
        head: The last word of that.
        sort: "person", "work", "place", "org" or "other".
    """

    passage: Passage
    kind: str
    head: str
    sort: str


@cache
def relations() -> tuple[Relation, ...]:
    """Return the relations between things."""
    return tuple(
        Relation(
            e["name"], frozenset(e["of"]), e["gives"],
            re.compile(rf"(?:^|\W)(?:{e['before']})\s*[\"'“]?\s*$"),
            tuple(e["nouns"]), tuple(e["asks"]),
        )
        for e in _read("relations.toml")["link"]
    )  # fmt: skip


@cache
def attributes() -> tuple[Attribute, ...]:
    """Return what is asked of things themselves."""
    return tuple(
        Attribute(
            e["name"], frozenset(e["of"]), pattern(e["pattern"]), tuple(e["asks"]),
            tuple(e.get("orders", ())), tuple(e.get("same", ())), tuple(e.get("whose", ())),
        )
        for e in _read("attributes.toml")["attribute"]
    )  # fmt: skip


def _read(name: str) -> dict[str, list[dict[str, list[str]]]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


class Things:
    """All things of a set, with what is stated of them.

    Args:
        read: What the network read in some of the passages, by id.
    """

    def __init__(self, texts: Texts, read: Mapping[str, Extraction]) -> None:
        self.texts = texts
        self._read = read
        self._clauses: dict[str, list[Clause]] = {}
        self._steps: dict[str, list[Step]] = {}
        self._told: dict[str, list[Step]] = {}
        self._values: dict[str, list[tuple[Attribute, str]]] = {}

    @cached_property
    def all(self) -> Mapping[str, Thing]:
        """Things by passage; passages without a title are about nothing known."""
        return {p.id: self._thing(p) for p in self.texts.passages.values() if p.title}

    def steps(self, passage: str) -> list[Step]:
        """Return the links of a passage whose relation its words tell."""
        if passage not in self._steps:
            self._steps[passage] = [*self._find_steps(passage)]
        return self._steps[passage]

    def told(self, passage: str) -> list[Step]:
        """Return what a passage states of names, also of those that have no passage."""
        if passage not in self._told:
            self._told[passage] = [*self._find_told(passage)]
        return self._told[passage]

    def _find_told(self, passage: str) -> Iterator[Step]:
        thing = self.all.get(passage)
        if thing is None:
            return
        names = (Link(m[0], m.start(), m.end()) for m in NAME.finditer(thing.passage.text))
        for link in names:
            if relation := self._relation(thing, link):
                yield Step(relation, link.name)

    def clauses(self, passage: str) -> list[Clause]:
        """Return what a passage says in whole clauses."""
        if passage not in self._clauses:
            found = self.texts.passages[passage]
            read = self._read.get(passage)
            made = [*(read_clauses(found, read) if read else ()), *plain_clauses(found)]
            self._clauses[passage] = [c for c in made if c.subject]
        return self._clauses[passage].copy()

    def values(self, passage: str) -> list[tuple[Attribute, str]]:
        """Return the attributes that a passage states, each with its value."""
        if passage not in self._values:
            self._values[passage] = [*self._find_values(passage)]
        return self._values[passage]

    def _find_values(self, passage: str) -> Iterator[tuple[Attribute, str]]:
        thing = self.all.get(passage)
        if thing is None:
            return
        for attribute in attributes():
            if attribute.name == "country" and thing.head in _LARGE:
                continue
            if thing.sort in attribute.of and (
                found := attribute.pattern.search(thing.passage.text)
            ):
                yield attribute, found["o"]

    def of_name(self, name: str) -> list[Thing]:
        """Return the things that a name stands for."""
        return [self.all[p.id] for p in self.texts.named.get(name, ())]

    def _find_steps(self, passage: str) -> Iterator[Step]:
        if thing := self.all.get(passage):
            for link in self.texts.links[passage]:
                if found := self._relation(thing, link):
                    yield Step(found, link.name)

    def _thing(self, passage: Passage) -> Thing:
        kind, head = kind_by_name(passage.name) or kind_of(passage.text)
        return Thing(passage, kind, head, sort_of(passage.text, head))

    def _relation(self, thing: Thing, link: Link) -> Relation | None:
        if thing.head in _LARGE and link.name in self.texts.named and kind_by_name(link.name):
            return None
        region = (kind_by_name(link.name) or ("", ""))[0] in _REGIONS
        before = thing.passage.text[max(0, link.start - _BEFORE) : link.start]
        goals = self.of_name(link.name)
        for relation in relations():
            if relation.gives == "region" and not region:
                continue
            if thing.sort in relation.of and relation.before.search(before):
                if region and relation.gives == "region":
                    return relation
                fits = not goals or relation.gives in ("other", goals[0].sort)
                if fits or (relation.gives == "person" and goals[0].sort == "org"):
                    return relation
        return None
