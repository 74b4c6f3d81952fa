"""Logistic regressions in numpy: small enough to need nothing else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.interference_tables import PREDICATE_PART

Floats = NDArray[np.float64]
_STEPS = 12
_KERNEL_STEPS = 6
_PRODUCT_STEPS = 600


def fit_logistic(
    features: Floats, labels: Floats, *, penalty: float, weights: Floats | None = None
) -> Floats:
    """Return the weights of a logistic regression, the constant last; it is not penalised.

    Labels may be probabilities. Newton's method (iteratively reweighted least squares).

    Args:
        features: Shape: (n, d).
        labels: In [0, 1]. Shape: (n,).
        penalty: On the squares of the weights.
        weights: Of the examples. Shape: (n,).
    """
    x = with_constant(features)
    scale = np.ones(len(x)) if weights is None else weights
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-6
    found = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        expected = sigmoid(x @ found)
        curve = scale * np.maximum(expected * (1 - expected), 1e-6)
        slope = x.T @ (scale * (expected - labels)) + ridge * found
        found -= np.linalg.solve((x.T * curve) @ x + np.diag(ridge), slope)
    return found


def fit_kernel(
    kernel: Floats, labels: Floats, *, penalty: float, weights: Floats | None = None
) -> Floats:
    """Return the votes of a kernel logistic regression, the constant last.

    Args:
        kernel: Nearness of each example to each. Shape: (n, n).
        labels: In [0, 1]. Shape: (n,).
        penalty: On the squared length of the function.
        weights: Of the examples. Shape: (n,).
    """
    scale = np.ones(len(labels)) if weights is None else weights
    share = float((scale * labels).sum() / scale.sum())
    constant = np.log(share / (1 - share))
    votes = np.zeros(len(labels))
    for _ in range(_KERNEL_STEPS):
        score = kernel @ votes
        expected = sigmoid(score + constant)
        curve = scale * np.maximum(expected * (1 - expected), 1e-4)
        target = score + scale * (labels - expected) / curve
        votes = np.linalg.solve(kernel + np.diag(penalty / curve), target)
    return np.append(votes, constant)


def fit_product(
    rows: Floats, labels: Floats, *, penalty: float, weights: Floats | None = None
) -> Floats:
    """Return the pair table: weights of two logistic parts whose probabilities are multiplied.

    Adam (Kingma and Ba, 2015) over all examples at once.

    Args:
        rows: Pair features. Shape: (n, features).
        labels: In [0, 1]. Shape: (n,).
        penalty: On the squares of the weights, over the number of examples.
        weights: Of the examples. Shape: (n,).
    """
    cut = len(PREDICATE_PART)
    first, second = with_constant(rows[:, :cut]), with_constant(rows[:, cut:])
    scale = np.ones(len(rows)) if weights is None else weights
    table = np.zeros(rows.shape[1] + 2)
    table[0] = table[-1] = 1.0
    mean, spread = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, _PRODUCT_STEPS + 1):
        a, b = sigmoid(first @ table[: cut + 1]), sigmoid(second @ table[cut + 1 :])
        p = np.clip(a * b, 1e-6, 1 - 1e-6)
        slope = scale * (p - labels) / (1 - p)  # of the loss over the logarithm of p
        found = np.concatenate([first.T @ (slope * (1 - a)), second.T @ (slope * (1 - b))])
        found = (found + penalty * table) / len(rows)
        mean, spread = 0.9 * mean + 0.1 * found, 0.999 * spread + 0.001 * found**2
        rate = 0.05 * min(1.0, 2 * (1 - step / _PRODUCT_STEPS))
        table -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return table


def with_constant(features: Floats) -> Floats:
    """Append a column of ones."""
    return np.concatenate([features, np.ones((len(features), 1))], axis=1).astype(np.float64)


def sigmoid(scores: Floats) -> Floats:
    """Return probabilities of log-odds."""
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


def area(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve: how often a positive one stands above a negative one."""
    order = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    n = int(positive.sum())
    return float((order[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))
