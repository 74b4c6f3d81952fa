"""Draw semantic memories that sleeps made, with their episodes, to be judged by hand.

    python -m benchmarks.sample_promotions --data DIR --out FILE [--lives 4] [--count 100]

All that LoCoMo's conversations give in one sleep each, filled up with those of generated lives
(``benchmarks/lifecycle_days.py``) that sleep every night. ``FILE`` is JSON lines: id, group,
sentence, support, episodes, and room for a judgement: right (the episodes bear it out and it reads
well), partial (true, but badly put), worthless (true, but nothing worth keeping), wrong. It holds
dialogue text, so it must lie outside the repository; ``--judged FILE_A FILE_B --to FILE`` keeps ids
and judgements, which the suite ``judged`` counts.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.context import Options
from benchmarks.lifecycle_days import USER, life
from benchmarks.locomo import load
from benchmarks.sample_turns import sample
from graphmem.memory import Memory
from graphmem.settings import Settings

_STANDING = """
MATCH (s:Semantic {status: 'active'})
RETURN s.id AS id, s.text AS text, s.support AS support ORDER BY text, id
"""
_EPISODES = """
MATCH (s:Semantic {id: $id})-[d:DERIVED_FROM]->(e:Event)
WHERE d.retracted_at IS NULL
RETURN e.speaker AS speaker, e.external_id AS name ORDER BY e.occurred_at, name
"""
_SHOWN = 8  # episodes
_TIMES = 10  # that a life repeats what it repeats
_NIGHT = timedelta(hours=6)


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the memories, or strip the judgements of their text."""
    args = _parser().parse_args(argv)
    return sample(args, lambda: drawn(args.data, args.lives, args.count, args.seed))


def _parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="python -m benchmarks.sample_promotions", description=__doc__
    )
    add = found.add_argument
    add("--data", type=Path, help="folder of the evaluation data")
    add("--out", type=Path, help="JSON lines, outside the repository")
    add("--lives", type=int, default=4, help="generated lives")
    add("--count", type=int, default=100, help="memories in all")
    add("--seed", type=int, default=5)
    add("--judged", type=Path, nargs=2, help="judged files of two readers, to be stripped of text")
    add("--to", type=Path, help="where the judgements go, with --judged")
    return found


def drawn(data: Path, lives: int, count: int, seed: int) -> list[dict[str, Any]]:
    """Return what conversations gave, and as much of what lives gave as is wanted beside it."""
    talked = list(_talked(data))
    lived = [row for n in range(lives) for row in _lived(seed + n)]
    random.Random(seed).shuffle(lived)  # noqa: S311 - a sample, no secret
    return [*talked, *lived[: max(0, count - len(talked))]]


def _talked(data: Path) -> Iterator[dict[str, Any]]:
    for corpus in load(Options(suite="locomo", data=data)):
        for case in corpus.cases:
            said = {str(e.external_id): e.text for e in case.events}
            last = max(e.at for e in case.events if isinstance(e.at, datetime))
            with (
                tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder,
                _opened(folder) as memory,
            ):
                memory.remember(list(case.events), user_id=case.user_id)
                memory.sleep(case.user_id, now=last + timedelta(days=1))
                yield from _standing(memory, case.user_id, "locomo", said)


def _lived(seed: int) -> list[dict[str, Any]]:
    lived = life(seed, times=_TIMES)
    said = {str(e.external_id): e.text for day in lived.days for e in day.events}
    with tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder, _opened(folder) as memory:
        for day in lived.days:
            memory.remember(list(day.events), user_id=USER)
            memory.sleep(USER, now=day.at + _NIGHT)
        return list(_standing(memory, USER, "life", said))


def _opened(folder: str) -> Memory:
    return Memory.open(folder, settings=Settings(home=Path(folder)))


def _standing(
    memory: Memory, user: str, group: str, said: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for row in memory.query(_STANDING, user_id=user):
        rests_on = memory.query(_EPISODES, {"id": str(row["id"])}, user_id=user)
        told = [f"{e['speaker']}: {said[str(e['name'])]}" for e in rests_on]
        key = "\n".join([user, str(row["text"]), *told])
        yield {
            "id": hashlib.sha256(key.encode()).hexdigest()[:12],
            "group": group,
            "support": row["support"],
            "episodes": told[:_SHOWN],
            "facts": [{"text": row["text"], "judgement": None}],
            "missed": 0,
        }


if __name__ == "__main__":
    sys.exit(main())
