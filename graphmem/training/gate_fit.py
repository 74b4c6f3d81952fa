"""Linear models fitted with numpy: no PyTorch is needed to train the gate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scaling:
    """Mean and scale of each feature."""

    mean: Floats
    scale: Floats

    @classmethod
    def of(cls, x: Floats) -> Scaling:
        """Return the scaling of some rows; a feature that never varies stays as it is."""
        spread = x.std(axis=0)
        return cls(x.mean(axis=0), np.where(spread > 1e-6, spread, 1.0))

    def apply(self, x: Floats) -> Floats:
        """Return standardised features and a one. Shape: (n, n_features + 1)."""
        z = np.clip((x - self.mean) / self.scale, -8, 8)
        return np.hstack([z, np.ones((len(z), 1))])


def fit_logistic(z: Floats, target: Floats, *, ridge: float, steps: int = 12) -> Floats:
    """Return weights of a logistic regression on chances, by Newton's method.

    Args:
        z: Standardised features, the last a one. Shape: (n, m).
        target: Chances in [0, 1]. Shape: (n,).
        ridge: Weight of the squared weights (not of the last), per row.
    """
    weights = np.zeros(z.shape[1])
    penalty = np.full(z.shape[1], ridge)
    penalty[-1] = 0.0
    for _ in range(steps):
        p = chance(z, weights)
        gradient = z.T @ (p - target) / len(z) + penalty * weights
        curvature = (z * (p * (1 - p))[:, None]).T @ z / len(z) + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def chance(z: Floats, weights: Floats) -> Floats:
    """Return the chances that a logistic regression gives. Shape: (n,)."""
    return 1 / (1 + np.exp(-np.clip(z @ weights, -30, 30)))


def fit_softmax(z: Floats, target: Floats, *, ridge: float, steps: int, rate: float) -> Floats:
    """Return weights of a multinomial regression, by gradient descent (Adam).

    Args:
        target: One row of probabilities each. Shape: (n, n_kinds).
    """
    weights = np.zeros((z.shape[1], target.shape[1]))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        gradient = z.T @ (softmax(z @ weights) - target) / len(z)
        gradient[:-1] += ridge * weights[:-1]
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        speed = rate * (1 - (step - 1) / steps)
        scaled = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        weights -= speed * mean / (1 - 0.9**step) / scaled
    return weights


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of each row."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def auc(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve; ties count half.

    Raises:
        ValueError: All rows are of one class.
    """
    n = int(positive.sum())
    if n in (0, len(positive)):
        raise ValueError("both classes are needed")
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(positive) - n)))
