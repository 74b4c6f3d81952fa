"""Learn where in the encoder's space strong feeling lies, from texts labelled by strength.

Ridge regression of the label on the vector and the lexicon's score. Its two constants were chosen
by ten-fold cross-validation on ``data_decay/feelings.txt`` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graphmem.psm.emotion import Direction, EmotionLexicon
from graphmem.psm.runtime import Encoder
from graphmem.training.decay_data import DATA, Encode, as_said

_TOP = 3  # the strongest label
_RIDGE = 1.0
_LEXICON = 0.5  # how far the lexicon's score is stretched before the ridge sees it
_NONE = {"encoder": "", "weights": [], "lexicon": 0.0, "bias": 0.0}


def direction(values: dict[str, Any]) -> dict[str, Any]:
    """Return the direction for a table's words: weights, the lexicon's weight, a bias."""
    encoder = Encoder.load(threads=1)
    lexicon = EmotionLexicon.of("", values | {"direction": _NONE})
    labels, texts = read_feelings()
    found = fit_direction(lexicon, labels, texts, encoder.encode)
    return {
        "encoder": encoder.version,
        "weights": found.weights.round(4).tolist(),
        "lexicon": round(found.lexicon, 4),
        "bias": round(found.bias, 4),
    }


def fit_direction(
    lexicon: EmotionLexicon, labels: np.ndarray, texts: Sequence[str], encode: Encode
) -> Direction:
    """Return the direction that labelled texts teach."""
    scores = np.array([lexicon.score(text) for text in texts]) * _LEXICON
    inputs = np.c_[encode(as_said(texts)), scores].astype(np.float64)
    middle, mean = inputs.mean(axis=0), labels.mean()
    centred = inputs - middle
    squares = centred.T @ centred + _RIDGE * np.eye(inputs.shape[1])
    found = np.linalg.solve(squares, centred.T @ (labels - mean))
    bias = float(mean - middle @ found)
    return Direction("", found[:-1], float(found[-1] * _LEXICON), bias)


def read_feelings() -> tuple[np.ndarray, list[str]]:
    """Return the labels, from 0 to 1, and the texts."""
    lines = (DATA / "feelings.txt").read_text("utf-8").splitlines()
    pairs = [line.split(" ", 1) for line in lines if line[:1].isdigit()]
    return np.array([int(level) / _TOP for level, _ in pairs]), [text for _, text in pairs]
