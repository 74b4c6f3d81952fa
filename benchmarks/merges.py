"""Names of one entity: which pairs are joined, against coreference clusters of held-out documents.

Pairs of distinct normalised names of a document; all pairs of a joined group count. ``names-*`` are
the annotated names, judged by the rules and the shipped scorer; ``mixed-*`` the same with six
documents in one memory, where a first name means several people; ``texts-*`` are the documents told
to ``Memory`` and merged by ``Memory.resolve_entities``, so that what extraction misses counts.
``folds-*`` are the documents that the weights were fitted on, each judged by weights of the other
folds; the threshold was chosen on them. ``exact`` joins equal normalised names only, ``spelling``
names that differ in accents, points or hyphens, ``contained`` a name and a longer one around it.
Re-DocRED often keeps two clusters for one entity: a joined pair that neither its clusters nor the
readings in ``training/data_same`` judge counts as ``unjudged`` and neither for nor against.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import numpy as np

from benchmarks.context import Row, Run
from benchmarks.files import DataError
from graphmem.dynamics.same import PARTIAL, Pair, Scorer
from graphmem.dynamics.same_names import fold
from graphmem.ids import normalise_name
from graphmem.memory import Memory
from graphmem.psm.runtime import Encoder
from graphmem.psm.same import shipped_scorer
from graphmem.training.same import (
    CONFIG,
    encode,
    folded,
    joined,
    memories,
    read_config,
    scored,
)
from graphmem.training.same_data import SOURCES, Document, read_documents
from graphmem.training.same_pairs import Remembered, Vectors
from graphmem.types import Event

_MIXED = 6
_RESAMPLES = 2000
_SENTENCES = 4  # of a document per event
_AT = datetime(2024, 1, 1, tzinfo=UTC)
Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a system joined in one memory.

    Attributes:
        right, wrong: Pairs that the clusters judge.
        unjudged: Pairs that they do not.
        unknown: Pairs with a name that nobody annotated (of texts).
        gold: Pairs that are one.
    """

    right: int
    wrong: int
    unjudged: int
    unknown: int
    gold: int


def run(run: Run) -> list[Row]:
    """Run the suite."""
    if run.options.train_data is None:
        raise DataError("suite merges needs --train-data DIR")
    documents = read_documents(run.options.train_data)
    if run.options.limit is not None:
        documents = list(_first(documents, run.options.limit))
    vectors = encode(documents, Encoder.load(threads=1))
    scorer, seed = shipped_scorer(), run.options.seed
    rows: list[Row] = []
    for source in SOURCES:
        chosen = [d for d in documents if d.source == source and d.held_out]
        alone = [Remembered.of([d], vectors) for d in chosen]
        mixed = list(memories(chosen, vectors, mixed=_MIXED, mixes=1, seed=seed))[len(chosen) :]
        rows += _systems(f"names-{source}", [(m, scorer) for m in alone], seed)
        rows += _systems(f"mixed-{source}", [(m, scorer) for m in mixed], seed)
        texts = _texts(run, alone)
        rows.append(_row(f"texts-{source}", "graphmem", texts, scorer.threshold, seed))
    rows += _folds([d for d in documents if not d.held_out], vectors, scorer, seed)
    run.notes["version"] = scorer.version
    return rows


def _first(documents: Sequence[Document], limit: int) -> Iterator[Document]:
    """Yield the first documents of each source and part."""
    taken = Counter[tuple[str, bool]]()
    for document in documents:
        taken[document.source, document.held_out] += 1
        if taken[document.source, document.held_out] <= limit:
            yield document


def _folds(
    documents: Sequence[Document], vectors: Vectors, shipped: Scorer, seed: int
) -> Iterator[Row]:
    """Yield rows of the training documents, each judged by weights fitted to other folds."""
    found = [
        (Remembered.of([d], vectors), replace(scorer, threshold=shipped.threshold))
        for outside, scorer in folded(documents, read_config(CONFIG), vectors)
        for d in outside
    ]
    for source in SOURCES:
        chosen = [(m, s) for m, s in found if m.documents[0].source == source]
        yield from _systems(f"folds-{source}", chosen, seed)


def _systems(name: str, found: Sequence[tuple[Remembered, Scorer]], seed: int) -> Iterator[Row]:
    """Yield a row per system over the same memories."""
    ours = [judged(m, _ours(m, scorer)) for m, scorer in found]
    yield _row(name, "graphmem", ours, found[0][1].threshold, seed)
    for system, hows in (("spelling", {"spelling"}), ("contained", {"spelling", *PARTIAL})):
        told = [judged(m, _by_name(m, hows)) for m, _ in found]
        yield _row(name, system, told, 0.0, seed)
    exact = [judged(m, ()) for m, _ in found]
    yield _row(name, "exact", exact, 0.0, seed)


