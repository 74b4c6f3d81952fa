"""What is said for talk's sake: praise, generalities, what the other one knows anyway.

Only for turns of a talk: in a text of nobody's a general statement may be what it is about.
"""

from __future__ import annotations

from graphmem.ingest.facts.fact import Fact, Phrase
from graphmem.ingest.rules.words import wordset

_PRAISE = wordset(
    """
    great good best better amazing awesome wonderful fantastic incredible true such talented kind
    sweet brave strong inspiring inspiration star champ legend angel lifesaver genius natural hero
    blast pleasure joy treat delight honor honour gem blessing dream
    """
)
_CANNOT_WAIT = wordset("wait_see wait_hear wait_try wait_read wait_taste wait_meet")
_AT_LARGE = wordset("world life universe people key secret")
_DEFINITE = wordset("the this that these those")
_STANDING = frozenset({"existential", "possessive", "naming", "apposition"})
_OF_ONESELF = frozenset({"speaker", "addressee", "entity"})
_LOOKS = wordset("look sound feel seem be smell taste")


def small_talk(fact: Fact) -> str | None:
    """Return why a fact of a talk is not worth keeping, or None."""
    if fact.object.kind == "addressee" and fact.rule in ("copula", "complement", "elided"):
        return "praise"  # "proud of you"
    if fact.subject.kind == "addressee" and (found := _of_the_other(fact)) is not None:
        return found
    if fact.predicate.name in _CANNOT_WAIT:
        return "talk about the talk"
    if _general(fact):
        return "in general"
    judged = fact.predicate.name.split("_")[0] in _LOOKS | {"is"} and not _anchored(fact.subject)
    return "praise" if judged and _PRAISE & {*fact.object.name.lower().split()} else None


def _of_the_other(fact: Fact) -> str | None:
    """Return why what is said of the other one is nothing new: he knows his dog."""
    if fact.rule == "existential":
        return "known to the other"
    words = {*fact.object.words.lower().split()}
    simple = fact.predicate.name.split("_")[0] in _LOOKS | {"is"}
    praised = fact.object.kind == "value" or words & _PRAISE
    return "praise" if simple and praised and fact.predicate.name in ("be", "is_a") else None


def _general(fact: Fact) -> bool:
    """Tell "art helps people" and "work gets stressful" from "the vet helped my dog"."""
    if fact.tense not in ("present", "none") or fact.rule in _STANDING or _anchored(fact.object):
        return False
    subject = fact.subject
    if subject.kind not in ("noun", "value", "clause") or "'s" in subject.name:
        return False
    words = subject.words.lower().split()
    return words[-1] in _AT_LARGE or words[0] not in _DEFINITE


def _anchored(phrase: Phrase) -> bool:
    """Tell whether a phrase names someone, or something of someone's."""
    return phrase.kind in _OF_ONESELF or "'s" in phrase.name


def said_elsewhere(facts: list[Fact]) -> list[Fact]:
    """Leave out "Ana has a dog" where another fact speaks of Ana's dog."""
    owned = {name for f in facts for name in (f.subject.name, f.object.name) if "'s" in name}
    told = " ".join(f"{f.statement} " for f in facts)
    return [f for f in facts if not _told(f, owned, told)]


def _told(fact: Fact, owned: set[str], told: str) -> bool:
    if fact.rule != "existential" or fact.predicate.name != "have":
        return False
    whose = f"{fact.subject.name}'s "
    word = fact.object.name
    named = any(name.startswith(whose) and word in name.split() for name in owned)
    return named or any(f" {word} " in f" {part} " for part in told.split(whose)[1:])
