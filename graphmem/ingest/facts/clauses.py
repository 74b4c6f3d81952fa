"""Clauses of a sentence: a predicate, the verbs above it in its chain, and its subjects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.tree import (
    child,
    children,
    feature,
    is_passive,
    is_placed,
    is_predicate,
    lemma,
    with_conjuncts,
)

_DEEPEST = 12  # a tree read by a model may nest without end

#: How the subject was found: at the verb, over a relative pronoun, handed on by coordination,
#: by control (``xcomp``), by a participle, or left out in chat.
How = Literal["own", "relative", "shared", "chain", "participle", "elided"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its subjects.

    Attributes:
        head: The predicate: a verb, or a nominal or adjective with (or without) a copula.
        chain: Governing verbs, outermost first, then ``head`` ("started", "learning").
        subjects: Heads of the subjects, coordination taken apart; empty when elided.
    """

    head: Token
    chain: tuple[Token, ...]
    subjects: tuple[Token, ...]
    how: How
    passive: bool

    @property
    def verbal(self) -> bool:
        """Tell a verb from a predicate nominal or adjective."""
        return self.head.pos_ in ud.VERBAL_POS and child(self.head, ud.COP) is None


def find_clauses(sentence: Span) -> Iterator[Clause]:
    """Yield the clauses of a sentence that have a subject, or lack one as chat does."""
    for token in sentence:
        if not is_predicate(token):
            if _bare_adjective(token):
                yield Clause(token, (token,), (), "elided", passive=False)
            continue
        subjects, how = subjects_of(token)
        if subjects or how == "elided":
            yield Clause(token, chain_of(token), tuple(subjects), how, is_passive(token))


def chain_of(verb: Token) -> tuple[Token, ...]:
    """Return the verbs above an ``xcomp`` whose subject it shares, and the verb."""
    chain = [verb]
    while verb.dep_ == ud.XCOMP or _shares_governor(verb):
        verb = verb.head.head if verb.dep_ == ud.CONJ else verb.head
        chain.insert(0, verb)
    return tuple(chain)


def _shares_governor(verb: Token) -> bool:
    """Tell whether an infinitive hangs on the first of its coordination ("to go and see")."""
    return (
        verb.dep_ == ud.CONJ
        and verb.head.dep_ == ud.XCOMP
        and feature(verb, "VerbForm") in ("Inf", "Ger")
        and child(verb, *ud.SUBJECTS) is None
    )


def subjects_of(verb: Token, depth: int = 0) -> tuple[list[Token], How]:
    """Return the subjects of a predicate and how they were found; without any, "own"."""
    clausal = child(verb, *ud.CLAUSAL_SUBJECTS)
    if clausal is not None or depth > _DEEPEST:
        aim = clausal is not None and lemma(clausal) in lx.AIMS and clausal.dep_ == "nsubj:outer"
        return [clausal] if aim and clausal is not None else _gerund(clausal), "own"
    own = child(verb, *ud.SUBJECTS)
    if own is not None:
        return _own(verb, own)
    if verb.dep_ == ud.CONJ and is_predicate(verb.head):
        subjects, how = subjects_of(verb.head, depth + 1)
        return subjects, "shared" if how == "own" else how
    if verb.dep_ == ud.XCOMP:
        return _controlled(verb, depth)
    if verb.dep_ in (ud.ADVCL, ud.ACL):
        return _participle(verb, depth)
    return ([], "elided") if elided_first_person(verb) else ([], "own")


def _gerund(clause: Token | None) -> list[Token]:
    """Return a clause as subject if it names what one does ("painting is fun")."""
    if clause is None or feature(clause, "VerbForm") != "Ger":
        return []
    return [clause] if child(clause, *ud.SUBJECTS) is None else []


def _own(verb: Token, own: Token) -> tuple[list[Token], How]:
    if feature(own, "PronType") in ("Rel", "Int") and own.dep_ in ud.SUBJECTS:
        relative = verb
        while relative.dep_ == ud.CONJ:
            relative = relative.head
        return ([relative.head], "relative") if relative.dep_ == ud.RELCL else ([], "own")
    return with_conjuncts(own), "own"


