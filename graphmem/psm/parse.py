"""What extraction says of a sentence, and the spaCy ``Doc`` made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """Words [start, end) that name something.

    Attributes:
        score: Mean probability of its words being of this type.
    """

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Parse:
    """Word by word, what the network says of one sentence.

    Attributes:
        heads: Position of each word's head; a root's head is the root itself.
        relations: Universal Dependencies, with subtypes.
        feats: As in ``Number=Sing|Person=3``; "" if none.
        entities: In order, not overlapping.
        starts: Where a part begins that was parsed by itself; (0,) unless the input was too long.
    """

    words: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    entities: tuple[EntitySpan, ...]
    starts: tuple[int, ...] = (0,)


def join(parts: Sequence[Parse]) -> Parse:
    """Set parses of consecutive words side by side: one parse with several trees."""
    offsets = [0]
    for part in parts:
        offsets.append(offsets[-1] + len(part.words))
    pairs = list(zip(parts, offsets, strict=False))
    return Parse(
        words=tuple(w for p in parts for w in p.words),
        heads=tuple(h + at for p, at in pairs for h in p.heads),
        relations=tuple(r for p in parts for r in p.relations),
        upos=tuple(u for p in parts for u in p.upos),
        feats=tuple(f for p in parts for f in p.feats),
        lemmas=tuple(lemma for p in parts for lemma in p.lemmas),
        entities=tuple(
            EntitySpan(e.start + at, e.end + at, e.label, e.score)
            for p, at in pairs
            for e in p.entities
        ),
        starts=tuple(s + at for p, at in pairs for s in p.starts),
    )


def to_doc(vocab: Vocab, parses: Sequence[Parse], spaces: Sequence[bool] | None = None) -> Doc:
    """Fill a spaCy ``Doc``, so that spaCy's matchers and a user's components work on it.

    Args:
        vocab: Of the pipeline whose components will run, as in ``spacy.blank("en").vocab``.
        parses: The sentences of the text, in order.
        spaces: Whether a blank follows each word, over all sentences; None: after every word.
    """
    from spacy.tokens import Doc  # costs half a second, and only some callers want a Doc

    whole = join(parses)
    starts = set(whole.starts)
    return Doc(
        vocab,
        words=list(whole.words),
        spaces=None if spaces is None else list(spaces),
        heads=list(whole.heads),
        deps=[_dep(relation) for relation in whole.relations],
        pos=list(whole.upos),
        morphs=list(whole.feats),
        lemmas=list(whole.lemmas),
        ents=_iob(whole),
        sent_starts=[i in starts for i in range(len(whole.words))],
    )


def _dep(relation: str) -> str:
    """Name a relation; spaCy's own components know the root by ``ROOT``."""
    return "ROOT" if relation == "root" else relation


def _iob(parse: Parse) -> list[str]:
    tags = ["O"] * len(parse.words)
    for entity in parse.entities:
        tags[entity.start : entity.end] = [f"I-{entity.label}"] * (entity.end - entity.start)
        tags[entity.start] = f"B-{entity.label}"
    return tags
