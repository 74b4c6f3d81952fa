"""Show what is missed and wrongly flagged: ``python -m benchmarks.updates_failures``.

``--part`` chooses the wordings. Without a memory both statements of each update are read and judged
by themselves; ``--memory`` tells the chats to a memory and says what it recorded.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.context import open_memory
from benchmarks.update_chats import PARTS, worlds
from benchmarks.updates import recorded
from benchmarks.updates_cases import World
from benchmarks.updates_pairs import Judged, Pairs
from graphmem.types import Event

_TOGETHER = frozenset({"many", "finer", "plan", "past"})


@dataclass(frozen=True, slots=True)
class Look:
    """Two statements of one kind of pair, as they are read and judged."""

    kind: str
    judged: Judged
    older: Event
    newer: Event


def main(argv: Sequence[str] | None = None) -> int:
    """Print causes with their counts, then every pair that is judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="dev", help="of the wordings")
    parser.add_argument("--seed", type=int, help="other chats of the first part")
    parser.add_argument("--users", type=int, default=15)
    parser.add_argument("--memory", action="store_true")
    args = parser.parse_args(argv)
    found = worlds(PARTS[args.part] if args.seed is None else args.seed, args.users)
    if args.memory:
        _show_memory(found)
        return 0
    looks = list(looked(found))
    for (kind, cause), n in sorted(Counter((k.kind, k.judged.cause) for k in looks).items()):
        print(f"{kind:12} {cause:20} {n}")
    for look in sorted(looks, key=lambda k: (k.kind, k.judged.cause, k.newer.text)):
        together, found_ = look.kind in _TOGETHER, look.judged.cause == "found"
        if together == found_:
            print(f"\n{look.kind} · {look.judged.cause} · {look.judged.conflict:.2f}")
            print(f"  {look.older.text}\n  {look.newer.text}\n  {look.judged.words}")
    return 0


def looked(found: Sequence[World]) -> Iterator[Look]:
    """Read and judge each pair of statements."""
    judges = Pairs()
    for world in found:
        events = {event.external_id or "": event for event in world.events}
        pairs = [(u.kind, u.old, u.current) for u in world.updates]
        pairs += [(t.kind, t.first, t.second) for t in world.together]
        for kind, old, new in pairs:
            yield Look(kind, judges.judge(events[old], events[new]), events[old], events[new])


def _show_memory(found: Sequence[World]) -> None:
    """Tell the chats to a memory and print updates that it did not record, and false alarms."""
    with (
        TemporaryDirectory(prefix="graphmem-bench-") as folder,
        open_memory("embedded")(Path(folder)) as memory,
    ):
        for world in found:
            memory.remember(list(world.events), user_id=world.user_id)
            notes, texts = recorded(memory, world.user_id), {}
            texts = {e.external_id or "": e.text for e in world.events}
            for update in world.updates:
                if frozenset((update.old, update.current)) not in notes.pairs:
                    print(f"missed {update.kind}: {texts[update.old]} >> {texts[update.current]}")
                if update.current in notes.retired:
                    print(f"current retired: {texts[update.current]} ({texts[update.old]})")
            topics = [{e.external_id or "" for e in t.told} for t in world.topics]
            others = {p for p in notes.pairs if not any(p <= topic for topic in topics)}
            both = {frozenset((t.first, t.second)) for t in world.together}
            for pair in sorted(others | (both & notes.pairs), key=sorted):
                print(f"alarm: {' >> '.join(texts[e] for e in sorted(pair))}")


if __name__ == "__main__":
    raise SystemExit(main())
