"""What a question itself tells the recall network: its size, and what it asks for."""

from __future__ import annotations

import re

from graphmem.recall.seed import Query
from graphmem.stores.index.bm25 import tokens as stems
from graphmem.stores.index.user_index import UserIndex

_WORD = re.compile(r"[a-z]+")
_ASKING = ("who", "when", "where", "what", "which", "how", "why")
_CLOSED = ("did", "is", "are", "was", "were", "do", "does", "has", "have")
_COMPARING = frozenset(("or", "both", "same", "first", "earlier", "later", "older", "younger"))
QUESTION_FEATURES = (
    "n_words", "n_names", "names_time", "names_speaker", *_ASKING, "closed", "comparing", "and",
)  # fmt: skip
_MANY_WORDS, _MANY_NAMES = 20, 4


def question_features(index: UserIndex, query: Query) -> dict[str, float]:
    """Return the features of a question, by name (``QUESTION_FEATURES``)."""
    words = _WORD.findall(query.text.lower())
    speakers = any(index.speakers.count(entity) for entity in query.entities)
    return {
        "n_words": min(len(set(stems(query.text))), _MANY_WORDS) / _MANY_WORDS,
        "n_names": min(len(query.entities), _MANY_NAMES) / _MANY_NAMES,
        "names_time": float(bool(query.intervals)),
        "names_speaker": float(speakers),
        **{word: float(word in words) for word in _ASKING},
        "closed": float(bool(words) and words[0] in _CLOSED),
        "comparing": float(bool(_COMPARING & set(words))),
        "and": float("and" in words),
    }
