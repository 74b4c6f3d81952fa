"""Figures of the extraction network on sentences with gold labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmem.psm.labels import FEATURES
from graphmem.psm.parse import EntitySpan, Parse
from graphmem.training.example import Example

Pairs = Sequence[tuple[Example, Parse]]


@dataclass(frozen=True, slots=True)
class TreeFigures:
    """Shares of words, punctuation counted.

    Attributes:
        uas: With the right head.
        las: With the right head and relation, subtypes counted.
        feats: With all features right that the network knows.
    """

    words: int
    uas: float
    las: float
    upos: float
    lemma: float
    feats: float


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """Exact spans of the right type.

    Attributes:
        gold: Number of names in the data.
    """

    gold: int
    precision: float
    recall: float
    f1: float


def score_trees(pairs: Pairs) -> TreeFigures:
    """Compare parses with gold trees."""
    hits: Counter[str] = Counter()
    for example, parse in pairs:
        hits.update(_tree_hits(example, parse))
    words = hits["words"]
    shares = {name: hits[name] / words for name in ("uas", "las", "upos", "lemma", "feats")}
    return TreeFigures(words, **shares)


def _tree_hits(example: Example, parse: Parse) -> Iterable[str]:
    tree = example.tree
    if tree is None:
        return
    for i in range(len(example.words)):
        yield "words"
        head = 0 if parse.heads[i] == i else parse.heads[i] + 1
        if head == tree.heads[i]:
            yield "uas"
            if parse.relations[i] == tree.relations[i]:
                yield "las"
        if parse.upos[i] == tree.upos[i]:
            yield "upos"
        if parse.lemmas[i] == tree.lemmas[i]:
            yield "lemma"
        if parse.feats[i] == _known(tree.feats[i]):
            yield "feats"


def _known(feats: str) -> str:
    """Keep the features and values that the network has."""
    pairs = (pair.partition("=") for pair in feats.split("|"))
    return "|".join(
        f"{name}={value}" for name, _, value in pairs if value in FEATURES.get(name, ())
    )


def score_spans(pairs: Pairs, kind: str | None = None, *, typed: bool = True) -> SpanFigures:
    """Compare entities with gold names.

    A prediction of a type that the set does not annotate is left out, as is one that touches a
    word about which the set says nothing. Where gold is coarse ("work, product, event or other"),
    each of its types is right.

    Args:
        kind: Count this type alone; gold that is coarse then counts neither way.
        typed: Whether the type must be right, or the span alone.
    """
    counts: Counter[str] = Counter()
    for example, parse in pairs:
        counts.update(_span_hits(example, parse.entities, kind, typed=typed))
    right, predicted, gold = counts["right"], counts["predicted"], counts["gold"]
    precision, recall = right / max(1, predicted), right / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return SpanFigures(gold, precision, recall, f1)


def _span_hits(
    example: Example, found: Sequence[EntitySpan], kind: str | None, *, typed: bool
) -> Iterable[str]:
    gold = {(m.start, m.end): m.types for m in example.mentions or ()}
    for types in gold.values():
        if kind is None or types == (kind,):
            yield "gold"
    for span in found:
        types = gold.get((span.start, span.end), ())
        if not _counts(example, span) or span.label != (kind or span.label):
            continue
        if kind is not None and len(types) > 1 and kind in types:
            continue
        yield "predicted"
        if types and (span.label in types or not typed):
            yield "right"


def _counts(example: Example, span: EntitySpan) -> bool:
    """Tell whether the set says anything about such a span."""
    known = set(example.annotated) | {t for m in example.mentions or () for t in m.types}
    touched = example.unknown.intersection(range(span.start, span.end))
    return span.label in known and not touched
