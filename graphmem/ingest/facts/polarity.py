"""Is it said to be so, or not to be so? ("don't", "never", "no longer", "no dog")."""

from __future__ import annotations

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.tree import children, feature, lemma


def negated(verb: Token) -> bool:
    """Tell whether a negation depends on a predicate.

    UD marks it as ``advmod`` with Polarity=Neg; "no longer" and "not ... anymore" are adverbs.
    """
    found = False
    for word in children(verb, (ud.ADVMOD, "neg", "cc:preconj", ud.CC)):
        if word.i < verb.i and word.dep_ == ud.CC and lemma(word) != "nor":
            continue
        found ^= (lemma(word) in lx.NEGATIONS and not adds(word)) or _no_longer(word)
    found ^= any(lemma(m) == "without" for m in children(verb, (ud.MARK,)))
    return found or _shared_negation(verb)


def adds(word: Token) -> bool:
    """Tell "not only", which denies nothing."""
    after = word.i + 1
    return after < len(word.doc) and word.doc[after].lower_ in lx.ADDING


def _no_longer(word: Token) -> bool:
    return lemma(word) in ("long", "longer") and any(lemma(c) == "no" for c in word.children)


def _shared_negation(verb: Token) -> bool:
    """Tell whether "or" hands a negation on ("doesn't smoke or drink")."""
    if verb.dep_ != ud.CONJ or any(c.dep_ in ud.SUBJECTS for c in verb.children):
        return False
    joined = {lemma(c) for c in children(verb, (ud.CC,))}
    return bool(joined & {"or", "nor"}) and negated(verb.head)


def empty(noun: Token) -> bool:
    """Tell whether a noun phrase denies its thing ("no dog", "nobody", "none of them")."""
    if lemma(noun) in lx.NEGATIVE_PRONOUNS:
        return True
    if noun.dep_ == ud.CONJ and any(lemma(c) in ("or", "nor") for c in children(noun, (ud.CC,))):
        return empty(noun.head)
    return any(
        lemma(c) in lx.NEGATIVE_DETERMINERS or feature(c, "PronType") == "Neg"
        for c in children(noun, (ud.DET,))
    )


def positive(chain: tuple[Token, ...], *nouns: Token) -> bool:
    """Return the polarity of a chain of verbs with its nouns; two negations cancel.

    "Stopped smoking" denies that one smokes now; "used to smoke" says that one did.
    """
    denials = sum(negated(verb) for verb in chain)
    denials += sum(ends(verb) for verb in chain[:-1])
    denials += sum(empty(noun) for noun in nouns)
    return denials % 2 == 0


def ends(verb: Token) -> bool:
    """Tell whether a governing verb says that an action is over, or never came about."""
    return lemma(verb) in lx.ENDINGS | lx.REFUSALS
