"""Arguments of a verb that a parser hangs over it, on what stands before."""

from __future__ import annotations

from dataclasses import replace

from graphmem.psm.parse import Parse

_HUNG = frozenset({"nmod", "flat"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def mended_verbs(parse: Parse) -> Parse:
    """Return a parse in which "Ana Roth plays for Ajax" tells whom she plays for.

    What has a preposition and stands behind the verb is the verb's, and not the subject's, which
    stands before it.
    """
    heads, relations = list(parse.heads), list(parse.relations)
    cased = {head for head, r in zip(parse.heads, parse.relations, strict=True) if r == "case"}
    for i, (head, relation) in enumerate(zip(parse.heads, parse.relations, strict=True)):
        verb = parse.heads[head]
        over = head < verb < i and parse.relations[head] in _SUBJECTS
        if over and relation in _HUNG and i in cased and parse.upos[verb] == "VERB":
            heads[i], relations[i] = verb, "obl"
    return replace(parse, heads=tuple(heads), relations=tuple(relations))
