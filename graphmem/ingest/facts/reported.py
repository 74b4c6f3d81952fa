"""Who is said to have said a clause ("Ben said that Ana moved")."""

from __future__ import annotations

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.clauses import subjects_of
from graphmem.ingest.facts.tree import child, lemma


def sayer(verb: Token) -> Token | None:
    """Return the subject of the verb of saying above a clause, or None.

    UD hangs indirect speech under the verb as ``ccomp``; direct speech often the other way
    round, the verb of saying as ``parataxis`` of what was said.
    """
    aside = said_aside(verb)
    if aside is not None:
        return child(aside, *ud.SUBJECTS)
    current = verb
    while current.dep_ in (ud.CCOMP, ud.CONJ, ud.XCOMP, ud.PARATAXIS, ud.ADVCL):
        if current.dep_ == ud.CCOMP and lemma(current.head) in lx.SPEECH | lx.BELIEF:
            said_by, _ = subjects_of(current.head)
            return said_by[0] if said_by else None
        current = current.head
        if current.head.i == current.i:
            break
    return None


def said_aside(verb: Token) -> Token | None:
    """Return the verb of saying beside a clause ("Rome is big, said Ben")."""
    asides = (c for c in verb.children if c.dep_ == ud.PARATAXIS)
    return next((c for c in asides if lemma(c) in lx.SPEECH), None)


def quoted(token: Token) -> bool:
    """Tell whether a word stands between quotation marks, where "I" is whoever is quoted."""
    before = sum(
        t.text in lx.QUOTES and len(t.text) > 0 for t in token.doc[token.sent.start : token.i]
    )
    after = any(t.text in lx.QUOTES for t in token.doc[token.i + 1 : token.sent.end])
    return before % 2 == 1 and after
