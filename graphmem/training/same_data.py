"""Names of one entity in one document: coreference clusters of GUM, LitBank and Re-DocRED.

A document is a list of sentences with the names in them; names of one cluster are one entity's.
"""

from __future__ import annotations

import json
import lzma
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphmem.psm.tables import wordset
from graphmem.training.read_conllu import Sentence, parse
from graphmem.training.read_docred import finer_types
from graphmem.training.read_files import lines
from graphmem.training.read_gum import GENRES, groups, name_of
from graphmem.training.splits import EVALUATION, assigned

SOURCES = ("gum", "litbank", "re_docred")
_JUDGED = Path(__file__).parent / "data_same" / "judged.tsv"
_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "name"}
_GUM = {"person": "person", "organization": "organisation", "place": "place", "event": "event"}
_ACE = {"PER": "person", "ORG": "organisation", "LOC": "place", "GPE": "place", "FAC": "place",
        "VEH": "product"}  # fmt: skip
_SMALL = wordset("of the de la du von van and & le d'")
#: Capitalised words that are no names by themselves.
_NO_NAMES = wordset(
    """
    i he she it they we you his her my your our their this that mother father sir madam lady lord
    mr mrs miss dr god captain aunt uncle mamma papa master mistress the a an there one
    """
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a sentence.

    Attributes:
        cluster: Number of the entity in its document.
        at: Place of its first word in the sentence.
    """

    name: str
    kind: str
    cluster: str
    sentence: int
    at: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its names.

    Attributes:
        held_out: Nothing is fitted or chosen on it.
        related: Clusters between which a relation is annotated.
        complete: Two clusters are two entities. Re-DocRED's are often one that nobody joined.
    """

    source: str
    id: str
    sentences: tuple[str, ...]
    mentions: tuple[NameMention, ...]
    held_out: bool
    related: frozenset[tuple[str, str]] = frozenset()
    complete: bool = True

    def two(self, one: str, other: str) -> bool:
        """Tell whether two clusters are surely two entities."""
        return self.complete or (one, other) in self.related or (other, one) in self.related


def read_documents(folder: Path) -> list[Document]:
    """Return the documents of all sources that have two names or more.

    Args:
        folder: Holds ``gum``, ``litbank`` and ``re_docred``.
    """
    found = [
        *_gum(folder / "gum" / "gum_dep_conllu.tar.xz"),
        *_litbank(folder / "litbank" / "litbank.tar.xz"),
        *_docred(folder / "re_docred" / "dev_revised.json"),
    ]
    return [d for d in found if len({m.name for m in d.mentions}) > 1]


def joined(words: Sequence[str]) -> str:
    """Return words as text, without blanks before marks."""
    text = ""
    for word in words:
        tight = not text or word[:1] in ".,;:!?)'’" or word == "n't" or text[-1] in "($"
        text += word if tight else f" {word}"
    return text


def _archive(path: Path) -> Iterator[tuple[str, str]]:
    with lzma.open(path) as packed, tarfile.open(fileobj=packed) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                yield member.name, file.read().decode()


def _held_out(source: str, document: str) -> bool:
    """Tell whether a document is for evaluation: those that the extractor never saw, too."""
    if source == "litbank":
        return sha256(document.encode()).digest()[0] < 64
    return assigned(source).get(document) == EVALUATION


def _docred(path: Path) -> Iterator[Document]:
    documents: list[dict[str, Any]] = json.loads("".join(lines(path)))
    for document in documents:
        finer = finer_types(document)
        mentions: list[NameMention] = []
        for number, entity in enumerate(document["vertexSet"]):
            for m in entity:
                if m["type"] in _KINDS:
                    words = document["sents"][m["sent_id"]][m["pos"][0] : m["pos"][1]]
                    kind = _KINDS[m["type"]]
                    kind = finer.get(number, kind) if kind == "name" else kind
                    kind = "name" if kind == "other" else kind
                    mentions.append(
                        NameMention(joined(words), kind, str(number), m["sent_id"], m["pos"][0])
                    )
        texts = tuple(joined(words) for words in document["sents"])
        title = document["title"]
        related = frozenset((str(r["h"]), str(r["t"])) for r in document["labels"])
        held = _held_out("re_docred", title)
        yield Document("re_docred", title, texts, tuple(mentions), held, related, complete=False)


def _gum(path: Path) -> Iterator[Document]:
    for name, text in _archive(path):
        stem = Path(name).stem
        if stem.split("GUM_")[-1].split("_")[0] not in GENRES:
            continue
        sentences = list(parse([block.split("\n") for block in text.strip().split("\n\n")]))
        mentions = [m for i, s in enumerate(sentences) for m in _gum_names(i, s)]
        texts = tuple(joined([row[1] for row in s.rows]) for s in sentences)
        yield Document("gum", stem, texts, tuple(mentions), _held_out("gum", stem))


def _gum_names(number: int, sentence: Sentence) -> Iterator[NameMention]:
    for start, end, kind, cluster in groups(sentence):
        span = name_of(sentence.rows, start, end) if kind in _GUM or kind == "object" else None
        if span is not None:
            words = [row[1] for row in sentence.rows[span[0] : span[1]]]
            yield NameMention(joined(words), _GUM.get(kind, "name"), cluster, number, span[0])


def _litbank(path: Path) -> Iterator[Document]:
    files = dict(_archive(path))
    for name in sorted(files):
        if not name.startswith("coref/conll/") or not name.endswith(".conll"):
            continue
        stem = Path(name).stem
        kinds = _litbank_kinds(files.get(f"entities/tsv/{stem}.tsv", ""))
        sentences = [b.split("\n") for b in files[name].split("\n\n") if b.strip()]
        rows = [[x.split("\t") for x in s if x and not x.startswith("#")] for s in sentences]
        rows = [sentence for sentence in rows if sentence]
        mentions = [m for i, s in enumerate(rows) for m in _litbank_names(i, s, kinds)]
        texts = tuple(joined([row[3] for row in s]) for s in rows)
        yield Document("litbank", stem, texts, tuple(mentions), _held_out("litbank", stem))


def _litbank_kinds(text: str) -> dict[str, str]:
    """Return the kind of each span's words, as annotated anywhere in the document."""
    found: dict[str, str] = {}
    rows = [line.split("\t") for line in text.split("\n")]
    for column in range(1, max((len(r) for r in rows), default=1)):
        words: list[str] = []
        kind = ""
        for row in [*rows, [""]]:
            mark = row[column] if len(row) > column else ""
            if not mark.startswith("I-") and words:
                found.setdefault(" ".join(words), kind)
                words = []
            if mark[:2] in {"B-", "I-"}:
                words, kind = [*words, row[0]], _ACE.get(mark[2:], "name")
    return found


def _litbank_names(
    number: int, rows: list[list[str]], kinds: dict[str, str]
) -> Iterator[NameMention]:
    opened: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        for mark in row[-1].split("|") if row[-1].strip("_ ") else ():
            cluster = mark.strip("()")
            if mark.startswith("("):
                opened.setdefault(cluster, []).append(i)
            if mark.endswith(")") and opened.get(cluster):
                start = opened[cluster].pop()
                words = [r[3] for r in rows[start : i + 1]]
                if name := _capitalised(words):
                    kind = kinds.get(" ".join(words), "name")
                    yield NameMention(joined(name), kind, cluster, number, start)


def _capitalised(words: list[str]) -> list[str]:
    """Return a span's words if they are a proper name, else none."""
    if words and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    name = [w for w in words if w.lower() not in _SMALL and w not in {".", "-"}]
    proper = [w for w in name if w.lower().strip(".") not in _NO_NAMES]
    good = all(w[:1].isupper() and w.replace("-", "").replace(".", "").isalpha() for w in name)
    return words if proper and good and len(words) <= 6 and words[0][:1].isupper() else []


def read_judged() -> dict[tuple[str, str, str], bool]:
    """Return what was read by hand: by document and both names (sorted), whether they are one."""
    rows = (line.rstrip("\n").split("\t") for line in lines(_JUDGED))
    return {
        (row[0], *sorted(row[1:3])): row[3] == "1" for row in rows if not row[0].startswith("#")
    }
