"""How strongly a text is felt, in [0, 1]: intensity, whichever way it points.

A feeling word counts with its strength in a lexicon (VADER's ratings without their sign, Hutto and
Gilbert 2014, and our own corrections of them); degree words, capitals and drawn-out letters before
or in it raise it, hedges and negations lower it. Words, emoji and exclamation marks of a sentence
add up as independent chances do, 1 - prod(1 - p), so that nothing passes 1. A text is felt as its
strongest sentence is, and a little more where a second one is felt too: long texts do not grow.

Much is felt without a word for it ("my wife has left me"). Where the event's vector is at hand, a
direction in the encoder's space, learned from texts labelled by strength, tells that; the lexicon
adds what the vector hardly holds: degree, capitals, marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ModelError
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import read_table, wordset

TABLE = "emotion.json"
_MAX_CHARS = 4000  # of a text: what is felt is told early, and a book must not cost a second
_TOP = 4.0  # the scale of the lexicon
_CURVE = 1.6  # words of middling strength are common and weakly felt
_WEIGHT = 0.75  # the strongest word alone does not make a text that is felt to the utmost
_SECOND = 0.3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*|[.!?]+")
_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
_BOOST = wordset(
    """
    absolutely completely deeply especially extremely incredibly insanely intensely really seriously
    so such super terribly totally truly utterly very beyond most ridiculously literally
    """
)
_HEDGE = wordset(
    "bit slightly somewhat kinda sorta barely hardly little fairly mildly rather maybe"
)
_NEGATION = wordset(
    """
    not no never nothing without isn't aren't wasn't weren't don't doesn't didn't won't can't
    couldn't wouldn't shouldn't hasn't haven't hadn't ain't dont cant neither nor
    """
)
_REACH = 3  # words before a feeling word that can change it
_BOOSTED, _HEDGED, _NEGATED, _CAPITALS, _DRAWN_OUT = 1.3, 0.6, 0.5, 1.25, 1.2
_MARK, _MARKS = 0.07, 4  # each exclamation mark, and how many count
_SHOUTED = 0.15  # a word in capitals that is no feeling word
_SHOUT_LETTERS = 4  # shorter ones are abbreviations


Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Direction:
    """Where in the encoder's space strong feeling lies.

    Attributes:
        encoder: Name and version of the encoder.
        weights: Shape: (dimension,).
        lexicon: Weight of the lexicon's score beside it.
    """

    encoder: str
    weights: NDArray[np.float64]
    lexicon: float
    bias: float


@dataclass(frozen=True, slots=True)
class EmotionLexicon:
    """Strength, 0 to 4, of words, phrases and emoji.

    Attributes:
        version: Name and version of the table.
        direction: What a vector tells beside the words.
    """

    version: str
    direction: Direction
    words: dict[str, float]
    phrases: re.Pattern[str]
    phrase_strength: dict[str, float]
    emoji: dict[str, float]

    @classmethod
    def load(cls, folder: Path | None = None) -> EmotionLexicon:
        """Read the table of a weights folder, the shipped one by default.

        Raises:
            ModelError: It is missing or damaged.
        """
        path = (folder or weights_folder()) / TABLE
        table = read_table(path)
        try:
            return cls.of(table.version, table.values)
        except (AttributeError, KeyError, TypeError, ValueError) as exc:
            raise ModelError(f"{path} is no emotion table; reinstall the package") from exc

    @classmethod
    def of(cls, version: str, values: dict[str, Any]) -> EmotionLexicon:
        """Make a lexicon of a table's values, which may be anything."""
        words, phrases, emoji = (_spread(values[k]) for k in ("words", "phrases", "emoji"))
        found = re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE)
        given = values["direction"]
        direction = Direction(
            str(given["encoder"]),
            np.array(given["weights"], np.float64).reshape(-1),
            float(given["lexicon"]),
            float(given["bias"]),
        )
        return cls(version, direction, words, found, phrases, emoji)

    def felt(self, text: str, vector: Vector) -> float:
        """Return how strongly a text is felt, in [0, 1], by its words and its vector.

        Args:
            vector: The encoder's, of the text as it is embedded. Shape: (dimension,).
        """
        way = self.direction
        found = way.bias + way.lexicon * self.score(text) + float(vector @ way.weights)
        return round(min(1.0, max(0.0, found)), 3)

    def score(self, text: str) -> float:
        """Return how strongly a text is felt, in [0, 1]."""
        plain = text[:_MAX_CHARS].replace("’", "'")
        scores = sorted((self._sentence(s) for s in _SENTENCE.findall(plain)), reverse=True)
        first, second = (*scores, 0.0, 0.0)[:2]
        return round(1 - (1 - first) * (1 - _SECOND * second), 3)

    def _sentence(self, sentence: str) -> float:
        """Return how strongly one sentence is felt, in [0, 1]."""
        calm = 1.0
        for strength in self._strengths(sentence):
            calm *= 1 - _WEIGHT * min(1.0, strength / _TOP) ** _CURVE
        marks = min(sentence.count("!"), _MARKS)
        return 1 - calm * (1 - _MARK) ** marks

    def _strengths(self, sentence: str) -> Iterator[float]:
        """Yield the strength of each thing in a sentence that is felt."""
        for found in self.phrases.finditer(sentence):
            yield self.phrase_strength[found[0].lower()]
        yield from (self.emoji[sign] for sign in sentence if sign in self.emoji)
        words = _WORD.findall(self.phrases.sub(" ", sentence))
        for place, word in enumerate(words):
            yield self._word(word, words[max(0, place - _REACH) : place])

    def _word(self, word: str, before: list[str]) -> float:
        """Return the strength of a word after the words before it."""
        lower = word.lower()
        drawn = _DRAWN.search(lower)
        strength = self.words.get(lower, 0.0)
        if drawn:
            strength = max(self.words.get(_DRAWN.sub(r"\1", lower), 0.0), strength) * _DRAWN_OUT
        shouted = word.isupper() and len(word) >= _SHOUT_LETTERS
        if not strength:
            return _SHOUTED * _TOP if shouted else 0.0
        return strength * (_CAPITALS if shouted else 1.0) * _changed({w.lower() for w in before})


def emotion(text: str, vector: Vector | None = None) -> float:
    """Return how strongly a text is felt, in [0, 1], with the shipped lexicon.

    Args:
        vector: The encoder's, of the text as it is embedded; without it, words alone tell.

    Raises:
        ModelError: The lexicon is missing or damaged.
    """
    return _shipped().score(text) if vector is None else _shipped().felt(text, vector)


@lru_cache(maxsize=1)
def _shipped() -> EmotionLexicon:
    return EmotionLexicon.load()


def _changed(before: set[str]) -> float:
    """Return the factor that the words before a feeling word put on it."""
    factor = _BOOSTED if before & _BOOST else 1.0
    factor *= _HEDGED if before & _HEDGE else 1.0
    return factor * (_NEGATED if before & _NEGATION else 1.0)


def _spread(levels: dict[str, str]) -> dict[str, float]:
    """Return strength by word of a table that groups words by strength."""
    return {word: float(level) for level, words in levels.items() for word in words.split("|")}
