"""What somebody said last of a thing stands first, where a question asks what is so.

Contradictions are found between facts, and not all that people tell is read as facts. Two
statements of one speaker that are near in meaning, and that both answer the question, are most
often an older and a newer state of one thing; only their order is changed here, nothing is left
out, and nothing is said to be over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from graphmem.recall.found import Activated
from graphmem.recall.repeats import Choice
from graphmem.recall.seed import Floats, Query
from graphmem.recall.standing import Standing
from graphmem.stores.base import Row

PART = "newer"  # the part of a score of what took the place of an older statement, or lost it
_MOST = 10  # first items that may trade places: what stands lower answers less
_SHARE = 0.3  # of the older one's chance, which the newer one must have to answer as well
_PAST = re.compile(
    r"\b(?:was|were|did|had|been|used to|ago|before|after|previous(?:ly)?|former(?:ly)?|old|first"
    r"|last|originally|earlier|earliest|initially|ever|once|history|years?|months?|weeks?"
    r"|(?:has|have) (?:\w+ ){1,4}\w+(?:ed|en))\b",
    re.IGNORECASE,
)
#: Who asks for several things wants all of them, and who asks what would be, no state of now.
_OTHER = re.compile(
    r"\b(?:what|which|who) are\b"
    r"|\b(?:what|which)(?: \w+)? \w{2,}[^\W\dsui]s (?:do|does|has|have|can)\b"
    r"|\b(?:kinds?|types?|sorts?|all|both|some|many|often|would|might|could|should|likely|why)\b",
    re.IGNORECASE,
)


_OWN = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement; ``whose``: whom of the question it names, "" for its speaker; none: nobody."""

    speaker: str
    moment: int
    answers: bool  # a question tells nothing
    whose: frozenset[str]


def asks_present(query: Query) -> bool:
    """Tell whether a question asks for one thing that is so, and not what was, or would be."""
    text = query.text
    return not (query.intervals or _PAST.search(text) or _OTHER.search(text))


def newest_first(
    found: Activated,
    choices: Sequence[Choice],
    events: Mapping[str, Row],
    standing: Standing | None,
    *,
    least: float,
) -> tuple[Activated, list[Choice]]:
    """Let statements trade places with newer ones of their speaker that answer as well.

    Args:
        choices: Best first.
        events: What a context shows of rows, by id.
        standing: What is decided of their facts: what lost its place moves nowhere.
        least: Cosine from which two statements speak of one thing.

    Returns:
        What was found, with the scores traded too, and the choices in their new order.
    """
    chances = found.parts.get("network")
    if chances is None or len(choices) < 2 or not asks_present(found.query):
        return found, list(choices)
    choices, rest = choices[:_MOST], choices[_MOST:]
    said = [_said(choice, found, events, standing) for choice in choices]
    rows = np.array([choice.row for choice in choices], np.int32)
    vectors, likely = found.index.vectors.rows(rows), chances[rows]
    near = vectors @ vectors.T >= least
    order = list(range(len(choices)))
    for here, older in enumerate(order):
        newer = [
            other
            for other in order[here + 1 :]
            if near[older, other]
            and _follows(said[older], said[other])
            and likely[other] >= _SHARE * likely[older]
        ]
        if newer:
            best = max(newer, key=lambda n: (said[n].moment, -n))
            there = order.index(best)
            order[here], order[there] = best, older
    if order == sorted(order):
        return found, [*choices, *rest]
    return _traded(found, choices, order), [*(choices[n] for n in order), *rest]


def _said(
    choice: Choice, found: Activated, events: Mapping[str, Row], standing: Standing | None
) -> _Said:
    ids = found.index.ids
    row = events[ids[choice.row]]
    moment = max(cast("int", events[ids[r]]["occurred_at"]) for r in choice.rows)
    lost = standing is not None and any(standing.replacing(r) for r in choice.rows)
    asks = str(row["text"]).rstrip().endswith("?")
    speaker = str(row["speaker"] or "")
    whose = _whose(found, choice.row, str(row["text"]), speaker)
    return _Said(speaker, moment, not lost and not asks, whose)


def _whose(found: Activated, row: int, text: str, speaker: str) -> frozenset[str]:
    """Return whom a statement is about: of the question's names, or who speaks."""
    linked = set(found.index.entities_of(row).tolist())
    names = found.index.entity_names
    told = {names[e][0] for e in found.query.entities if e in linked}
    told = {name for name in told if name.casefold() != speaker.casefold()}
    return frozenset(told) or frozenset({""} if _OWN.search(text) else ())


def _follows(older: _Said, newer: _Said) -> bool:
    same = bool(older.speaker) and older.speaker == newer.speaker
    alike = same and bool(older.whose) and older.whose == newer.whose
    return alike and newer.answers and newer.moment > older.moment


def _traded(found: Activated, choices: Sequence[Choice], order: Sequence[int]) -> Activated:
    """Give each choice the score of the place that it has now."""

    def score(choice: Choice) -> np.float32:
        return np.float32(max(float(found.scores[row]) for row in choice.rows))

    places = [score(choice) for choice in choices]
    scores: Floats = found.scores.copy()
    more = np.zeros(len(scores), np.float32)
    for value, n in zip(places, order, strict=True):
        rows = list(choices[n].rows)
        scores[rows] = np.minimum(scores[rows], value)
        scores[choices[n].row] = value
        more[rows] = scores[rows] - found.scores[rows]
    return replace(found, scores=scores, parts={**found.parts, PART: more})
