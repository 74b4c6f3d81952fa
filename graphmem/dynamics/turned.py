"""What a fact says of its object: "Shell hired Ana" says of Ana that she was hired by Shell.

A closed list of verbs and roles. Of a book, a company or an employee it is mostly from this side
that there is one of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graphmem.dynamics.families import normalised

#: Verb -> what is said of its object.
_PASSIVE = {
    "employ": "be employed by", "hire": "be hired by", "recruit": "be hired by",
    "take on": "be hired by", "fire": "be fired from", "lay off": "be laid off from",
    "write": "be written by", "author": "be written by", "create": "be created by",
    "invent": "be created by", "found": "be founded by", "establish": "be founded by",
    "co-found": "be founded by", "start up": "be founded by", "develop": "be developed by",
    "direct": "be directed by", "compose": "be composed by", "produce": "be produced by",
    "make": "be produced by", "manufacture": "be produced by", "perform": "be performed by",
    "sing": "be performed by", "own": "be owned by", "buy": "be owned by",
    "acquire": "be owned by", "chair": "be chaired by", "publish": "be published by",
    "coach": "be coached by", "train": "be coached by", "design": "be designed by",
}  # fmt: skip
_OWNS_NAMES_ONLY = frozenset({"make", "own", "buy", "train", "start up", "produce", "take on"})
#: Roles of which one is said by who has it ("the author of Dune") and by what it is of.
_ROLES = frozenset(
    """
    ceo|chief executive|chief executive officer|president|prime minister|chancellor|monarch|king
    |queen|head of state|head of government|chairperson|chairman|chairwoman|chair|head|author
    |writer|creator|director|founder|owner|composer|coach|head coach|developer|manufacturer
    |capital|mayor|governor|editor|conductor|principal|publisher|producer|performer|designer
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_LASTING = frozenset({"employ", "own", "coach", "train", "chair"})
_ROLE_OF = re.compile(r"(?:be )?(?:the |a )?(?P<role>.+?) of$")


@lru_cache(maxsize=8192)
def from_object(predicate: str, thing: str = "") -> str | None:
    """Return what a predicate says of its object, in words; None where the list has nothing.

    Args:
        thing: The object: of common things ("own a car", "make tea") it is not told who has them.
    """
    plain = normalised(predicate)
    if plain in _PASSIVE:
        common = plain in _OWNS_NAMES_ONLY and thing != "" and not thing[:1].isupper()
        return None if common else _PASSIVE[plain]
    role = _ROLE_OF.fullmatch(plain)
    return f"have {role['role']}" if role and role["role"] in _ROLES else None


def done_to_many(predicate: str, thing: str) -> bool:
    """Tell what one does to several things at a time, each of which has it done by one.

    Args:
        thing: Its object: "makes 2,400 euros" is what one earns.
    """
    return normalised(predicate) in _PASSIVE and from_object(predicate, thing) is not None


def lasts(predicate: str) -> bool:
    """Tell what is over where the past tells it ("Shell employed Ana"), unlike "Ana wrote it"."""
    return normalised(predicate) in _LASTING