def _controlled(verb: Token, depth: int) -> tuple[list[Token], How]:
    governor = verb.head
    controller = child(governor, ud.OBJ) or child(governor, ud.IOBJ)
    takes_object = controller is not None and controller.i < verb.i
    if takes_object and controller and lemma(governor) not in lx.SUBJECT_CONTROL:
        return with_conjuncts(controller), "chain"
    if not is_predicate(governor) and governor.pos_ != "ADJ":
        return [], "own"
    subjects, how = subjects_of(governor, depth + 1)
    return subjects, "chain" if how == "own" else how


def _participle(verb: Token, depth: int) -> tuple[list[Token], How]:
    """Hand the noun's or the main clause's subject to a clause without one."""
    form = feature(verb, "VerbForm")
    if verb.pos_ not in ud.VERBAL_POS and child(verb, ud.MARK) is None:
        return [], "own"
    if verb.dep_ == ud.ACL:
        return ([verb.head], "participle") if form == "Part" else ([], "own")
    if not is_predicate(verb.head):
        return [], "own"
    subjects, how = subjects_of(verb.head, depth + 1)
    return (subjects, "participle") if how != "elided" else ([], "own")


def elided_first_person(verb: Token) -> bool:
    """Tell whether "I" was left out: "Went to Lyon", "Been learning Spanish", "Loving it".

    Only at the head of a clause of its own, with no word before it but adverbs and interjections.
    """
    if not _free(verb):
        return False
    if _been(verb):
        return True
    if verb.pos_ not in ud.VERBAL_POS or _subject_elsewhere(verb):
        return False
    return _speaks_of_self(verb)


def _subject_elsewhere(verb: Token) -> bool:
    """Tell whether something else than "I" is, or may be, what a verb is about."""
    if any(c.dep_ in (ud.EXPL, "nsubj:outer", ud.COP, ud.MARK) for c in verb.children):
        return True
    if any(c.i < verb.i and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM") for c in verb.children):
        return True
    third = [h for h in children(verb, ud.AUXILIARIES) if h.lower_ != "was"]
    own = [] if feature(verb, "Tense") == "Past" else [verb]  # "moved" is of any person
    return feature(verb, "Mood") == "Imp" or any(
        feature(v, "Person") == "3" for v in (*own, *third)
    )


def _speaks_of_self(verb: Token) -> bool:
    """Tell "went", "been learning", "loving it", "love it" from "look" and "taken"."""
    form, tense = feature(verb, "VerbForm"), feature(verb, "Tense")
    finite = form == "Fin" and (tense == "Past" or lemma(verb) in lx.TASTES)
    running = form in ("Part", "Ger") and tense != "Past" and _has_more(verb)
    placed = is_placed(verb) and child(verb, ud.OBL) is not None
    return finite or running or placed or bool(children(verb, ud.AUXILIARIES))


def _has_more(verb: Token) -> bool:
    """Tell "loving it" from an exclamation ("Exhausting!")."""
    parts = ud.AUXILIARIES | ud.OBLIQUES | {ud.OBJ, ud.XCOMP, ud.CCOMP, ud.PRT, ud.ADVCL}
    return any(c.dep_ in parts for c in verb.children)


def _been(head: Token) -> bool:
    """Tell whether a clause opens with its copula ("Been busy with work")."""
    copula = child(head, ud.COP)
    if copula is None or copula.lower_ not in ("been", "am", "'m"):
        return False
    return not any(c.i < copula.i for c in head.children if c.dep_ != ud.ADVMOD)


def _free(verb: Token) -> bool:
    """Tell whether no clause above could hand a subject on, unless that is the speaker."""
    if verb.dep_ not in ud.FREE_CLAUSES:
        return False
    if verb.head.i == verb.i:
        return True
    subject = child(verb.head, *ud.SUBJECTS)
    return feature(subject, "Person") == "1" if subject else elided_first_person(verb.head)


def _bare_adjective(token: Token) -> bool:
    """Tell whether "I am" was left out before a feeling ("So excited for the trip!")."""
    return (
        token.dep_ in ud.FREE_CLAUSES
        and lemma(token) in lx.FEELING
        and child(token, ud.OBL) is not None
    )
