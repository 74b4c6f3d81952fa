"""What a turn asked: the last question's predicate, whom it is about, and its question word."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts.clauses import chain_of, subjects_of
from graphmem.ingest.facts.fact import Phrase
from graphmem.ingest.facts.modality import built_as_question
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import spelled_out, third_person, with_s
from graphmem.ingest.facts.statement import around, changed_in_relatives, word_of
from graphmem.ingest.facts.tense import tense
from graphmem.ingest.facts.tree import child, children, feature, is_predicate, lemma
from graphmem.ingest.rules.words import wordset

#: Words of a question that are none of its statement.
_OF_ASKING = wordset(
    "again ever exactly else any by so then also btw anyway and but now usually these days"
)
#: What one asks for out of politeness, or for an opinion.
_NOT_TOLD = wordset("think mean say want know feel do call mind suggest recommend help")
_WEAK = wordset("will would can could should may might shall must 'll 'd")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Attributes:
        head: Its predicate.
        word: The question word; None: to be answered by yes or no.
        slot: The constituent that the word is in, below the head or the head itself.
    """

    head: Token
    subject: Token
    word: Token | None
    slot: Token | None
    reader: Reader


def question_of(reader: Reader) -> Asked | None:
    """Return the last question of a turn, if it asks one thing of one subject."""
    sentences = [s for s in reader.doc.sents if any(t.is_alpha for t in s)]
    found = [s for s in sentences[-2:] if _asks(s)]
    if not found:
        return None
    head = _asking(found[-1].root)
    if any(c.dep_ == ud.CONJ and is_predicate(c) for c in head.children):
        return None
    subject = child(head, ud.NSUBJ)
    if subject is not None and feature(subject, "PronType") == "Int":
        owned = child(head, ud.COP) is not None and child(head, ud.POSS) is not None
        return Asked(head, head, subject, head, reader) if owned else None
    subjects, _ = subjects_of(head)
    if len(subjects) != 1:
        return None
    word = next((t for t in found[-1] if _interrogative(t, head)), None)
    slot = _below(word, head) if word is not None else None
    if slot is not None and slot.lower_ == "how" and head.pos_ == "ADJ":  # "how old is"
        slot = head
    helpers = children(head, ud.AUXILIARIES)
    if any(spelled_out(h) in _WEAK for h in helpers) or lemma(head) in _NOT_TOLD:
        return None
    return Asked(head, subjects[0], word, slot, reader)


def _asking(root: Token) -> Token:
    """Return the last clause of a sentence that is built as a question, else its root."""
    beside = [c for c in root.children if c.dep_ in ud.FREE_CLAUSES | {ud.CONJ}]
    return next((c for c in reversed(beside) if built_as_question(c)), root)


def _asks(sentence: Span) -> bool:
    marked = any("?" in t.text for t in sentence[-3:])
    return marked or built_as_question(_asking(sentence.root))


def _interrogative(token: Token, head: Token) -> bool:
    above = token.i == head.i or all(
        t.i == head.i or not is_predicate(t) for t in (token.head, token.head.head)
    )
    return feature(token, "PronType") == "Int" and above


def _below(word: Token, head: Token) -> Token:
    while word.i != head.i and word.head.i not in (head.i, word.i):
        word = word.head
    return word


def asked_about(asked: Asked, reader: Reader) -> Phrase | None:
    """Return who the question is about, in the eyes of who answers."""
    found = asked.reader.phrase(asked.subject)
    if found.kind == "pronoun":
        return None
    kind = found.kind
    if found.name == reader.turn.speaker:
        kind = "speaker"
    elif found.name == reader.turn.addressee:
        kind = "addressee"
    return replace(found, kind=kind)


def stranded(asked: Asked) -> tuple[Token, ...]:
    """Return "to" of "what do you listen to"."""
    heads = [asked.head, *([asked.slot] if asked.slot is not None else [])]
    found = (c for h in heads for c in h.children)
    return tuple(c for c in found if c.pos_ == "ADP" and c.i > asked.head.i and c.dep_ != ud.PRT)


def words_of_question(asked: Asked, left_out: set[int]) -> list[str]:
    """Return the words of a question as a statement has them: "do you have" -> "has"."""
    head, subject = asked.head, asked.subject
    if subject.i == head.i:  # "what is your favourite food"
        return ["was" if tense((head,)) == "past" else "is"]
    chain = chain_of(head)
    found = {t.i: t for verb in chain for t in around(verb)}
    gone = (left_out | {t.i for t in subject.subtree}) - {t.i for t in stranded(asked)}
    tokens = [found[i] for i in sorted(found) if i not in gone and not _drops(found[i])]
    if asked.slot is not None and asked.slot.i == head.i:  # "where is", "how old is"
        tokens = [t for t in tokens if t.i != head.i]
    changed = changed_in_relatives(tokens, asked.reader)
    do = next((t for t in tokens if t.pos_ == "AUX" and lemma(t) == "do"), None)
    words: list[str] = []
    helped = next((t for t in tokens if t.dep_ in ud.AUXILIARIES | {ud.COP}), None)
    for token in tokens:
        if do is not None and token.i == do.i and do.lower_ != "did":
            continue
        if do is not None and do.lower_ != "did" and token.i == chain[0].i:
            words.append(with_s(token.lower_))
        else:
            third = token.i in changed or (helped is not None and token.i == helped.i)
            words.append(
                third_person(token) if third else word_of(token, asked.reader, third=False)
            )
    return words


def place_of_verb(asked: Asked, words: list[str]) -> int:
    """Return the place of the verb among the words of a statement."""
    forms = {asked.head.lower_, with_s(asked.head.lower_)}
    return next((n for n, word in enumerate(words) if word in forms), len(words))


def _drops(token: Token) -> bool:
    return token.is_punct or token.lower_ in _OF_ASKING or token.dep_ in ("discourse", "vocative")
