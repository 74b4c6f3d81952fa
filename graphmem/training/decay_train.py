"""Train the decay head: ``python -m graphmem.training.decay_train``.

Fits on the labelled statements outside the held-out topics and on generated ones, chooses the
temperature by cross-validation over topics, and writes ``psm/weights/decay.json``. Some seconds of
work, most of it encoding; the seed is fixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graphmem.psm.decay import CLASSES, TABLE, DecayHead
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder
from graphmem.psm.tables import write_table
from graphmem.training.decay_data import (
    Encode,
    Example,
    examples,
    gold_examples,
    held_out,
    read_labelled,
)
from graphmem.training.decay_fit import FitOptions, Floats, fit
from graphmem.training.decay_generate import generate

_FILLS = 3
_FOLDS = 5
_DIGITS = 4
_TEMPERATURES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)


def main() -> None:
    """Train and write the weights."""
    encoder = Encoder.load(threads=1)
    rows = read_labelled()
    out = held_out(r.topic for r in rows)
    gold = gold_examples([r for r in rows if r.topic not in out], encoder.encode)
    made = made_examples(encoder.encode)
    options = FitOptions()
    labels = np.array([e.label for e in gold])
    logs = np.log(crossed(gold, made, replace(options, temperature=1.0)))
    losses = {t: loss(logs, labels, t) for t in _TEMPERATURES}
    best = min(losses, key=losses.__getitem__)
    print("log loss by temperature:", {t: round(v, 3) for t, v in losses.items()})  # noqa: T201
    save(fit(gold, made, replace(options, temperature=best), encoder=encoder.version))


def made_examples(encode: Encode, fills: int = _FILLS) -> list[Example]:
    """Return generated statements as a model reads them."""
    made = [(m.text, m.said_on, CLASSES.index(m.label), m.template) for m in generate(fills)]  # type: ignore[arg-type]
    return examples(made, encode)


def crossed(gold: Sequence[Example], made: Sequence[Example], options: FitOptions) -> Floats:
    """Return each labelled statement's probabilities, by a model that saw none of its topic."""
    topics = sorted({e.group for e in gold})
    found = np.zeros((len(gold), len(CLASSES)))
    for fold in range(_FOLDS):
        out = set(topics[fold::_FOLDS])
        head = fit([e for e in gold if e.group not in out], made, options)
        for row, example in enumerate(gold):
            if example.group in out:
                found[row] = head.decide(example.statement, example.vector).probabilities
    return found


def loss(logs: Floats, labels: np.ndarray, temperature: float) -> float:
    """Return the mean negative log-likelihood of labels at a temperature."""
    scaled = logs / temperature
    norms = np.log(np.exp(scaled - scaled.max(axis=1, keepdims=True)).sum(axis=1))
    picked = scaled[np.arange(len(labels)), labels] - scaled.max(axis=1)
    return float((norms - picked).mean())


def save(head: DecayHead) -> None:
    """Write the weights, rounded."""
    names = sorted(head.places, key=head.places.__getitem__)
    arrays = {"weights": head.weights, "directions": head.directions, "bias": head.bias}
    rounded = {name: array.round(_DIGITS).tolist() for name, array in arrays.items()}
    write_table(
        weights_folder() / TABLE,
        {"encoder": head.encoder, "cues": names} | rounded,
        name="decay",
        version="1",
        licence="Apache-2.0",
        source="own statements, labelled and generated: graphmem/training/data_decay",
    )


if __name__ == "__main__":
    main()
