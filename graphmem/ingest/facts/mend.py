"""Small faults that a parser makes again and again, put right before facts are read."""

from __future__ import annotations

from dataclasses import replace

from graphmem.ingest.facts.mend_chat import mended_chat
from graphmem.ingest.facts.mend_verbs import mended_verbs
from graphmem.psm.parse import Parse

_SUBJECTS = ("nsubj", "nsubj:pass")
_OWNER = "nmod:poss"
#: Verbs whose past is spelled as their present.
_SAME = frozenset(
    {"read", "put", "set", "cut", "hit", "quit", "let", "cost", "hurt", "shut", "split", "spread"}
)
_LONG_AGO = frozenset({"last", "yesterday", "ago"})


def mended(parse: Parse) -> Parse:
    """Return a parse in which "my sister Clara" is one subject, and "gonna" no command.

    A verb with two subjects side by side, a noun that someone owns and a name, has one: the name
    is the noun's apposition. "Gonna start" at the head of a sentence leaves out "I'm". In "I read
    it last month" the verb is past.
    """
    heads, relations = list(parse.heads), list(parse.relations)
    owned = {parse.heads[i] for i, relation in enumerate(relations) if relation == _OWNER}
    for noun, name in zip(range(len(heads)), range(1, len(heads)), strict=False):
        twice = heads[noun] == heads[name] and {relations[noun], relations[name]} <= {*_SUBJECTS}
        kinds = (parse.upos[noun], parse.upos[name])
        if twice and noun in owned and kinds == ("NOUN", "PROPN"):
            heads[name], relations[name] = noun, "appos"
    feats, lemmas = list(parse.feats), list(parse.lemmas)
    over = any(word.lower() in _LONG_AGO for word in parse.words)
    for i, word in enumerate(parse.words):
        if word.lower() == "gon":
            feats[i], lemmas[i] = "Tense=Pres|VerbForm=Part", "go"
        elif word.lower() in ("hoping", "hoped", "hopin"):
            lemmas[i] = "hope"
        elif over and word.lower() in _SAME and parse.upos[i] == "VERB":
            feats[i] = feats[i].replace("Tense=Pres|VerbForm=Fin", "Tense=Past|VerbForm=Fin")
    done = replace(
        parse,
        heads=tuple(heads),
        relations=tuple(relations),
        feats=tuple(feats),
        lemmas=tuple(lemmas),
    )
    return mended_chat(mended_verbs(done))
