"""What a statement's sentence adds to it: now, the only one, what lasts, what was cut off."""

from __future__ import annotations

import re

from graphmem.dynamics.companions import COMPANIONS
from graphmem.dynamics.families import names_day, normalised

#: Predicates whose past tells a state that lasts: who moved to Oslo lives there.
_ENTERING = frozenset(
    normalised(saying)
    for saying in (
        *("move to", "relocate to", "settle in", "settle down in", "move into", "move back to"),
        *("join", "start at", "start work at", "start work for", "start job at", "begin at"),
        *("be hired by", "get a job at", "get job at", "take a job at", "take job at", "switch to"),
        *("marry", "be married to", "married to", "get married to", "wed", "become", "turn"),
        *("be employed at", "employed at", "transfer to", "change to", "take over", "buy", "get"),
        *(
            "married",
            "engaged",
            "divorced",
            "turn",
            "go",
            "change to",
            "be with",
            "sign with",
            "marry",
            "engage",
            "divorce",
            "pushed to",
            "shifted to",
            "delayed to",
            "moved to",
        ),
        *("adopt", "reschedule to", "postpone to", "be reschedule to", "be postpone to"),
    )
)
_SEVERAL = tuple(f"'s {noun}" for noun in (*COMPANIONS, "roommate", "flatmate", "teacher"))
_STATES = frozenset({"married", "engaged", "divorced", "separated", "widowed", "retired"})
#: Of what has one of these, it is one at a time; one speaks several languages.
_ONE_OF_A_KIND = frozenset(
    {"position", "religion", "faith", "profession", "occupation", "continent"}
)
_MOVED = frozenset(
    {"moved", "rescheduled", "postponed", "pushed", "shifted", "brought forward", "delayed"}
)
NOW = re.compile(r"\b(?:now|currently|nowadays|these days)\b", re.IGNORECASE)
_PAST = frozenset({"past", "perfect"})
_CLAUSE = re.compile(r"[.,;:!?]\s|\b(?:and|but|because|while|when)\b")
_THE = re.compile(r"\bthe ", re.IGNORECASE)
_ANY_YEAR = re.compile(r"1\d{3}|20\d{2}")
_YEAR = r"(?:[a-z]+ )?(1\d{3}|20\d{2})"
#: What is new came in the place of the old.
_NEWLY = re.compile(r"(?:\b(?:my|our|his|her|their)|['’]s) new \w+")
#: What a sentence starts with that says that something holds from then on.
_FROM_THEN = re.compile(
    r"(?:as of|since|from|starting|effective) [^,]{3,30}, |(?:these days|nowadays)\b", re.IGNORECASE
)


def state(predicate: str, value: str) -> tuple[str, str]:
    """Return "be", "married" for what a participle alone says ("got married in June").

    And "rescheduled to", "Wednesday" where the preposition went with the day.
    """
    alone = value == predicate or value.partition(" ")[0] in {"in", "since", "on", "for", "last"}
    if predicate in _MOVED and value.startswith("to "):
        return f"{predicate} to", value.removeprefix("to ")
    return ("be", predicate) if alone and predicate in _STATES else (predicate, value)


def with_now(text: str, value: str, said: str, predicate: str = "") -> str:
    """Return a statement in words with the "now" that its making lost ("X has boss Y").

    Args:
        text: The statement.
        value: Its object.
        said: The sentence that states it.
        predicate: Its predicate.
    """
    if NOW.search(text):
        return text
    if _FROM_THEN.match(said):
        return f"{text} now"
    if not NOW.search(said) and not _NEWLY.search(said):
        return text
    clauses = [c for c in _CLAUSE.split(said) if value.casefold() in c.casefold()]
    told = clauses[0] if len(clauses) == 1 else ""
    if _elsewhere(predicate, said, told):
        return text
    newly = " has " in text and _NEWLY.search(told) is not None
    return f"{text} now" if newly or NOW.search(told) else text


def _elsewhere(predicate: str, said: str, clause: str) -> bool:
    """Tell whether a verb stands in another clause: "I could eat paella now, I love it"."""
    verb = re.escape(predicate.partition("_")[0])
    stands = re.compile(rf"\b{verb}(?:s|es|d|ed|ing)?\b", re.IGNORECASE)
    return bool(verb and stands.search(said) and not stands.search(clause))


def definite(predicate: str, value: str, said: str) -> bool:
    """Tell whether a sentence names the only one: "the author of", "the sport that Ana plays".

    A role in the singular with its article, before the verb that says who or what it is. Or a value
    that is told as one of a kind of which one has one: "plays the position of goalkeeper".
    """
    if not _THE.search(said):
        return False
    kind = re.search(rf"\bthe (\w+) of {re.escape(value)}\b", said)
    if kind and kind[1] in _ONE_OF_A_KIND:
        return True
    if re.search(r"\bthe \w+ where .* (?:is|was) [A-Z]", said):
        return True
    _, _, role = predicate.partition("_")
    head = role.replace("_", " ").partition(" of ")[0]
    if not head or " " in predicate:
        return False
    named = rf"\bthe (?:\w+ ){{0,3}}{re.escape(head)} (?:of|that|which|\w+ed|\w+en|\w+ \w+s)\b"
    return re.search(rf"{named}.* (?:is|was) ", said, re.IGNORECASE) is not None


def kind_of_name(kind: object) -> str:
    """Return what sort of thing a name stands for; "name" says nothing."""
    return "" if kind in (None, "name") else str(kind)


def lasting_tense(predicate: str, tense: str, text: str) -> str:
    """Return a tense; none where the past tells what lasts."""
    lasting = tense in _PAST and normalised(predicate) in _ENTERING
    return "none" if lasting and "used to" not in text else tense


def cut(subject: str, said: str) -> bool:
    """Tell whether a subject is a common noun of which the words that say which one were lost."""
    if not subject.islower():
        return False
    noun = re.escape(subject)
    if re.search(rf"\b{noun} (?:of|that|which|where) ", said):
        return True
    found = re.search(rf"\b{noun} (?:in|at|for|from|to|by) (?:the )?([A-Z]\w+)", said)
    return found is not None and not names_day(found[1])


def one_of_many(predicate: str, subject: str) -> bool:
    """Tell whether a name is of somebody of whom one has several ("my uncle is called Tom")."""
    return predicate == "name_is" and subject.casefold().endswith(_SEVERAL)


def two_things(subject: str, one: str, other: str) -> bool:
    """Tell whether two sentences define a name as things of different years: homonyms.

    "The Promise is a 1995 film" and "The Promise is a 1969 film" are two films.
    """
    years = [_defined_year(subject, said) for said in (one, other)]
    return None not in years and years[0] != years[1]


def _defined_year(subject: str, said: str) -> str | None:
    if not _ANY_YEAR.search(said):
        return None
    name = re.escape(subject)
    found = re.match(rf"(?:The |An? )?{name}\b[^.]{{0,60}}? (?:is|was) (?:an?|the) {_YEAR}\b", said)
    return found[1] if found else None
