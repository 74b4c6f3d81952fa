"""Comparisons of two things of a kind, named or described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from random import Random

from graphmem.training.questions.asking import (
    Described,
    Question,
    by_relation,
    fill,
    named,
    sayable,
)
from graphmem.training.questions.things import Attribute, Thing, Things
from graphmem.training.questions.words import PEOPLES, STATES

_SORT_KIND = {"person": "person", "work": "work", "place": "place", "org": "organisation"}
_MAKERS = ("director", "performer", "writer", "composer", "producer", "founder")
_LESS_LIKE = 0.25  # how often two things are of one sort only, not of one kind


class Pairs:
    """Makes questions that compare."""

    def __init__(self, rng: Random, things: Things) -> None:
        self.rng, self.things = rng, things

    def compare(self) -> Question | None:
        """Compare two things by a date, a number, a country, an occupation."""
        if not self._having:
            return None
        attribute = self.rng.choice([*self._having])
        having = self._having[attribute]
        a, b = self._like(having)
        if a is None or b is None:
            return None
        first, second = named(self.rng, a), named(self.rng, b)
        text = self._text(_attribute(attribute), first, second)
        gold = (a.passage.id, b.passage.id)
        return Question(text, gold, frozenset(), first.said | second.said) if text else None

    def compare_makers(self) -> Question | None:
        """Compare two works by who made them: four passages are needed."""
        relation = self.rng.choice(_MAKERS)
        works = self._made.get(relation, [])
        if len(works) < 2:
            return None
        (a, via_a), (b, via_b) = self.rng.sample(works, 2)
        shared = {x.name: x for x, _ in self.things.values(via_a.passage.id)}
        names = [n for n, _ in self.things.values(via_b.passage.id) if n.name in shared]
        usable = [n for n in names if n.whose or n.same]
        if a.sort != b.sort or via_a is via_b or not usable:
            return None
        first, second = named(self.rng, a), named(self.rng, b)
        attribute = self.rng.choice(usable)
        step = next(s for s in self.things.steps(a.passage.id) if s.relation.name == relation)
        if attribute.whose and self.rng.random() < 0.75:
            maker = relation if self.rng.random() < 0.8 else "maker"
            template = (
                "Which {kind} [has|had] the " + maker + " [who|that] [was|is|] {whose}, {a} or {b}?"
            )
            whose = fill(self.rng, self.rng.choice(attribute.whose))
            words = {"a": first.words, "b": second.words, "kind": self._kind(a, b), "whose": whose}
            text = fill(self.rng, template, **words).replace("was died", "died")
            text = text.replace("is died", "died").replace("is born", "was born")
        else:
            x = by_relation(self.rng, first, step.relation, via_a)
            y = by_relation(self.rng, second, step.relation, via_b)
            text = self._text(attribute, x, y)
        gold = (a.passage.id, b.passage.id, via_a.passage.id, via_b.passage.id)
        hidden = frozenset({via_a.passage.name, via_b.passage.name})
        return Question(text, gold, hidden, first.said | second.said) if text else None

    def _text(self, attribute: Attribute, a: Described, b: Described) -> str:
        templates = [*attribute.orders, *attribute.same]
        if not templates:
            return ""
        template = self.rng.choice(templates)
        for mark, words in (("<demonym>", PEOPLES), ("<country>", STATES)):
            template = template.replace(mark, self.rng.choice(words[:60]))
        kind = self._kind(a.thing, b.thing)
        return fill(self.rng, template, a=a.words, b=b.words, kind=kind)

    def _kind(self, a: Thing, b: Thing) -> str:
        if a.head == b.head and a.head.isalpha():
            return a.head
        return _SORT_KIND.get(a.sort, "one")

    def _like(self, having: list[Thing]) -> tuple[Thing | None, Thing | None]:
        a = self.rng.choice(having)
        if self.rng.random() < _LESS_LIKE:
            like = [t for t in having if t.sort == a.sort]
        else:
            like = [t for t in having if t.head == a.head]
        b = self.rng.choice(like)
        return (a, b) if a is not b else (None, None)

    @cached_property
    def _having(self) -> Mapping[str, list[Thing]]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.things.all.values():
            if sayable(thing):
                for attribute, _ in self.things.values(thing.passage.id):
                    if attribute.orders or attribute.same:
                        found[attribute.name].append(thing)
        return {name: things for name, things in found.items() if len(things) > 2}

    @cached_property
    def _made(self) -> Mapping[str, list[tuple[Thing, Thing]]]:
        found: dict[str, list[tuple[Thing, Thing]]] = defaultdict(list)
        for thing in self.things.all.values():
            for step in self.things.steps(thing.passage.id) if sayable(thing) else ():
                goals = self.things.of_name(step.name)
                if step.relation.name in _MAKERS and len(goals) == 1:
                    found[step.relation.name].append((thing, goals[0]))
        return found


def _attribute(name: str) -> Attribute:
    from graphmem.training.questions.things import attributes

    return next(a for a in attributes() if a.name == name)
