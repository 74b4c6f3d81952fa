"""Make the id lists of ``splits/``: ``python -m graphmem.training.make_splits --train-data DIR``.

Done once and committed; a list that changes makes old and new figures incomparable.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from graphmem.training.data import read_all
from graphmem.training.example import Example
from graphmem.training.splits import EVALUATION, TUNING

# Share of a set's sentences, by part.
SHARES: dict[str, dict[str, float]] = {
    "ewt_dev": {EVALUATION: 0.5, TUNING: 0.1},
    "gum": {EVALUATION: 1 / 9},
    "btc": {EVALUATION: 0.1},
    "wikigold": {EVALUATION: 0.12},
    "re_docred": {EVALUATION: 0.1},
}


def split(examples: Sequence[Example], shares: dict[str, float]) -> dict[str, list[str]]:
    """Deal documents to parts in the order of a hash of their names, until each has its share."""
    sizes = Counter(example.document for example in examples)
    order = sorted(sizes, key=lambda name: sha256(name.encode()).digest())
    lists: dict[str, list[str]] = {}
    at = 0
    for part, share in shares.items():
        taken: list[str] = []
        while at < len(order) and sum(sizes[name] for name in taken) < share * len(examples):
            taken.append(order[at])
            at += 1
        lists[part] = sorted(taken)
    return lists


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the lists."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.make_splits")
    parser.add_argument("--train-data", type=Path, required=True)
    given = parser.parse_args(arguments)
    examples = read_all(given.train_data)
    for source, shares in SHARES.items():
        lists = split([e for e in examples if e.source == source], shares)
        path = Path(__file__).parent / "splits" / f"{source}.json"
        path.write_text(json.dumps(lists, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
