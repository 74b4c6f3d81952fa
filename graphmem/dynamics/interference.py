"""Which pairs of statements may be compared at all, and what counting says of a predicate.

Pure rules. A pair that they refuse is compatible whatever a model would say of its words: two
statements interfere only if they speak of one subject, by predicates that mean the same, at the
same time, as facts. What they let through is judged by ``psm/interference``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from graphmem.dynamics.endings import activity, verb_alone
from graphmem.dynamics.excluding import exclusive
from graphmem.dynamics.families import (
    ENDING_ONLY,
    ends_habit,
    is_end,
    names_day,
    normalised,
    one_at_a_time,
    shared,
    switches,
)
from graphmem.dynamics.objects import Relation, compare, is_owned, words
from graphmem.dynamics.statements import Cardinality, Counted, Pair, Statement

#: What may be wrong between two comparable statements: their values, or yes against no.
Question = Literal["value", "polarity"]
#: Modalities in which something is said to be so.
FACTUAL = frozenset({"asserted", "reported"})
#: Share of subjects that show two values although the predicate has one (errors, histories) ...
_SEVERAL_IF_SINGLE = 0.06
#: ... and although it may have many: a text seldom names two of them.
_SEVERAL_IF_MANY = 0.35
#: More subjects than so many add no evidence: they are not independent of how a text is written.
_MOST_SUBJECTS = 25
_MOST_FOR = 1.0  # log-odds
_DECLARED = {"one": 1.0, "one_at_a_time": 1.0, "many": 0.0}
_CHANGED = re.compile(
    r"\b(?:now|no longer|any ?more|not anymore|moved|moves|moving|relocated|switched|changed"
    r"|became|becomes|has become|started|starts|starting|since|new|newly|recently|just|quit|left"
    r"|divorced|sold|stopped|gave up|promoted|transferred|instead|replaced|succeeded|rescheduled"
    r"|postponed|took over|taken over|stolen|joined|hired|swapped|traded|used to|as of|from now on"
    r"|these days|nowadays|got (?:a )?new|turned|converted)\b",
    re.IGNORECASE,
)
#: What stands in one place ("the headquarters of Shell is located in …").
_SEATS = ("headquarters of ", "head office of ", "head offices of ", "main office of ", "seat of ")
_PLACED = re.compile(r"\b(?:in|at) ((?:[A-Z][\w'-]*)(?: [A-Z][\w'-]*)*)")
#: What comes to be does so once, at one place.
_ONCE = re.compile(
    r"(?:created?|found(?:ed)?|established?|invent(?:ed)?|formed|composed?|written|born|built)"
    r"[_ ](?:in|at)$"
)
_DESCRIBES = frozenset({"be", "be a", "be an", "be the", "become"})
_NAMED_THINGS = frozenset({"work", "organisation", "place", "event"})
_NOW = re.compile(r"\b(?:now|from now on|these days|nowadays|instead|as of)\b", re.IGNORECASE)
#: "A new teacher" comes in the old one's place; a new cat does not.
_NEW = re.compile(r"\b(?:has|have|got) (?:got )?a new\b")
_SERVES = re.compile(r"have (?:\w+ )*\w+(?:er|or|ist|ian|ant|coach|boss|lord|lady)")
_KIN = ("sister", "brother", "daughter", "mother", "father", "neighbor", "partner", "customer")
#: By what one goes to work is told as a habit: it is one thing at a time.
_COMMUTES = re.compile(
    r" takes? .* to (?:work|school|class|uni|university|college|the office)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Comparable:
    """A pair that may be compared, and what is compared in it.

    Attributes:
        question: Values of one predicate, or yes against no.
        objects: How the two objects stand to each other.
        ended: The newer statement says that the older one's state is over.
        exclusive: The two objects exclude each other by their meaning, whatever the predicate.
        apart: The two are known to hold at different times.
        rule: Why they are comparable.
    """

    question: Question
    objects: Relation
    ended: bool
    exclusive: bool
    apart: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair that may not be compared.

    Attributes:
        rule: Why: "other subject", "other predicate", "not stated as fact" …
    """

    rule: str


def examine(pair: Pair, *, similarity: float, threshold: float) -> Comparable | Refused:
    """Say whether two statements may be compared.

    Args:
        pair: The statements.
        similarity: Cosine of the two predicates' sentences with subject and object masked.
        threshold: From this similarity on, two predicates mean the same.
    """
    older, newer = pair.older, pair.newer
    if not same_subject(pair):
        return Refused("other subject")
    if not {older.modality, newer.modality} <= FACTUAL:
        return Refused("not stated as fact")
    family = shared(older.predicate, newer.predicate)
    same = normalised(older.predicate) == normalised(newer.predicate)
    like = same or similarity >= threshold
    if not like and not family:
        return Refused("other predicate")
    rule = "same predicate" if same else "same family" if family else "similar predicate"
    ends = family is not None and is_end(*family)
    first, second = ((p.begins if p else True) for p in (family or (None, None)))
    holds = (_positive(older) == first, _positive(newer) == second)
    found = _compared(pair, holds, rule, ends=ends)
    if isinstance(found, Refused) or like or family is None:
        return found
    name = family[0].family
    dated = names_day(older.object) and names_day(newer.object)
    counted = all(re.search(r"\d", s.object) for s in (older, newer))
    other = name in ENDING_ONLY or {"schedule": not dated, "income": not counted}.get(name, False)
    common = name == "employment" and any(
        switches(s.predicate) and not s.object[:1].isupper() for s in (older, newer)
    )  # who switched to law did not change his employer
    apart = (other or common) and found.question == "value" and not found.exclusive
    return Refused("other predicate") if apart else found


