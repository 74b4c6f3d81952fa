"""Taking words out of texts: what is cut becomes a bar as long as it was, so that no place moves.

Offsets of sentences, mentions and statements count characters of the whole event's text, and stay
right. How long the words were can still be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from graphmem import ids

BAR = "█"
Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch as one; empty ones are left out."""
    found: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(spans: Iterable[Span], spared: Iterable[Span]) -> list[Span]:
    """Return what is left of spans outside of others."""
    left = merged(spans)
    for first, last in merged(spared):
        left = [
            part
            for start, end in left
            for part in ((start, min(end, first)), (max(start, last), end))
            if part[0] < part[1]
        ]
    return left


def blanked(text: str, cuts: Iterable[Span], start: int = 0) -> str:
    """Return a text with bars in place of what is cut.

    Args:
        start: Where the text begins in that which the cuts are counted in.
    """
    for first, last in cuts:
        first, last = max(first - start, 0), min(last - start, len(text))
        if first < last:
            text = text[:first] + BAR * (last - first) + text[last:]
    return text


def is_inside(span: Span, cuts: Sequence[Span]) -> bool:
    """Tell whether all of a span is cut; one without extent is not."""
    return span[0] < span[1] and any(a <= span[0] and span[1] <= b for a, b in cuts)


def meets(span: Span, cuts: Sequence[Span]) -> bool:
    """Tell whether something of a span is cut."""
    return any(a < span[1] and span[0] < b for a, b in cuts)


def starts_of(text: str, event_id: str, chunks: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Find where chunks were cut from a whole text: their ids are made of the place.

    Args:
        chunks: Id and text of each, in order.

    Returns:
        Offset by id; a chunk that the text does not hold is left out.
    """
    found: dict[str, int] = {}
    begin = 0
    for chunk_id, piece in chunks:
        at = text.find(piece, begin)
        while at >= 0 and ids.digest("chunk", event_id, str(at), str(at + len(piece))) != chunk_id:
            at = text.find(piece, at + 1)
        if at >= 0:
            found[chunk_id], begin = at, at + len(piece)
    return found


@dataclass(frozen=True)
class Forms:
    """The spellings of a name, found in texts as whole words.

    A name of several words is found in any case, one of a single word as it is spelled, or in
    capitals: "will" is no Will.
    """

    names: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        wanted = sorted({n for name in self.names for n in _spellings(name)}, key=len, reverse=True)
        one = "|".join(map(re.escape, (w for w in wanted if " " not in w)))
        some = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in wanted if " " in w)
        parts = [p for p in (some and f"(?i:{some})", one) if p]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")

    @property
    def marks(self) -> list[str]:
        """Strings of which each text that holds the name holds one, or several spellings of it."""
        found = {s for name in self.names for s in _spellings(name)}
        return sorted(found | {s.casefold() for s in found if " " in s})

    def find(self, text: str) -> list[Span]:
        """Return where the name stands in a text."""
        return [m.span() for m in self._pattern.finditer(text)]

    def blank(self, text: str, sparing: Sequence[str] = ()) -> str:
        """Return a text with bars in place of the name, but where it is part of some others."""
        found = self.find(text)
        longer = [n for n in sparing if n in self] if found else []
        spared = Forms(tuple(longer)).find(text) if longer else []
        return blanked(text, [span for span in found if not is_inside(span, spared)])

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self._pattern.search(text) is not None


def _spellings(name: str) -> set[str]:
    name = " ".join(name.split())
    return {name, name.upper()} if len(name) > 1 else {name} - {""}
