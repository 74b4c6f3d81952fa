"""People of whom one has several at a time: that one names another says nothing of the first."""

from __future__ import annotations

from graphmem.dynamics.families import normalised

_NOUNS = """
    aunt uncle brother sister cousin nephew niece friend colleague coworker classmate teammate
    workmate schoolmate playmate mate buddy neighbour neighbor acquaintance student pupil child kid
    son daughter grandchild grandson granddaughter godchild sibling relative
"""
COMPANIONS = frozenset(_NOUNS.split())


def one_of_several(predicate: str) -> bool:
    """Tell whether a predicate names one of several people ("have_old_schoolmate")."""
    verb, *rest = normalised(predicate).split(" ")
    return verb in {"have", "has"} and bool(rest) and rest[-1] in COMPANIONS
