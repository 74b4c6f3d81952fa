"""Parts of questions: how a thing is described without its name, and what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from graphmem.training.dialogues.grammar import Grammar
from graphmem.training.questions.clauses import (
    AUXILIARY,
    BE,
    Clause,
    Slot,
    ask_of,
    fragment,
    slots,
    stranded,
    without,
)
from graphmem.training.questions.texts import place_of
from graphmem.training.questions.things import Relation, Thing, Things

_GRAMMAR = Grammar({})
_PLACES = re.compile(r"(?: in| at| near| from| to)$")
_MARKS = re.compile(r"[\[\]{}|]")
_LEADS = re.compile(r"(?:^|[a-z] )(?!(?:north|south|east|west)\w*ern |and |or |nor |but )[a-z]+ $")
_KEPT = 0.25  # how often what follows a name in a statement is asked with it
_MAX_BEFORE = 12
_PRONOUNS = frozenset({"He", "She", "It", "They", "There", "This", "We", "I"})
_TAIL = re.compile(r" (?=(?:in|on|at|with|for|during|by|from|as|after|before|under|between) )")
_HEADED = 0.3  # how often a title says what it is: "the film Heat"
_MAX_OWN = 16  # words of a description
_MAX_LEAD = 9  # words between a thing and what it describes


@dataclass(frozen=True, slots=True)
class Described:
    """Words that stand for a thing.

    Attributes:
        thing: Which; its name must not be said unless the words are its name.
        gold: Passages that one needs to understand the words.
        hidden: Names that the words stand for and do not say.
        said: Names that the words say.
    """

    thing: Thing
    words: str
    gold: tuple[str, ...] = ()
    hidden: frozenset[str] = field(default_factory=frozenset)
    said: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Question:
    """A question's text, the passages that it needs in order, and names that it may not say."""

    text: str
    gold: tuple[str, ...]
    hidden: frozenset[str]
    said: frozenset[str]


def fill(rng: Random, template: str, **bound: str) -> str:
    """Choose among a template's wordings and fill its slots."""
    return _GRAMMAR.expand(rng, template, bound)


def named(rng: Random, thing: Thing) -> Described:
    """Call a thing by its name, sometimes with what it is."""
    passage = thing.passage
    words = passage.title if rng.random() < 0.15 else passage.name
    if thing.head and rng.random() < _HEADED and thing.sort in ("work", "org", "place"):
        words = rng.choice((f"the {thing.head} {words}", f"{thing.head} {words}"))
    return Described(thing, words, said=frozenset({passage.name}))


def sayable(thing: Thing) -> bool:
    """Whether a thing's name does not disturb templates."""
    return not _MARKS.search(thing.passage.title) and len(thing.passage.title) < 60


def by_relation(rng: Random, who: Described, relation: Relation, goal: Thing) -> Described:
    """Describe a thing as what another one is related to: "the director of Heat"."""
    kind = goal.head or "place"
    return _onwards(who, fill(rng, rng.choice(relation.nouns), x=who.words, kind=kind), goal)


def _onwards(who: Described, words: str, goal: Thing) -> Described:
    gold = (*who.gold, who.thing.passage.id)
    hidden = who.hidden | {goal.passage.name}
    return Described(goal, words, gold, hidden, who.said)


def by_clause(rng: Random, who: Described, clause: Clause, goal: Thing) -> Described | None:
    """Describe a thing by what is said of another one: "the team that Feitl played for"."""
    at = place_of(goal.passage.name, clause.rest)
    if at < 0 or not clause.main:
        return None
    rest = fragment(clause.rest, at)
    if not rest or len(rest.split()) > _MAX_LEAD or not stranded(rest):
        return None
    which = "who" if goal.sort == "person" else rng.choice(("that", "which", "that"))
    return _onwards(who, f"the {a_kind(rng, goal)} {which} {who.words} {rest}", goal)


def by_itself(rng: Random, thing: Thing, things: Things) -> Described | None:
    """Describe a thing by what its own passage says: "the drummer who joined them in 1980"."""
    found = [
        c for c in things.clauses(thing.passage.id)
        if c.main and 2 < len(c.rest.split()) <= _MAX_OWN and thing.passage.name not in c.rest
    ]  # fmt: skip
    if not found or not thing.kind:
        return None
    rest = shorter(rng, rng.choice(found).rest)
    which = "who" if thing.sort == "person" else rng.choice(("that", "which"))
    kind = thing.kind if rng.random() < 0.5 else a_kind(rng, thing)
    kind = " ".join(kind.split()[-4:])
    if (first := rest.split(" ", 1))[0] in ("is", "was") and rng.random() < 0.5 and len(first) > 1:
        words = f"the {kind} {first[1]}" if first[1].split()[0].endswith("ed") else ""
        words = words or f"{first[1]}"
    else:
        words = f"the {kind} {which} {rest}"
    name = thing.passage.name
    return Described(thing, words, (thing.passage.id,), frozenset({name}), frozenset())


