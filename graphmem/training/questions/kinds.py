"""The kinds of question: bridges of two to four hops, comparisons, kinship, what two share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from random import Random

from graphmem.training.questions.asking import (
    Described,
    Question,
    a_kind,
    by_clause,
    by_itself,
    by_relation,
    clause_questions,
    fill,
    named,
    sayable,
    swap,
)
from graphmem.training.questions.clauses import slots, stranded, without
from graphmem.training.questions.pairs import Pairs
from graphmem.training.questions.texts import place_of
from graphmem.training.questions.things import Thing, Things
from graphmem.training.questions.words import PEOPLES, STATES

_KIN = {
    ("father", "father"): "paternal grandfather", ("father", "mother"): "paternal grandmother",
    ("mother", "father"): "maternal grandfather", ("mother", "mother"): "maternal grandmother",
    ("spouse", "father"): "father-in-law", ("spouse", "mother"): "mother-in-law",
    ("father", "spouse"): "[mother|stepmother|father's wife]",
    ("mother", "spouse"): "[father|stepfather]",
    ("father", "sibling"): "[aunt or uncle|uncle|aunt]", ("sibling", "father"): "[father|parent]",
    ("mother", "sibling"): "[aunt or uncle|uncle|aunt]", ("sibling", "mother"): "mother",
    ("child", "child"): "grandchild", ("child", "spouse"): "[son-in-law|daughter-in-law]",
    ("spouse", "sibling"): "[brother-in-law|sister-in-law]",
    ("sibling", "spouse"): "[brother-in-law|sister-in-law]",
    ("sibling", "child"): "[niece or nephew|nephew|niece]",
    ("spouse", "child"): "[child|stepchild]",
    ("father", "child"): "[sibling|brother|sister]", ("mother", "child"): "[sibling|half-sibling]",
}  # fmt: skip
_BOTH: Mapping[str, str] = {
    "cast": "Who [starred|acted|appeared|can be seen] in both {a} and {b}?",
    "director": "[Who|Which director] [directed|made] both {a} and {b}?",
    "writer": "[Who|Which author] [wrote|created] both {a} and {b}?",
    "performer": "[Who|Which artist|What act] [recorded|performed] both {a} and {b}?",
    "team": "[Which|What] [team|club] did both {a} and {b} [play for|belong to]?",
    "group": "What [band|group] were both {a} and {b} [in|members of]?",
    "school": "[Which|What] [university|school] did both {a} and {b} [attend|go to]?",
    "birthplace": "[In which|What] [city|place] were both {a} and {b} born[ in|]?",
    "place": "[Which|What] [place|area] are {a} and {b} both [located in|found in]?",
    "composer": "Who [composed|wrote] the music [of|for] both {a} and {b}?",
    "producer": "Who produced both {a} and {b}?",
    "network": "[Which|What] [channel|network] showed both {a} and {b}?",
    "label": "[Which|What] label released both {a} and {b}?",
    "employer": "[Which|What] organisation did {a} and {b} both [work for|belong to]?",
    "award": "[Which|What] [award|prize] did both {a} and {b} [get|win]?",
    "": "[What|Who or what] do {a} and {b} have in common?",
}


class Kinds:
    """Makes questions of each kind; every method returns nothing where a draw leads nowhere."""

    def __init__(self, rng: Random, things: Things) -> None:
        self.rng, self.things = rng, things
        self.pairs = Pairs(rng, things)

    @cached_property
    def _starts(self) -> list[Thing]:
        links = self.things.texts.links
        return [t for t in self.things.all.values() if links[t.passage.id] and sayable(t)]

    @cached_property
    def _sayable(self) -> list[Thing]:
        return [t for t in self.things.all.values() if sayable(t)]

    def bridge(self, hops: int, *, plain: bool = False) -> Question | None:
        """Ask for a fact of a thing that is reached over others; ``plain`` by relations only."""
        who = self._start(self.rng.choice(self._starts), described=not plain)
        for _ in range(hops - 1):
            onward = self._onward(who, plain=plain)
            if onward is None or onward.words.count(" ") > 40:
                return None
            who = onward
        return self._tail(who, plain=plain)

    def described(self) -> Question | None:
        """Ask for a fact of a thing that is described by what its own passage says, or onwards."""
        who = by_itself(self.rng, self.rng.choice(self._starts), self.things)
        if who is not None and self.rng.random() < 0.7:
            who = self._onward(who, plain=False)
        return self._tail(who, plain=False) if who else None

    def single(self) -> Question | None:
        """Ask for what one passage says of what it is about."""
        return self._tail(named(self.rng, self.rng.choice(self._sayable)), plain=False)

    def back(self) -> Question | None:
        """Ask for a thing by a statement about another that is not named, only described."""
        first = self.rng.choice(self._starts)
        names = {s.name for s in self.things.texts.links[first.passage.id]}
        clauses = [c for c in self.things.clauses(first.passage.id) if c.main]
        self.rng.shuffle(clauses)
        for clause in clauses:
            for name in sorted(n for n in names if n in clause.rest):
                goal = self.things.of_name(name)
                who = by_itself(self.rng, goal[0], self.things) if len(goal) == 1 else None
                swapped = swap(self.rng, clause.rest, who) if who else None
                if not who or not swapped or not sayable(goal[0]):
                    continue
                which = "Who" if first.sort == "person" else f"Which {a_kind(self.rng, first)}"
                if first.kind and self.rng.random() < 0.4:
                    which = f"[Which|What] {first.kind}"
                text = f"{fill(self.rng, which)} {swapped[0]}"
                gold = (goal[0].passage.id, first.passage.id)
                return Question(text, gold, who.hidden | {first.passage.name}, frozenset())
        return None

    def embedded(self) -> Question | None:
        """Say a statement about a thing and ask on: "X worked at a school founded by whom?"."""
        first = self.rng.choice(self._starts)
        for clause in self.things.clauses(first.passage.id):
            for link in self.things.texts.links[first.passage.id]:
                goals = self.things.of_name(link.name)
                at = place_of(link.name, clause.rest)
                if not clause.main or at < 0 or len(goals) != 1 or not goals[0].kind:
                    continue
                if tail := self._embedded_tail(goals[0]):
                    before = re.sub(r"(?:^| )(?:the|an?|his|her) ?$", "", clause.rest[:at]).strip()
                    if not stranded(before):
                        continue
                    text = f"{first.passage.name} {before} {tail}"
                    gold = (first.passage.id, goals[0].passage.id)
                    said = frozenset({first.passage.name})
                    return Question(text, gold, frozenset({link.name}), said)
        return None

    def kin(self) -> Question | None:
        """Ask for a relative of a relative by one word ("grandfather")."""
        family = ("father", "mother", "spouse", "sibling", "child")
        first = self.rng.choice(self._starts)
        for step in self.things.steps(first.passage.id):
            goals = self.things.of_name(step.name)
            if step.relation.name not in family or len(goals) != 1:
                continue
            for then in self.things.told(goals[0].passage.id):
                word = _KIN.get((step.relation.name, then.relation.name))
                if word and then.name != first.passage.name:
                    who = named(self.rng, first)
                    asked = "Who [is|was] [{x}'s " + word + "|the " + word + " of {x}]?"
                    gold = (first.passage.id, goals[0].passage.id)
                    text = fill(self.rng, asked, x=who.words)
                    return Question(text, gold, frozenset({step.name, then.name}), who.said)
        return None

    def both(self) -> Question | None:
        """Ask what two things are both linked to."""
        first = self.rng.choice(self._starts)
        link = self.rng.choice(self.things.texts.links[first.passage.id])
        others = [i for i in self.things.texts.linked[link.name] if i in self.things.all]
        second = self.things.all[self.rng.choice(others)] if others else first
        if second is first or len(others) > 6 or not sayable(second):
            return None
        relation = {
            s.relation.name for s in self.things.steps(first.passage.id) if s.name == link.name
        } & {s.relation.name for s in self.things.steps(second.passage.id) if s.name == link.name}
        known = next((r for r in relation if r in _BOTH), "")
        if not known and self.rng.random() < 0.8:
            return None
        a, b = named(self.rng, first), named(self.rng, second)
        text = fill(self.rng, _BOTH[known], a=a.words, b=b.words)
        gold = (first.passage.id, second.passage.id)
        return Question(text, gold, frozenset({link.name}), a.said | b.said)

    def _start(self, thing: Thing, *, described: bool) -> Described:
        alone = described and self.rng.random() < 0.12
        found = by_itself(self.rng, thing, self.things) if alone else None
        return found or named(self.rng, thing)

    def _onward(self, who: Described, *, plain: bool) -> Described | None:
        passage = who.thing.passage.id
        steps = self.things.steps(passage)
        if steps and (plain or self.rng.random() < 0.7):
            step = self.rng.choice(steps)
            if goal := self._goal(step.name, who):
                return by_relation(self.rng, who, step.relation, goal)
        if plain:
            return None
        links = self.things.texts.links[passage]
        clauses = self.things.clauses(passage)
        self.rng.shuffle(clauses)
        for clause in clauses:
            for name in (s.name for s in links if place_of(s.name, clause.rest) >= 0):
                goal = self._goal(name, who)
                if goal and (found := by_clause(self.rng, who, clause, goal)):
                    return found
        return None

    def _goal(self, name: str, who: Described) -> Thing | None:
        goals = self.things.of_name(name)
        if not goals or name in who.hidden | who.said or len(goals) > 40:
            return None
        return self.rng.choice(goals)

    def _tail(self, who: Described, *, plain: bool) -> Question | None:
        passage = who.thing.passage.id
        made: list[Question] = []
        for attribute, value in self.things.values(passage):
            text = fill(
                self.rng, self.rng.choice(attribute.asks), x=who.words, o=value.split(" ", 1)[-1]
            )
            made.append(Question(text, (*who.gold, passage), who.hidden, who.said))
        for step in self.things.told(passage):
            if step.name not in who.said | who.hidden:
                text = fill(self.rng, self.rng.choice(step.relation.asks), x=who.words)
                hidden = who.hidden | {step.name}
                made.append(Question(text, (*who.gold, passage), hidden, who.said))
        large = who.gold and who.thing.head in ("country", "state")
        if not made or large or (not plain and self.rng.random() < 0.5):
            made = self._open_tails(who) or made
        fitting = [_once(q) for q in made]
        fitting = [q for q in fitting if len(q.gold) >= len(set(who.gold))]
        return self.rng.choice(fitting) if fitting else None

    def _open_tails(self, who: Described) -> list[Question]:
        """Ask for what whole statements tell, in the thing's passage or in another one."""
        passage, name = who.thing.passage.id, who.thing.passage.name
        places = [passage]
        if who.gold and self.rng.random() < 0.5:
            others = [p for p in self.things.texts.linked.get(name, ()) if p not in who.gold]
            places = self.rng.sample(others, min(3, len(others))) or places
        return [
            question
            for place in places
            for clause in self.things.clauses(place)
            for question in clause_questions(self.rng, who, clause, self.things)
        ]

    def _embedded_tail(self, goal: Thing) -> str | None:
        """Return "a school founded by whom" for a thing, or nothing."""
        kind = goal.kind if self.rng.random() < 0.5 else goal.head
        clauses = [c for c in self.things.clauses(goal.passage.id) if c.main]
        self.rng.shuffle(clauses)
        for clause in clauses:
            found = [s for s in slots(clause.rest) if s.sort in ("when", "name")]
            if not found or goal.passage.name in clause.rest:
                continue
            slot = self.rng.choice(found)
            left = without(clause.rest, slot, keep_after=False)
            which = "who" if goal.sort == "person" else "which"
            asked = "in what year" if slot.sort == "when" else self._wh(clause.rest, slot.start)
            if 1 < len(left.split()) < 16 and stranded(left):
                return f"a {kind} {which} {left} {asked}"
        return None

    def _wh(self, rest: str, at: int) -> str:
        ahead = rest[at:].split(" ")[0]
        if ahead in PEOPLES or ahead in STATES:
            return "what country"
        return self.rng.choice(("what", "whom or what", "which one"))


def _once(question: Question) -> Question:
    """Name each passage once: a thing described and asked for by its own passage needs one."""
    return replace(question, gold=tuple(dict.fromkeys(question.gold)))
