"""The interference head: do two statements agree, refine, contradict or supersede each other?

Structure decides first (``dynamics/interference``): only statements of one subject by predicates
that mean the same are compared. Then two small trained tables judge them over the sentence
encoder's vectors: one says from the words of the predicate whether it has one value, the other
from both objects whether the values exclude each other. Counts and declarations are added to
that as evidence. ``docs/interference.md`` has the method and its error rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.interference import (
    Comparable,
    Refused,
    examine,
    says_changed,
)
from graphmem.dynamics.statements import Pair, Statement
from graphmem.psm.interference_evidence import Read, declared_single, narrower, with_evidence
from graphmem.psm.interference_features import (
    known_kind,
    masked,
    object_features,
    predicate_features,
    with_stand_ins,
)
from graphmem.psm.interference_tables import TABLE, Tables, read_tables
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder, TextEncoder

VerdictKind = Literal["compatible", "refines", "contradicts", "supersedes"]
Floats = NDArray[np.float32]

_SURE = 0.99
#: Yes against no of one thing: said of a state, said of what happened, and said to have ended.
_DENIED, _DENIED_PAST, _ENDED = 0.9, 0.4, 0.95
_CHANGED_SHARE, _UNCHANGED_SHARE = 0.95, 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the head says of a pair.

    Attributes:
        kind: The verdict at the shipped threshold.
        compatible: Probability that both hold, neither saying more about the same.
        refines: Probability that both hold and the newer says the same more exactly.
        contradicts: Probability that they exclude each other and nothing says what changed.
        supersedes: Probability that the newer ends the older: the world changed.
        single: Probability that the predicate has one value; None where it was not asked.
        reasons: Names of the rules that took part, the first that decided whether to compare.
    """

    kind: VerdictKind
    compatible: float
    refines: float
    contradicts: float
    supersedes: float
    single: float | None
    reasons: tuple[str, ...]

    @property
    def conflict(self) -> float:
        """Probability that they exclude each other."""
        return self.contradicts + self.supersedes


