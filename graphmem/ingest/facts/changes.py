"""What something was changed to: "they raised my rent to 800 euros" says what the rent is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import roles
from graphmem.ingest.facts.arguments import Argument, case_of
from graphmem.ingest.facts.building import build
from graphmem.ingest.facts.clauses import Clause
from graphmem.ingest.facts.fact import Fact, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, children, lemma

_CHANGING = frozenset(
    {"change", "raise", "lower", "increase", "reduce", "cut", "bump", "set", "rename", "update"}
    | {"reset", "switch"}
)


def changed_facts(clause: Clause, targets: list[Argument], reader: Reader) -> Iterator[Fact]:
    """Yield the value that what somebody has was changed to."""
    verb = clause.head
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
        yield replace(fact, tense="present") if fact.tense in ("past", "perfect") else fact


def _to(word: Token) -> bool:
    return word.dep_ in (ud.OBL, ud.NMOD) and [lemma(c) for c in case_of(word)] == ["to"]
