"""CoNLL-U treebanks, and UNER's files, which follow the same sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphmem.training.example import Example, Mention, Tree
from graphmem.training.read_files import blocks

_UNER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_NEW_DOCUMENT = "# newdoc id = "


@dataclass(frozen=True, slots=True)
class Sentence:
    """Rows of one sentence, ten columns each in CoNLL-U."""

    document: str
    rows: list[list[str]]


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file with the document each is of."""
    return parse(blocks(path))


def parse(found: Iterable[list[str]]) -> Iterator[Sentence]:
    """Yield sentences of blocks of lines; words alone, no ranges and no empty nodes."""
    document = ""
    for block in found:
        for line in block:
            if line.startswith(_NEW_DOCUMENT):
                document = line.removeprefix(_NEW_DOCUMENT).strip()
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            yield Sentence(document, rows)


def tree(rows: list[list[str]]) -> Tree:
    """Return the syntax of a sentence's rows."""
    return Tree(
        heads=tuple(int(row[6]) for row in rows),
        relations=tuple(row[7] for row in rows),
        upos=tuple(row[3] for row in rows),
        feats=tuple(row[5] for row in rows),
        lemmas=tuple(row[2] for row in rows),
    )


def read_treebank(path: Path, source: str) -> list[Example]:
    """Return a treebank's sentences."""
    return [
        Example(source, s.document, tuple(row[1] for row in s.rows), tree(s.rows))
        for s in sentences(path)
    ]


def read_ewt_dev(treebank: Path, uner: Path) -> list[Example]:
    """Return EWT's dev sentences with trees and UNER's names on the same words."""
    found: list[Example] = []
    names = {tuple(row[1] for row in s.rows): s.rows for s in sentences(uner)}
    for s in sentences(treebank):
        words = tuple(row[1] for row in s.rows)
        rows = names.get(words)
        mentions = None if rows is None else mentions_of([row[2] for row in rows], _UNER)
        found.append(
            Example("ewt_dev", s.document, words, tree(s.rows), mentions, tuple(_UNER.values()))
        )
    return found


def mentions_of(
    tags: list[str], types: dict[str, str] | dict[str, tuple[str, ...]]
) -> tuple[Mention, ...]:
    """Return the spans of BIO tags whose types are known; an I- after another type begins one."""
    found: list[Mention] = []
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        edge, _, name = tag.partition("-")
        if kind and (edge != "I" or name != kind):
            if kind in types:
                value = types[kind]
                found.append(Mention(start, i, (value,) if isinstance(value, str) else value))
            kind = ""
        if edge in ("B", "I") and not kind:
            start, kind = i, name
    return tuple(found)