class Interference:
    """Judges pairs of statements; make it with ``load``.

    Args:
        tables: The trained tables.
        encoder: The sentence encoder they were trained on.
    """

    def __init__(self, tables: Tables, encoder: TextEncoder) -> None:
        self._tables = tables
        self._encoder = encoder

    @classmethod
    def load(
        cls, folder: Path | None = None, *, encoder: TextEncoder | None = None, threads: int = 0
    ) -> Interference:
        """Read the tables of a weights folder, the shipped one by default.

        Args:
            folder: Where ``interference.json`` lies.
            encoder: The sentence encoder; the shipped one where none is given.
            threads: Of the shipped encoder; 0 means all cores this process may use.

        Raises:
            ModelError: They are missing, damaged, or of another encoder.
        """
        used = encoder or Encoder.load(threads=threads)
        tables = read_tables((folder or weights_folder()) / TABLE, dimension=used.dimension)
        return cls(tables, used)

    @property
    def version(self) -> str:
        """Name and version of the tables, stored with each verdict."""
        return self._tables.version

    @property
    def threshold(self) -> float:
        """From this probability on, a pair is said to be in conflict."""
        return self._tables.threshold

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return one verdict per pair, in order; a pair gets the same in any company.

        Raises:
            ModelError: The encoder's weights are missing or damaged.
        """
        texts = {s: masked(s) for pair in pairs for s in (pair.older, pair.newer)}
        vectors = self._vectors(texts.values())
        examined = [self._examine(pair, texts, vectors) for pair in pairs]
        compared = [
            (pair, found)
            for pair, found in zip(pairs, examined, strict=True)
            if isinstance(found, Comparable)
        ]
        judged = iter(self._judge(compared, texts, vectors))
        return [
            _refused(found) if isinstance(found, Refused) else next(judged) for found in examined
        ]

    def _examine(
        self, pair: Pair, texts: dict[Statement, str], vectors: dict[str, Floats]
    ) -> Comparable | Refused:
        first, second = (vectors[texts[s]] for s in (pair.older, pair.newer))
        similarity = float(first @ second)
        return examine(pair, similarity=similarity, threshold=self._tables.similarity)

    def _judge(
        self,
        compared: Sequence[tuple[Pair, Comparable]],
        texts: dict[Statement, str],
        vectors: dict[str, Floats],
    ) -> list[Verdict]:
        statements = [s for pair, _ in compared for s in (pair.older, pair.newer)]
        names = self._vectors([n for s in statements for n in (s.subject, s.object)])
        said = {s: vectors[t] for s, t in texts.items()}
        kinds = [k for pair, _ in compared for k in self._kinds(pair, said, names)]
        plain = [texts[s] for s in statements]
        stood_in = [with_stand_ins(t, *k) for t, k in zip(plain, kinds, strict=True)]
        filled = self._vectors(stood_in)
        if not statements:
            return []
        features = predicate_features(
            plain,
            kinds,
            np.stack([vectors[t] for t in plain]),
            np.stack([filled[t] for t in stood_in]),
        )
        single, ever, near = self._tables.predicate_scores(features)
        verdicts: list[Verdict] = []
        for n, (pair, comparable) in enumerate(compared):
            both = slice(2 * n, 2 * n + 2)
            cosine = float(names[pair.older.object] @ names[pair.newer.object])
            kind = kinds[2 * n][1] if kinds[2 * n][1] == kinds[2 * n + 1][1] else ""
            one, lasting, nearest = (float(found[both].min()) for found in (single, ever, near))
            read = Read(pair, comparable, one, lasting, nearest, cosine, kind)
            verdicts.append(self._verdict(read))
        return verdicts

    def _kinds(
        self, pair: Pair, said: dict[Statement, Floats], names: dict[str, Floats]
    ) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return the kinds of subject and object of both: as said, else one guess for both."""
        both = pair.older, pair.newer
        known = [(known_kind(s.subject_kind), known_kind(s.object_kind)) for s in both]
        objects = (names[pair.older.object] + names[pair.newer.object]) / np.float32(2)
        guess = self._tables.kinds_of(
            said[pair.older],
            (pair.older.subject, pair.older.object),
            (names[pair.older.subject], objects),
            (known[0][0] or known[1][0], known[0][1] if known[0][1] == known[1][1] else ""),
        )
        first, second = ((s or guess[0], o or guess[1]) for s, o in known)
        return first, second

    def _verdict(self, read: Read) -> Verdict:
        if read.comparable.question == "polarity":
            return self._of_polarity(read)
        single, reasons = with_evidence(read)
        older, newer = read.pair.older.object, read.pair.newer.object
        objects = object_features(older, newer, read.comparable, cosine=read.cosine, kind=read.kind)
        conflict = 1 - _SURE
        if read.comparable.objects != "same":
            conflict = self._tables.conflict_probability(single, read.near, objects)
        if read.comparable.exclusive or declared_single(read):
            conflict = max(conflict, _DENIED)
        if read.comparable.apart:
            conflict *= _sigmoid(read.ever)
            reasons = (*reasons, "held at different times")
        changed = says_changed(read.pair)
        reasons = (*reasons, "says it changed") if changed else reasons
        share = _CHANGED_SHARE if changed else _UNCHANGED_SHARE
        finer = 0.9 if narrower(read) else 0.02
        return self._made(conflict, share, finer, _sigmoid(single), reasons)

    def _of_polarity(self, read: Read) -> Verdict:
        pair, comparable = read.pair, read.comparable
        happened = "past" in {pair.older.tense, pair.newer.tense}
        ended = comparable.ended and pair.older.tense != "past"
        conflict = _ENDED if ended else _DENIED_PAST if happened else _DENIED
        changed = comparable.ended and (says_changed(pair) or pair.newer.positive)
        changed = changed or says_changed(pair)
        share = _CHANGED_SHARE if changed else _UNCHANGED_SHARE
        reasons = (comparable.rule, "yes against no", *(("says it changed",) if changed else ()))
        return self._made(conflict, share, 0.0, None, reasons)

    def _made(
        self, conflict: float, share: float, finer: float, single: float | None,
        reasons: tuple[str, ...],
    ) -> Verdict:  # fmt: skip
        """Split the probabilities and name the verdict."""
        compatible, refines = (1 - conflict) * (1 - finer), (1 - conflict) * finer
        contradicts, supersedes = conflict * (1 - share), conflict * share
        kind: VerdictKind = "refines" if refines > compatible else "compatible"
        if conflict >= self._tables.threshold:
            kind = "supersedes" if supersedes > contradicts else "contradicts"
        return Verdict(kind, compatible, refines, contradicts, supersedes, single, reasons)

    def _vectors(self, texts: Iterable[str]) -> dict[str, Floats]:
        unique = list(dict.fromkeys(texts))
        return dict(zip(unique, self._encoder.encode(unique), strict=True))


def _refused(refused: Refused) -> Verdict:
    return Verdict("compatible", _SURE, 0.0, 1 - _SURE, 0.0, None, (refused.rule,))


def _sigmoid(score: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))
