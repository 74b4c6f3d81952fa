"""What a predicate is said with: objects, obliques with their preposition, complements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.tree import child, children, feature, is_predicate, lemma, with_conjuncts

_CLOCK = re.compile(r"\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)|\d{1,2}:\d\d")


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that depends on a predicate.

    Attributes:
        head: Head of the phrase.
        case: Its prepositions; empty for an object.
        through: An adverb on the way ("back" in "go back to work").
    """

    head: Token
    case: tuple[Token, ...] = ()
    through: tuple[Token, ...] = ()


def objects(verb: Token) -> list[Argument]:
    """Return the objects of a verb, coordination taken apart (``obj``)."""
    own = children(verb, (ud.OBJ,))
    if not own and child(verb, ud.CCOMP, ud.XCOMP) is None:  # "I called her": UD may say iobj
        own = children(verb, (ud.IOBJ,))
    if not own and verb.dep_ == ud.CONJ:  # "arrested and questioned the student"
        own = [o for o in children(verb.head, (ud.OBJ,)) if o.i > verb.i]
    return [Argument(n) for o in own for n in with_conjuncts(o) if not _is_year(n.text)]


#: With these a time is no circumstance ("the meeting was moved to Monday").
_MOVED = frozenset({"move", "reschedule", "postpone", "push", "shift", "delay"})


def obliques(verb: Token) -> Iterator[Argument]:
    """Yield phrases with a preposition and bare measures; times are left to the time reader."""
    for phrase in children(verb, ud.OBLIQUES - {ud.OBL_AGENT}):
        if not _fronted(phrase, verb):
            yield from _oblique(phrase, ())
    for adverb in children(verb, (ud.ADVMOD,)):
        if lemma(adverb) in lx.DIRECTIONS:
            for phrase in children(adverb, (ud.OBL,)):
                yield from _oblique(phrase, (adverb,))


def _fronted(phrase: Token, verb: Token) -> bool:
    """Tell whether a phrase without a name only sets the scene ("in any case, I ...")."""
    while verb.dep_ == ud.XCOMP:
        verb = verb.head
    subject = child(verb, *ud.SUBJECTS)
    before = subject is not None and phrase.i < subject.i
    relative = any(feature(t, "PronType") in ("Rel", "Int") for t in (phrase, *phrase.children))
    return before and not relative and phrase.pos_ != "PROPN"


def _oblique(phrase: Token, through: tuple[Token, ...]) -> Iterator[Argument]:
    case = case_of(phrase)
    bare = phrase.dep_ in ud.BARE_OBLIQUES
    if not case and (through or not bare or is_time(phrase) or not _measures(phrase)):
        return
    if case and case[0].lower_ in lx.LOOSE_PREPOSITIONS:
        return
    moved = bool(case) and case[0].lower_ == "to" and lemma(phrase.head) in _MOVED
    for noun in with_conjuncts(phrase):
        if (moved or not is_time(noun)) and noun.pos_ in ud.NOMINAL_POS:
            yield Argument(noun, case_of(noun) or case, through)


def _measures(phrase: Token) -> bool:
    """Tell "five miles" from "head over heels"."""
    return phrase.pos_ == "NUM" or child(phrase, ud.NUMMOD) is not None


def agents(verb: Token) -> list[Argument]:
    """Return who acts in a passive clause (``obl:agent``, or ``obl`` with "by")."""
    found = children(verb, (ud.OBL_AGENT,))
    return [Argument(n) for a in found for n in with_conjuncts(a) if not is_time(n)]


def complements(verb: Token) -> Iterator[Argument]:
    """Yield what a verb makes of its subject: "became a doctor", "got married" (``xcomp``)."""
    for word in children(verb, (ud.XCOMP,)):
        if not is_predicate(word) and word.pos_ in ud.NOMINAL_POS | {"ADJ"}:
            yield Argument(word, case_of(word))


def case_of(noun: Token) -> tuple[Token, ...]:
    """Return the prepositions before a noun, with the parts of a fixed one ("next to")."""
    found: list[Token] = []
    for mark in children(noun, (ud.CASE,)):
        hyphened = mark.i > 0 and mark.nbor(-1).text == "-"  # "sister-in-law"
        if mark.i < noun.i and mark.pos_ != "PART" and not hyphened:
            found += [mark, *children(mark, (ud.FIXED,))]
    return tuple(found)


def is_time(noun: Token) -> bool:
    """Tell whether a phrase says when or how long: by its entity label, its noun, or a year."""
    if noun.ent_type_ in lx.TIME_LABELS:
        return True
    numbered = noun.text[:1].isdigit()  # "July 4th", "10 AM", "the 4th of July"
    if any(_time_word(p) for p in ([noun, *noun.children] if numbered else [noun])):
        return True
    return _is_year(noun.text) or _CLOCK.fullmatch(noun.lower_) is not None


def _time_word(noun: Token) -> bool:
    word = lemma(noun)
    return word in lx.TIME_NOUNS or word.rstrip("s") in lx.TIME_NOUNS


def _is_year(text: str) -> bool:
    digits = text.rstrip("s").strip("'’")
    return digits.isdigit() and len(digits) == 4 and digits[0] in "12" and text[0] != "$"


def gap(verb: Token) -> Argument | None:
    """Return what a relative clause leaves open at its verb, with its preposition.

    "The book that I read" and "the book I read" lack an object, "the town I live in" and "Lyon,
    where I live" an oblique (``acl:relcl``).
    """
    noun = verb.head
    if verb.dep_ != ud.RELCL or child(verb, *ud.SUBJECTS) is None:
        return None
    if lemma(noun) in lx.NO_RELATIVE_GAP or is_time(noun):
        return None
    pronoun = next((c for c in verb.children if feature(c, "PronType") in ("Rel", "Int")), None)
    if pronoun is not None:
        return _by_pronoun(noun, pronoun)
    if any(feature(t, "PronType") == "Rel" for t in verb.subtree):
        return None
    stranded = next((c for c in verb.children if _stranded(c, verb)), None)
    if stranded is not None:
        return Argument(noun, (stranded,))
    open_slot = child(verb, ud.OBJ, ud.XCOMP, ud.CCOMP, ud.COP) is None
    return Argument(noun) if open_slot and verb.pos_ == "VERB" else None


def _by_pronoun(noun: Token, pronoun: Token) -> Argument | None:
    if pronoun.dep_ == ud.OBJ:
        return Argument(noun)
    if pronoun.dep_ == ud.OBL and case_of(pronoun):
        return Argument(noun, case_of(pronoun))
    return None


def _stranded(word: Token, verb: Token) -> bool:
    alone = not any(True for _ in word.children)
    return word.i > verb.i and word.pos_ == "ADP" and word.dep_ != ud.PRT and alone
