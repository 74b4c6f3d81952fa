"""Show what is missed and wrongly flagged: ``python -m benchmarks.updates_failures``.

Of chats' development wordings alone, and without a memory: both statements of each update are read
and judged. ``--memory`` tells the chats to a memory and says what it recorded.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.context import open_memory
from benchmarks.interference_extracted import statement
from benchmarks.update_chats import RESERVED, worlds
from benchmarks.updates import recorded
from benchmarks.updates_cases import World
from graphmem.dynamics.statements import Pair, Statement
from graphmem.ingest.extract import Said
from graphmem.ingest.model_extractor import ModelExtractor
from graphmem.psm.interference import Interference
from graphmem.settings import InterferenceSettings
from graphmem.types import Event


@dataclass(frozen=True, slots=True)
class Look:
    """Two statements as they are read and judged.

    Attributes:
        cause: ``no fact of the old``, ``no fact of the new``, ``not comparable``, ``below``
            (the threshold), ``found``.
    """

    kind: str
    cause: str
    conflict: float
    older: Event
    newer: Event
    words: str


def main(argv: Sequence[str] | None = None) -> int:
    """Print causes with their counts, then every pair that is judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--users", type=int, default=15)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--reserved", action="store_true", help="only to show what was reported")
    args = parser.parse_args(argv)
    found = worlds(RESERVED if args.reserved else args.seed, args.users)
    if args.memory:
        _show_memory(found)
        return 0
    looks = list(looked(found))
    for (kind, cause), n in sorted(Counter((k.kind, k.cause) for k in looks).items()):
        print(f"{kind:12} {cause:20} {n}")
    for look in sorted(looks, key=lambda k: (k.kind, k.cause, k.newer.text)):
        together = look.kind in {"many", "finer", "plan", "past"}
        if together == (look.cause == "found"):
            print(f"\n{look.kind} · {look.cause} · {look.conflict:.2f}")
            print(f"  {look.older.text}\n  {look.newer.text}\n  {look.words}")
    return 0


def looked(found: Sequence[World]) -> Iterator[Look]:
    """Read and judge each pair of statements."""
    head, extractor = Interference.load(), ModelExtractor.load()
    for world in found:
        events = {event.external_id or "": event for event in world.events}
        pairs = [(u.kind, u.old, u.current) for u in world.updates]
        pairs += [(t.kind, t.first, t.second) for t in world.together]
        for kind, old, new in pairs:
            yield _look(head, extractor, kind, events[old], events[new])


def _look(
    head: Interference, extractor: ModelExtractor, kind: str, older: Event, newer: Event
) -> Look:
    said = [Said(e.text, e.at, e.speaker) for e in (older, newer) if e.at]
    drafts = extractor.extract_all(said)
    olds, news = ([statement(f) for f in draft.facts] for draft in drafts)
    verdicts = head.judge([Pair(a, b) for a in olds for b in news])
    best = max(verdicts, key=lambda v: v.conflict, default=None)
    most = best.conflict if best else 0.0
    words = f"{_words(olds)}  >>  {_words(news)}\n  {best.kind if best else ''} "
    words += ", ".join(best.reasons) if best else ""
    if not olds or not news:
        cause = "no fact of the old" if not olds else "no fact of the new"
    elif most >= InterferenceSettings().conflict_at:
        cause = "found"
    else:
        known = [v for v in verdicts if "another subject" not in v.reasons]
        cause = "below" if any(v.single is not None for v in known) else "not comparable"
    return Look(kind, cause, most, older, newer, words)


def _words(statements: Sequence[Statement]) -> str:
    return "; ".join(
        f"{'' if s.positive else '!'}{s.subject}({s.subject_kind})|{s.predicate}|"
        f"{s.object}({s.object_kind})|{s.tense}|{s.modality}"
        for s in statements
    )


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
