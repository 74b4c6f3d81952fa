"""What the marks of an adverbial clause say of it: "if", "as if", "until", "to", "from"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.fact import Modality
from graphmem.ingest.facts.tree import child, children, feature, lemma


def of_marks(verb: Token) -> Iterator[Modality]:
    """Yield what the marks of a clause (``advcl`` with ``mark``) make of it."""
    marks = {lemma(m) for m in children(verb, (ud.MARK,))}
    fixed = {lemma(c) for m in children(verb, (ud.MARK,)) for c in m.children}
    if "as" in marks and (marks | fixed) & {"if", "though"}:
        yield "imagined"
    elif marks & lx.CONDITION_MARKS:
        yield "conditional"
    elif marks & lx.UNREAL_MARKS and feature(verb, "Tense") == "Pres" and finite(verb):
        yield "possible"
    elif "to" in marks and child(verb, *ud.SUBJECTS) is None:
        yield "imagined" if feature(verb, "VerbForm") == "Ger" else "planned"
    elif "from" in marks and lemma(verb.head) in lx.PREVENTING:
        yield "imagined"


def finite(verb: Token) -> bool:
    """Tell whether a clause has a finite verb or auxiliary."""
    helpers = children(verb, ud.AUXILIARIES | {ud.COP})
    return any(feature(v, "VerbForm") == "Fin" for v in (verb, *helpers))
