"""Statements about one thing that are told as one memory: how they mean the same need not be known.

"Ben sings in the Alder choir" and "Ben is a member of the Alder choir" are two ways to say one
thing, and no list of verbs knows it. Nearness proposes (vectors), shared words decide, and the
memory says both: if they were two things after all, nothing false is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphmem.sleep.mining import Alike, Mined
from graphmem.sleep.wording import gist, sentence

NEAR = 0.78  # cosine from which two statements are told together
MOST = 3  # statements that one memory tells
_THIRD = 2  # place of the episode from which something is told again and again
_SHARED = 0.5  # share of the shorter one's words that both must have
BETWEEN = "; "  # what stands between statements


def told_together(groups: Sequence[Sequence[Mined]], alike: Alike) -> list[list[Mined]]:
    """Join groups of patterns that make one sentence each where these tell of one thing.

    The first of a list is what was told again and again first: later ones change no name.

    Args:
        groups: Patterns by the sentence that they make.
        alike: How near statements are in meaning (mean cosine).
    """
    ordered = sorted((list(group) for group in groups), key=_since)
    heads: dict[tuple[str, bool], list[tuple[list[Mined], list[str]]]] = {}
    done: list[list[Mined]] = []
    for group in ordered:
        main = group[0]
        if main.form != "fact":
            done.append(group)
            continue
        key = main.evidence[0].subject.key, main.pattern.arcs[0].positive
        text = sentence(main)
        near = _nearest(heads.setdefault(key, []), text, main.evidence[0].subject.name, alike)
        if near is None:
            heads[key].append((group, [text]))
            done.append(group)
        else:
            near[0].extend(group)
            near[1].append(text)
    return done


def told(texts: Sequence[str], subject: str) -> str:
    """Return statements of one subject as one; what another one says already is left out."""
    said = [gist(text) for text in texts]
    kept = [
        text
        for n, text in enumerate(texts)
        if not any(said[n] < other or (said[n] == other and m < n) for m, other in enumerate(said))
    ]
    first, *others = kept
    bare = [t.removeprefix(f"{subject} ") for t in others]
    return BETWEEN.join([t.removesuffix(".") for t in (first, *bare)]) + "." if bare else first


def _nearest(
    known: Sequence[tuple[list[Mined], list[str]]], text: str, subject: str, alike: Alike
) -> tuple[list[Mined], list[str]] | None:
    """Return the memory that tells of the same thing, the nearest one."""
    fit = [k for k in known if len(k[1]) < MOST and _is_shared(k[1][0], text, subject)]
    best = max(((alike([k[1][0], text]), -n) for n, k in enumerate(fit)), default=(0.0, 0))
    return fit[-best[1]] if fit and best[0] >= NEAR else None


def _is_shared(one: str, other: str, subject: str) -> bool:
    """Tell whether two statements share the words that tell of what, not only of whom."""
    name = gist(subject)
    first, second = gist(one) - name, gist(other) - name
    least = min(len(first), len(second))
    return least > 0 and len(first & second) >= _SHARED * least


def _since(group: Sequence[Mined]) -> tuple[int, str]:
    """From when on the first pattern of a group was told again and again; ties by its graph."""
    times = sorted(e.at for e in group[0].evidence)
    return times[min(_THIRD, len(times) - 1)], repr(group[0].pattern)
