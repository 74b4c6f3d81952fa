"""The tense of a clause from its finite verb or auxiliary."""

from __future__ import annotations

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts.fact import Tense
from graphmem.ingest.facts.tree import children, feature, is_placed, lemma

_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})


def tense(chain: tuple[Token, ...]) -> Tense:
    """Return the tense of a chain of verbs, read from the outermost (UD Tense, VerbForm).

    A perfect is its own tense: what has happened may still hold.
    """
    outer = chain[0]
    helpers = children(outer, ud.AUXILIARIES | {ud.COP})
    if any(lemma(h) in _FUTURE for h in helpers) or _going_to(chain):
        return "future"
    have = [h for h in helpers if lemma(h) == "have"]
    if have and feature(have[0], "Tense") != "Past" and feature(have[0], "VerbForm") != "Inf":
        return "perfect"
    finite = [h for h in helpers if feature(h, "VerbForm") == "Fin"]
    if not finite and is_placed(outer):
        return "present"
    if not finite and _goes_with(outer):
        return tense((outer.head,))
    return _simple(finite[0] if finite else outer, outer)


def _goes_with(verb: Token) -> bool:
    """Tell a participle that has its time from the main clause ("spent months diving")."""
    loose = verb.dep_ == ud.ADVCL and feature(verb, "VerbForm") in ("Ger", "Part")
    return loose and feature(verb, "Tense") != "Past" and verb.head.pos_ in ud.VERBAL_POS


def _simple(finite: Token, outer: Token) -> Tense:
    if feature(finite, "Tense") == "Past":
        return "past"
    if feature(finite, "Tense") == "Pres":
        return "present"
    return "present" if feature(outer, "VerbForm") in ("Ger", "Part") else "none"


def _going_to(chain: tuple[Token, ...]) -> bool:
    """Tell "is going to move" from "went to move"."""
    return (
        len(chain) > 1
        and lemma(chain[0]) in ("go", "gon")
        and feature(chain[0], "VerbForm") == "Part"
        and not any(feature(h, "Tense") == "Past" for h in children(chain[0], ud.AUXILIARIES))
    )
