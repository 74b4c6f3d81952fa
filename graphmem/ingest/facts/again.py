"""What "it's Bosch now" says: the same as the clause before it, with another value.

"I no longer work for Lidl, it's Bosch now", "My dentist used to be Dr. Lang, now it's Dr. Osei".
Only behind a statement that something holds no longer, which leaves its place open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts.arguments import case_of, is_time
from graphmem.ingest.facts.fact import Fact, Phrase, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import with_s
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, children, feature, lemma

_IT = frozenset({"it", "that", "he", "she", "they"})
_PERSONS = frozenset({"he", "she", "they"})
_NOW_WORDS = frozenset({"now", "nowadays", "instead", "currently"})
_OVER = re.compile(r"\b(?:no longer|any ?more|any longer|these days)\b", re.IGNORECASE)
_WORKING = frozenset({"work_for", "work_at", "employed_at", "employed_by", "have_job_at"})
#: A sentence that speaks of a job: there, to be at a firm is to work for it.
_AT_WORK = re.compile(
    r"\bnew (?:job|position|role|employer)\b|\bstarted work(?:ing)?\b|\b(?:hired|employs)\b"
    r"|\bin the (?:\w+ ){0,2}(?:team|department|division|unit)\b",
    re.IGNORECASE,
)
_VALUES = frozenset({"entity", "value"})


def said_again(sentence: Span, told: Sequence[Fact], reader: Reader) -> Iterator[Fact]:
    """Yield what clauses like "it's Bosch now" say.

    Args:
        told: Facts of the text up to the end of the sentence.
    """
    for head in sentence:
        placed = _placed_at(head)
        if not placed and not _takes_place(head):
            continue
        target = reader.phrase(head)
        before = [f for f in told if f.object.end <= head.idx and _open(f, sentence, head)]
        if placed:
            who = {reader.phrase(s).name for s in children(head, ud.SUBJECTS)}
            before = [f for f in before if f.subject.name in who and f.predicate.name in _WORKING]
        last = max(before, key=lambda f: (f.object.end, f.confidence), default=None)
        near = last is not None and last.sentence[1] + 1 >= sentence.start_char
        if last is None or not near or _sort(last.object) != _sort(target):
            continue
        copula = child(head, ud.COP) or head
        end = copula.idx + len(copula.text)
        said = Predicate(copula.idx, end, last.predicate.name, _now(last))
        yield replace(
            last,
            object=target,
            predicate=said,
            sentence=(sentence.start_char, sentence.end_char),
            positive=True,
            tense="present",
            statement="",
        )


def _placed_at(head: Token) -> bool:
    """Tell "he's at Bosch now", which says where one works behind "he left Lidl"."""
    copula = child(head, ud.COP)
    present = copula is not None and feature(copula, "Tense") == "Pres"
    return present and is_name(head) and [lemma(c) for c in case_of(head)] in (["at"], ["with"])


def employed_at(sentence: Span, found: Sequence[Fact]) -> Iterator[Fact]:
    """Yield "works at Shell" for "I got a new job, I'm at Shell now"."""
    if not _AT_WORK.search(sentence.text):
        return
    for fact in found:
        named = fact.object.kind == "entity" and fact.predicate.name in ("be_at", "be_with")
        if named and fact.positive and fact.tense == "present":
            said = Predicate(fact.predicate.start, fact.predicate.end, "work_at", "works at")
            yield replace(fact, predicate=said, statement="")


def _takes_place(head: Token) -> bool:
    """Tell "it's Bosch" from "it's on Monday", "it was Bosch" and "it's Bosch who called"."""
    copula, subject = child(head, ud.COP), child(head, *ud.SUBJECTS, ud.EXPL)
    if copula is None or subject is None or subject.lower_ not in _IT or case_of(head):
        return False
    present = feature(copula, "Tense") == "Pres"
    more = children(head, (ud.RELCL, "advcl:relcl", "acl", "csubj", "ccomp"))
    denied = any(lemma(c) in ("not", "n't", "never") for c in head.children)
    return present and head.pos_ in ud.NOMINAL_POS and not (more or denied or is_time(head))


def _open(fact: Fact, sentence: Span, head: Token) -> bool:
    """Tell whether a fact is said to hold no longer, so that another may take its place."""
    if _sort(fact.object) == "" or (fact.positive and fact.tense != "past"):
        return False
    person = any(t.lower_ in _PERSONS for t in children(head, ud.SUBJECTS))
    if person and not _placed_at(head) and not fact.predicate.name.startswith(("have_", "favour")):
        return False  # "I don't trust Tom, he's Dutch"
    told = sentence.doc.text[fact.sentence[0] : head.idx]
    here = fact.sentence[0] == sentence.start_char
    if fact.positive:
        return here and "used to" in told
    now = any(c.lower_ in _NOW_WORDS for c in head.children)
    return now or (here and _OVER.search(told) is not None)


def _sort(phrase: Phrase) -> str:
    """Return what sort of value a phrase is; "" for what is none."""
    if phrase.name[:1].isupper():
        return "entity"
    return phrase.kind if phrase.kind in _VALUES else ""


def _now(fact: Fact) -> str:
    """Return the words of a predicate as of now: "no longer work for" -> "works for"."""
    first, *rest = fact.predicate.name.split("_")
    if first == "favourite":
        return f"has favourite {' '.join(rest)}"
    return " ".join(["is" if first == "be" else with_s(first), *rest])
