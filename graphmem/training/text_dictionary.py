"""Train the dictionary that archived texts are packed with.

    python -m graphmem.training.text_dictionary

A remark of a hundred characters holds too little of its own for a general compressor to find
repetition in; a dictionary of what people commonly say stands in for what came before it. It is
trained on generated dialogues alone (no seed of which is used to measure anything), and ships with
the package, next to the code that reads it (``stores/packing``).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import zstandard

from graphmem.stores.packing import DICTIONARY, LEVEL
from graphmem.training.dialogues import dialogues
from graphmem.training.questions.dialogue import dialogue_cases

_SIZE = 64 * 1024  # bytes: of 16, 32 and 64 KiB the best on dialogues of another seed
_SEED = 811
_MANY = 32  # dialogues of each generator
_NUMBER = 1  # names the dictionary in each frame; a change of its content needs another


def texts() -> Iterator[str]:
    """Yield what is said in generated dialogues of both generators."""
    for case in dialogue_cases(_MANY, _SEED):
        yield from (event.text for event in case.events)
    for dialogue in dialogues(_MANY, seed=_SEED):
        yield from (turn.text for turn in dialogue.turns)


def train() -> bytes:
    """Return the dictionary; the same each time."""
    samples = [text.encode() for text in dict.fromkeys(texts())]
    trained = zstandard.train_dictionary(_SIZE, samples, level=LEVEL, dict_id=_NUMBER)
    return trained.as_bytes()


def main() -> None:
    """Write the dictionary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DICTIONARY)
    out: Path = parser.parse_args().out
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(train())


if __name__ == "__main__":
    main()
