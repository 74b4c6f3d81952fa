"""Facts of clauses with a verb: objects, obliques, agents, complements, or the verb alone."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts import roles
from graphmem.ingest.facts.alone import alone, clausal
from graphmem.ingest.facts.arguments import (
    Argument,
    agents,
    case_of,
    complements,
    gap,
    is_time,
    objects,
    obliques,
)
from graphmem.ingest.facts.building import build, subjects
from graphmem.ingest.facts.changes import amount_facts, changed_facts, day_facts, role_facts
from graphmem.ingest.facts.clauses import Clause, subjects_of
from graphmem.ingest.facts.copular import named_whole
from graphmem.ingest.facts.fact import Fact, Phrase, Rule
from graphmem.ingest.facts.naming import own_name
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import own_chain, predicate
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import (
    child,
    children,
    clean_lemmas,
    is_predicate,
    lemma,
    with_conjuncts,
)
from graphmem.ingest.facts.whereabouts import called_home

Subject = tuple[Phrase, Token | None]
#: Of these, what one comes to is no circumstance, though it is no name ("switched to law").
_COMING = frozenset({"switch_to", "change_to", "transfer_to", "convert_to", "switch_from"})
_CIRCUMSTANCES: frozenset[Rule] = frozenset({"oblique", "passive"})


def verbal_facts(clause: Clause, reader: Reader) -> Iterator[Fact]:
    """Yield the facts of a clause whose head is a verb."""
    if lemma(clause.head) == "be" and child(clause.head, ud.EXPL) is not None:
        yield from _existential(clause, reader)
        return
    if _wished_by_nobody(clause, reader):
        return
    for subject in subjects(clause, reader):
        owned = reader.owned_by(subject[0])
        found = _telling(list(_with_arguments(clause, subject, owned)))
        yield from found or alone(clause, subject, owned)


def _wished_by_nobody(clause: Clause, reader: Reader) -> bool:
    """Tell whether who makes or asks somebody do it is a pronoun that means nobody."""
    if own_chain(clause.chain) == clause.chain:
        return False
    above, _ = subjects_of(clause.chain[0])
    return bool(above) and reader.phrase(above[0]).kind == "pronoun"


def _telling(found: list[Fact]) -> list[Fact]:
    """Leave out circumstances that name nobody: the statement of the main fact tells them."""
    kept = [
        f
        for f in found
        if f.rule not in _CIRCUMSTANCES or _names(f.object) or f.predicate.name in _COMING
    ]
    return kept or found[:1]


def _names(phrase: Phrase) -> bool:
    words = phrase.name.split()
    return phrase.kind not in ("noun", "value") or any(w[:1].isupper() for w in words)


def _with_arguments(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    verb = clause.head
    left_open = gap(verb)
    targets = objects(verb)
    if left_open is not None and not left_open.case:
        targets = [*targets, left_open]
    for target in targets:
        rule: Rule = "relative" if target is left_open else "object"
        yield from _object_fact(clause, subject, target, rule, reader)
        yield from _named_thing(clause, subject, target, reader)
    if clause.passive:
        yield from _agent_facts(clause, subject, reader)
    yield from _oblique_facts(clause, subject, targets, reader)
    yield from changed_facts(clause, targets, reader)
    yield from amount_facts(clause, subject[0], reader)
    yield from day_facts(clause, subject[0], reader)
    yield from role_facts(clause, subject[0], targets, reader)
    yield from _recipient(clause, subject, targets, reader)
    if left_open is not None and left_open.case:
        yield _fact(clause, subject, left_open, "relative", reader)
    home = [*called_home(clause, subject, reader)]
    yield from home
    for target in () if home else complements(verb):
        yield from _complement(clause, subject, target, reader)
    yield from clausal(clause, subject, reader)


def _object_fact(
    clause: Clause, subject: Subject, target: Argument, rule: Rule, reader: Reader
) -> Iterator[Fact]:
    """Yield verb and object; not "made Ben" of "made Ben cry", where the clause below tells it."""
    below = [c for c in children(clause.head, (ud.XCOMP,)) if c.i > target.head.i]
    had = lemma(clause.head) in ("have", "get") and own_name(target.head) is not None
    if (not below and not had) or rule == "relative":
        yield _fact(clause, subject, target, rule, reader)


def _fact(
    clause: Clause, subject: Subject, target: Argument, rule: Rule, reader: Reader,
    noun: Token | None = None,
) -> Fact:  # fmt: skip
    first = subject[0].kind == "speaker"
    case = (*target.through, *target.case)
    said = predicate(clause.chain, case, noun=noun, first_person=first)
    phrase = reader.phrase(target.head)
    return build(clause, subject, said, phrase, rule, reader, (target.head,))


def _named_thing(
    clause: Clause, subject: Subject, target: Argument, reader: Reader
) -> Iterator[Fact]:
    """Yield "have_dog Rex" for "I have a dog named Rex"."""
    name = own_name(target.head)
    if name is None or lemma(clause.head) not in lx.KEEPING:
        return
    said = predicate(clause.chain, first_person=subject[0].kind == "speaker", noun=target.head)
    have = roles.role(target.head).name
    named = type(said)(said.start, said.end, have, said.words)
    yield build(clause, subject, named, reader.phrase(name), "naming", reader)


def _agent_facts(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield a passive the other way round: "the book was written by Ana" -> Ana wrote it."""
    for agent in agents(clause.head):
        said = predicate(clause.chain)
        lemmas = [w for w in clean_lemmas([clause.head, *children(clause.head, (ud.PRT,))]) if w]
        active = type(said)(said.start, said.end, "_".join(lemmas), clause.head.text.lower())
        doer = (reader.phrase(agent.head), agent.head)
        yield build(clause, doer, active, subject[0], "agent", reader)


