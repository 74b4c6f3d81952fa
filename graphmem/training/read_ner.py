"""Sets of names in CoNLL columns: WNUT17, Broad Twitter Corpus, wikigold."""

from __future__ import annotations

from pathlib import Path

from graphmem.training.example import Example
from graphmem.training.read_conllu import mentions_of
from graphmem.training.read_files import blocks

_WNUT = {
    "person": "person",
    "location": "place",
    "corporation": "organisation",
    "group": "organisation",
    "product": "product",
    "creative-work": "work",
}
_THREE = {"PER": "person", "ORG": "organisation", "LOC": "place"}
COARSE_OTHER = ("work", "product", "event", "other")  # what "MISC" may be
_WIKIGOLD = {
    "PER": ("person",),
    "ORG": ("organisation",),
    "LOC": ("place",),
    "MISC": COARSE_OTHER,
}
BTC_PARTS = ("a", "b", "e", "g", "h")


def read_wnut(path: Path, source: str) -> list[Example]:
    """Return WNUT17's sentences; it leaves account names unmarked, so they are unknown."""
    annotated = tuple(dict.fromkeys(_WNUT.values()))
    found: list[Example] = []
    for number, rows in enumerate(_columns(path)):
        words, tags = _words_and_tags(rows)
        handles = frozenset(i for i, w in enumerate(words) if len(w) > 1 and w[0] == "@")
        found.append(
            Example(
                source=source,
                document=f"{source}:{number}",
                words=words,
                mentions=mentions_of(tags, _WNUT),
                annotated=annotated,
                unknown=handles - {i for i in handles if tags[i] != "O"},
            )
        )
    return found


def read_btc(folder: Path) -> list[Example]:
    """Return the Broad Twitter Corpus's tweets; "@" and the name after it are one word."""
    found: list[Example] = []
    for part in BTC_PARTS:
        for number, rows in enumerate(_columns(folder / f"btc_{part}.conll")):
            words, tags = _words_and_tags(_join_handles(rows))
            found.append(
                Example(
                    source="btc",
                    document=f"btc_{part}:{number}",
                    words=words,
                    mentions=mentions_of(tags, _THREE),
                    annotated=tuple(_THREE.values()),
                )
            )
    return found


def read_wikigold(path: Path) -> list[Example]:
    """Return wikigold's sentences; its documents are numbered in order."""
    annotated = tuple(dict.fromkeys(kind for types in _WIKIGOLD.values() for kind in types))
    found: list[Example] = []
    document = 0
    for rows in _columns(path):
        if rows[0][0] == "-DOCSTART-":
            document += 1
            continue
        words, tags = _words_and_tags(rows)
        found.append(
            Example(
                source="wikigold",
                document=f"wikigold:{document}",
                words=words,
                mentions=mentions_of(tags, _WIKIGOLD),
                annotated=annotated,
            )
        )
    return found


def _columns(path: Path) -> list[list[list[str]]]:
    return [[line.split() for line in block] for block in blocks(path)]


def _words_and_tags(rows: list[list[str]]) -> tuple[tuple[str, ...], list[str]]:
    rows = [row if len(row) > 1 else ["?", row[-1]] for row in rows]  # a word of odd blanks alone
    return tuple(row[0] for row in rows), [row[-1] for row in rows]


def _join_handles(rows: list[list[str]]) -> list[list[str]]:
    joined: list[list[str]] = []
    for row in rows:
        before = joined[-1] if joined else ["", ""]
        if before[0] == "@" and before[-1] == row[-1]:
            joined[-1] = [f"@{row[0]}", row[-1]]
        else:
            joined.append(row)
    return joined
