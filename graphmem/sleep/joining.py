"""Statements about one thing that are told as one memory: how they mean the same need not be known.

"Ben sings in the Alder choir" and "Ben is a member of the Alder choir" are two ways to say one
thing, and no list of verbs knows it. Nearness proposes (vectors), shared words decide, and the
memory says both: if they were two things after all, nothing false is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.dynamics.remarks import BETWEEN
from graphmem.sleep.mining import Alike, Mined
from graphmem.sleep.wording import gist, sentence

NEAR = 0.78  # cosine from which two statements are told together
MOST = 3  # statements that one memory tells
_THIRD = 2  # place of the episode from which something is told again and again
_SHARED = 0.5  # share of the shorter one's words that both must have


@dataclass(slots=True)
class _Head:
    """A memory that others may be told with.

    Attributes:
        about: Words of the first statement that tell of what, not of whom.
        count: Statements in it.
    """

    group: list[Mined]
    text: str
    about: frozenset[str]
    count: int = 1


def told_together(groups: Sequence[Sequence[Mined]], alike: Alike) -> list[list[Mined]]:
    """Join groups of patterns that make one sentence each where these tell of one thing.

    The first of a list is what was told again and again first: later ones change no name.

    Args:
        groups: Patterns by the sentence that they make.
        alike: How near statements are in meaning (mean cosine).
    """
    heads: dict[tuple[str, bool], list[_Head]] = defaultdict(list)
    done: list[list[Mined]] = []
    for group in sorted((list(group) for group in groups), key=_since):
        main, first = group[0], group[0].evidence[0]
        known = heads[first.subject.key, main.pattern.arcs[0].positive]
        text = sentence(main)
        about = gist(text) - gist(first.subject.name)
        near = _nearest(known, text, about, alike) if main.form == "fact" else None
        if near is not None:
            near.group.extend(group)
            near.count += 1
            continue
        done.append(group)
        if main.form == "fact":
            known.append(_Head(group, text, about))
    return done


def told(texts: Sequence[str], subject: str) -> str:
    """Return statements of one subject as one text."""
    first, *others = texts
    bare = [text.removeprefix(f"{subject} ").removesuffix(".") for text in others]
    return BETWEEN.join([first.removesuffix("."), *bare]) + "." if bare else first


def distinct(told_by: Sequence[tuple[str, int]]) -> list[str]:
    """Return statements without those of which another one says all.

    Not where few say so: who runs, and now and then by the river, does not run by the river.

    Args:
        told_by: Statements with the number of their episodes.
    """
    said = [(gist(text), count) for text, count in told_by]

    def is_said(n: int) -> bool:
        words, count = said[n]
        return any(
            (words == other and m < n) or (words < other and 2 * many >= count)
            for m, (other, many) in enumerate(said)
        )

    return [text for n, (text, _) in enumerate(told_by) if not is_said(n)]


def _nearest(
    known: Sequence[_Head], text: str, about: frozenset[str], alike: Alike
) -> _Head | None:
    """Return the memory that tells of the same thing, the nearest one."""
    fit = [head for head in known if head.count < MOST and _is_shared(head.about, about)]
    best = max(((alike([head.text, text]), -n) for n, head in enumerate(fit)), default=(0.0, 0))
    return fit[-best[1]] if fit and best[0] >= NEAR else None


def _is_shared(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least > 0 and len(one & other) >= _SHARED * least


def _since(group: Sequence[Mined]) -> tuple[int, str]:
    """From when on the first pattern of a group was told again and again; ties by its graph."""
    times = sorted(e.at for e in group[0].evidence)
    return times[min(_THIRD, len(times) - 1)], repr(group[0].pattern)
