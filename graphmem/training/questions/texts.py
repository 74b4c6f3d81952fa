"""The passages that questions are made from, and which of them name each other's titles."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graphmem.training.questions.words import listed
from graphmem.training.read_files import lines

SETS = ("musique", "hotpotqa", "2wiki")
_WORD = re.compile(r"[\w'’.-]*\w|\w")
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_MAX_WORDS = 7
_LONE_WORDS = 4  # letters that a title of one word has at least


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph; ``title`` may be empty."""

    id: str
    title: str
    text: str

    @property
    def name(self) -> str:
        """The title without what tells it from its namesakes ("Heat (film)")."""
        return _ASIDE.sub("", self.title)


@dataclass(frozen=True, slots=True)
class Link:
    """The title of another passage at [start, end) of a passage's text."""

    name: str
    start: int
    end: int


class Texts:
    """A set's passages by id, and by the names that stand for them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages: Mapping[str, Passage] = {p.id: p for p in passages}

    @cached_property
    def named(self) -> Mapping[str, list[Passage]]:
        """Passages by name; an ambiguous name has several."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages.values():
            if passage.title:
                found[passage.name].append(passage)
        return found

    @cached_property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """Names of other passages in each passage's text, in order."""
        return {p.id: tuple(self._links(p)) for p in self.passages.values()}

    @cached_property
    def linked(self) -> Mapping[str, list[str]]:
        """Ids of the passages that mention a name."""
        found: dict[str, list[str]] = defaultdict(list)
        for passage, links in self.links.items():
            for name in dict.fromkeys(link.name for link in links):
                found[name].append(passage)
        return found

    def _links(self, passage: Passage) -> Iterator[Link]:
        words = list(_WORD.finditer(passage.text))
        at = 0
        while at < len(words):
            for n in range(min(_MAX_WORDS, len(words) - at), 0, -1):
                start, end = words[at].start(), words[at + n - 1].end()
                name = passage.text[start:end]
                if (
                    name in self.named
                    and _telling(name)
                    and name != passage.name
                    and (n > 1 or place_of(name, passage.text, start) == start)
                ):
                    yield Link(name, start, end)
                    at += n - 1
                    break
            at += 1


def place_of(name: str, text: str, first: int = 0) -> int:
    """Return where a name stands by itself, not as a part of a longer one; -1: nowhere."""
    for found in re.finditer(rf"\b{re.escape(name)}\b", text[first:]):
        start, end = first + found.start(), first + found.end()
        before = re.search(r"\b([A-Z][\w'’-]*) $", text[max(0, start - 30) : start])
        longer = before and " " not in name and before[1] not in _STARTERS
        if not longer and not re.match(r" [A-Z]|-\w", text[end:]):
            return start
    return -1


_STARTERS = frozenset({"The", "In", "On", "At", "By", "For", "From", "A", "After", "When", "With"})


def _telling(name: str) -> bool:
    """Whether a name is surely one: not an ordinary word that is somebody's title."""
    if " " not in name:
        return len(name) >= _LONE_WORDS and name[0].isupper() and name.lower() not in _ORDINARY
    return any(w[0].isupper() for w in name.split()[1:])


_ORDINARY = listed("ordinary")


def read_texts(folder: Path, set_name: str) -> Texts:
    """Read the large corpus of a set.

    Args:
        folder: Holds ``{set}_corpus_large.jsonl`` (or ``.xz``), records ``{id, title, text}``.

    Raises:
        SettingsError: It does not.
    """
    records = (json.loads(line) for line in lines(folder / f"{set_name}_corpus_large.jsonl"))
    return Texts([Passage(r["id"], r["title"] or "", r["text"]) for r in records])
