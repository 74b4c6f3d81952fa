"""Answers that lean on the question before: "Two, a girl and a boy", "In Porto", "Yep, on Sundays".

A question of what, who, where, when or how many gives subject and predicate, the answer the
object. "Yes" and "no" state what was asked, or deny it. Only the last question of the turn before
counts, and only if nothing else was asked with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import case_of, is_time
from graphmem.ingest.facts.clauses import Clause, chain_of, subjects_of
from graphmem.ingest.facts.copular import copular_facts, role_of
from graphmem.ingest.facts.fact import CONFIDENCE, Fact, Phrase, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import normalised, predicate
from graphmem.ingest.facts.questions import (
    Asked,
    asked_about,
    place_of_verb,
    question_of,
    stranded,
    words_of_question,
)
from graphmem.ingest.facts.replies import Reply, phrase_of, phrase_words, reply_of
from graphmem.ingest.facts.tense import tense
from graphmem.ingest.facts.tree import child, clean_lemmas, is_passive, is_predicate, lemma
from graphmem.ingest.facts.verbal import verbal_facts
from graphmem.ingest.rules.words import wordset

_HOW_MUCH = wordset("many much")
_WHEN = wordset("when long often old far")


def answered(doc: Doc, reader: Reader, question: Reader) -> Iterator[Fact]:
    """Yield what an answer states together with the question before it.

    Args:
        doc: The turn that answers.
        question: Reader of the turn before.
    """
    asked, reply = question_of(question), reply_of(doc)
    if asked is None or reply is None:
        return
    if asked.word is not None and reply.roots:
        yield from _told(asked, reply, reader)
    elif asked.word is None and reply.yes is not None:
        yield from _affirmed(asked, reply, reader)


def _told(asked: Asked, reply: Reply, reader: Reader) -> Iterator[Fact]:
    """Yield the fact of "Where do you live?" "In Porto"."""
    root = reply.roots[0]
    word, slot = asked.word, asked.slot
    if word is None or slot is None or not _fits(asked, root):
        return
    subject = asked_about(asked, reader)
    case = case_of(root)
    said = _predicate(asked, case)
    target = _target(asked, root, reader)
    if subject is None or said is None or target.name == reader.turn.addressee:
        return
    about = subject
    if slot.i == asked.head.i and (role := role_of(asked.subject, asked.reader)) is not None:
        about, said = role
    words = words_of_question(
        asked, {t.i for t in slot.subtree} if slot.i != asked.head.i else set()
    )
    first, *others = (" ".join(phrase_words(r, reader)) for r in reply.roots)
    if case and words and words[-1] == case[0].lower_:
        words = words[:-1]
    counted = _counted(asked, root)
    noun = target.name if counted or slot.lower_ == "old" else first
    at = 1 + place_of_verb(asked, words) if slot.dep_ == ud.OBJ else len(words)
    text = " ".join([subject.name, *words[:at], noun, *words[at:]])
    text = f"{text}: {others[0]}" if counted and others else text
    yield _fact(about, said, target, asked, reader, " ".join(text.split()))


def _fits(asked: Asked, root: Token) -> bool:
    """Tell whether a phrase can be what was asked for."""
    word, slot = asked.word, asked.slot
    if word is None or slot is None or (word.lower_ == "where" and not _placed(root)):
        return False
    asking = {word.lower_, slot.lower_}
    asking |= {t.lower_ for t in slot.subtree} if slot.i != asked.head.i else set()
    if word.lower_ in ("why", "how") and not asking & (_WHEN | _HOW_MUCH):
        return False
    if is_time(root) or root.dep_ in ud.BARE_OBLIQUES:
        return bool(asking & _WHEN) or (asked.head.i == slot.i and word.lower_ == "what")
    if asking & _HOW_MUCH:
        return root.pos_ == "NUM" or child(root, ud.NUMMOD) is not None
    if "old" in asking:
        return root.pos_ == "NUM"
    return root.pos_ != "NUM" or asked.head.i == slot.i


def _placed(root: Token) -> bool:
    return bool(case_of(root)) or root.pos_ == "PROPN"


def _counted(asked: Asked, root: Token) -> bool:
    return root.pos_ == "NUM" and asked.slot is not None and asked.slot.pos_ == "NOUN"


def _target(asked: Asked, root: Token, reader: Reader) -> Phrase:
    if is_time(root):
        return reader.span([t for t in phrase_of(root) if not t.is_punct], "value")
    found = reader.phrase(root)
    if asked.slot is not None and asked.slot.lower_ == "old":
        return replace(found, name=f"{root.text.lower()} years old", kind="value")
    if not _counted(asked, root) or asked.slot is None:
        return found
    name = f"{root.text.lower()} {asked.slot.text.lower()}"
    return replace(found, name=name, kind="noun")


def _predicate(asked: Asked, case: tuple[Token, ...]) -> Predicate | None:
    head, subject = asked.head, asked.subject
    if asked.slot is not None and asked.slot.i == head.i:  # "where is the studio"
        if lemma(subject) in ("name", "nickname"):
            return Predicate(0, 0, "name_is", "is called")
        name = "_".join(["be", *(t.lower_ for t in case)])
        return Predicate(0, 0, name, " ".join(["is", *(t.lower_ for t in case)]))
    if not is_predicate(head):
        return None
    chain = chain_of(head)
    if child(head, ud.COP) is not None:
        name = "_".join(["be", *clean_lemmas([head]), *(t.lower_ for t in case)])
        return Predicate(0, 0, name, "is")
    return predicate(chain, case or stranded(asked), first_person=True)


def _affirmed(asked: Asked, reply: Reply, reader: Reader) -> Iterator[Fact]:
    """Yield what "yes" states and "no" denies."""
    head = asked.head
    subject = asked_about(asked, reader)
    if subject is None or not _worth_affirming(asked):
        return
    subjects, how = subjects_of(head)
    clause = Clause(head, chain_of(head), tuple(subjects), how, is_passive(head))
    rules = verbal_facts if clause.verbal else copular_facts
    words = words_of_question(asked, set())
    if reply.yes is False:
        words = _denied(words)
    extra = _more(reply, reader) if reply.yes else []
    if reply.yes and (given := _given(asked, reply, reader)) is not None:
        yield given
        return
    for fact in rules(clause, replace(asked.reader, answering=True)):
        if fact.subject.name != subject.name or fact.object.kind == "pronoun":
            continue
        if reply.yes is False and fact.rule == "single":
            continue  # "did you grow up here?" "no"
        target = replace(fact.object, name=fact.object.name.removeprefix("any "))
        if target.kind == "addressee":
            target = replace(target, kind="speaker")
        said = replace(fact.predicate, words=" ".join(words))
        text = " ".join([subject.name, *words, *extra])
        told = _fact(subject, said, target, asked, reader, text)
        yield replace(told, positive=fact.positive is (reply.yes is True), modality=fact.modality)


def _given(asked: Asked, reply: Reply, reader: Reader) -> Fact | None:
    """Return what a yes names instead of what was asked for: "any pets?" "Yes, a dog"."""
    wanted = child(asked.head, ud.OBJ)
    root = reply.roots[0] if reply.roots else None
    subject = asked_about(asked, reader)
    if wanted is None or root is None or subject is None or is_time(root) or case_of(root):
        return None
    asked = replace(asked, slot=wanted)
    words = words_of_question(asked, {t.i for t in wanted.subtree})
    target = _target(asked, root, reader)
    first = target.name if _counted(asked, root) else " ".join(phrase_words(root, reader))
    at = 1 + place_of_verb(asked, words)
    text = " ".join([subject.name, *words[:at], first, *words[at:]])
    said = predicate(chain_of(asked.head), first_person=True)
    return _fact(subject, said, target, asked, reader, text)


def _worth_affirming(asked: Asked) -> bool:
    """Tell "do you have kids" from "do you want to come" and "don't you think"."""
    head = asked.head
    negative = any(lemma(c) in lx.NEGATIONS for c in head.children)
    deep = child(head, ud.CCOMP) is not None
    return not (negative or deep)


def _denied(words: list[str]) -> list[str]:
    if "still" in words:
        at = words.index("still")
        return [*words[:at], "no", "longer", *words[at + 1 :]]
    helpers = {"is", "was", "has", "did", "does", "had", "are", "were"}
    if words and words[0] in helpers and (len(words) > 1):
        possess = words[0] == "has" and not words[1].endswith(("ed", "en", "ing", "een"))
        if not possess:
            return [words[0], "not", *words[1:]]
        return ["does", "not", "have", *words[1:]]
    if words and words[0].endswith("s"):
        return ["does", "not", words[0][:-1], *words[1:]]
    return ["not", *words]


def _more(reply: Reply, reader: Reader) -> list[str]:
    """Return what is added to a yes: "Yep, every Sunday"."""
    if not reply.roots or reply.roots[0].sent.start != reply.first.sent.start:
        return []
    root = reply.roots[0]
    fits = is_time(root) or bool(case_of(root)) or root.pos_ == "NUM"
    return phrase_words(root, reader) if fits else []


def _fact(
    subject: Phrase, said: Predicate, target: Phrase, asked: Asked, reader: Reader, text: str
) -> Fact:
    """Return a fact whose parts lie in the answer."""
    place = next(s for s in reader.doc.sents if any(t.is_alpha or t.pos_ == "NUM" for t in s))
    start, end = place[0].idx, place[0].idx + len(place[0].text)
    here = reader.doc is asked.reader.doc or target.words not in reader.doc.text
    where = replace(target, start=start, end=end) if here else target
    if reader.doc.char_span(where.start, where.end) is None:
        where = replace(target, start=start, end=end)
    return Fact(
        subject=replace(subject, start=start, end=end),
        predicate=normalised(replace(said, start=start, end=end)),
        object=where,
        sentence=(place.start_char, place.end_char),
        positive=True,
        tense=tense(chain_of(asked.head)),
        modality="asserted",
        said_by=None,
        rule="elided",
        confidence=CONFIDENCE["elided"],
        statement=text,
    )
