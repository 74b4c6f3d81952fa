"""Words: sorts of things, countries, lemmas, and other words for the same."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from random import Random

from graphmem.dynamics.places import COUNTRIES
from graphmem.psm.verb_lemmas import PASTS, verb_lemma
from graphmem.training.questions.synonyms import SYNONYMS

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}})?,? \d{{3,4}}|\b(?:1\d|20)\d\d\b"
_TYPE = re.compile(
    r"\b(?:is|was|are|were) (?P<a>an?|the|one of the)(?: former| late)? (?P<o>[^.,;:()\"]{3,70}?)"
    r"(?= (?:who|that|which|in|of|by|from|for|located|based|born|written|directed|published|on|at|"
    r"released|produced|with|as|known|starring|set|formed|founded|played|created|about|to|"
    r"made|used|near|or|under|between|originally|currently|best|during|whose|where)\b|[.,;:(\"]|$)"
)
_WORD = re.compile(r"[A-Za-z]+")


@cache
def _read() -> Mapping[str, str]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def listed(name: str) -> frozenset[str]:
    """Return a list of words of ``words.toml``."""
    return frozenset(_read()[name].split())


def _names(name: str) -> tuple[str, ...]:
    return tuple(" ".join(n.split()) for n in _read()[name].split("|"))


#: Longest first, so that "South Korean" is not "Korean".
PEOPLES = _names("peoples")
#: Countries by name; what is longer comes first.
STATES = tuple(sorted((n.title() for n in COUNTRIES), key=len, reverse=True))


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern in which <date>, <demonym> and <country> stand for patterns of them."""
    for name, words in (("demonym", PEOPLES), ("country", STATES)):
        text = text.replace(f"<{name}>", "|".join(map(re.escape, words)).join(("(?:", ")")))
    return re.compile(text.replace("<date>", f"(?:{_DATE})"))


def kind_of(text: str) -> tuple[str, str]:
    """Return what a passage's first sentences call its subject: all words, and the last."""
    found = _TYPE.search(text[:400])
    if not found:
        return "", ""
    words = found["o"].strip()
    if found["a"] == "one of the":
        words = singular(words)
    head = words.split()[-1].lower()
    usable = head.isalpha() and head.title() not in PEOPLES and (head in _HEADS or _plain(head))
    return (words, head) if usable else ("", "")


def _plain(head: str) -> bool:
    """Whether a word is surely a thing's: an adjective or a verb is not."""
    ends = ("ed", "ing", "ly", "al", "ous", "ive", "ic", "ful", "an", "est", "able")
    return head in _vocabulary() and not head.endswith(ends) and head not in _NO_KIND


_NO_KIND = listed("no_kind")


def kind_by_name(name: str) -> tuple[str, str] | None:
    """Return what a name itself says that it stands for ("Norfolk County")."""
    if name in STATES:
        return "country", "country"
    if name in _AMERICAN_STATES:
        return "state", "state"
    for word in name.split()[::-1] if not name[0].islower() else ():
        if word in _NAMED_KINDS and word != name:
            return word.lower(), word.lower()
    return None


_NAMED_KINDS = frozenset(
    {"University", "College", "River", "Lake", "County", "Island", "War", "Battle", "Party"}
    | {"League", "Olympics", "Railway", "Airport", "School", "Museum", "Church", "Empire"}
    | {"Kingdom", "Republic", "Province", "District", "Mountains", "Company", "Records", "Band"}
)
_AMERICAN_STATES = frozenset(_names("american_states"))


def singular(words: str) -> str:
    """Return words of which the last is one thing."""
    if words.endswith("ies"):
        return f"{words[:-3]}y"
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words


def sort_of(text: str, head: str) -> str:
    """Return "person", "work", "place", "org" or "other", as a passage's words tell."""
    for sort, words in _SORTS.items():
        if head in words:
            return sort
    start = text[:300].lower()
    if "(born" in start or re.search(r"\b(he|she|his|her)\b", text[:500].lower()):
        return "person"
    return "other"


def _of_past(word: str, knows: Callable[[str], bool]) -> str:
    if knows(word[:-1]) and (len(word) < 6 or word[-3] in "vcgsz"):
        return word[:-1]
    return verb_lemma(word[:-2], knows)


@cache
def _vocabulary() -> frozenset[str]:
    read = json.loads(files("graphmem.psm.weights").joinpath("tokenizer.json").read_text("utf-8"))
    return frozenset(w for w in read["model"]["vocab"] if not w.startswith("##"))


def lemma(verb: str) -> str:
    """Return the plain form of a verb of a main clause ("released", "plays")."""
    word = verb.lower()
    if word in PASTS:
        return PASTS[word]
    knows = _vocabulary().__contains__
    if word.endswith(("ied", "ies")):
        return f"{word[:-3]}y"
    if word.endswith("ed"):
        return _of_past(word, knows)
    if word.endswith(("ches", "shes", "sses", "xes", "goes", "does")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def reworded(rng: Random, text: str, names: Iterable[str], share: float) -> str:
    """Say some words otherwise, names not."""
    keep = {w for n in names for w in n.split()}

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word in keep or word not in SYNONYMS or rng.random() > share:
            return word
        return rng.choice(SYNONYMS[word])

    return _WORD.sub(other, text)


_SORTS = {sort: listed(sort) for sort in ("person", "work", "place", "org")}
_HEADS = frozenset().union(*_SORTS.values())
