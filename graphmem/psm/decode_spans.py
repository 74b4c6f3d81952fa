"""Entity spans from scores of BIO tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.labels import OUTSIDE
from graphmem.psm.parse import EntitySpan

Scores = NDArray[np.floating]


def log_softmax(scores: Scores) -> NDArray[np.float64]:
    """Normalise the last axis to log probabilities."""
    shifted = scores.astype(np.float64) - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def decode_spans(scores: Scores, tags: Sequence[str]) -> tuple[EntitySpan, ...]:
    """Return the spans of the best tag sequence in which every I- continues its own type.

    Args:
        scores: Of each tag for each word. Shape: (n_words, n_tags).
        tags: ``O``, ``B-type``, ``I-type``.

    Returns:
        Spans in order; a span's score is the mean probability of its words being of its type.
    """
    if not len(scores) or not scores.argmax(axis=1).any():
        return ()
    logs = log_softmax(scores)
    return _spans([tags[i] for i in _best_path(logs, tags)], np.exp(logs), tags)


def _best_path(logs: NDArray[np.float64], tags: Sequence[str]) -> list[int]:
    greedy: list[int] = logs.argmax(axis=1).tolist()
    if _valid([tags[i] for i in greedy]):
        return greedy
    return _viterbi(logs, _transitions(tags))


def _valid(path: Sequence[str]) -> bool:
    before = OUTSIDE
    for tag in path:
        if tag[0] == "I" and before[1:] != tag[1:]:
            return False
        before = tag
    return True


def _transitions(tags: Sequence[str]) -> NDArray[np.float64]:
    """Return 0 where a tag may follow another and -inf elsewhere. Shape: (before, after)."""
    allowed = [[after[0] != "I" or before[1:] == after[1:] for after in tags] for before in tags]
    return np.where(np.array(allowed), 0.0, -np.inf)


def _viterbi(logs: NDArray[np.float64], moves: NDArray[np.float64]) -> list[int]:
    best = logs[0] + moves[0]  # before the first word stands O, which is tag 0
    back: list[NDArray[np.intp]] = []
    for row in logs[1:]:
        through = best[:, None] + moves
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def _spans(
    path: Sequence[str], shares: NDArray[np.float64], tags: Sequence[str]
) -> tuple[EntitySpan, ...]:
    found: list[EntitySpan] = []
    start = 0
    while start < len(path):
        end = start + 1
        if path[start][0] == "B":
            kind = path[start][2:]
            while end < len(path) and path[end] == f"I-{kind}":
                end += 1
            both = [tags.index(f"B-{kind}"), tags.index(f"I-{kind}")]
            score = float(shares[start:end, both].sum(axis=1).mean())
            found.append(EntitySpan(start, end, kind, min(round(score, 4), 1.0)))
        start = end
    return tuple(found)
