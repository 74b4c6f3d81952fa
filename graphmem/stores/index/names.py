"""Names of a user's entities, for linking text to them without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphmem.ids import normalise_name

_TOKEN = re.compile(r"[\w&@.'’()-]+", re.UNICODE)
_EDGES = ".'’()-"
MAX_WORDS = 10


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name found at [start, end) of a text."""

    start: int
    end: int
    entity: int


class Names:
    """Normalised names and aliases, each with the entities that bear it."""

    def __init__(self) -> None:
        self.bearers: dict[str, list[int]] = {}
        self._first_words: dict[str, int] = {}  # first word -> most words of a name starting so

    def add(self, entity: int, names: Iterable[str]) -> None:
        """Let an entity be found under some names."""
        for name in names:
            key = normalise_name(name)
            if not key:
                continue
            bearers = self.bearers.setdefault(key, [])
            if entity not in bearers:
                bearers.append(entity)
            words = _words(key)
            if words:
                first = words[0][0]
                self._first_words[first] = max(self._first_words.get(first, 0), len(words))

    def find(self, text: str) -> Iterator[NameMatch]:
        """Yield the longest known names in a text, left to right, without overlap."""
        words = _words(text)
        i = 0
        while i < len(words):
            longest = min(self._first_words.get(words[i][0], 0), MAX_WORDS, len(words) - i)
            step = 1
            for size in range(longest, 0, -1):
                start, end = words[i][1], words[i + size - 1][2]
                bearers = self.bearers.get(normalise_name(text[start:end]))
                if bearers:
                    yield from (NameMatch(start, end, e) for e in bearers)
                    step = size
                    break
            i += step


def possible_names(text: str, *, most_words: int = 5) -> list[str]:
    """Return the normalised form of every run of words in a text that might be a name."""
    words = _words(text)
    spans = (
        (start, end)
        for i, (_, start, _) in enumerate(words)
        for _, _, end in words[i : i + most_words]
    )
    return sorted({normalise_name(text[start:end]) for start, end in spans} - {""})


def _words(text: str) -> list[tuple[str, int, int]]:
    """Folded words with their offsets; punctuation at the edges is left out, possessives too."""
    found: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        start = match.start() + len(word) - len(word.lstrip(_EDGES))
        bare = word.strip(_EDGES)
        if bare[-2:].casefold() in {"'s", "’s"}:
            bare = bare[:-2]
        if bare:
            closing = text[start + len(bare) : start + len(bare) + 1] == ")" and "(" in bare
            found.append((bare.casefold(), start, start + len(bare) + closing))
    return found
