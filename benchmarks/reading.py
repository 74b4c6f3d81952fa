"""Open a memory and ask it, in a process of its own: nothing is warm and nothing else is loaded.

``python -m benchmarks.reading`` reads a request from its input and prints what it measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.context import open_memory
from benchmarks.process import milliseconds, resident_mb
from graphmem.types import Context, RecallOptions


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading process measured.

    Attributes:
        open_s: From opening to the first answer; imports are done before.
        ms: Each recall after the first.
        rss_mb: What the process held at the end.
        found: External ids that each question brought to mind.
    """

    open_s: float
    ms: list[float]
    rss_mb: float
    found: list[list[str | None]]


def read_apart(
    engine: str, root: Path, user_id: str, asked: list[str], *, cached_events: int | None = None
) -> Reading:
    """Start a process that reads a closed memory, and return what it measured.

    Args:
        cached_events: Beyond so many, recall reads regions; None: the default.

    Raises:
        subprocess.CalledProcessError: It failed; its messages are on the standard error.
    """
    request = json.dumps([engine, str(root.resolve()), user_id, asked, cached_events])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading"],
        input=request,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return Reading(**json.loads(done.stdout))


def read(
    engine: str, root: Path, user_id: str, asked: list[str], cached_events: int | None
) -> Reading:
    """Open, ask, measure."""
    opened = open_memory(engine)
    options = RecallOptions()
    started = time.perf_counter()
    with opened(root, cached_events=cached_events) as memory:
        memory.recall(asked[0], user_id=user_id, options=options)
        open_s = time.perf_counter() - started
        contexts: list[Context] = []

        def ask(question: str) -> None:
            contexts.append(memory.recall(question, user_id=user_id, options=options))

        ms = milliseconds(ask, asked)
        rss = resident_mb()
    found = [[source.external_id for i in c.items for source in i.sources] for c in contexts]
    return Reading(open_s, ms, rss, found)


if __name__ == "__main__":
    engine, root, user_id, asked, cached_events = json.load(sys.stdin)
    print(json.dumps(asdict(read(engine, Path(root), user_id, asked, cached_events))))
