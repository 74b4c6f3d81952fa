"""A process that imports events and tells which of them the memory has acknowledged.

Arguments: root, first number, how many, batch size, pause in ms after each batch.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from graphmem.ingest.rules import RuleExtractor
from tests.conftest import USER, open_memory
from tests.toy import day, turn

WORDS = ("kettle", "garden", "violin", "harbour", "pepper", "window")


def event(number: int):
    """Return event ``e<number>``: several sentences, a fact, and sometimes several chunks."""
    word = WORDS[number % len(WORDS)]
    text = f"I bought a {word} number {number}. Clara works at Helios Labs."
    if number % 7 == 3:
        text += " ".join(f" The {word} has part {n} from Kenya." for n in range(40))
    return turn(number, text, session=f"s{number % 3}", at=day(1, number % 24, number % 60))


def main() -> None:
    """Write until done, or until somebody kills this process."""
    root, first, count, batch, pause = Path(sys.argv[1]), *map(int, sys.argv[2:6])
    # The rules: it is about the store, and the more is written the better.
    with open_memory(root, extractor=RuleExtractor()) as memory:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        for start in range(first, first + count, batch):
            events = [event(n) for n in range(start, min(start + batch, first + count))]
            for receipt in memory.remember(events, user_id=USER):
                sys.stdout.write(f"{receipt.external_id}\n")
                sys.stdout.flush()
            time.sleep(pause / 1000)


if __name__ == "__main__":
    main()
