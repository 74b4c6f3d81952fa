"""The normal form of a predicate: one name for what differs in spelling and helpers only.

``lemma_particle_preposition``: "move_to", "give_up", "come_up_with". A passive is its participle
("born_in", "employed_by"), so that the name tells who does it; a participle that is also a verb's
lemma keeps "be" ("be_put_in"). A noun or adjective stands without its copula ("capital_of",
"allergic_to"). Tense, mood and negation are no part of it: a fact has them apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graphmem.psm import predicate_words as pw

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LONGEST = 12  # words; hostile input may be endless
_LEMMAS = re.compile(r"[a-z0-9]+(?:[-'’_][a-z0-9]+)*")
_THIRD = re.compile(r"[^sui\W]s$")
_IZE = re.compile(r"(?<=[a-z]{3})is(e|es|ed)$")


@lru_cache(maxsize=8192)
def normal_form(name: str) -> str:
    """Return the normal form of a predicate's name; a normal form is its own.

    Args:
        name: Words joined by "_", blanks or capitals ("live in", "capitalOf", "was born in").
            Verbs are expected as lemmas or in the third person, passives as participles.
            A name without any letter is given back as it is.
    """
    words = _WORD.findall(_HUMP.sub(" ", name).lower())[:_LONGEST]
    if "upon" in words[1:2] and words[0] == "come":
        words[:2] = ["come-upon"]  # finds by chance; "come on" is another verb
    words = _formed(words, third=_LEMMAS.fullmatch(name) is None)
    for _ in range(_LONGEST):  # what one rule leaves may be another's to change
        before, words = words, _formed(words, third=False)
        if words == before:
            break
    return "_".join(words).replace("come-upon", "come_upon") or name


def _formed(words: list[str], *, third: bool) -> list[str]:
    words = _without_helpers([spelled(w) for w in words])
    if words and third:
        words[0] = _lemma(words[0])
    if words == ["is", "a"]:
        return words
    words = [w for w in words[:-1] if w not in pw.ARTICLES] + words[-1:]
    return _one_preposition(_full_verb(_without_copula(words)))


def _lemma(verb: str) -> str:
    """Return the lemma of a verb in the third person ("works", "studies", "teaches")."""
    if verb in ("is", "was", "does", "this", "his", "its", "has") or not _THIRD.search(verb):
        return "have" if verb == "has" else verb
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("ches", "shes", "sses", "xes", "oes")) else verb[:-1]


def spelled(word: str) -> str:
    """Return the spelling of a word that stands for all its spellings."""
    word = pw.SPELLING.get(word, word)
    if _IZE.search(word) and not _exempt(word):
        return _IZE.sub(r"iz\1", word)
    return word


def _exempt(word: str) -> bool:
    stem = re.sub(r"(es|ed|e)$", "e", word)
    return stem in pw.NOT_IZE or stem.endswith(("wise", "cise", "vise", "mise"))


def _without_helpers(words: list[str]) -> list[str]:
    """Drop auxiliaries before the verb; a copula becomes "be", of "is a" it stays."""
    while len(words) > 1 and (words[0] in pw.HELPERS or _perfect(words)):
        words = words[1:]
    if words == ["is", "a"]:
        return words
    if words and words[0] in pw.BE:
        words = ["be", *words[1:]]
        while len(words) > 1 and words[1] in pw.BE:
            del words[1]
    return words


def _perfect(words: list[str]) -> bool:
    """Tell "has been in", "have lived in" from "have dog"."""
    return words[0] in ("have", "has", "had") and (words[1] in pw.BE or words[1].endswith("ed"))


def _without_copula(words: list[str]) -> list[str]:
    """Drop "be" before a participle, an adjective or a noun, and "there" after it."""
    if words and words[0] in ("there", "here") and len(words) > 1:
        words = ["be", *words[1:]]
    if len(words) > 2 and words[0] == "be" and words[1] in ("there", "here"):
        words = ["be", *words[2:]]
    if len(words) < 2 or words[0] not in ("be", "get"):
        return words
    said = words[1]
    if words[0] == "get":
        return words[1:] if said.endswith("ed") and len(said) > 4 else words
    if said in pw.AMBIGUOUS:
        return words
    outside = pw.PREPOSITIONS | pw.PARTICLES | {"due", "because", "able"}
    return words if said in outside else words[1:]


def _full_verb(words: list[str]) -> list[str]:
    """Put a verb in place of a light one with a noun ("have_chat_with": "talk_with")."""
    if len(words) < 3 or words[2] not in pw.PREPOSITIONS:
        return words
    whole = pw.LIGHT.get(f"{words[0]}_{words[1]}")
    if whole is None:
        return words
    short = pw.WITHOUT_PREPOSITION.get(f"{whole}_{words[2]}")
    return [*(short.split("_") if short else (whole, words[2])), *words[3:]]


def _one_preposition(words: list[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        whole = pw.TWO_AS_ONE.get((found[-1], word)) if found else None
        if found[0:1] in (["get"], ["go"], ["come"]) and word == "with":
            whole = None  # "get along with", "come together with" are verbs of their own
        if whole is not None and (len(found) > 1 or word == "of"):
            found[-1] = whole
        elif not found or word != found[-1]:
            found.append(word)
    return found
