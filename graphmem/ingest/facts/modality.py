"""How a clause is meant: said to be so, possible, wanted, planned, asked, reported ..."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.fact import Modality
from graphmem.ingest.facts.marks import finite, of_marks
from graphmem.ingest.facts.reported import said_aside
from graphmem.ingest.facts.tree import child, children, feature, lemma

_STRONGEST: tuple[Modality, ...] = (
    "asked", "imagined", "conditional", "commanded", "reported", "wanted", "planned",
    "attempted", "obliged", "believed", "possible", "able",
)  # fmt: skip

#: What may stand before the auxiliary that opens a question.
_BEFORE = frozenset({ud.CC, ud.PUNCT, ud.CONJ, ud.ADVMOD, "discourse", "vocative"})
_WHENEVER = frozenset({"when", "whenever", "after", "once", "before", "till", "until", "as"})
_POLITE = frozenset({"want", "prefer", "need", "like", "wonder", "ask", "mind", "know", "please"})


def modality(chain: tuple[Token, ...], *, said: bool = False, answering: bool = False) -> Modality:
    """Return how a chain of verbs is meant, the remotest from fact of all that bear on it.

    Args:
        said: The speaker says it himself, so that it is not hearsay.
        answering: It is asked, and the next one says yes or no.
    """
    found = set(_of_chain(chain))
    found.update(_of_embedding(chain[0]))
    if not answering and asked(chain[0]):
        found.add("asked")
    for meant in _STRONGEST:
        if meant in found and not (said and meant == "reported"):
            return meant
    return "asserted"


def _of_chain(chain: tuple[Token, ...]) -> Iterator[Modality]:
    for verb in chain:
        yield from _own(verb)
    for governor, verb in pairwise(chain):
        if found := governed(governor, verb):
            yield found


def _own(verb: Token) -> Iterator[Modality]:
    """Yield what auxiliaries, adverbs, mood and a condition beside it make of a verb."""
    for helper in children(verb, ud.AUXILIARIES):
        if found := lx.AUXILIARY_MODALITY.get(_full(helper)):
            yield found
    if _conditional(verb):
        yield "conditional"
    if any(lemma(a) in lx.HEDGES for a in children(verb, (ud.ADVMOD, "discourse"))):
        yield "possible"
    if feature(verb, "Mood") == "Imp":
        yield "commanded"
    if any(_conditional(c) for c in children(verb, (ud.ADVCL,))):
        yield "conditional"


def _full(helper: Token) -> str:
    short = {"'ll": "will", "’ll": "will", "ll": "will", "wo": "will", "ca": "can"}
    word = lemma(helper)
    return short.get(word, word)


def governed(governor: Token, verb: Token) -> Modality | None:
    """Return what a governing word makes of the verb below it (``xcomp``)."""
    word = lemma(governor)
    if governor.pos_ == "ADJ" and word not in lx.GOVERNOR_MODALITY:
        return None if word in lx.GLAD else "planned"
    infinitive = child(verb, ud.MARK) is not None or feature(verb, "VerbForm") == "Inf"
    if not infinitive or (word == "go" and feature(governor, "VerbForm") != "Part"):
        return None
    if child(governor, ud.OBJ, ud.IOBJ) is not None and word in lx.FACTIVE_CAUSES:
        return None
    if word == "have" and feature(governor, "Tense") == "Past":
        return None  # "had to sell it": it came about
    if word in lx.TASTES:
        return (
            "wanted" if any(lemma(h) in ("would", "'d", "’d") for h in governor.children) else None
        )
    return lx.GOVERNOR_MODALITY.get(word)


def _conditional(clause: Token) -> bool:
    """Tell a condition from a politeness ("if you prefer")."""
    subject = child(clause, ud.NSUBJ)
    if subject is not None and feature(subject, "Person") == "2" and lemma(clause) in _POLITE:
        return False
    return any(lemma(m) in lx.CONDITION_MARKS for m in children(clause, (ud.MARK,)))


def _of_embedding(verb: Token) -> Iterator[Modality]:
    """Yield what the clauses above make of a clause (``ccomp``, ``advcl``, ``conj``)."""
    head = verb.head
    if said_aside(verb) is not None:
        yield "reported"
    if verb.dep_ == ud.ADVCL:
        yield from _of_adverbial(verb)
    elif verb.dep_ == ud.CCOMP:
        yield from _of_content(head)
    elif verb.dep_ == ud.CONJ:
        if not any(c.dep_ in ud.SUBJECTS for c in verb.children):
            yield from _own(head)
        yield from _of_embedding(head)
    elif verb.dep_ == ud.ACL and (marks := children(verb, (ud.MARK,))):
        purpose = any(lemma(m) == "to" for m in marks)
        yield "planned" if purpose else "believed"  # "a plan to", "the idea that"


def _of_content(head: Token) -> Iterator[Modality]:
    """Yield what a verb makes of the clause that is its object; nothing of "guess what, I won"."""
    if lemma(head) == "guess" and child(head, *ud.SUBJECTS) is None:
        return
    if found := reported_by(head):
        yield found
    if lemma(head) in lx.FACTIVE:
        return
    yield from _own(head) if head.pos_ in ud.VERBAL_POS else ()
    yield from _of_embedding(head)


def taken_for_granted(verb: Token) -> bool:
    """Tell "can you remind me that I moved" and "did you know I moved" from what is asked."""
    opens = [c for c in verb.children if c.i < verb.i]
    asking = any(feature(c, "PronType") == "Int" for c in opens)
    return lemma(verb.head) in lx.FACTIVE and not asking and not _conditional(verb)


def _of_adverbial(verb: Token) -> Iterator[Modality]:
    yield from of_marks(verb)
    marks = children(verb, (ud.MARK,))
    if lemma(verb.head) in lx.ACCUSING:
        yield "believed"
    if lemma(verb.head) in lx.CONSIDERING and any(lemma(m) in ("of", "about") for m in marks):
        yield "possible"
    if not finite(verb):
        yield from _handed_down(verb, alone=not marks and child(verb, *ud.SUBJECTS) is None)
    if any(a.lower_ in _WHENEVER for a in children(verb, (ud.ADVMOD, ud.MARK))):
        yield from _own(verb.head)


def _handed_down(verb: Token, *, alone: bool) -> Iterator[Modality]:
    """Yield what a clause without a finite verb has from the clause that it goes with."""
    head = verb.head
    if head.i != verb.i:
        yield from _of_embedding(head)
    if alone and head.pos_ in ud.VERBAL_POS:  # "could win, abandoning ..."
        yield from _own(head)
    elif _conditional(head):  # "unless he does better in providing ..."
        yield "conditional"


def reported_by(governor: Token) -> Modality | None:
    """Return what saying, believing or wishing makes of the clause that is its object."""
    word = lemma(governor)
    if word in lx.NEEDS:
        return "obliged"
    if word in lx.WISH | lx.DEMANDS:
        return "wanted"
    if word in lx.BELIEF:
        return "believed"
    return "reported" if word in lx.SPEECH else None


def asked(verb: Token) -> bool:
    """Tell whether a clause is a question: its mark, or an auxiliary before the subject.

    Of a run of clauses only those are asked that are built as questions; where none is, all that
    ends in a question mark are. What a relative clause or a possessive takes for granted is not
    asked, and rules for these do not look here.
    """
    if verb.dep_ == ud.CCOMP and taken_for_granted(verb):
        return False
    top = _top(verb)
    if built_as_question(top) or built_as_question(verb):
        return True
    if any(feature(s, "Person") == "1" for s in children(top, ud.SUBJECTS)):
        return False  # "I'm allergic to nuts, so maybe pizza?"
    return _marked(verb) and not any(built_as_question(t) for t in _tops(verb.sent.root))


def _top(verb: Token) -> Token:
    """Return the clause of a run of clauses that a verb belongs to."""
    while verb.dep_ not in ud.FREE_CLAUSES and verb.head.i != verb.i:
        if verb.dep_ == ud.CONJ and child(verb, *ud.SUBJECTS) is not None:
            return verb
        verb = verb.head
    return verb


def _tops(root: Token) -> Iterator[Token]:
    yield root
    for part in children(root, (ud.CONJ, *ud.FREE_CLAUSES)):
        yield from _tops(part)


def _marked(verb: Token) -> bool:
    return any("?" in t.text for t in verb.sent[-3:])


def built_as_question(verb: Token) -> bool:
    """Tell whether a clause of its own has a question word or its auxiliary first."""
    if verb.dep_ not in ud.FREE_CLAUSES | {ud.CONJ}:
        return False
    subject = child(verb, *ud.SUBJECTS)
    helpers = children(verb, ud.AUXILIARIES | {ud.COP})
    asking = [*verb.children, *(subject.children if subject is not None else ())]
    if _question_word(verb) or any(_question_word(c) and c.i < verb.i for c in asking):
        return bool(helpers or subject)
    if subject is None or not helpers:
        return False
    first = min(helpers, key=lambda h: h.i)
    return first.i < subject.i and all(c.i >= first.i or c.dep_ in _BEFORE for c in verb.children)


def _question_word(word: Token) -> bool:
    if word.dep_ in (ud.OBJ, ud.OBL, ud.ADVMOD) and word.pos_ in ("NOUN", "ADV", "ADJ"):
        inside = [t for c in word.children for t in (c, *c.children)]  # "how many people"
        if any(feature(t, "PronType") == "Int" and t.dep_ != ud.MARK for t in inside):
            return not any(t.pos_ == "VERB" for t in word.subtree)
    return feature(word, "PronType") == "Int" and word.dep_ != ud.MARK