def a_kind(rng: Random, thing: Thing) -> str:
    """Return a word for a thing: its own, or one for its sort."""
    general = {"person": "person", "place": "place", "org": "organisation", "work": "work"}
    if thing.head and rng.random() < 0.75:
        return thing.head
    return general.get(thing.sort, rng.choice(("thing", "one", "subject")))


def shorter(rng: Random, rest: str) -> str:
    """Leave out what comes last in a statement, sometimes."""
    parts = _TAIL.split(rest)
    if len(parts) < 3 or rng.random() < 0.5:
        return rest
    return " ".join(parts[: rng.randint(2, len(parts) - 1)])


def clause_questions(
    rng: Random, who: Described, clause: Clause, things: Things
) -> Iterator[Question]:
    """Yield the questions about a thing that a clause answers."""
    own = clause.main and clause.passage == who.thing.passage.id
    if own or clause.subject.removeprefix("The ") == who.thing.passage.name:
        for slot in slots(clause.rest):
            if words := _for_slot(rng, who.words, clause.rest, slot, things):
                yield _asked(who, clause, words)
    elif clause.subject != "There" and (swapped := swap(rng, clause.rest, who)):
        yield _asked(who, clause, f"{_for_subject(rng, clause, things)} {swapped[0]}")
        if not clause.main and clause.subject not in _PRONOUNS:
            yield from _beside(rng, who, clause, swapped, things)


def _beside(
    rng: Random, who: Described, clause: Clause, swapped: tuple[str, int], things: Things
) -> Iterator[Question]:
    """Yield questions for what a clause tells besides a description at a place in its rest."""
    rest, start = swapped
    subject = re.sub(r"^The (?=[a-z])", "the ", clause.subject)
    for slot in slots(rest):
        outside = slot.end <= start or slot.start >= start + len(who.words)
        if outside and (words := _for_slot(rng, subject, rest, slot, things)):
            yield _asked(who, clause, words)


def swap(rng: Random, rest: str, who: Described) -> tuple[str, int] | None:
    """Put a description in the place of a name, and say where it stands; None: it does not fit."""
    name = who.thing.passage.name
    at = place_of(name, rest)
    before = rest[: max(at, 0)]
    if at < 0 or not _LEADS.search(before) or len(before.split()) > _MAX_BEFORE:
        return None
    before = before.removesuffix("the ")
    after = rest[at + len(name) :] if rng.random() < _KEPT else ""
    return f"{before}{who.words}{after}", len(before)


def _asked(who: Described, clause: Clause, words: str) -> Question:
    gold = (*who.gold, clause.passage)
    return Question(words, gold, who.hidden, who.said)


def _for_slot(rng: Random, subject: str, rest: str, slot: Slot, things: Things) -> str | None:
    said = rest[slot.start : slot.end]
    left = without(rest, slot, keep_after=rng.random() < 0.6)
    if not left or (left in AUXILIARY and slot.sort == "name"):
        return None
    if slot.sort == "when":
        when = rng.choice(("When", "When", "In what year", "What year"))
        left = re.sub(r"(?:,| (?:in|on|at|from|until|since|by|around|In|On|of))+$", "", left)
        return f"{when} {ask_of(subject, left)}" if left else None
    if slot.sort == "many":
        return f"How many {' '.join(said.split()[1:])} {ask_of(subject, left)}"
    is_kind = rest.split()[0] in BE and rest.split()[1] in ("a", "an", "the")
    if is_kind or not stranded(without(rest, slot, keep_after=False)):
        return None
    asked, left = _for_name(rng, rest[: slot.start].rstrip(), left, things.of_name(said))
    return f"{asked} {ask_of(subject, left)}"


def _for_name(rng: Random, before: str, left: str, goals: list[Thing]) -> tuple[str, str]:
    """Return the question word for a name, and what is left of the clause then."""
    if goals and goals[0].sort == "person":
        return rng.choice(("Who", "Which person", "Who", f"Which {a_kind(rng, goals[0])}")), left
    if _PLACES.search(before) and rng.random() < 0.5:
        return "Where", re.sub(r" (?:in|at|near|from|to)$", "", left)
    if goals and goals[0].head:
        return f"{rng.choice(('What', 'Which'))} {a_kind(rng, goals[0])}", left
    return "What", left


def _for_subject(rng: Random, clause: Clause, things: Things) -> str:
    if clause.main:
        thing = things.all.get(clause.passage)
    else:
        goals = things.of_name(clause.subject)
        thing = goals[0] if goals else None
    if thing is None:
        return (
            "What" if clause.subject.startswith(("The ", "the ")) else rng.choice(("Who", "What"))
        )
    if thing.sort == "person":
        return rng.choice(("Who", "Who", f"Which {a_kind(rng, thing)}"))
    return f"{rng.choice(('What', 'Which'))} {a_kind(rng, thing)}"
