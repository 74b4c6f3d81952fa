"""Values that exclude each other by what they mean ("single", "married")."""

from __future__ import annotations

import re

from graphmem.dynamics.objects import words

_AGE = re.compile(r"\d{1,2}(?: years? old)?")
#: Values of "X is …" that exclude each other.
_EXCLUSIVE = tuple(
    frozenset(group.split("|"))
    for group in (
        "single|married|divorced|widowed|engaged|separated",
        "vegetarian|vegan|carnivore|pescatarian|meat eater|omnivore",
        "alive|dead|deceased",
        "left-handed|right-handed|ambidextrous",
        "employed|unemployed|retired|self-employed",
        "pregnant|not pregnant",
        "introvert|extrovert",
        "atheist|christian|muslim|jewish|buddhist|hindu|agnostic|catholic|protestant",
        "open|closed",
        "democrat|republican",
        "healthy|sick|ill",
        "tall|short",
        "rich|poor",
    )
)


def exclusive(older: str, newer: str) -> bool:
    """Tell whether two values exclude each other ("single", "married")."""
    a, b = " ".join(words(older)), " ".join(words(newer))
    if _AGE.fullmatch(a) and _AGE.fullmatch(b):
        return a.split()[0] != b.split()[0]
    return a != b and any(a in group and b in group for group in _EXCLUSIVE)
