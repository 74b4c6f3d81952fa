"""What is known of a pair of statements besides its words: declared, counted, told as a change."""

from __future__ import annotations

from dataclasses import dataclass

from graphmem.dynamics.companions import one_of_several
from graphmem.dynamics.endings import names_the_old
from graphmem.dynamics.families import names_day
from graphmem.dynamics.interference import (
    Comparable,
    declared,
    evidence,
    says_changed,
    says_now,
    usual,
)
from graphmem.dynamics.places import level
from graphmem.dynamics.statements import Pair

_DECLARED_LOGIT = 6.0
_EXCLUDED_LOGIT = 4.0
#: "Moved to" after "lives in", or "now drives": to tell the change supposes that one value goes.
_CHANGE_LOGIT = 2.0
#: "The author of X is Y" names one, of whatever might have several.
_DEFINITE_LOGIT = 2.0
#: "My class is on Friday, I said Monday by mistake": who names the old value puts it aside.
_NAMED_LOGIT = 2.5
_DAY_LOGIT = 1.5  # what has a day has one, in all but courses that meet twice
_USUAL_LOGIT = 3.0  # what people have one of at a time, though texts on the famous name several


@dataclass(frozen=True, slots=True)
class Read:
    """What is computed of a pair before it is judged."""

    pair: Pair
    comparable: Comparable
    single: float  # log-odds that the predicate has one value
    ever: float  # log-odds that it has that value for ever
    near: float  # how near the nearest known saying is, in (0, 1]
    cosine: float
    kind: str


def with_evidence(read: Read) -> tuple[float, tuple[str, ...]]:
    """Add what is declared, counted and meant to what the words of the predicate say."""
    pair, comparable = read.pair, read.comparable
    reasons: tuple[str, ...] = (comparable.rule, f"objects {comparable.objects}")
    if pair.declared is not None:
        sign = 1 if declared(pair.declared) > 0.5 else -1
        return sign * _DECLARED_LOGIT, (*reasons, "declared")
    if comparable.exclusive:
        return _EXCLUDED_LOGIT, (*reasons, "values exclude each other")
    single = max(read.single, _USUAL_LOGIT) if usual(pair) else read.single
    told = says_changed(pair) and (comparable.rule == "same family" or says_now(pair.newer))
    single += _CHANGE_LOGIT if told else 0.0
    named = names_the_old(pair)
    if one_of_several(pair.newer.predicate) and not told and not named:
        return -_USUAL_LOGIT, (*reasons, "one has several")
    single += _NAMED_LOGIT if named else 0.0
    single += _DAY_LOGIT if usual(pair) and _of_days(pair) else 0.0
    single += _DEFINITE_LOGIT if pair.older.definite and pair.newer.definite else 0.0
    if pair.counted is not None:
        return single + evidence(pair.counted), (*reasons, "counted")
    return single, reasons


def _of_days(pair: Pair) -> bool:
    return names_day(pair.older.object) and names_day(pair.newer.object)


def declared_single(read: Read) -> bool:
    """Tell whether two other values break a declaration; a place may lie in a larger one."""
    pair = read.pair
    if pair.declared is None or declared(pair.declared) < 0.5:
        return False
    other = read.comparable.objects == "different"
    return other and level(pair.older.object) == level(pair.newer.object)


def narrower(read: Read) -> bool:
    """Tell whether the newer object says the same more exactly than the older."""
    if read.comparable.objects == "newer_finer":
        return True
    sizes = ("continent", "country", "region", "unknown")
    older, newer = (sizes.index(level(s.object)) for s in (read.pair.older, read.pair.newer))
    return read.kind == "place" and older < newer
