"""Sentences as people type them: no capitals, all capitals, chat spelling.

Labels stay, word by word; only the lemma of a name follows its case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from graphmem.training.example import Example, Mention, Tree

_CHAT = {
    "n't": ("nt",),
    "'m": ("m",),
    "'s": ("s",),
    "'re": ("re",),
    "'ve": ("ve",),
    "'ll": ("ll",),
    "’s": ("s",),
    "you": ("u", "ya"),
    "your": ("ur",),
    "are": ("r",),
    "and": ("n", "&"),
    "to": ("2",),
    "for": ("4",),
    "because": ("cuz", "bc", "cos"),
    "please": ("plz", "pls"),
    "people": ("ppl",),
    "with": ("w/", "wit"),
    "without": ("w/o",),
    "really": ("rly",),
    "what": ("wat",),
    "tomorrow": ("tmrw", "tomoro"),
    "tonight": ("2nite", "tonite"),
    "thanks": ("thx", "tnx"),
    "know": ("kno",),
    "though": ("tho",),
    "through": ("thru",),
    "probably": ("prolly",),
    "about": ("abt",),
    "something": ("smth",),
    "birthday": ("bday",),
    "months": ("mos",),
    "years": ("yrs",),
    "minutes": ("mins",),
    "favorite": ("fav",),
    "night": ("nite",),
}
_LONG = ("ADJ", "ADV", "INTJ")
_HALF = 0.5
_SPELT = 5  # letters of a word in which a slip goes unnoticed


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of sentences that are changed.

    Attributes:
        lower: Written without capitals.
        upper: Written in capitals.
        chat: In chat spelling; half of these are without capitals too.
    """

    lower: float = 0.0
    upper: float = 0.0
    chat: float = 0.0


def augment(example: Example, rates: Rates, random: Random) -> Example:
    """Return an example as it is or changed, as the rates have it."""
    draw = random.random()
    if draw < rates.lower:
        return lowered(example)
    if draw < rates.lower + rates.upper:
        upper = tuple(word.upper() for word in example.words)
        return replace(example, words=upper, written=example.written or example.words)
    if draw < rates.lower + rates.upper + rates.chat:
        spelt = chatty(example, random)
        return lowered(spelt) if random.random() < _HALF else spelt
    return example


def lowered(example: Example) -> Example:
    """Return an example without capitals; the lemmas of names lose theirs too."""
    tree = example.tree
    if tree is not None:
        lemmas = tuple(lemma if lemma == "I" else lemma.lower() for lemma in tree.lemmas)
        tree = replace(tree, lemmas=lemmas)
    lower = tuple(word.lower() for word in example.words)
    return replace(example, words=lower, tree=tree, written=example.written or example.words)


def chatty(example: Example, random: Random) -> Example:
    """Return an example with short spellings, long vowels and a slip, often without its stop."""
    found = _without_stop(example) if random.random() < _HALF else example
    words = list(found.words)
    for i, word in enumerate(words):
        if short := _CHAT.get(word.lower()):
            words[i] = random.choice(short) if random.random() < _HALF else word
    _slip(words, found, random)
    return replace(found, words=tuple(words), written=found.words)


def _slip(words: list[str], example: Example, random: Random) -> None:
    """Stretch one word, or swap two letters of one that is no name."""
    i = random.randrange(len(words))
    word, tree = words[i], example.tree
    if any(m.start <= i < m.end for m in example.mentions or ()) or not word.isalpha():
        return
    if tree is not None and tree.upos[i] in _LONG and random.random() < _HALF:
        words[i] = word + word[-1] * random.randint(1, 4)
    elif len(word) >= _SPELT and word.islower():
        at = random.randrange(1, len(word) - 2)
        words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _without_stop(example: Example) -> Example:
    """Leave out a closing mark that nothing hangs on."""
    tree, last = example.tree, len(example.words) - 1
    if tree is None or not last or tree.upos[last] != "PUNCT":
        return example
    if last + 1 in tree.heads or tree.heads[last] == 0:
        return example
    return replace(
        example,
        words=example.words[:-1],
        tree=Tree(
            tree.heads[:-1],
            tree.relations[:-1],
            tree.upos[:-1],
            tree.feats[:-1],
            tree.lemmas[:-1],
        ),
        mentions=None if example.mentions is None else _kept(example.mentions, last),
        unknown=example.unknown - {last},
    )


def _kept(mentions: tuple[Mention, ...], size: int) -> tuple[Mention, ...]:
    return tuple(m for m in mentions if m.end <= size)
