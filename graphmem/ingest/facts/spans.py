"""Which words belong to a name or to a noun phrase, as one run around its head."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.tree import child, children, lemma

_CLAUSAL = lx.NEGATIONS | lx.HEDGES
_OPEN = frozenset({"ADP", "SCONJ", "CCONJ"})  # with these a phrase does not end
_LONGEST = 14
_LONGEST_CLAUSE = 6


def is_name(token: Token) -> bool:
    """Tell whether a noun is a proper name."""
    return token.pos_ == "PROPN" and token.ent_type_ not in lx.TIME_LABELS


def name_tokens(head: Token) -> list[Token]:
    """Return the words of a name: its flat parts, a title's, "of" with another name."""
    kept = {head.i}
    for part in head.children:
        if _in_name(part):
            kept.update(t.i for t in part.subtree)
        elif part.dep_ in (ud.AMOD, ud.NUMMOD) and (part.text[:1].isupper() or part.i > head.i):
            kept.add(part.i)
    return _run(head, kept)


def _in_name(part: Token) -> bool:
    if part.dep_ == ud.NMOD:
        return is_name(part) and _of(part) and part.text[:1].isupper()
    return part.dep_ in ud.NAME_PARTS and part.dep_ != ud.DESC


def _of(noun: Token) -> bool:
    return any(lemma(c) == "of" for c in children(noun, (ud.CASE,)))


def phrase_tokens(head: Token) -> list[Token]:
    """Return the words of a noun phrase without its clauses, as one run around its head."""
    kept = {head.i}
    _collect(head, kept)
    run = _run(head, kept)
    if len(run) > _LONGEST:
        run = [t for t in run if t.i <= head.i][-_LONGEST:]
    return run


def _collect(token: Token, kept: set[int]) -> None:
    for part in token.children:
        if part.dep_ in ud.NOT_IN_PHRASE and not _inner(part, token):
            continue
        if part.dep_ == ud.ADVMOD and (part.i > token.i or lemma(part) in _CLAUSAL):
            continue
        if part.dep_ == ud.ACL and not _short_infinitive(part):
            continue
        if part.dep_ == ud.NMOD and part.ent_type_ in lx.TIME_LABELS and child(part, ud.CASE):
            continue  # "submitted the chapter on Monday"
        if part.dep_ == ud.NMOD and part.pos_ == "PRON" and token.ent_type_ in lx.TIME_LABELS:
            continue  # "on Fridays for me"
        kept.add(part.i)
        _collect_all(part, kept)


def _collect_all(token: Token, kept: set[int]) -> None:
    """Add all below a part of a phrase, save clauses of their own and interjections."""
    for part in token.children:
        if part.dep_ not in ud.CLAUSES_IN_PHRASE:
            kept.add(part.i)
            _collect_all(part, kept)


def _short_infinitive(clause: Token) -> bool:
    """Tell whether a clause completes its noun ("a chance to meet Ben")."""
    tokens = list(clause.subtree)
    return child(clause, ud.MARK) is not None and len(tokens) <= _LONGEST_CLAUSE


def _inner(part: Token, head: Token) -> bool:
    """Tell what belongs inside: a hyphen, a possessive's ending, a list of adjectives."""
    if part.dep_ == ud.CASE:
        return part.pos_ == "PART" and part.i > head.i and head.dep_ != ud.POSS
    return part.dep_ == ud.PUNCT and part.text in ("-", "–", "/")


def _run(head: Token, kept: set[int]) -> list[Token]:
    """Return the longest run of kept words around a head."""
    doc, first, last = head.doc, head.i, head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > head.i and (doc[last].dep_ == ud.PUNCT or doc[last].pos_ in _OPEN):
        last -= 1
    while first < head.i and doc[first].dep_ == ud.PUNCT:
        first += 1
    return [doc[i] for i in range(first, last + 1)]


def joined(tokens: Iterable[Token]) -> str:
    """Return words as they stand in the text, blanks made one."""
    return " ".join("".join(t.text_with_ws for t in tokens).split())
