"""Predicates: the normalised name, and the words as said.

The tree says which words belong to the name; ``psm.predicate_form`` gives what they are written as.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.fact import Predicate
from graphmem.ingest.facts.modality import governed
from graphmem.ingest.facts.polarity import adds, ends
from graphmem.ingest.facts.tree import (
    child,
    clean_lemmas,
    clean_words,
    feature,
    is_passive,
    lemma,
)
from graphmem.psm.predicate_form import normal_form, spelled
from graphmem.psm.predicate_words import AMBIGUOUS

_SHORT = {"'m": "am", "’m": "am", "'s": "is", "’s": "is", "'re": "are", "’re": "are", "'ve": "have",
          "’ve": "have", "m": "am", "re": "are", "ve": "have", "s": "is", "'ll": "will",
          "’ll": "will", "n't": "not", "n’t": "not", "nt": "not", "ca": "can", "wo": "will",
          "'d": "would", "’d": "would"}  # fmt: skip
#: Verbs that only say that what follows came about ("ended up buying", "managed to sell").
_CAME_ABOUT = frozenset({"manage", "happen", "proceed"})
_THIRD = {"am": "is", "have": "has", "do": "does", "are": "is", "were": "was"}


def predicate(
    chain: tuple[Token, ...], case: Sequence[Token] = (), *, noun: Token | None = None,
    first_person: bool = False,
) -> Predicate:  # fmt: skip
    """Return the predicate of a chain of verbs with a preposition.

    Args:
        noun: Object that belongs to the predicate ("have dinner with").
        first_person: Put the auxiliaries into the third person.
    """
    chain = own_chain(chain)
    verb = chain[-1]
    inner = [w for w in (noun,) if w is not None]
    lemmas = [*_chain_lemmas(chain), *_own_lemmas(verb), *clean_lemmas(inner), *clean_words(case)]
    return Predicate(
        *_span(verb), name="_".join(lemmas), words=_words(chain, inner, case, first_person)
    )


def normalised(said: Predicate) -> Predicate:
    """Return a predicate under the normal form of its name; the words stay."""
    return Predicate(said.start, said.end, normal_form(said.name), said.words)


def spelled_out(token: Token) -> str:
    """Return a word in small letters, a short form in full ("'ve" -> "have")."""
    return _SHORT.get(token.lower_, token.lower_)


def third_person(verb: Token) -> str:
    """Return a finite verb as it is after a name: "am" -> "is", "live" -> "lives"."""
    word = spelled_out(verb)
    known = {"am": "is", "are": "is", "were": "was", "have": "has", "do": "does"}
    if word in known:
        return known[word]
    present = feature(verb, "Tense") == "Pres" and feature(verb, "Person") != "3"
    plain = present or (feature(verb, "Tense") != "Past" and word == lemma(verb))
    if verb.pos_ == "AUX" or not plain or feature(verb, "VerbForm") != "Fin":
        return word
    return with_s(word)


def with_s(word: str) -> str:
    """Return the third person of a verb's plain form: "live" -> "lives"."""
    if word in ("have", "do", "be"):
        return {"have": "has", "do": "does"}.get(word, "is")
    if word.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word[-1:] == "y" and word[-2:-1] not in "aeiou" else f"{word}s"


def own_chain(chain: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leave out verbs whose object is the subject here ("made Ben cry": Ben cries)."""
    last = max((n for n, v in enumerate(chain[:-1]) if child(v, ud.OBJ, ud.IOBJ)), default=-1)
    return chain[last + 1 :]


def _chain_lemmas(chain: tuple[Token, ...]) -> list[str]:
    """Return the lemmas of governing verbs, save those that are told as modality or polarity."""
    kept = [
        (governor, below)
        for governor, below in pairwise(chain)
        if governed(governor, below) is None
        and governor.pos_ != "ADJ"
        and _adds(governor)
        and not _came_about(governor, below)
    ]
    return [w for governor, _ in kept for w in _governor(governor)]


def _adds(governor: Token) -> bool:
    """Tell whether a governing verb is part of the meaning, not only of the course of things."""
    return not ends(governor) and lemma(governor) not in lx.GOING_ON


def _came_about(governor: Token, below: Token) -> bool:
    """Tell "ended up buying", "managed to sell" and "went to see" from "went swimming"."""
    word = lemma(governor)
    if word in ("go", "come"):
        return feature(below, "VerbForm") == "Inf"
    up = word in ("end", "wind", "turn") and any(
        c.lower_ in ("up", "out") for c in governor.children
    )
    return word in _CAME_ABOUT or up or (word == "have" and feature(below, "VerbForm") == "Inf")


def _governor(verb: Token) -> list[str]:
    """Return a governing verb's part of the name; all beginnings are one."""
    return ["start"] if lemma(verb) in ("begin", "commence") else _own_lemmas(verb)


def _own_lemmas(verb: Token) -> list[str]:
    """Return a verb's lemma (a passive's participle) and its particle."""
    first = _participle(verb) if is_passive(verb) else [lemma(verb)]
    particles = [c for c in verb.children if is_particle(c, verb)]
    clean = ["".join(c for c in word if c.isalnum() or c in "-'") for word in first]
    return [*clean, *clean_lemmas(particles)]


def _participle(verb: Token) -> list[str]:
    """Return a participle, with "be" where it is also some verb's lemma ("be_put_in")."""
    word = spelled(verb.lower_)
    return ["be", word] if word in AMBIGUOUS or word == lemma(verb) else [word]


def _span(verb: Token) -> tuple[int, int]:
    """Return the offsets of the verb, with a particle that stands right behind it."""
    end = verb
    for particle in (c for c in verb.children if is_particle(c, verb)):
        if particle.i == end.i + 1:
            end = particle
    return verb.idx, end.idx + len(end.text)


def _words(
    chain: tuple[Token, ...],
    inner: Sequence[Token],
    case: Sequence[Token],
    first: bool,  # noqa: FBT001
) -> str:
    said: list[str] = []
    for verb in chain:
        for token in sorted([verb, *verb.children], key=lambda t: t.i):
            if token.i == verb.i or _helps(token, verb):
                finite = first and not said and token.i == verb.i
                said += [*_no(token), third_person(token) if finite else spelled_out(token)]
    if first and said:
        said[0] = _THIRD.get(said[0], said[0])
    return " ".join([*said, *(t.text.lower() for t in (*inner, *case))])


def is_particle(word: Token, verb: Token) -> bool:
    """Tell whether a word is a particle, or an adverb of direction used as one ("bring back")."""
    if word.dep_ == ud.PRT:
        return True
    direction = word.dep_ == ud.ADVMOD and word.lower_ in lx.DIRECTIONS - {"here", "there"}
    return direction and word.i > verb.i and not any(True for _ in word.children)


def _helps(token: Token, verb: Token) -> bool:
    if token.dep_ in ud.AUXILIARIES | {ud.COP} or is_particle(token, verb):
        return True
    if token.dep_ == ud.MARK:
        return lemma(token) == "to"
    if token.dep_ != ud.ADVMOD or token.i > verb.i + 1:
        return False
    return (lemma(token) in lx.NEGATIONS and not adds(token)) or bool(_no(token))


def _no(adverb: Token) -> list[str]:
    """Return the "no" of "no longer"."""
    if adverb.lower_ != "longer":
        return []
    return ["no" for c in adverb.children if c.lower_ == "no"]
