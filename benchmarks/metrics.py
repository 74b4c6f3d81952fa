"""Figures over ranked lists, with their uncertainty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

_RESAMPLES = 10_000


def unique(ids: Iterable[str]) -> list[str]:
    """Drop later repeats, so that two chunks of one event count once."""
    return list(dict.fromkeys(ids))


def recall_at(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """Return the share of ``gold`` among the first ``k`` of ``ranked``.

    Raises:
        ValueError: There is no gold; such a question has no recall.
    """
    if not gold:
        raise ValueError("a question without gold has no recall")
    return len(set(ranked[:k]) & set(gold)) / len(set(gold))


def mean(values: Sequence[float]) -> float:
    """Return the mean, or NaN of nothing."""
    return float(np.mean(values)) if values else float("nan")


def standard_error(values: Sequence[float]) -> float:
    """Return the standard error of the mean; 0 for fewer than two values."""
    if len(values) < 2:
        return 0.0
    return float(np.std(values, ddof=1) / np.sqrt(len(values)))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of ``values`` lie."""
    return float(np.quantile(values, share)) if values else float("nan")


def paired_gain(
    ours: Sequence[float], theirs: Sequence[float], *, seed: int
) -> tuple[float, float, float]:
    """Return the mean difference per question and its 95 % bootstrap interval.

    Args:
        ours: A figure per question.
        theirs: The same questions, in the same order.
        seed: Seed of the resampling.

    Returns:
        Gain, lower and upper end (2.5 and 97.5 percentiles of 10,000 resamples).

    Source: Efron and Tibshirani, 1993, An Introduction to the Bootstrap, chapter 13.
    """
    gains = np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)  # (n,)
    if not len(gains):
        return float("nan"), float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    # In slices, since 10,000 x n indices at once would take hundreds of MB on large sets.
    means = [
        gains[rng.integers(0, len(gains), size=(500, len(gains)))].mean(axis=1)
        for _ in range(_RESAMPLES // 500)
    ]
    low, high = np.quantile(np.concatenate(means), (0.025, 0.975))
    return float(gains.mean()), float(low), float(high)
