"""The name that a participle gives a thing: "a dog named Rex" (``acl`` with ``xcomp``)."""

from __future__ import annotations

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.tree import child, children, lemma


def own_name(noun: Token) -> Token | None:
    """Return the head of the name in "a dog named Rex" or "our cat, Tom"; None without one."""
    for participle in children(noun, (ud.ACL,)):
        if lemma(participle) in lx.NAMING or participle.lower_ in ("named", "called"):
            found = child(participle, ud.XCOMP, ud.OBJ)
            if found is not None and found.pos_ in ("PROPN", "NOUN"):
                return found
    appositive = child(noun, ud.APPOS)
    return appositive if appositive is not None and appositive.pos_ == "PROPN" else None
