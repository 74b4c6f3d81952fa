"""From a clause and its parts to a fact: polarity, tense, modality, who said it, confidence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.clauses import Clause, subjects_of
from graphmem.ingest.facts.fact import CONFIDENCE, Fact, Modality, Phrase, Predicate, Rule
from graphmem.ingest.facts.modality import modality
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.polarity import empty, positive
from graphmem.ingest.facts.predicates import normalised, own_chain
from graphmem.ingest.facts.reported import sayer
from graphmem.ingest.facts.statement import statement
from graphmem.ingest.facts.tense import tense
from graphmem.ingest.facts.tree import lemma

_BY_SUBJECT: dict[str, Rule] = {
    "relative": "relative",
    "participle": "participle",
    "chain": "chain",
    "elided": "elided",
}

_GENERAL = 0.7


def subjects(clause: Clause, reader: Reader) -> Iterator[tuple[Phrase, Token | None]]:
    """Yield the subjects of a clause with their heads; the speaker where one was left out."""
    if not clause.subjects:
        yield reader.speaker_at(clause.chain[0]), None
    for head in clause.subjects:
        yield reader.phrase(head), head


def build(
    clause: Clause,
    subject: tuple[Phrase, Token | None],
    said: Predicate,
    target: Phrase,
    rule: Rule,
    reader: Reader,
    nouns: tuple[Token, ...] = (),
) -> Fact:
    """Return a fact of a clause.

    Args:
        nouns: Heads of the object, for "no dog".
    """
    phrase, head = subject
    meant, said_by = _meant(clause, reader)
    said_by = said_by or _wisher(clause, reader)
    denying = nouns if head is None else (head, *nouns)
    surest = _BY_SUBJECT.get(clause.how, rule)
    return Fact(
        subject=phrase,
        predicate=normalised(said),
        object=target,
        sentence=(clause.head.sent.start_char, clause.head.sent.end_char),
        positive=positive(clause.chain, *denying),
        tense=tense(clause.chain),
        modality=meant,
        said_by=said_by,
        rule=surest if CONFIDENCE[surest] < CONFIDENCE[rule] else rule,
        confidence=round(_confidence(rule, surest) * _anchored(phrase, target), 3),
        statement=statement(clause, phrase, target, reader)
        if _own(clause, subject) and not any(map(_only_denied, nouns))
        else "",
    )


def _only_denied(noun: Token) -> bool:
    """Tell "no coffee" of "drinks tea, no coffee": the clause's words would affirm it."""
    return noun.dep_ == ud.CONJ and empty(noun) and not empty(noun.head)


def _own(clause: Clause, subject: tuple[Phrase, Token | None]) -> bool:
    """Tell whether a fact's subject is the clause's, and not "Leo" for "Leo's favourite artist"."""
    phrase, head = subject
    if head is None:
        return not clause.subjects
    here = head.idx < phrase.end  # at the head, or behind it: "my sister Clara"
    return head in clause.subjects and here


def _confidence(rule: Rule, surest: Rule) -> float:
    return min(CONFIDENCE[rule], CONFIDENCE[surest])


def _anchored(subject: Phrase, target: Phrase) -> float:
    """Return less for a fact of things in general ("dogs eat bones") than of someone."""
    known = (subject.kind, target.kind)
    somebody = any(kind in ("speaker", "addressee", "entity") for kind in known)
    return 1.0 if somebody or "'s " in subject.name else _GENERAL


def _meant(clause: Clause, reader: Reader) -> tuple[Modality, str | None]:
    """Return modality and who says or thinks it; what the speaker says of himself is stated."""
    meant = modality(clause.chain, answering=reader.answering)
    if meant not in ("reported", "believed"):
        return meant, None
    who = sayer(clause.head)
    phrase = reader.phrase(who) if who is not None else None
    if phrase is not None and not _first_person(phrase):
        return meant, phrase.name
    if meant == "reported" and phrase is not None:
        return modality(clause.chain, said=True), None
    return meant, None


def _wisher(clause: Clause, reader: Reader) -> str | None:
    """Return who wants or asks that somebody else does it ("my mother wants me to come")."""
    above = clause.chain[: len(clause.chain) - len(own_chain(clause.chain))]
    if not above or lemma(above[-1]) in lx.FACTIVE_CAUSES:
        return None
    who, _ = subjects_of(above[0])
    phrase = reader.phrase(who[0]) if who else None
    return phrase.name if phrase is not None and phrase.kind != "pronoun" else None


def _first_person(phrase: Phrase) -> bool:
    return phrase.kind == "speaker" or phrase.words.lower() in ("i", "we")


def standing(
    sentence: tuple[int, int],
    subject: Phrase,
    said: Predicate,
    target: Phrase,
    rule: Rule,
) -> Fact:
    """Return a fact that a noun phrase takes for granted ("my sister Clara")."""
    return Fact(
        subject=subject,
        predicate=normalised(said),
        object=target,
        sentence=sentence,
        positive=True,
        tense="none",
        modality="asserted",
        said_by=None,
        rule=rule,
        confidence=CONFIDENCE[rule],
    )
