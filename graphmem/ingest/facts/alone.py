"""Facts whose object is no noun: a clause, a gerund, or the verb alone."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import is_time, obliques
from graphmem.ingest.facts.building import build
from graphmem.ingest.facts.clauses import Clause
from graphmem.ingest.facts.fact import Fact, Phrase
from graphmem.ingest.facts.marks import finite
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import is_particle, predicate
from graphmem.ingest.facts.tree import child, children, feature, is_predicate, lemma

Subject = tuple[Phrase, Token | None]


def clausal(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield what someone realised or decided, the clause as words (``ccomp``)."""
    verb = clause.head
    if lemma(verb) not in lx.INSIGHT:
        return
    for inner in children(verb, (ud.CCOMP,)):
        tokens = [t for t in inner.subtree if t.i > verb.i]
        while tokens and (tokens[0].dep_ in (ud.PUNCT, ud.MARK) or tokens[0].is_space):
            tokens = tokens[1:]
        while tokens and tokens[-1].dep_ == ud.PUNCT:
            tokens = tokens[:-1]
        if len(tokens) > 1:
            said = predicate(clause.chain, first_person=subject[0].kind == "speaker")
            yield build(clause, subject, said, reader.span(tokens, "clause"), "clause", reader)


def alone(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield a verb without arguments: "I retired last year", "I love swimming"."""
    verb = clause.head
    governs = lx.GOVERNOR_MODALITY.keys() | lx.AUXILIARY_MODALITY.keys()
    if clause.how == "participle" or lemma(verb) in governs - {"volunteer", "struggle"}:
        return
    if any(_tells(c, verb) for c in verb.children):
        return
    first = subject[0].kind == "speaker"
    if len(clause.chain) == 1:
        said = predicate(clause.chain, first_person=first)
        yield build(clause, subject, said, _rest(verb, reader), "single", reader)
    elif child(clause.chain[-2], ud.OBJ, ud.IOBJ) is None:
        yield _chained(clause, subject, reader)
        yield from _went(clause, subject, reader)
    elif lemma(clause.chain[-2]) in lx.BIDDING:
        yield _chained(clause, subject, reader)


def _tells(part: Token, verb: Token) -> bool:
    """Tell whether what a verb is about is a clause behind it ("banned from selling")."""
    if part.dep_ in (ud.XCOMP, ud.CCOMP):
        return is_predicate(part)
    marks = children(part, (ud.MARK,)) if part.dep_ == ud.ADVCL and part.i > verb.i else []
    return bool(marks) and not finite(part) and all(lemma(m) != "to" for m in marks)


def _chained(clause: Clause, subject: Subject, reader: Reader) -> Fact:
    """Return "love | swimming" and "go | camping"; of "want to retire" the last verb alone."""
    verb, first = clause.head, subject[0].kind == "speaker"
    over = lemma(clause.chain[-2]) == "stop"  # "stopped snoring" denies that one snores
    if feature(verb, "VerbForm") in ("Ger", "Part") and not over:
        said = predicate(clause.chain[:-1], first_person=first)
        return build(clause, subject, said, reader.span([verb], "value"), "chain", reader)
    said = predicate(clause.chain, first_person=first)
    return build(clause, subject, said, _rest(verb, reader), "single", reader)


def _went(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield where and with whom of "went camping with Ben", which hangs on the going."""
    governor = clause.chain[-2]
    if lemma(governor) not in ("go", "come") or feature(clause.head, "VerbForm") != "Ger":
        return
    for target in obliques(governor):
        case = (*target.through, *target.case)
        said = predicate(clause.chain, case, first_person=subject[0].kind == "speaker")
        phrase = reader.phrase(target.head)
        yield build(clause, subject, said, phrase, "oblique", reader, (target.head,))


def _rest(verb: Token, reader: Reader) -> Phrase:
    """Return when and where, if it stands right behind the verb; else the verb itself."""
    kept = {verb.i}
    for part in verb.children:
        when = part.dep_ in ud.BARE_OBLIQUES | {ud.OBL} and is_time(part)
        where = part.dep_ == ud.ADVMOD and part.lower_ in lx.PLACE_ADVERBS
        if (when or where) and part.i > verb.i:
            kept.update(t.i for t in part.subtree)
    last = verb.i
    while last + 1 in kept:
        last += 1
    after = [t for t in verb.doc[verb.i + 1 : last + 1] if not is_particle(t, verb)]
    return reader.span(after or [verb], "value")