def _ours(memory: Remembered, scorer: Scorer) -> set[Names]:
    pairs = [p for _, p in joined(memory, scored(memory, scorer), scorer.threshold)]
    return closed((p.short, p.long) for p in pairs)


def _by_name(memory: Remembered, hows: set[str]) -> set[Names]:
    """Return what joins every name that is spelt alike, or stands in a longer one."""
    pairs: list[Pair] = [p for p in memory.book.pairs() if p.tie.how in hows]
    return closed((p.short, p.long) for p in pairs)


def closed(pairs: Iterable[Names]) -> set[Names]:
    """Return all pairs of the groups that some pairs make."""
    group: dict[str, list[str]] = {}
    for a, b in pairs:
        if b not in group.get(a, [a]):
            merged = [*group.get(a, [a]), *group.get(b, [b])]
            group |= dict.fromkeys(merged, merged)
    return {(min(a, b), max(a, b)) for a, names in group.items() for b in names if a != b}


def judged(memory: Remembered, pairs: Iterable[Names], unknown: int = 0) -> Told:
    """Count joined pairs against a memory's clusters."""
    told = Counter(memory.same(a, b) for a, b in pairs)
    return Told(told[True], told[False], told[None], unknown, len(memory.gold()))


def _texts(run: Run, found: Sequence[Remembered]) -> list[Told]:
    """Tell each document to a memory of its own, and judge what is merged there."""
    told: list[Told] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        run.open_memory(Path(folder), gate=False, durable=False) as opened,
    ):
        memory = cast("Memory", opened)
        for number, one in enumerate(found):
            user = f"document-{number}"
            memory.remember(_events(one.documents[0]), user_id=user)
            merges = memory.resolve_entities(user)
            names = closed((normalise_name(m.a), normalise_name(m.b)) for m in merges)
            told.append(_matched(one, names))
            memory.forget(user_id=user, everything=True)
    return told


def _events(document: Document) -> list[Event]:
    texts = document.sentences
    parts = [texts[i : i + _SENTENCES] for i in range(0, len(texts), _SENTENCES)]
    return [
        Event(text=" ".join(part), session_id="s", at=_AT + timedelta(minutes=n))
        for n, part in enumerate(parts)
    ]


def _matched(memory: Remembered, pairs: Iterable[Names]) -> Told:
    """Judge pairs of extracted names by the annotated names that they spell."""
    spelt: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in memory.seen:
        spelt[fold(name).words].append(name)
    known: set[Names] = set()
    unknown = 0
    for pair in pairs:
        found = [n if n in memory.seen else next(iter(spelt[fold(n).words]), "") for n in pair]
        if "" in found:
            unknown += 1
        elif found[0] != found[1]:
            known.add((min(found), max(found)))
    return judged(memory, known, unknown)


def _row(name: str, system: str, told: Sequence[Told], threshold: float, seed: int) -> Row:
    """Return precision, recall and F1 over all pairs, with intervals over memories."""
    counts = np.array([(t.right, t.wrong, t.unjudged, t.unknown, t.gold) for t in told], np.float64)
    counts = counts.reshape(-1, 5)
    right, wrong, unjudged, unknown, gold = counts.sum(axis=0)
    row: Row = {"set": name, "system": system, "n": len(told), "gold": int(gold)}
    row |= {"joined": int(right + wrong + unjudged + unknown), "right": int(right)}
    row |= {"wrong": int(wrong), "unjudged": int(unjudged), "unknown": int(unknown)}
    row |= dict(zip(("p", "r", "f1"), _figures(counts.sum(axis=0)), strict=True))
    drawn = _drawn(counts, seed)
    for i, key in enumerate(("p", "r", "f1")):
        row[f"{key}_lo"], row[f"{key}_hi"] = map(float, np.quantile(drawn[:, i], (0.025, 0.975)))
    return row | {"threshold": threshold}


def _drawn(counts: np.ndarray, seed: int) -> np.ndarray:
    """Return the figures of resampled memories. Shape: (resamples, 3)."""
    rng = np.random.default_rng(seed)
    places = rng.integers(0, len(counts), size=(_RESAMPLES, len(counts)))
    return np.array([_figures(total) for total in counts[places].sum(axis=1)])


def _figures(total: np.ndarray) -> tuple[float, float, float]:
    right, wrong, gold = total[0], total[1], total[4]
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return float(precision), float(recall), float(f1)
