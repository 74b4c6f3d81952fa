"""What something was changed to: "they raised my rent to 800 euros" says what the rent is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graphmem.dynamics.families import names_day
from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import roles
from graphmem.ingest.facts.arguments import Argument, case_of
from graphmem.ingest.facts.building import build
from graphmem.ingest.facts.clauses import Clause
from graphmem.ingest.facts.fact import Fact, Phrase, Predicate
from graphmem.ingest.facts.occasions import event_name
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, children, feature, is_passive, lemma

_CHANGING = frozenset(
    {"change", "raise", "lower", "increase", "reduce", "cut", "bump", "set", "rename", "update"}
    | {"reset", "switch"}
)
#: What is done to what has a day.
_MOVING = frozenset(
    {"move", "shift", "reschedule", "postpone", "push", "delay", "bring", "change", "switch", "put"}
)
#: By these an amount becomes another one ("my rent went up to 800 euros").
_BECOMING = frozenset(
    {"go", "rise", "fall", "drop", "increase", "climb", "come", "amount", "jump", "sink", "grow"}
)
_SWAPPING = frozenset({"switch", "change", "swap"})
_FOLLOWING = frozenset({"replace", "succeed", "follow", "take", "start", "join", "come", "act"})
_USING = frozenset({"use", "have", "get", "choose", "pick", "hire", "keep"})
_TAKING_PLACE = frozenset({"take", "meet", "happen", "hold", "fall", "start", "begin", "schedule"})


def changed_facts(clause: Clause, targets: list[Argument], reader: Reader) -> Iterator[Fact]:
    """Yield the value that what somebody has was changed to."""
    verb = clause.head
    yield from _exchanged(clause, targets, reader)
    if lemma(verb) in _MOVING:
        yield from _moved(clause, targets, reader)
    if lemma(verb) not in _CHANGING:
        return
    value = next((c for c in verb.children if _to(c)), None)
    for target in targets:
        noun = target.head
        value = value or next((c for c in children(noun, (ud.NMOD,)) if _to(c)), None)
        owner = child(noun, ud.POSS)
        if noun.pos_ != "NOUN" or owner is None or value is None:
            continue
        who = roles.owner_of(owner, reader)
        if who is None or who.kind == "pronoun":
            continue
        said, phrase = roles.role(noun), reader.phrase(value)
        if not roles.is_value(noun, value) and not is_name(value):
            name = "is_a" if value.pos_ == "NOUN" else "be"
            said, who = (
                Predicate(verb.idx, verb.idx + len(verb.text), name, "is now"),
                reader.phrase(noun),
            )
        fact = build(clause, (who, None), said, phrase, "possessive", reader, (value,))
        yield _as_of_now(fact)


def _exchanged(clause: Clause, targets: list[Argument], reader: Reader) -> Iterator[Fact]:
    """Yield whom one has now of "I switched dentists from Dr. Lang to Dr. Osei"."""
    verb = clause.head
    new = next((c for c in verb.children if _to(c) and is_name(c)), None)
    noun = next((t.head for t in targets if t.head.pos_ == "NOUN"), None)
    if lemma(verb) not in _SWAPPING or new is None or noun is None:
        return
    bare = child(noun, ud.DET, ud.POSS, ud.NUMMOD) is None
    for who in clause.subjects if bare and feature(noun, "Number") == "Plur" else ():
        owner = reader.phrase(who)
        if owner.kind in ("speaker", "entity"):
            said = roles.role(noun)
            yield _as_of_now(
                build(clause, (owner, None), said, reader.phrase(new), "possessive", reader, (new,))
            )


def _moved(clause: Clause, targets: list[Argument], reader: Reader) -> Iterator[Fact]:
    """Yield on which day it is now of "they moved my yoga class to Friday"."""
    near = [clause.head, *(t.head for t in targets)]
    day = next((c for w in near for c in w.children if _to(c) and names_day(c.text)), None)
    if day is None:
        return
    moved = clause.subjects if is_passive(clause.head) else [t.head for t in targets]
    for noun in moved:
        if noun.pos_ == "NOUN":
            thing = reader.phrase(noun)
            thing = replace(thing, name=event_name((thing, noun), day, reader))
            said = Predicate(
                clause.head.idx, clause.head.idx + len(clause.head.text), "be_on", "is now on"
            )
            yield _as_of_now(
                build(clause, (thing, None), said, reader.phrase(day), "possessive", reader, (day,))
            )


def amount_facts(clause: Clause, subject: Phrase, reader: Reader) -> Iterator[Fact]:
    """Yield what something is by now: "my rent went from 700 to 800 euros", "comes to 800"."""
    verb = clause.head
    if lemma(verb) not in _BECOMING or "'s " not in subject.name:
        return
    values = [c for c in children(verb, (ud.OBL,)) if _to(c)]
    for value in values:
        if any(t.pos_ == "NUM" for t in (value, *value.children)) and not names_day(value.text):
            said = Predicate(verb.idx, verb.idx + len(verb.text), "is_a", "is now")
            fact = build(
                clause, (subject, None), said, reader.phrase(value), "possessive", reader, (value,)
            )
            yield _as_of_now(fact)


def day_facts(clause: Clause, subject: Phrase, reader: Reader) -> Iterator[Fact]:
    """Yield the day of what takes place on it: "my course takes place on Monday"."""
    verb = clause.head
    if lemma(verb) not in _TAKING_PLACE or "'s " not in subject.name:
        return
    if lemma(verb) == "take" and not any(lemma(o) == "place" for o in children(verb, (ud.OBJ,))):
        return
    for day in children(verb, (ud.OBL,)):
        if names_day(day.text) and [lemma(c) for c in case_of(day)] == ["on"]:
            said = Predicate(verb.idx, verb.idx + len(verb.text), "be_on", "is on")
            target = reader.phrase(day)
            yield build(clause, (subject, None), said, target, "possessive", reader, (day,))


def role_facts(
    clause: Clause, subject: Phrase, targets: list[Argument], reader: Reader
) -> Iterator[Fact]:
    """Yield what somebody has of "I use a Pixel as my phone", "Ana replaced Ben as my coach"."""
    verb = clause.head
    for noun in children(verb, (ud.OBL,)):
        owner = child(noun, ud.POSS)
        if [lemma(c) for c in case_of(noun)] != ["as"] or noun.pos_ != "NOUN":
            continue
        follows = lemma(verb) in _FOLLOWING
        if owner is None and lemma(verb) not in _USING:
            continue
        who = subject if owner is None else roles.owner_of(owner, reader)
        new = next((t.head for t in targets if is_name(t.head)), None)
        target = subject if follows else reader.phrase(new) if new is not None else None
        if who is None or who.kind == "pronoun" or target is None or target.kind != "entity":
            continue
        heads = () if follows or new is None else (new,)
        yield _as_of_now(
            build(clause, (who, None), roles.role(noun), target, "possessive", reader, heads)
        )


def _as_of_now(fact: Fact) -> Fact:
    return replace(fact, tense="present") if fact.tense in ("past", "perfect") else fact


def _to(word: Token) -> bool:
    return word.dep_ in (ud.OBL, ud.NMOD) and [lemma(c) for c in case_of(word)] == ["to"]
