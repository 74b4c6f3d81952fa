"""What the trained gate sees of an event: numbers, computed from its text and its extraction.

The extraction may come from any extractor. Counts are logarithms of one more, so that a long text
is not many times a short one, and shares are of the text's sentences or words.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from graphmem.ingest.extract import Extraction
from graphmem.ingest.gate.cues import (
    ASIDE,
    CUES,
    EMOJI,
    NUMBER,
    NUMBER_WORDS,
    SENTENCE,
    WORD,
    count_cues,
)
from graphmem.ingest.gate.rules import rule_kind
from graphmem.ingest.rules.words import CHAT_WORDS, COMMON_WORDS, FUNCTION_WORDS

_MAX_CHARS = 3000  # of a text: what it is shows early, and a book must not cost a second
_EMPTY_WORDS = FUNCTION_WORDS | CHAT_WORDS
_NAMED = frozenset({"person", "organisation", "place", "work", "product", "event", "name"})
_BEFORE_NOW = ("past", "perfect")
_LIKINGS = frozenset({"like", "love", "hate", "prefer", "enjoy", "adore", "dislike", "fear"})

_SHAPE = (
    "words", "long_words", "content", "rare", "content_share", "sentences", "asks_share",
    "asks_all", "asks_last", "exclaims_share", "numbers", "emoji", "capitals", "aside", "i_share",
    "you_share", "empty",
)  # fmt: skip
_EXTRACTED = (
    "times", "names", "people", "places", "works", "amounts", "facts", "own_facts", "past_facts",
    "own_past_facts", "planned_facts", "asked_facts", "commanded_facts", "liked_facts",
    "negative_facts", "sentences_with",
)  # fmt: skip
#: What the rules of the first version may call it.
_GUESSED = ("fact", "preference", "plan", "experience", "correction", "question")
#: Names of the features, in their order.
FEATURES = (
    *_SHAPE,
    *(f"cue_{name}" for name in CUES),
    *(f"rules_say_{kind}" for kind in _GUESSED),
    *_EXTRACTED,
)


def features(text: str, *, speaker: str | None, extraction: Extraction) -> NDArray[np.float32]:
    """Return the features of an event. Shape: (len(FEATURES),)."""
    plain = text[:_MAX_CHARS].replace("’", "'")
    said = ASIDE.sub(" ", plain)
    low = said.lower()
    words = WORD.findall(low)
    content = _content(words)
    guessed, _ = rule_kind(text, extraction)
    values = [
        *_shape(plain, said, words, content),
        *(log1p(n) for n in count_cues(low, words)),
        *(float(guessed == kind) for kind in _GUESSED),
        *_extracted(extraction, speaker),
    ]
    return np.array(values, np.float32)


def _content(words: Sequence[str]) -> set[str]:
    return {w for w in words if len(w) > 2 and w not in _EMPTY_WORDS}


def _shape(plain: str, said: str, words: Sequence[str], content: set[str]) -> list[float]:
    """Return the features of length, sentences and marks, in the order of ``_SHAPE``."""
    sentences = [s for s in SENTENCE.findall(said) if s.strip()] or [""]
    asks = [s.rstrip().endswith("?") for s in sentences]
    n, n_words = len(sentences), max(1, len(words))
    i = sum(w in ("i", "i'm", "i've", "i'll", "i'd", "we", "my", "our", "me") for w in words)
    you = sum(w in ("you", "your", "you're", "you've", "u", "ur") for w in words)
    aside = ASIDE.findall(plain)
    return [
        log1p(len(words)),
        log1p(sum(len(w) > 6 for w in words)),
        log1p(len(content)),
        log1p(len(content - COMMON_WORDS)),
        len(content) / n_words,
        log1p(n),
        sum(asks) / n,
        float(all(asks)),
        float(asks[-1]),
        sum(s.rstrip().endswith("!") for s in sentences) / n,
        log1p(len(NUMBER.findall(said)) + sum(w in NUMBER_WORDS for w in words)),
        log1p(len(EMOJI.findall(plain))),
        log1p(sum(c.isupper() for c in said[1:])),
        log1p(len(_content(WORD.findall(" ".join(aside).lower())))),
        i / n_words,
        you / n_words,
        float(not content),
    ]


def _extracted(extraction: Extraction, speaker: str | None) -> list[float]:
    """Return the features of what was found, in the order of ``_EXTRACTED``."""
    named = [m for m in extraction.mentions if m.role != "speaker" and m.kind in _NAMED]
    kinds = [m.kind for m in named]
    facts = extraction.facts
    covered = sum(any(s.start <= f.start < s.end for f in facts) for s in extraction.sentences)
    return [
        log1p(len(extraction.times)),
        log1p(sum(m.confidence > 0.6 for m in named)),
        log1p(kinds.count("person")),
        log1p(kinds.count("place")),
        log1p(kinds.count("work")),
        log1p(sum(m.kind == "quantity" for m in extraction.mentions)),
        log1p(len(facts)),
        log1p(sum(speaker is not None and f.subject == speaker for f in facts)),
        log1p(sum(f.tense in _BEFORE_NOW for f in facts)),
        log1p(sum(f.subject == speaker and f.tense in _BEFORE_NOW for f in facts)),
        log1p(sum(f.modality in ("planned", "wanted", "attempted") for f in facts)),
        log1p(sum(f.modality == "asked" for f in facts)),
        log1p(sum(f.modality == "commanded" for f in facts)),
        log1p(sum(f.predicate.split("_")[0] in _LIKINGS for f in facts)),
        log1p(sum(not f.positive for f in facts)),
        covered / max(1, len(extraction.sentences)),
    ]
