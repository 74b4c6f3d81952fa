"""Copulas whose subject is told by a clause: "the sport played by Ana is golf" (pseudo-clefts).

The noun alone says nothing ("sport is golf"); the clause tells whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import agents, case_of, gap, objects
from graphmem.ingest.facts.building import build
from graphmem.ingest.facts.clauses import Clause, subjects_of
from graphmem.ingest.facts.fact import Fact, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import with_s
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import (
    child,
    children,
    clean_lemmas,
    clean_words,
    feature,
    is_passive,
    lemma,
)

_ANY = frozenset({"thing", "one", "person", "guy", "man", "woman", "place", "somebody", "someone"})
_KINDS = frozenset({"type", "kind", "sort", "genre", "style", "name"})
_STAYED_AT = frozenset(
    {"university", "school", "college", "academy", "company", "firm", "hospital", "institute"}
)
_RELATIVE = ("Rel", "Int")


@dataclass(frozen=True, slots=True)
class _Told:
    """A noun with the clause that tells which one it is."""

    noun: Token
    verb: Token


def told_by_clause(noun: Token | None) -> _Told | None:
    """Return the clause that says which thing "the sport that Ana plays" is; None without one."""
    if noun is None or noun.pos_ != "NOUN":
        return None
    article = child(noun, ud.DET)
    if article is None or article.lower_ != "the" or child(noun, ud.APPOS) is not None:
        return None
    part = next((c for c in children(noun, (ud.NMOD,)) if c.pos_ == "NOUN"), None)
    for bearer in (noun, part):
        verb = child(bearer, ud.RELCL, ud.ACL) if bearer is not None else None
        if verb is not None and verb.pos_ == "VERB" and feature(verb, "VerbForm") != "Inf":
            kind = part is not None and lemma(noun) in _KINDS
            return _Told(part if kind and part is not None else noun, verb)
    return None


def cleft_facts(clause: Clause, found: _Told, reader: Reader) -> Iterator[Fact]:
    """Yield what the clause says of the value: "Ana plays the sport golf"."""
    verb, value = found.verb, clause.head
    if not _identifies(value) or child(verb, ud.XCOMP):
        return
    doers = agents(verb) if is_passive(verb) else []
    if doers:
        yield from (_of_doer(clause, a.head, found, reader) for a in doers)
        return
    own = child(verb, *ud.SUBJECTS)
    if own is None or feature(own, "PronType") in _RELATIVE:
        for target in objects(verb) if is_name(value) and not is_passive(verb) else ():
            said = Predicate(verb.idx, verb.idx + len(verb.text), _lemma(verb), verb.lower_)
            subject = (reader.phrase(value), None)
            yield build(
                clause, subject, said, reader.phrase(target.head), "relative", reader,
                (target.head,),
            )  # fmt: skip
        return
    yield from _of_subject(clause, found, reader)


def _of_subject(clause: Clause, found: _Told, reader: Reader) -> Iterator[Fact]:
    """Yield "Ana plays golf" for "the sport that Ana plays", "lives in Porto" likewise."""
    verb = found.verb
    if lemma(found.noun) in lx.NO_RELATIVE_GAP:
        return
    subjects, _ = subjects_of(verb)
    left_open = gap(verb)
    where = next((c for c in verb.children if c.lower_ == "where"), None)
    if where is not None:
        case = ["at" if lemma(found.noun) in _STAYED_AT else "in"]
    elif left_open is not None:
        case = clean_words(left_open.case)
    elif is_passive(verb):
        return
    elif child(verb, ud.OBJ) is None or feature(child(verb, ud.OBJ) or verb, "PronType") == "Rel":
        case = []
    else:
        return
    for subject in subjects:
        yield _fact(clause, subject, found, case, reader)


def _of_doer(clause: Clause, doer: Token, found: _Told, reader: Reader) -> Fact:
    return _fact(clause, doer, found, [], reader)


def _fact(clause: Clause, subject: Token, found: _Told, case: list[str], reader: Reader) -> Fact:
    verb = found.verb
    noun = [] if case or lemma(found.noun) in _ANY else clean_lemmas([found.noun])
    past = feature(verb, "Tense") == "Past" and feature(verb, "VerbForm") == "Fin"
    form = verb.lower_ if past else with_s(_lemma(verb))
    passive = is_passive(verb) and bool(case)
    form = f"was {verb.lower_}" if passive else form
    words = " ".join([form, *case, *(["the", *noun] if noun else [])])
    name = "_".join([verb.lower_ if passive else _lemma(verb), *case, *noun])
    said = Predicate(verb.idx, verb.idx + len(verb.text), name, words)
    who = reader.phrase(subject)
    target = reader.phrase(clause.head)
    return build(clause, (who, None), said, target, "relative", reader, (clause.head,))


def _identifies(value: Token) -> bool:
    """Tell "is golf" and "is French" from "is great" and "is a classic"."""
    if case_of(value) or value.pos_ not in ud.NOMINAL_POS | {"ADJ"}:
        return False
    article = child(value, ud.DET)
    if article is not None and feature(article, "Definite") == "Ind":
        return False
    return value.pos_ != "ADJ" or value.text[:1].isupper()


def _lemma(verb: Token) -> str:
    return "_".join(clean_lemmas([verb, *children(verb, (ud.PRT,))]))
