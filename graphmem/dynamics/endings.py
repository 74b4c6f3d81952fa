"""How a newer statement says that what an older one tells is over, by its words."""

from __future__ import annotations

import re

from graphmem.dynamics.families import ends_habit, normalised
from graphmem.dynamics.objects import words
from graphmem.dynamics.statements import Pair, Statement

#: With these one takes back what one said, or says what was left behind.
_SLIPS = re.compile(
    r"\b(?:mistake|accident|accidentally|wrong|wrongly|typo|typed|mistyped|slip|confused?|mixed"
    r"|mix(?:ing)? up|mistook|misread|misheard|misspoke|meant|mean to|correct(?:ion|ed)"
    r"|instead of|rather than|no longer|any ?more|used to|not|never|wasn't|isn't|wrote|said"
    r"|replac(?:ed|es|ing)|swapp?(?:ed|ing)|trad(?:ed|ing)|switch(?:ed|ing)|left|quit|sold"
    r"|retired|stepped down|(?:sick|tired|out|done|over|off|up) (?:of|with)|gave up|dropped)\b",
    re.IGNORECASE,
)


def activity(older: Statement, newer: Statement) -> bool:
    """Tell whether the newer statement ends what the older one's verb says ("quit smoking")."""
    done = words(newer.object)[:1]
    if not done or not done[0].endswith("ing") or not ends_habit(newer.predicate):
        return False
    verb, stem = normalised(older.predicate).split(" ")[0], done[0].removesuffix("ing")
    return bool(verb) and stem in {verb, verb.removesuffix("e"), verb + verb[-1]}


def verb_alone(older: Statement, newer: Statement) -> bool:
    """Tell whether both say no more than one verb, in any form ("smokes", "does not smoke")."""
    verb = normalised(older.predicate)
    if verb != normalised(newer.predicate) or " " in verb:
        return False
    stem = verb.removesuffix("e")
    return all(
        len(said := words(s.object)) == 1
        and said[0].startswith(stem)
        and len(said[0]) <= len(verb) + 4
        for s in (older, newer)
    )


def names_the_old(pair: Pair) -> bool:
    """Tell whether the newer sentence names the older value as what it is not, or was."""
    older, newer = pair.older, pair.newer
    if not newer.said or words(older.object) == words(newer.object):
        return False
    rest = newer.said.replace(newer.object, " ")
    old = re.escape(older.object)
    named = re.search(rf"(?<!\w){old}(?!\w)", rest)
    return named is not None and _SLIPS.search(rest) is not None