def _positive(statement: Statement) -> bool:
    """Tell yes from no; "stopped jogging" is read as a denial already, and ends it."""
    return statement.positive or ends_habit(statement.predicate)


def _compared(
    pair: Pair, holds: tuple[bool, bool], rule: str, *, ends: bool
) -> Comparable | Refused:
    """Compare objects and polarity of a pair whose subject and predicate agree."""
    older, newer = pair.older, pair.newer
    kind = older.object_kind if older.object_kind == newer.object_kind else ""
    relation = compare(older.object, newer.object, kind=kind)
    apart = _apart(older, newer)
    if holds[0] != holds[1]:
        done = activity(older, newer) or verb_alone(older, newer)
        relation = "same" if done else relation
        if relation not in {"same", "alias"}:
            return Refused("denied of another object")
        return Comparable(
            question="polarity",
            objects=relation,
            ended=ends or not newer.positive,
            exclusive=False,
            apart=apart,
            rule=rule,
        )
    if not holds[0]:
        return Refused("both denied")
    if _described(older, newer):
        return Refused("told what it is")
    if _elsewhere(older, newer):
        return Refused("told of other places")
    return Comparable(
        question="value",
        objects=relation,
        ended=False,
        exclusive=exclusive(older.object, newer.object),
        apart=apart,
        rule=rule,
    )


def _described(older: Statement, newer: Statement) -> bool:
    """Tell whether both only say what something named is, or was.

    A work, a firm or a town is many things at once, and two of one name are two more often than
    one that changed; what somebody was at two times is no contradiction. What somebody is now
    ("a nurse"), and what his things are ("Sam's phone"), may change.
    """
    if exclusive(older.object, newer.object):
        return False
    if not {normalised(s.predicate) for s in (older, newer)} <= _DESCRIBES:
        return False
    if {older.tense, newer.tense} == {"past"}:
        return True
    kinds = {older.subject_kind, newer.subject_kind}
    return kinds <= _NAMED_THINGS and not is_owned(older.subject)


def _elsewhere(older: Statement, newer: Statement) -> bool:
    """Tell whether two numbers are told of different places ("9 euros in Lyon", "8 in Porto")."""
    if not all(re.search(r"\d", s.object) for s in (older, newer)):
        return False
    one, other = (
        {place.casefold() for place in _PLACED.findall(s.words.replace(s.subject, " "))}
        for s in (older, newer)
    )
    return bool(one) and bool(other) and one.isdisjoint(other)


def same_subject(pair: Pair) -> bool:
    """Tell whether both speak of one subject."""
    if pair.same_subject is not None:
        return pair.same_subject
    return words(pair.older.subject) == words(pair.newer.subject)


def _apart(older: Statement, newer: Statement) -> bool:
    """Tell whether the two are known to hold at different times."""
    for first, second in ((older, newer), (newer, older)):
        if first.valid_to and second.valid_from and first.valid_to <= second.valid_from:
            return True
    tenses = {older.tense, newer.tense}
    if tenses == {"past"}:  # what happened, happened at its time; who made a thing is no event
        return not newer.predicate.endswith("by") and not _ONCE.match(newer.predicate)
    return "past" in tenses and "none" not in tenses


def says_changed(pair: Pair) -> bool:
    """Tell whether the newer statement says that the world changed: by words, or later validity."""
    older, newer = pair.older, pair.newer
    if newer.valid_from and (older.valid_from is None or newer.valid_from > older.valid_from):
        return older.said_at is None or newer.valid_from >= older.said_at
    told = newer.words.replace(newer.object, " ").replace(newer.subject, " ")
    before = older.words.replace(older.object, " ").replace(older.subject, " ")
    if re.search(r"\bused to\b", before) and not re.search(r"\bused to\b", told):
        return True
    return bool(_CHANGED.search(told))


def says_now(statement: Statement) -> bool:
    """Tell whether a statement says that it holds from now on."""
    told = statement.words.replace(statement.object, " ").replace(statement.subject, " ")
    said = normalised(statement.predicate)
    serves = _SERVES.fullmatch(said) is not None and not said.endswith(_KIN)
    return bool(_NOW.search(told)) or (serves and _NEW.search(told) is not None)


def usual(pair: Pair) -> bool:
    """Tell whether both say of now what somebody has one of at a time."""
    both = pair.older, pair.newer
    if all(s.tense == "present" and _COMMUTES.search(s.words) for s in both):
        return True
    if all(s.subject.casefold().startswith(_SEATS) for s in both):
        return True
    if switches(pair.newer.predicate) and one_at_a_time(pair.older.predicate, pair.older.object):
        return pair.older.tense != "past"
    return all(one_at_a_time(s.predicate, s.object) and s.tense != "past" for s in both)


def evidence(counted: Counted) -> float:
    """Return what counting may add to the log-odds that a predicate has one value.

    Subjects with several values say much; subjects with one say little, as nobody lists all
    friends in one breath.
    """
    return min(_MOST_FOR, likelihood(counted))


def likelihood(counted: Counted) -> float:
    """Return the log-likelihood ratio of one value against many, from counts.

    Subjects with one value speak for it, subjects with several against it; the two rates are
    those of Re-DocRED's paragraphs (docs/interference.md).
    """
    total = counted.single + counted.several
    scale = min(1.0, _MOST_SUBJECTS / total) if total else 0.0
    single = math.log((1 - _SEVERAL_IF_SINGLE) / (1 - _SEVERAL_IF_MANY))
    several = math.log(_SEVERAL_IF_SINGLE / _SEVERAL_IF_MANY)
    return scale * (counted.single * single + counted.several * several)


def declared(cardinality: Cardinality) -> float:
    """Return the probability that a predicate has one value, where a user declared it."""
    return _DECLARED[cardinality]
