"""Which documents are for what: id lists beside this file, made once by ``make_splits``.

Each ``<set>.json`` holds lists of document ids under ``evaluation`` and, where there is one,
``tuning``; every other document is for training.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from graphmem.training.example import Example

EVALUATION, TUNING, TRAINING = "evaluation", "tuning", "training"
WHOLE = {"ewt": TRAINING, "wnut_train": TRAINING, "wnut_dev": EVALUATION}


def part_of(example: Example) -> str:
    """Return what an example is for: ``evaluation``, ``tuning`` or ``training``."""
    return WHOLE.get(example.source) or assigned(example.source).get(example.document, TRAINING)


def without_leaks(examples: list[Example]) -> dict[str, list[Example]]:
    """Sort examples by what they are for; no sentence of four or more words is in two parts.

    The same sentence may stand in two sets, or twice in one; what is evaluated on is never
    trained or tuned on, whichever head it is for.
    """
    parts: dict[str, list[Example]] = {EVALUATION: [], TUNING: [], TRAINING: []}
    for example in examples:
        parts[part_of(example)].append(example)
    seen: set[str] = set()
    for part in (EVALUATION, TUNING, TRAINING):
        parts[part] = [e for e in parts[part] if len(e.words) < 4 or _text(e) not in seen]
        seen |= {_text(e) for e in parts[part]} if part != TRAINING else set()
    return parts


@cache
def assigned(source: str) -> dict[str, str]:
    """Return what each listed document of a source is for."""
    file = files(__package__).joinpath(f"{source}.json")
    if not file.is_file():
        return {}
    lists: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return {document: part for part, documents in lists.items() for document in documents}


def _text(example: Example) -> str:
    return " ".join(example.words).casefold()
