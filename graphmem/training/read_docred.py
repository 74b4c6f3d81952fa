"""Re-DocRED: mentions in Wikipedia paragraphs; its "MISC" is made finer by the relations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphmem.psm.labels import ENTITY_TYPES
from graphmem.training.example import Example, Mention
from graphmem.training.read_files import lines
from graphmem.training.read_ner import COARSE_OTHER

_TYPES = {
    "PER": ("person",),
    "ORG": ("organisation",),
    "LOC": ("place",),
    "TIME": ("date",),
    "NUM": ("number",),
    "MISC": COARSE_OTHER,
}
# Wikidata properties whose subject (h) or object (t) is of a type, the surest type first.
_CLUES: tuple[tuple[str, str, str], ...] = (
    ("product", "h", "P176"),  # manufacturer
    ("work", "h", "P50 P57 P58 P86 P161 P162 P175 P676 P577 P123 P364 P674 P449 P272 P264"),
    ("work", "t", "P800 P1441"),  # notable work, present in work
    ("event", "h", "P710 P580 P582 P585 P276"),  # participant, start, end, time, place
    ("event", "t", "P1344 P607"),  # participant in, conflict
    ("product", "h", "P178 P400"),  # developer, platform
    ("product", "t", "P400 P1056"),  # platform, product
    ("other", "t", "P1412 P37 P364 P140 P172 P166 P136 P102"),  # language, religion, prize ...
)


def read_docred(path: Path) -> list[Example]:
    """Return the sentences of all paragraphs; a paragraph's title is its document's id."""
    documents: list[dict[str, Any]] = json.loads("".join(lines(path)))
    return [example for document in documents for example in _sentences(document)]


def _sentences(document: dict[str, Any]) -> list[Example]:
    finer = finer_types(document)
    marked: list[dict[tuple[int, int], tuple[str, ...]]] = [{} for _ in document["sents"]]
    for number, entity in enumerate(document["vertexSet"]):
        for mention in entity:
            types = _TYPES[mention["type"]]
            if len(types) > 1 and number in finer:
                types = (finer[number],)
            marked[mention["sent_id"]][mention["pos"][0], mention["pos"][1]] = types
    return [
        Example(
            source="re_docred",
            document=document["title"],
            words=tuple(word if word.strip() else "?" for word in words),
            mentions=_without_overlap(spans),
            annotated=ENTITY_TYPES,
        )
        for words, spans in zip(document["sents"], marked, strict=True)
        if words
    ]


def finer_types(document: dict[str, Any]) -> dict[int, str]:
    """Return a finer type by entity number, where a relation tells it."""
    found: dict[int, str] = {}
    for kind, end, properties in _CLUES:
        wanted = set(properties.split())
        for relation in document["labels"]:
            if relation["r"] in wanted:
                found.setdefault(relation[end], kind)
    return found


def _without_overlap(spans: dict[tuple[int, int], tuple[str, ...]]) -> tuple[Mention, ...]:
    """Keep the longest of overlapping mentions."""
    kept: list[Mention] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(end <= m.start or m.end <= start for m in kept):
            kept.append(Mention(start, end, spans[start, end]))
    return tuple(sorted(kept, key=lambda m: m.start))
