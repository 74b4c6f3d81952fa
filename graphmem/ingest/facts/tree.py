"""Walking a tree: small questions about a token and its children."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx


def children(token: Token, deps: Collection[str]) -> list[Token]:
    """Return the children of a token under any of some labels, in order."""
    return [c for c in token.children if c.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child under one of the labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def feature(token: Token, name: str) -> str:
    """Return the value of a morphological feature, or an empty string."""
    values: list[str] = token.morph.get(name, [])
    return values[0] if values else ""


def with_conjuncts(token: Token) -> list[Token]:
    """Return a nominal and those coordinated with it ("Ana, Ben and I").

    One that is denied ("in Oslo, not in Rome") is none of them: what holds of the first does not
    hold of it.
    """
    found = [token]
    for other in children(token, (ud.CONJ,)):
        if denied(other):
            continue
        if other.pos_ in ud.NOMINAL_POS or other.pos_ == token.pos_:
            found += with_conjuncts(other) if not is_predicate(other) else []
    return found


def denied(conjunct: Token) -> bool:
    """Tell whether "not" or "rather than" stands before a conjunct; "not only" denies nothing."""
    if any(lemma(c) == "rather" for c in children(conjunct, (ud.CC,))):
        return conjunct.i > conjunct.head.i
    return any(
        lemma(word) in lx.NEGATIONS and word.nbor().lower_ not in lx.ADDING
        for word in children(conjunct, (ud.ADVMOD, ud.CC, "neg"))
        if word.i < conjunct.i and lemma(word) not in lx.JOINING
    )


def is_predicate(token: Token) -> bool:
    """Tell whether a token heads a clause: a verb, or anything with a copula or a subject."""
    if token.dep_ in ud.AUXILIARIES or token.dep_ in (ud.COP, ud.AMOD, ud.COMPOUND, ud.CASE):
        return False
    if token.pos_ in ud.VERBAL_POS:
        return True
    return any(c.dep_ == ud.COP or c.dep_ in ud.SUBJECTS for c in token.children)


def lemma(token: Token) -> str:
    """Return the lemma in small letters; the word itself where there is none."""
    return (token.lemma_ or token.text).lower()


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive (``aux:pass``, or a participle marked so)."""
    if any(c.dep_ in ud.PASSIVE_MARKS for c in verb.children):
        return True
    if any(c.dep_ in ud.AUXILIARIES or c.dep_ == ud.NSUBJ for c in verb.children):
        return False
    reduced = verb.dep_ in (ud.ACL, ud.ADVCL) and feature(verb, "VerbForm") == "Part"
    return (reduced and feature(verb, "Tense") != "Pres") or is_placed(verb)


def is_placed(verb: Token) -> bool:
    """Tell a participle that says by itself how one is placed ("Employed at Bosch since May")."""
    part = feature(verb, "VerbForm") == "Part" and feature(verb, "Tense") == "Past"
    alone = child(verb, *ud.SUBJECTS, *ud.AUXILIARIES, ud.OBJ) is None
    return part and alone and verb.dep_ in ud.FREE_CLAUSES and lemma(verb) in lx.LASTING_STATES


def above(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def words_of(tokens: Collection[Token]) -> str:
    """Join words by blanks, in the order of the text."""
    return " ".join(t.text for t in sorted(tokens, key=lambda t: t.i) if not t.is_space)


def clean_lemmas(tokens: Collection[Token]) -> list[str]:
    """Return lemmas that may stand in a predicate: letters, figures, hyphens."""
    return [word for t in tokens if (word := "".join(filter(_allowed, lemma(t))))]


def clean_words(tokens: Collection[Token]) -> list[str]:
    """Return words in small letters as they may stand in a predicate."""
    return [word for t in tokens if (word := "".join(filter(_allowed, t.lower_)))]


def _allowed(char: str) -> bool:
    return char.isalnum() or char in "-'’"
