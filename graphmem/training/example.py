"""A training sentence: words with whatever a data set says about them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.labels import ENTITY_TAGS, ENTITY_TYPES

TAG = {name: i for i, name in enumerate(ENTITY_TAGS)}
Allowed = NDArray[np.bool_]
ANYTHING: Allowed = np.ones(len(ENTITY_TAGS), np.bool_)
_PROPER, _NOMINAL = ("PROPN", "SYM", "X"), ("NOUN", "ADJ", "NUM")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMERIC = _words(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
    sun today tomorrow yesterday tonight spring summer autumn fall winter christmas easter
    early late mid century decade last next this
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion dozen half first second third
    """
)


@dataclass(frozen=True, slots=True)
class Tree:
    """Gold syntax, word by word.

    Attributes:
        heads: 1-based, 0 for the root.
        feats: As in the treebank: ``Number=Sing|Person=3`` or ``_``.
    """

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [start, end) that name something of one of some types: several if the set is coarse."""

    start: int
    end: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence.

    Attributes:
        source: Name of the data set.
        document: Id of the document that it is split by.
        mentions: None if the set says nothing about names.
        annotated: Types that the set annotates: a word outside every mention is of none of these,
            and may be of any other.
        unknown: Words about which the set says nothing after all, such as account names.
        written: The words as they were, if ``words`` were changed: capitals tell what may be a
            name.
    """

    source: str
    document: str
    words: tuple[str, ...]
    tree: Tree | None = None
    mentions: tuple[Mention, ...] | None = None
    annotated: tuple[str, ...] = ()
    unknown: frozenset[int] = frozenset()
    written: tuple[str, ...] = ()

    def allowed_tags(self) -> Allowed:
        """Return which tags each word may have. Shape: (n_words, n_tags)."""
        rows = np.tile(ANYTHING, (len(self.words), 1))
        cased = any(word[:1].isupper() for word in self.written[1:] or self.words[1:])
        for i, word in enumerate(self.written or self.words):
            tagged = "" if self.tree is None else self.tree.upos[i]
            rows[i] &= _plausible(word, tagged, cased=cased)
        if self.mentions is None:
            return rows
        rows &= allowed(["O"], [t for t in ENTITY_TYPES if t not in self.annotated])
        rows[sorted(self.unknown)] = ANYTHING
        for mention in self.mentions:
            rows[mention.start] = allowed([f"B-{kind}" for kind in mention.types])
            rows[mention.start + 1 : mention.end] = allowed([f"I-{kind}" for kind in mention.types])
        return rows


def _plausible(word: str, upos: str, *, cased: bool) -> Allowed:
    """Return what a word may be that no set says anything about.

    Without this a word outside the marked names could be of any type that its set does not
    annotate, and nothing would tell the network that most words of a chat are no names.
    """
    capital = word[:1].isupper() or word[:1] in "#@"
    tagged = upos in _PROPER or (capital and upos in _NOMINAL)
    proper = tagged if upos else capital or not cased
    numeric = any(c.isdigit() for c in word) or word.lower() in _NUMERIC
    return _ROWS[proper, numeric]


def allowed(tags: list[str], types: list[str] | None = None) -> Allowed:
    """Return a row that allows some tags, and B- and I- of some types."""
    row = np.zeros(len(ENTITY_TAGS), np.bool_)
    row[[TAG[tag] for tag in tags]] = True
    row[[TAG[f"{edge}-{kind}"] for kind in types or () for edge in "BI"]] = True
    return row


_BEGINNINGS = {
    (proper, numeric): [
        kind for kind in ENTITY_TYPES if (numeric if kind in ("date", "number") else proper)
    ]
    for proper in (False, True)
    for numeric in (False, True)
}
_INSIDE = [tag for tag in ENTITY_TAGS if tag[0] == "I"]
_ROWS = {
    key: allowed(["O", *_INSIDE, *(f"B-{kind}" for kind in kinds)])
    for key, kinds in _BEGINNINGS.items()
}
