"""Gold trees as spaCy documents: reads CoNLL-U, for the suite ``extraction`` and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TextIO

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of a treebank."""

    id: str
    text: str
    doc: Doc


@cache
def vocabulary() -> Vocab:
    """Return the words that all documents share."""
    return spacy.blank("en").vocab


def read_trees(lines: TextIO | Iterator[str]) -> Iterator[Tree]:
    """Yield the sentences of a CoNLL-U file; empty nodes are left out."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for raw in lines:
        line = raw.rstrip("\n")
        if not line.strip():
            if rows:
                yield _tree(comments, rows)
            comments, rows = {}, []
        elif line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        else:
            rows.append(line.split("\t"))
    if rows:
        yield _tree(comments, rows)


def _tree(comments: dict[str, str], rows: list[list[str]]) -> Tree:
    glued = _glued(rows)
    words = [row for row in rows if row[0].isdigit()]
    texts, spaces = [], []
    for row in words:
        number = int(row[0])
        texts.append(row[1])
        last = glued.get(number)
        spaces.append(last if last is not None else "SpaceAfter=No" not in row[9])
    heads = [int(row[6]) - 1 if row[6] != "0" else n for n, row in enumerate(words)]
    doc = Doc(
        vocabulary(),
        words=texts,
        spaces=spaces,
        lemmas=[row[2] for row in words],
        pos=[row[3] for row in words],
        morphs=["" if row[5] == "_" else row[5] for row in words],
        heads=heads,
        deps=[row[7] for row in words],
        sent_starts=[n == 0 for n in range(len(words))],
    )
    return Tree(comments.get("sent_id", ""), comments.get("text", doc.text), doc)


def _glued(rows: list[list[str]]) -> dict[int, bool]:
    """Return for each word of a contraction whether a blank follows it."""
    found: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = (int(n) for n in row[0].split("-"))
            found |= dict.fromkeys(range(first, last), False)
            found[last] = "SpaceAfter=No" not in row[9]
    return found