def _oblique_facts(
    clause: Clause, subject: Subject, targets: list[Argument], reader: Reader
) -> Iterator[Fact]:
    """Yield phrases with prepositions; an object noun becomes part of the predicate."""
    if any(reader.phrase(t.head).kind == "pronoun" for t in targets):
        return
    noun = next((t.head for t in targets if t.head.pos_ == "NOUN"), None)
    if lemma(clause.head) in lx.GOVERNOR_MODALITY and _governs(clause.head):
        return  # "needs to be told in Lyon"
    rule: Rule = "passive" if clause.passive else "oblique"
    for target in obliques(clause.head):
        yield _fact(clause, subject, target, rule, reader, noun)
    if noun is not None:
        for place in children(noun, (ud.NMOD,)):
            for head in with_conjuncts(place):
                if is_name(head) and case_of(place) and not is_time(head):
                    yield _fact(clause, subject, Argument(head, case_of(place)), rule, reader, noun)


def _governs(verb: Token) -> bool:
    return any(is_predicate(c) for c in children(verb, (ud.XCOMP,)))


def _recipient(
    clause: Clause, subject: Subject, targets: list[Argument], reader: Reader
) -> Iterator[Fact]:
    """Yield to whom something is given: "Ben gave me a guitar" (``iobj``)."""
    given = next((t.head for t in targets if t.head.pos_ == "NOUN"), None)
    if given is None:
        return
    if given.dep_ == ud.IOBJ:
        return
    for person in children(clause.head, (ud.IOBJ,)):
        said = predicate(clause.chain, noun=given, first_person=subject[0].kind == "speaker")
        said = type(said)(said.start, said.end, f"{said.name}_to", f"{said.words} to")
        target = reader.phrase(person)
        yield build(clause, subject, said, target, "oblique", reader, (person,))


def _complement(
    clause: Clause, subject: Subject, target: Argument, reader: Reader
) -> Iterator[Fact]:
    """Yield "became a doctor", "got married to Ben", "named the dog Rex" (``xcomp``)."""
    verb = clause.head
    affected = child(verb, ud.OBJ)
    if affected is not None and lemma(verb) in lx.NAMING:
        subject = (reader.phrase(affected), affected)
    elif affected is not None:
        return
    if target.head.pos_ == "ADJ":
        yield from _adjective(clause, subject, target.head, reader)
        return
    name = "name_is" if lemma(verb) in lx.NAMING else ""
    said = predicate(clause.chain, target.case, first_person=subject[0].kind == "speaker")
    said = type(said)(said.start, said.end, name or said.name, said.words)
    phrase = reader.phrase(target.head)
    rule: Rule = "naming" if name else "complement"
    yield build(clause, subject, said, phrase, rule, reader, (target.head,))
    if name and subject[1] is not None:
        yield from named_whole(clause, subject[1], target.head, reader)


def _adjective(clause: Clause, subject: Subject, word: Token, reader: Reader) -> Iterator[Fact]:
    first = subject[0].kind == "speaker"
    found = False
    for target in obliques(word):
        case = (word, *target.through, *target.case)
        said = predicate(clause.chain, case, first_person=first)
        phrase = reader.phrase(target.head)
        found = True
        yield build(clause, subject, said, phrase, "complement", reader, (target.head,))
    if not found:
        said = predicate(clause.chain, first_person=first)
        yield build(clause, subject, said, reader.span([word], "value"), "complement", reader)


def _existential(clause: Clause, reader: Reader) -> Iterator[Fact]:
    """Yield where something is: "there is a park near the school" (``expl``)."""
    for subject in subjects(clause, reader):
        for target in obliques(clause.head):
            yield _fact(clause, subject, target, "existential", reader)
