"""GUM: trees and entities. Its entities are all noun phrases; the names among them are taken."""

from __future__ import annotations

import lzma
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from graphmem.psm.labels import ENTITY_TYPES
from graphmem.training.example import Example, Mention
from graphmem.training.read_conllu import Sentence, parse, tree
from graphmem.training.read_ner import COARSE_OTHER

GENRES = ("academic", "bio", "court", "interview", "news", "voyage")  # free licences alone
_TYPES = {
    "person": ("person",),
    "organization": ("organisation",),
    "place": ("place",),
    "event": ("event",),
    "object": ("work", "product", "other"),
    "abstract": COARSE_OTHER,
    "plant": ("other",),
    "animal": ("other",),
    "substance": ("other",),
}
_BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")
_INSIDE_NAMES = {"of", "the", "for", "de", "&", "and", "-", "'s", "in"}
_Span = tuple[int, int, str]


def read_gum(path: Path) -> list[Example]:
    """Return the sentences of the genres whose licence allows it.

    Args:
        path: ``gum_dep_conllu.tar.xz``.
    """
    found: list[Example] = []
    with lzma.open(path) as packed, tarfile.open(fileobj=packed) as archive:
        for member in archive:
            if member.name.split("GUM_")[-1].split("_")[0] not in GENRES:
                continue
            file = archive.extractfile(member)
            if file is not None:
                found += _document(file.read().decode())
    return found


def _document(text: str) -> Iterator[Example]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    for sentence in parse(blocks):
        spans = [(start, end, kind) for start, end, kind, _ in groups(sentence)]
        yield _example(sentence, spans, _dates(sentence))


def _example(sentence: Sentence, spans: list[_Span], dates: list[tuple[int, int]]) -> Example:
    rows = sentence.rows
    times = {i for start, end, kind in spans if kind == "time" for i in range(start, end)}
    proper = {i for i, row in enumerate(rows) if row[3] == "PROPN"}
    mentions = [Mention(start, end, ("date",)) for start, end in dates]
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        name = name_of(rows, start, end) if kind in _TYPES else None
        if name and all(name[1] <= m.start or m.end <= name[0] for m in mentions):
            mentions.append(Mention(*name, _TYPES[kind]))
    inside = {i for m in mentions for i in range(m.start, m.end)}
    return Example(
        source="gum",
        document=sentence.document,
        words=tuple(row[1] for row in rows),
        tree=tree(rows),
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        annotated=tuple(t for t in ENTITY_TYPES if t not in ("number", "work", "product", "other")),
        unknown=frozenset((times | proper) - inside),
    )


def groups(sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """Yield the entity spans of one sentence: start, end, kind, number of the coreference group."""
    opened: list[tuple[str, str, int]] = []  # an entity may not cross sentences, a date may
    for i, row in enumerate(sentence.rows):
        for single, opening, closing in _BRACKET.findall(_misc(row).get("Entity", "")):
            if single:
                group, kind = single.split("-")[:2]
                yield i, i + 1, kind, group
            elif opening:
                group, kind = opening.split("-")[:2]
                opened.append((group, kind, i))
            else:
                for place in range(len(opened) - 1, -1, -1):
                    if opened[place][0] == closing:
                        group, kind, start = opened.pop(place)
                        yield start, i + 1, kind, group
                        break


def _dates(sentence: Sentence) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for i, row in enumerate(sentence.rows):
        mark = _misc(row).get("XML", "")
        if "<date" in mark:
            start = i
        if "</date>" in mark and start is not None:
            found.append((start, i + 1))
            start = None
    return found


def name_of(rows: list[list[str]], start: int, end: int) -> tuple[int, int] | None:
    """Return the proper name that heads a noun phrase, or None if a common noun does."""
    heads = [i for i in range(start, end) if not start < int(rows[i][6]) <= end]
    if len(heads) != 1 or rows[heads[0]][3] != "PROPN":
        return None
    first = last = heads[0]
    while first > start and _proper_before(rows, first - 1, start):
        first -= 1
    while last + 1 < end and _proper_after(rows, last + 1, end):
        last += 1
    while rows[first][3] != "PROPN":
        first += 1
    while rows[last][3] not in ("PROPN", "NUM"):
        last -= 1
    return first, last + 1


def _proper_before(rows: list[list[str]], i: int, start: int) -> bool:
    if rows[i][3] == "PROPN" or (rows[i][1] in _INSIDE_NAMES and i > start):
        return True
    return rows[i][1][:1].isupper() and rows[i][3] in ("ADJ", "NOUN", "ADV", "VERB")


def _proper_after(rows: list[list[str]], i: int, end: int) -> bool:
    following = rows[i + 1][3] if i + 1 < end else ""
    return rows[i][3] in ("PROPN", "NUM") or (
        rows[i][1] in _INSIDE_NAMES and following in ("PROPN", "DET")
    )


def _misc(row: list[str]) -> dict[str, str]:
    pairs = (part.partition("=") for part in row[9].split("|"))
    return {key: value for key, _, value in pairs}
