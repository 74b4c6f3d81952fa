"""The name that a participle gives a thing: "a dog named Rex" (``acl`` with ``xcomp``)."""

from __future__ import annotations

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.tree import child, children, lemma

#: Words that only say what kind of thing is named: "the city of Vienna", "the sport of golf".
_CLASSES = frozenset(
    {"city", "town", "village", "country", "state", "continent", "island", "province", "county"}
    | {"kingdom", "republic", "nation", "region", "religion", "language", "sport", "field"}
    | {"position", "profession", "genre", "month", "year", "party", "municipality"}
)

#: Of these the value is a common noun as often.
_OF_WORDS = frozenset({"religion", "language", "sport", "field", "position", "profession", "genre"})


def own_name(noun: Token) -> Token | None:
    """Return the head of the name in "a dog named Rex" or "our cat, Tom"; None without one."""
    for participle in children(noun, (ud.ACL,)):
        if lemma(participle) in lx.NAMING or participle.lower_ in ("named", "called"):
            found = child(participle, ud.XCOMP, ud.OBJ)
            if found is not None and found.pos_ in ("PROPN", "NOUN"):
                return found
    appositive = child(noun, ud.APPOS)
    return appositive if appositive is not None and appositive.pos_ == "PROPN" else None


def called_by_class(noun: Token) -> Token | None:
    """Return "Vienna" of "the city of Vienna"; None for "the City of London", "a state of mind"."""
    if noun.pos_ != "NOUN" or noun.lower_ not in _CLASSES:
        return None
    article = child(noun, ud.DET)
    if article is None or article.lower_ != "the":
        return None
    others = [c for c in noun.children if c.dep_ in (ud.AMOD, ud.POSS, ud.COMPOUND, ud.NMOD)]
    if len(others) != 1 or others[0].dep_ != ud.NMOD or others[0].i < noun.i:
        return None
    case = [lemma(c) for c in children(others[0], (ud.CASE,))]
    bare = not children(others[0], (ud.DET, ud.POSS))
    named = others[0].pos_ == "PROPN" or (bare and noun.lower_ in _OF_WORDS)
    return others[0] if case == ["of"] and named else None
