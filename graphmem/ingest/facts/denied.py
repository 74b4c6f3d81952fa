"""What a contrast denies: "in Oslo, not in Rome", "V instead of O", "Not O, sorry".

Who sets one value against another says of the other that it does not hold: a fact of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import case_of
from graphmem.ingest.facts.fact import Fact, Phrase, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import with_s
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import children, denied, is_predicate, lemma

_STATED = frozenset({"asserted", "reported"})
_NOW = frozenset({"present", "none"})
_BE = frozenset({"is", "was", "are", "were", "am"})
#: "I used to play chess, not any more" says of now that it is over.
_ENDED = re.compile(
    r"\bused to\b.*\b(?:not any ?more|not anymore|not any longer|no longer|no more)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_GENERIC = frozenset({"existential", "single", "clause", "agent"})


def denied_facts(fact: Fact, doc: Doc, reader: Reader) -> Iterator[Fact]:
    """Yield what is denied in the same breath in which a fact is stated."""
    if not fact.positive or fact.modality not in _STATED or fact.rule in _GENERIC:
        return
    head = _head_of(fact.object, doc)
    if head is None:
        return
    for other in children(head, (ud.CONJ,)):
        if denied(other) and not is_predicate(other) and _same_case(other, fact):
            yield _denying(fact, reader.phrase(other))
    if fact.tense in _NOW:
        yield from (_denying(fact, reader.phrase(o)) for o in _instead_of(head))


def ended(fact: Fact, facts: Sequence[Fact], doc: Doc) -> Fact:
    """Return what "I used to play chess, not any more" says of now: it is over.

    So it is of "my band used to be Blur, now it's Muse", where another value is told besides.
    """
    if not fact.positive or fact.tense != "past":
        return fact
    sentence = doc.text[fact.sentence[0] : fact.sentence[1]]
    used = "used to" in sentence[: fact.object.end - fact.sentence[0]]
    other = any(
        (f.subject.name, f.predicate.name) == (fact.subject.name, fact.predicate.name)
        and f.sentence == fact.sentence
        and f.positive
        and f.tense == "present"
        for f in facts
    )
    if _ENDED.search(sentence) is None and not (used and other):
        return fact
    said = fact.predicate
    if not fact.statement:
        said = Predicate(said.start, said.end, said.name, _denial(said))
    return replace(fact, predicate=said, positive=False, tense="present")


def corrected(fact: Fact, sentence: Span, reader: Reader) -> Iterator[Fact]:
    """Yield what a sentence like "Not Rome, sorry" denies of what was stated before it."""
    root = sentence.root
    head = _head_of(fact.object, sentence.doc)
    if head is None or not _only_denies(root) or not fact.positive:
        return
    if fact.modality in _STATED and fact.rule not in _GENERIC and _alike(root, head):
        yield _denying(fact, reader.phrase(root))


def last_told(facts: Sequence[Fact], sentence: Span) -> Fact | None:
    """Return the last fact before a sentence that gives a value."""
    before = [f for f in facts if f.object.end <= sentence.start_char]
    return max(before, key=lambda f: f.object.end, default=None)


def _same_case(other: Token, fact: Fact) -> bool:
    """Tell "in Oslo, not in Rome" from "on holiday, not at home"."""
    case = [t.lower_ for t in case_of(other)]
    return not case or fact.predicate.name.endswith(f"_{'_'.join(case)}")


def _only_denies(root: Token) -> bool:
    if is_predicate(root) or root.pos_ not in ud.NOMINAL_POS:
        return False
    first = next((t for t in root.subtree if not t.is_punct), root)
    return lemma(first) in ("not", "never") and first.head.i == root.i


def _instead_of(head: Token) -> Iterator[Token]:
    """Yield what "instead of" names, if it is of the same sort as an object."""
    verb = head if any(c.dep_ == ud.COP for c in head.children) else head.head
    for other in children(verb, (ud.OBL, ud.NMOD)):
        case = [t.lower_ for t in case_of(other)]
        if case[:2] == ["instead", "of"] and _alike(other, head):
            yield other


def _alike(one: Token, other: Token) -> bool:
    """Tell whether both are names, or both are not."""
    return is_name(one) == is_name(other) and one.pos_ in ud.NOMINAL_POS


def _head_of(phrase: Phrase, doc: Doc) -> Token | None:
    span = doc.char_span(phrase.start, phrase.end)
    if span is None:
        return None
    words = span.text.lower()
    return None if words in lx.NEGATIVE_PRONOUNS else span.root


def _denying(fact: Fact, target: Phrase) -> Fact:
    said = fact.predicate
    words = Predicate(said.start, said.end, said.name, _denial(said))
    return replace(fact, object=target, predicate=words, positive=False, statement="")


def _denial(said: Predicate) -> str:
    """Return a predicate's words with "not" ("lives in" -> "does not live in")."""
    first, _, rest = said.words.partition(" ")
    if first in _BE or " not " in f" {said.words} ":
        return f"{first} not {rest}".strip()
    stem = "have" if first == "has" else said.name.split("_")[0]
    if with_s(stem) == first:
        return f"does not {stem} {rest}".strip()
    return f"not {said.words}"
