"""Answers that lean on the question before: "Two, a girl and a boy", "In Porto", "Yep, on Sundays".

A question of what, who, where, when or how many gives subject and predicate, the answer the
object. "Yes" and "no" state what was asked, or deny it. Only the last question of the turn before
counts, and only if nothing else was asked with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import case_of, is_time
from graphmem.ingest.facts.clauses import Clause, chain_of, subjects_of
from graphmem.ingest.facts.copular import copular_facts, role_of
from graphmem.ingest.facts.fact import CONFIDENCE, Fact, Phrase, Predicate
from graphmem.ingest.facts.modality import built_as_question
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import (
    normalised,
    predicate,
    spelled_out,
    third_person,
    with_s,
)
from graphmem.ingest.facts.statement import around, word_of
from graphmem.ingest.facts.tense import tense
from graphmem.ingest.facts.tree import (
    child,
    children,
    clean_lemmas,
    feature,
    is_passive,
    is_predicate,
    lemma,
)
from graphmem.ingest.facts.verbal import verbal_facts
from graphmem.ingest.rules.words import wordset

_YES = wordset("yes yeah yep yup yea yess definitely absolutely totally sure indeed certainly")
_NO = wordset("no nope nah")
_HOW_MUCH = wordset("many much")
_WHEN = wordset("when long often old far")
#: Words of a question that are none of its statement.
_OF_ASKING = wordset(
    "again ever exactly else any by so then also btw anyway and but now usually these days"
)
#: What one asks for out of politeness, or for an opinion.
_NOT_TOLD = wordset("think mean say want know feel do call be go mind suggest recommend help")
_WEAK = wordset("will would can could should may might shall must 'll 'd")
_SMALL = frozenset({"DET", "ADP", "ADV", "NUM", "NOUN"})
_MOST = 24  # words of an answer that is only a phrase


@dataclass(frozen=True, slots=True)
class _Asked:
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


@dataclass(frozen=True, slots=True)
class _Reply:
    """What an answer begins with.

    Attributes:
        yes: False: no; None: neither.
        roots: Heads of the phrases that stand without a verb.
        first: The first word of it.
        last: And the last.
    """

    yes: bool | None
    roots: tuple[Token, ...]
    first: Token
    last: Token


def answered(doc: Doc, reader: Reader, question: Reader) -> Iterator[Fact]:
    """Yield what an answer states together with the question before it.

    Args:
        doc: The turn that answers.
        question: Reader of the turn before.
    """
    asked, reply = _question(question), _reply(doc)
    if asked is None or reply is None:
        return
    if asked.word is not None and reply.roots:
        yield from _told(asked, reply, reader)
    elif asked.word is None and reply.yes is not None:
        yield from _affirmed(asked, reply, reader)


def _question(reader: Reader) -> _Asked | None:
    """Return the last question of a turn, if it asks one thing of one subject."""
    sentences = [s for s in reader.doc.sents if any(t.is_alpha for t in s)]
    found = [s for s in sentences[-2:] if _asks(s)]
    if not found:
        return None
    head = _asking(found[-1].root)
    if any(c.dep_ == ud.CONJ and is_predicate(c) for c in head.children):
        return None
    subject = child(head, ud.NSUBJ)
    if feature(subject, "PronType") == "Int" if subject is not None else False:
        owned = child(head, ud.COP) is not None and child(head, ud.POSS) is not None
        return _Asked(head, head, subject, head, reader) if owned and subject else None
    subjects, _ = subjects_of(head)
    if len(subjects) != 1:
        return None
    word = next((t for t in found[-1] if _interrogative(t, head)), None)
    slot = _below(word, head) if word is not None else None
    if slot is not None and slot.lower_ == "how" and head.pos_ == "ADJ":  # "how old is"
        slot = head
    helpers = children(head, ud.AUXILIARIES)
    if any(spelled_out(h) in _WEAK for h in helpers) or lemma(head) in _NOT_TOLD - {"be", "go"}:
        return None
    return _Asked(head, subjects[0], word, slot, reader)


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


def _reply(doc: Doc) -> _Reply | None:
    """Return how a turn begins: with yes or no, with a phrase alone, or with neither."""
    yes: bool | None = None
    roots: list[Token] = []
    for sentence in doc.sents:
        words = [t for t in sentence if t.is_alpha or t.pos_ == "NUM"]
        if not words:
            continue
        yes = _polar(words) if yes is None and not roots else yes
        root = sentence.root
        if _fragment(root):
            roots.append(root)
            if len(roots) > 1:
                break
        elif not _interjection(sentence) and yes is None:
            break
        elif is_predicate(root):
            break
    if yes is None and not roots:
        return None
    start = roots[0].sent if roots else next(s for s in doc.sents if any(t.is_alpha for t in s))
    last = max((t for r in roots for t in _phrase(r)), key=lambda t: t.i, default=start[-1])
    return _Reply(yes, tuple(roots), start[0], last)


def _polar(words: list[Token]) -> bool | None:
    first, second = words[0].lower_, words[1].lower_ if len(words) > 1 else ""
    if first in _YES:
        return True
    if first in _NO and second not in ("way", "worries", "problem", "idea", "doubt", "wonder"):
        return False
    if first == "not" and second in ("yet", "anymore", "really", "any"):
        return False
    short = [w.lower_ for w in words]
    if len(short) <= 3 and short[:1] in (["i"], ["we"]) and short[1:2] and words[1].pos_ == "AUX":
        return "not" not in short[2:] and "n't" not in short[2:]
    did = len(short) == 2 and short[0] in ("i", "we") and short[1] in ("did", "do", "have", "am")
    return True if did else None


def _interjection(sentence: Span) -> bool:
    return all(t.pos_ in ("INTJ", "PUNCT", "ADV", "PART", "SYM") for t in sentence)


def _fragment(root: Token) -> bool:
    """Tell whether a sentence is a phrase without a verb of its own."""
    if root.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ") or is_predicate(root):
        return False
    if root.pos_ == "ADJ" and root.ent_type_ == "" and not root.text[:1].isupper():
        return False
    small = lemma(root) in wordset("thank thanks congrats hello hi bye love deal wow problem way")
    return not small and sum(1 for _ in _phrase(root)) <= _MOST


def _phrase(root: Token) -> Iterator[Token]:
    """Yield the words of a phrase, without clauses beside it and interjections before it."""
    yield root
    for part in root.children:
        if part.dep_ in (ud.PARATAXIS, "discourse", "vocative", ud.PUNCT, ud.CC):
            if part.dep_ != ud.CC and not _inside(part, root):
                continue
            if part.dep_ == ud.CC and _of_clause(part, root):
                continue
        elif part.dep_ == ud.CONJ and is_predicate(part):
            continue
        if part.dep_ not in (ud.PARATAXIS, "discourse", "vocative"):
            yield from part.subtree


def _inside(mark: Token, root: Token) -> bool:
    return mark.dep_ == ud.PUNCT and mark.text == "," and mark.i > root.i


def _of_clause(word: Token, root: Token) -> bool:
    return any(c.dep_ == ud.CONJ and is_predicate(c) and c.i > word.i for c in root.children)


def _told(asked: _Asked, reply: _Reply, reader: Reader) -> Iterator[Fact]:
    """Yield the fact of "Where do you live?" "In Porto"."""
    root = reply.roots[0]
    word, slot = asked.word, asked.slot
    if word is None or slot is None or not _fits(asked, root):
        return
    subject = _subject(asked, reader)
    case = case_of(root)
    said = _predicate(asked, root, case)
    if subject is None or said is None:
        return
    target = _target(asked, root, reader)
    about = subject
    if slot.i == asked.head.i and (role := role_of(asked.subject, asked.reader)) is not None:
        about, said = role
    words = _words(asked, {t.i for t in slot.subtree} if slot.i != asked.head.i else set())
    first, *others = (" ".join(_answer_words(r, reader)) for r in reply.roots)
    if case and words and words[-1] == case[0].lower_:
        words = words[:-1]
    counted = _counted(asked, root)
    noun = target.name if counted or slot.lower_ == "old" else first
    at = 1 + _verb_words(asked, words) if slot.dep_ == ud.OBJ else len(words)
    text = " ".join([subject.name, *words[:at], noun, *words[at:]])
    text = f"{text}: {others[0]}" if counted and others else text
    yield _fact(about, said, target, asked, reader, " ".join(text.split()))


def _verb_words(asked: _Asked, words: list[str]) -> int:
    """Return the place of the verb among the words of a statement."""
    forms = {asked.head.lower_, with_s(asked.head.lower_)}
    return next((n for n, word in enumerate(words) if word in forms), len(words))


def _fits(asked: _Asked, root: Token) -> bool:
    """Tell whether a phrase can be what was asked for."""
    word, slot = asked.word, asked.slot
    if word is None or slot is None:
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
    if word.lower_ == "where":
        return bool(case_of(root)) or root.pos_ == "PROPN"
    return root.pos_ != "NUM" or asked.head.i == slot.i


def _counted(asked: _Asked, root: Token) -> bool:
    return root.pos_ == "NUM" and asked.slot is not None and asked.slot.pos_ == "NOUN"


def _subject(asked: _Asked, reader: Reader) -> Phrase | None:
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


def _target(asked: _Asked, root: Token, reader: Reader) -> Phrase:
    if is_time(root):
        return reader.span([t for t in _phrase(root) if not t.is_punct], "value")
    found = reader.phrase(root)
    if asked.slot is not None and asked.slot.lower_ == "old":
        return replace(found, name=f"{root.text.lower()} years old", kind="value")
    if not _counted(asked, root) or asked.slot is None:
        return found
    name = f"{root.text.lower()} {asked.slot.text.lower()}"
    return replace(found, name=name, kind="noun")


def _predicate(asked: _Asked, root: Token, case: tuple[Token, ...]) -> Predicate | None:
    head, subject = asked.head, asked.subject
    if asked.slot is not None and asked.slot.i == head.i:  # "where is the studio"
        if lemma(subject) in ("name", "nickname"):
            return Predicate(0, 0, "name_is", "is called")
        name = "_".join(["be", *(t.lower_ for t in case)])
        return Predicate(0, 0, name, " ".join(["is", *(t.lower_ for t in case)]))
    if not is_predicate(head):
        return None
    stranded = _stranded(asked) if not case else ()
    chain = chain_of(head)
    if child(head, ud.COP) is not None:
        name = "_".join(["be", *clean_lemmas([head]), *(t.lower_ for t in case)])
        return Predicate(0, 0, name, "is")
    return predicate(chain, case or stranded, first_person=True)


def _stranded(asked: _Asked) -> tuple[Token, ...]:
    """Return "to" of "what do you listen to"."""
    heads = [asked.head, *([asked.slot] if asked.slot is not None else [])]
    found = (c for h in heads for c in h.children)
    return tuple(c for c in found if c.pos_ == "ADP" and c.i > asked.head.i and c.dep_ != ud.PRT)


def _words(asked: _Asked, left_out: set[int]) -> list[str]:
    """Return the words of a question as a statement has them: "do you have" -> "has"."""
    head, subject = asked.head, asked.subject
    if subject.i == head.i:  # "what is your favourite food"
        return ["was" if tense((head,)) == "past" else "is"]
    chain = chain_of(head)
    found = {t.i: t for verb in chain for t in around(verb)}
    gone = (left_out | {t.i for t in subject.subtree}) - {t.i for t in _stranded(asked)}
    tokens = [found[i] for i in sorted(found) if i not in gone and not _drops(found[i])]
    if asked.slot is not None and asked.slot.i == head.i:  # "where is", "how old is"
        tokens = [t for t in tokens if t.i != head.i]
    do = next((t for t in tokens if t.pos_ == "AUX" and lemma(t) == "do"), None)
    words: list[str] = []
    helped = next((t for t in tokens if t.dep_ in ud.AUXILIARIES | {ud.COP}), None)
    for token in tokens:
        if do is not None and token.i == do.i and do.lower_ != "did":
            continue
        if do is not None and do.lower_ != "did" and token.i == chain[0].i:
            words.append(with_s(token.lower_))
        else:
            third = helped is not None and token.i == helped.i
            words.append(
                third_person(token) if third else word_of(token, asked.reader, third=False)
            )
    return words


def _drops(token: Token) -> bool:
    return token.is_punct or token.lower_ in _OF_ASKING or token.dep_ in ("discourse", "vocative")


def _answer_words(root: Token, reader: Reader) -> list[str]:
    tokens = sorted({t.i: t for t in _phrase(root)}.values(), key=lambda t: t.i)
    while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == ud.CC):
        tokens = tokens[:-1]
    words = [word_of(t, reader, third=False) for t in tokens]
    if words and (tokens[0].pos_ in _SMALL or tokens[0].lower_ in ("next", "last")):
        words[0] = words[0][:1].lower() + words[0][1:]
    said: list[str] = []
    for token, word in zip(tokens, words, strict=True):
        glued = said and (token.is_punct or token.i and not token.nbor(-1).whitespace_)
        if glued and token.i - 1 in {t.i for t in tokens}:
            said[-1] += word
        else:
            said.append(word)
    return said


def _affirmed(asked: _Asked, reply: _Reply, reader: Reader) -> Iterator[Fact]:
    """Yield what "yes" states and "no" denies."""
    head = asked.head
    subject = _subject(asked, reader)
    if subject is None or not _worth_affirming(asked):
        return
    subjects, how = subjects_of(head)
    clause = Clause(head, chain_of(head), tuple(subjects), how, is_passive(head))
    rules = verbal_facts if clause.verbal else copular_facts
    words = _words(asked, set())
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


def _given(asked: _Asked, reply: _Reply, reader: Reader) -> Fact | None:
    """Return what a yes names instead of what was asked for: "any pets?" "Yes, a dog"."""
    wanted = child(asked.head, ud.OBJ)
    root = reply.roots[0] if reply.roots else None
    subject = _subject(asked, reader)
    if wanted is None or root is None or subject is None or is_time(root) or case_of(root):
        return None
    asked = replace(asked, slot=wanted)
    words = _words(asked, {t.i for t in wanted.subtree})
    target = _target(asked, root, reader)
    first = target.name if _counted(asked, root) else " ".join(_answer_words(root, reader))
    at = 1 + _verb_words(asked, words)
    text = " ".join([subject.name, *words[:at], first, *words[at:]])
    said = predicate(chain_of(asked.head), first_person=True)
    return _fact(subject, said, target, asked, reader, text)


def _worth_affirming(asked: _Asked) -> bool:
    """Tell "do you have kids" from "do you want to come" and "don't you think"."""
    head = asked.head
    negative = any(lemma(c) in lx.NEGATIONS for c in head.children)
    deep = child(head, ud.CCOMP) is not None
    return not (negative or deep or lemma(head) in _NOT_TOLD - {"be", "go"})


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


def _more(reply: _Reply, reader: Reader) -> list[str]:
    """Return what is added to a yes: "Yep, every Sunday"."""
    if not reply.roots or reply.roots[0].sent.start != reply.first.sent.start:
        return []
    root = reply.roots[0]
    fits = is_time(root) or bool(case_of(root)) or root.pos_ == "NUM"
    return _answer_words(root, reader) if fits else []


def _fact(
    subject: Phrase, said: Predicate, target: Phrase, asked: _Asked, reader: Reader, text: str
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
