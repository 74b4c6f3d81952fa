"""Documents as memories: what the graph would know of their names, and which pairs are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.same import NameBook, Pair, Place, Seen, apart, features
from graphmem.dynamics.same_names import PARTIAL
from graphmem.ids import normalise_name
from graphmem.stores.records import caption
from graphmem.training.same_data import Document, NameMention, read_judged

Vectors = Mapping[tuple[str, int], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Remembered:
    """Some documents as one user's memory, each document a session.

    Attributes:
        seen: By normalised name.
        clusters: The entities that each name means, by (name, document); the usual one first.
    """

    documents: tuple[Document, ...]
    seen: Mapping[str, Seen]
    clusters: Mapping[tuple[str, str], tuple[str, ...]]
    book: NameBook
    judged: Mapping[tuple[str, str, str], bool]

    @classmethod
    def of(cls, documents: Sequence[Document], vectors: Vectors) -> Remembered:
        """Gather what is known of each name."""
        mentions = [(d, m) for d in documents for m in d.mentions]
        by_name: dict[str, list[tuple[Document, NameMention]]] = defaultdict(list)
        units: dict[tuple[str, int], set[str]] = defaultdict(set)
        for d, m in mentions:
            if key := normalise_name(m.name):
                by_name[key].append((d, m))
                units[d.id, m.sentence].add(key)
        seen = {key: _seen(key, found, units, vectors) for key, found in by_name.items()}
        votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for d, m in mentions:
            votes[normalise_name(m.name), d.id][m.cluster] += 1
        clusters = {place: tuple(sorted(v, key=lambda c: (-v[c], c))) for place, v in votes.items()}
        book = NameBook((s.id, s.name, s.kind) for s in seen.values())
        return cls(tuple(documents), seen, clusters, book, judged_pairs())

    def same(self, a: str, b: str) -> bool | None:
        """Tell whether two names are one entity; None: the documents do not say.

        Where both stand in a document its clusters tell. A person's short name that also stands
        in a document without the whole one means somebody else there.
        """
        mine, theirs = (
            {d.id for d in self.documents if (n, d.id) in self.clusters} for n in (a, b)
        )
        both = [d for d in self.documents if d.id in mine & theirs]
        told = [self._told(d, a, b) for d in both]
        if False in told or None in told:
            return False if False in told else None
        short, lone = (a, mine - theirs) if len(a) <= len(b) else (b, theirs - mine)
        if lone and "person" in (self.seen[a].kind, self.seen[b].kind):
            return None if " " in short else False
        return True if both else None

    def _told(self, document: Document, a: str, b: str) -> bool | None:
        one, other = self.clusters[a, document.id], self.clusters[b, document.id]
        read = self.judged.get((document.id, *sorted((a, b))))
        if read is not None:
            return read
        if one[0] in other or other[0] in one:
            return True
        pair = self.book.pair(a, b)
        person = "person" in (self.seen[a].kind, self.seen[b].kind)
        doubtful = pair is not None and (person or pair.tie.how not in PARTIAL)
        return None if doubtful and not document.two(one[0], other[0]) else False

    def gold(self) -> set[tuple[str, str]]:
        """Return the pairs of names that are one entity in some document, sorted inside."""
        found: set[tuple[str, str]] = set()
        for d in self.documents:
            names = sorted(n for n, document in self.clusters if document == d.id)
            found |= {(a, b) for a, b in combinations(names, 2) if self._told(d, a, b)}
        return found


@dataclass(frozen=True, slots=True)
class Labelled:
    """Candidate pairs with features and labels.

    Attributes:
        x: Shape: (n, len(FEATURES)).
        y: 1 where a pair is one entity. Shape: (n,).
    """

    pairs: tuple[Pair, ...]
    x: NDArray[np.float64]
    y: NDArray[np.float64]


@cache
def judged_pairs() -> Mapping[tuple[str, str, str], bool]:
    """Return what was read by hand."""
    return read_judged()


def labelled(memory: Remembered) -> Labelled:
    """Return the candidates of a memory that its documents judge."""
    pairs: list[Pair] = []
    rows: list[NDArray[np.float64]] = []
    truth: list[float] = []
    for pair in memory.book.pairs():
        same = memory.same(pair.short, pair.long)
        short, long = memory.seen[pair.short], memory.seen[pair.long]
        if same is not None and not apart(pair, short, long):
            pairs.append(pair)
            rows.append(features(pair, short, long, memory.book.sharing(pair.short)))
            truth.append(float(same))
    return Labelled(tuple(pairs), np.array(rows), np.array(truth))


def _seen(
    key: str,
    found: Sequence[tuple[Document, NameMention]],
    units: Mapping[tuple[str, int], set[str]],
    vectors: Vectors,
) -> Seen:
    near: dict[str, set[str]] = defaultdict(set)
    places: dict[tuple[str, int], Place] = {}
    for number, (d, m) in enumerate(found):
        near[d.id] |= units[d.id, m.sentence] - {key}
        place = Place(d.id, f"{d.id}#{m.sentence}", (m.sentence, m.at))
        places.setdefault((f"{d.id}#{m.sentence}", number), place)
    total = sum((vectors[d.id, m.sentence] for d, m in found), np.float32(0))
    kinds = Counter(m.kind for _, m in found)
    return Seen(
        id=key,
        name=caption({m.name for _, m in found}),
        kind=max(sorted(kinds), key=kinds.__getitem__),
        places=tuple(places.values()),
        near={s: frozenset(n) for s, n in near.items()},
        vector=np.asarray(total / max(1e-6, float(np.linalg.norm(total))), np.float32),
    )
