"""From a clause and its parts to a fact: polarity, tense, modality, who said it, confidence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts.clauses import Clause
from graphmem.ingest.facts.fact import CONFIDENCE, Fact, Modality, Phrase, Predicate, Rule
from graphmem.ingest.facts.modality import modality
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.polarity import positive
from graphmem.ingest.facts.reported import sayer
from graphmem.ingest.facts.tense import tense

_BY_SUBJECT: dict[str, Rule] = {
    "relative": "relative",
    "participle": "participle",
    "chain": "chain",
    "elided": "elided",
}


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
    meant = modality(clause.chain)
    said_by = None
    if meant == "reported":
        meant, said_by = _said_by(clause.head, reader)
    denying = nouns if head is None else (head, *nouns)
    surest = _BY_SUBJECT.get(clause.how, rule)
    return Fact(
        subject=phrase,
        predicate=said,
        object=target,
        sentence=(clause.head.sent.start_char, clause.head.sent.end_char),
        positive=positive(clause.chain, *denying),
        tense=tense(clause.chain),
        modality=meant,
        said_by=said_by,
        rule=surest if CONFIDENCE[surest] < CONFIDENCE[rule] else rule,
        confidence=min(CONFIDENCE[rule], CONFIDENCE[surest]),
    )


def _said_by(verb: Token, reader: Reader) -> tuple[Modality, str | None]:
    """Return who said it; what the speaker says of himself is asserted."""
    who = sayer(verb)
    if who is None:
        return "asserted", None
    phrase = reader.phrase(who)
    if phrase.kind == "speaker" or phrase.words.lower() in ("i", "we"):
        return "asserted", None
    return "reported", phrase.name


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
        predicate=said,
        object=target,
        sentence=sentence,
        positive=True,
        tense="none",
        modality="asserted",
        said_by=None,
        rule=rule,
        confidence=CONFIDENCE[rule],
    )
