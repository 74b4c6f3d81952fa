"""What an exported encoder costs and how near it stays to the original."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

from graphmem.psm.session import Session
from graphmem.training.onnx_graph import Floats

Sequences = Sequence[Sequence[int]]
Clock = Callable[[], float]
_SHORT, _LONG = range(18, 34), range(100, 141)  # tokens
_SHORT_TEXTS, _LONG_TEXTS = 128, 48
_SINGLE_TOKENS = 32
_TOGETHER = 64
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of one precision.

    Attributes:
        cosine_mean: To the original, over all texts; ``cosine_min`` is the worst text's.
        alone_vs_batch: Largest difference of a component between a text alone and the same text
            among 64 others.
        single_ms: Median time of one text of 32 tokens, with one and two threads. One thread is
            timed in processor time, which other work on the machine changes little.
        short_per_s: Texts of about 25 tokens per second, in batches, with one and two threads.
        long_per_s: The same for about 120 tokens.
    """

    precision: str
    mb: float
    cosine_mean: float
    cosine_min: float
    alone_vs_batch: float
    single_ms: tuple[float, float]
    short_per_s: tuple[float, float]
    long_per_s: tuple[float, float]


def measure(path: Path, sequences: Sequences, reference: Floats) -> Figures:
    """Measure an ONNX file on token sequences whose original vectors are known.

    Args:
        path: The file; its name without ending is the precision's name.
        sequences: Token ids of each text; a mix of short and long.
        reference: The original's unit vectors. Shape: (n_texts, d).
    """
    session = Session(path, threads=2)
    vectors = encode(session, sequences)
    cosine = (vectors * reference).sum(1)
    short = [ids for ids in sequences if len(ids) in _SHORT][:_SHORT_TEXTS]
    long = [ids for ids in sequences if len(ids) in _LONG][:_LONG_TEXTS]
    sessions = [(Session(path, threads=1), process_time), (session, perf_counter)]
    return Figures(
        precision=path.stem,
        mb=path.stat().st_size / 1e6,
        cosine_mean=float(cosine.mean()),
        cosine_min=float(cosine.min()),
        alone_vs_batch=alone_vs_batch(session, sequences),
        single_ms=_pair([_single_ms(s, sequences, clock) for s, clock in sessions]),
        short_per_s=_pair([_per_second(s, short, 32, clock) for s, clock in sessions]),
        long_per_s=_pair([_per_second(s, long, 16, clock) for s, clock in sessions]),
    )


def encode(session: Session, sequences: Sequences, batch: int = 16) -> Floats:
    """Encode in length-sorted batches; vectors in the order given. Shape: (n, d)."""
    order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
    parts = [
        session.run([sequences[i] for i in order[start : start + batch]])
        for start in range(0, len(order), batch)
    ]
    return np.concatenate(parts)[np.argsort(order)]


def alone_vs_batch(session: Session, sequences: Sequences) -> float:
    """Return the largest change of a component when texts of all lengths share a batch."""
    worst = 0.0
    for start in range(0, min(len(sequences), 2 * _TOGETHER), _TOGETHER):
        together = sequences[start : start + _TOGETHER]
        alone = np.concatenate([session.run([ids]) for ids in together])
        worst = max(worst, float(np.abs(session.run(together) - alone).max()))
    return worst


def _single_ms(session: Session, sequences: Sequences, clock: Clock) -> float:
    text = next(ids for ids in sequences if len(ids) >= _SINGLE_TOKENS)
    one = [[*text[: _SINGLE_TOKENS - 1], text[-1]]]
    return 1000 * median(_seconds(session, one, 1, clock) for _ in range(40))


def _per_second(session: Session, sequences: Sequences, batch: int, clock: Clock) -> float:
    fastest = min(_seconds(session, sequences, batch, clock) for _ in range(_ROUNDS))
    return len(sequences) / fastest


def _seconds(session: Session, sequences: Sequences, batch: int, clock: Clock) -> float:
    start = clock()
    encode(session, sequences, batch)
    return clock() - start


def _pair(values: list[float]) -> tuple[float, float]:
    return values[0], values[1]
