"""A second hop without a language model: what was found first changes what is looked for next.

The question is asked again with the sentence of each bridge (the best items of the first answer)
that means most of what it asks, as iterative dense retrieval does with whole passages (Xiong and
others, 2021, "Answering complex open-domain questions with multi-hop dense retrieval"). The
chances are joined as those of independent causes: 1 - Π(1 - p).
"""

from __future__ import annotations

import numpy as np

from benchmarks.context import Encode, MemoryPort
from benchmarks.evaluate import Ask, Found, name_of
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.types import Context, RecallOptions

BRIDGES = 2
WEIGHT = 0.6  # of what a bridge leads to; no weight tried on training questions gained


def second_hop(memory: MemoryPort, encode: Encode, user_id: str, options: RecallOptions) -> Ask:
    """Return what asks a memory twice over."""

    def ask(question: str) -> Found:
        first = memory.recall(question, user_id=user_id, options=options)
        left = {name: 1.0 - score for name, score in _scores(first).items()}
        for item in first.items[:BRIDGES]:
            longer = f"{question} {_bridge(encode, question, item.text)}"
            found = memory.recall(longer, user_id=user_id, options=options)
            for name, score in _scores(found).items():
                if name != name_of(item):
                    left[name] = left.get(name, 1.0) * (1.0 - WEIGHT * item.score * score)
        return Found(sorted(left, key=left.__getitem__))

    return ask


def _scores(context: Context) -> dict[str, float]:
    """Return the score of each item, by its event's external id."""
    return {name_of(item): item.score for item in context.items}


def _bridge(encode: Encode, question: str, text: str) -> str:
    """Return the sentence of a text that means most of what the question asks."""
    sentences = [text[s.start : s.end] for s in split_sentences(text)] or [text]
    vectors = encode([question, *sentences])
    return sentences[int(np.argmax(vectors[1:] @ vectors[0]))]
