"""How often a resolved "he" or "she" is right: GUM's gold trees, gold people, gold coreference.

The people handed to the rules are GUM's named ones; a resolved pronoun is right if the name shares
a word with a name or phrase of its gold entity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from benchmarks.context import Row
from benchmarks.triples_trees import read_trees
from graphmem.ingest.facts.find import pronouns_of
from graphmem.ingest.facts.spans import name_tokens
from graphmem.ingest.facts.tree import feature

_BRACKET = re.compile(r"\(([^()]+)(\))?|(\d+)\)")
_WORD = re.compile(r"\w[\w'’-]+")
_LIGHT = frozenset({"the", "of", "and"})
_COLUMNS = 10
_NAMED = frozenset({"person", "place", "organization", "object", "event", "abstract"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of GUM: its entity's number, its type, its first and last word."""

    entity: str
    kind: str
    first: int
    last: int


def pronoun_row(name: str, documents: Iterable[Sequence[str]]) -> Row:
    """Return how many gendered pronouns there are, how many are resolved and how many right."""
    total = resolved = right = 0
    for lines in documents:
        doc = Doc.from_docs([tree.doc for tree in read_trees(iter(lines))])
        marked = read_mentions(lines)
        doc.set_ents(_people(doc, marked))
        words = _words(doc, marked)
        at = {m.first: m.entity for m in marked if m.first == m.last}
        total += sum(_gendered(doc, i) for i in range(len(doc)))
        for place, meant in pronouns_of(doc).items():
            resolved += 1
            right += bool(_known(meant) & words.get(at.get(place, ""), set()))
    row: Row = {"set": "pronouns, gold trees", "system": name, "n": total, "resolved": resolved}
    share = resolved / total if total else 0.0
    return row | {"share": share, "precision": right / resolved if resolved else 0.0}


def _gendered(doc: Doc, place: int) -> bool:
    token = doc[place]
    third = token.pos_ == "PRON" and feature(token, "Person") == "3"
    gender = feature(token, "Gender") in ("Masc", "Fem")
    return third and gender and feature(token, "Reflex") == ""


def read_mentions(lines: Iterable[str]) -> list[Marked]:
    """Read the brackets of ``Entity=`` in the last column; words are counted over the document."""
    rows = [cells for line in lines if len(cells := line.rstrip("\n").split("\t")) == _COLUMNS]
    found: list[Marked] = []
    waiting: list[tuple[str, str, int]] = []
    for place, cells in enumerate(row for row in rows if row[0].isdigit()):
        text = next((m[7:] for m in cells[9].split("|") if m.startswith("Entity=")), "")
        for opened, alone, closed in _BRACKET.findall(text):
            entity, kind = [*opened.split("-"), ""][:2] if opened else (closed, "")
            if opened and not alone:
                waiting.append((entity, kind, place))
            elif opened:
                found.append(Marked(entity, kind, place, place))
            else:
                found += _close(waiting, entity, place)
    return found


def _close(waiting: list[tuple[str, str, int]], entity: str, last: int) -> list[Marked]:
    for n in range(len(waiting) - 1, -1, -1):
        if waiting[n][0] == entity:
            _, kind, first = waiting.pop(n)
            return [Marked(entity, kind, first, last)]
    return []


def _people(doc: Doc, marked: Sequence[Marked]) -> list[Span]:
    """Return the names that are marked, with people told apart from the rest."""
    taken: set[int] = set()
    spans: list[Span] = []
    for mention in sorted(marked, key=lambda m: m.last - m.first):
        root = doc[mention.first : mention.last + 1].root
        tokens = name_tokens(root) if root.pos_ == "PROPN" and mention.kind in _NAMED else []
        places = {t.i for t in tokens}
        if places and not places & taken:
            taken |= places
            label = "person" if mention.kind == "person" else "other"
            spans.append(Span(doc, tokens[0].i, tokens[-1].i + 1, label))
    return sorted(spans, key=lambda s: s.start)


def _words(doc: Doc, marked: Sequence[Marked]) -> dict[str, set[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for m in marked:
        words[m.entity] |= _known(doc[m.first : m.last + 1].text)
    return words


def _known(text: str) -> set[str]:
    return set(_WORD.findall(text)) - _LIGHT
