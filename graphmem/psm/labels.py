"""What the extraction network can say: its label inventories, and the shapes of words it reads."""

from __future__ import annotations

from dataclasses import dataclass, field

ENTITY_TYPES = (
    "person",
    "organisation",
    "place",
    "work",
    "product",
    "event",
    "date",
    "number",
    "other",
)
OUTSIDE = "O"
ENTITY_TAGS = (OUTSIDE, *(f"{edge}-{kind}" for kind in ENTITY_TYPES for edge in "BI"))
UPOS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
# Universal features that facts are made of; the first value, "", is "not marked".
FEATURES: dict[str, tuple[str, ...]] = {
    "Case": ("", "Acc", "Gen", "Nom"),
    "Definite": ("", "Def", "Ind"),
    "Degree": ("", "Cmp", "Pos", "Sup"),
    "Gender": ("", "Fem", "Masc", "Neut"),
    "Mood": ("", "Imp", "Ind", "Sub"),
    "NumType": ("", "Card", "Frac", "Mult", "Ord"),
    "Number": ("", "Plur", "Ptan", "Sing"),
    "Person": ("", "1", "2", "3"),
    "Polarity": ("", "Neg", "Pos"),
    "Poss": ("", "Yes"),
    "PronType": ("", "Art", "Dem", "Emp", "Ind", "Int", "Neg", "Prs", "Rcp", "Rel", "Tot"),
    "Reflex": ("", "Yes"),
    "Tense": ("", "Past", "Pres"),
    "VerbForm": ("", "Fin", "Ger", "Inf", "Part"),
    "Voice": ("", "Pass"),
}
ROOT = "root"
SHAPES = (
    "none",
    "lower",
    "title",
    "initial",
    "upper",
    "mixed",
    "digits",
    "digit_mark",
    "digit_letter",
    "handle",
    "hashtag",
    "address",
    "mark",
    "other",
)
_SHAPE = {name: i for i, name in enumerate(SHAPES)}


@dataclass(frozen=True, slots=True)
class Inventory:
    """The labels of one trained network, in the order of its outputs.

    Attributes:
        relations: Without ``root``: that is the relation of the word whose head is the root.
        scripts: Edit scripts from a word to its lemma, see ``decode_lemma``.
        features: Values by feature; their logits lie one behind the other.
    """

    relations: tuple[str, ...]
    scripts: tuple[tuple[str, str, str], ...]
    upos: tuple[str, ...] = UPOS
    tags: tuple[str, ...] = ENTITY_TAGS
    features: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(FEATURES))

    def sizes(self) -> dict[str, int]:
        """Return the width of each output."""
        return {
            "relations": len(self.relations),
            "scripts": len(self.scripts),
            "upos": len(self.upos),
            "tags": len(self.tags),
            "features": sum(len(values) for values in self.features.values()),
        }


def word_shape(word: str) -> int:
    """Return the shape of a word: what the word pieces, all lower case, no longer show."""
    return _SHAPE[_shape(word)]


def _shape(word: str) -> str:
    if len(word) > 1 and word[0] in "@#":
        return "handle" if word[0] == "@" else "hashtag"
    if "://" in word or word.startswith("www."):
        return "address"
    if any(c.isdigit() for c in word):
        return _digit_shape(word)
    if not any(c.isalpha() for c in word):
        return "mark"
    return _case_shape(word)


def _digit_shape(word: str) -> str:
    if word.isdigit():
        return "digits"
    return "digit_letter" if any(c.isalpha() for c in word) else "digit_mark"


def _case_shape(word: str) -> str:
    if word.islower():
        return "lower"
    letters = [c for c in word if c.isalpha()]
    if word.isupper():
        return "initial" if len(letters) == 1 else "upper"
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return "title"
    return "mixed" if any(c.isupper() for c in letters) else "other"
