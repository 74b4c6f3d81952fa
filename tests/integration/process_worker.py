"""A process that shares one user of a Neo4j server with others, as a writer or a reader.

Arguments: role, number, steps. The server comes from GRAPHMEM_URL, GRAPHMEM_USER and
GRAPHMEM_PASSWORD. It says what it does, line by line: ``ready``, then a JSON object before and one
after each operation. It begins when its input says so and, as a reader, ends when that closes.
"""

from __future__ import annotations

import json
import random
import select
import sys
import time
from datetime import timedelta

from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.settings import load_settings
from graphmem.stores.graph import GraphStore
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import Event
from tests.fakes import FakeEncoder
from tests.toy import day

USER = "ana"  # that of the tests; their own modules cost a process a second to import
_SHARED = 1_000  # numbers from here on: events that two writers may both write
_FRIENDS = ("Clara", "CLARA", "Ben Okafor", "ben okafor", "Ines")
_PRESENT = (
    "MATCH (e:Event {user_id: $user_id}) WHERE e.searchable AND e.revision <= $revision "
    "RETURN e.id AS id"
)


def event(number: int) -> Event:
    """Return event ``e<number>``: names, a fact, sometimes chunks, sometimes late."""
    rng = random.Random(number)
    friend, other = rng.sample(_FRIENDS, 2)
    text = f"{friend} moved to Porto. I met {other} {number} times. {friend} works at Helios Labs."
    if number % 9 == 4:
        text += "".join(f" Part {n} of {number} comes from Kenya." for n in range(60))
    late = timedelta(hours=rng.choice([0, 0, 0, 5, 30]))
    return Event(
        text=text,
        external_id=f"e{number}",
        session_id=rng.choice(["s0", "s1", "s2", None]),
        speaker=rng.choice(["Ana", "Clara"]),
        # Half the steps of four writers fall on the same instants.
        at=day(4) + timedelta(minutes=5 * (number % 100 // 2)) - late,
    )


def open_on_server() -> Memory:
    """Open the memory that the environment names; nothing takes time to load or to read."""
    settings = load_settings()
    # What is found between messages is written too, and raises the revision that is counted here.
    quiet = settings.interference.model_copy(update={"messages": 0})
    settings = settings.model_copy(update={"interference": quiet})
    return Memory.open(settings=settings, encoder=FakeEncoder(), extractor=RuleExtractor())


def say(**what: object) -> None:
    """Tell the test, before anything else happens."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Play the role until it is done, or until somebody kills this process."""
    role, number, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if role == "first":
        _meet()
        with open_on_server() as memory:
            _remember(memory, [100 * number, _SHARED])
        return
    with open_on_server() as memory:
        _meet()
        if role == "writer":
            _write(memory, number, steps)
        else:
            _read(memory)


def _meet() -> None:
    """Wait for the others."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


def _write(memory: Memory, number: int, steps: int) -> None:
    """Remember single events and batches, some that another remembers too; forget some."""
    rng = random.Random(number)
    own = iter(range(100 * number, 100 * number + 100))
    mine: list[int] = []
    for _ in range(steps):
        step = rng.random()
        if step < 0.12 and mine:
            _forget(memory, mine.pop(rng.randrange(len(mine))))
        elif step < 0.25:
            _remember(memory, [_SHARED + rng.randrange(20)])
        else:
            new = [next(own) for _ in range(rng.choice([1, 1, 1, 4]))]
            _remember(memory, new)
            mine += new


def _remember(memory: Memory, numbers: list[int]) -> None:
    say(does="remember", numbers=numbers)
    receipts = memory.remember([event(n) for n in numbers], user_id=USER)
    added = [n for n, r in zip(numbers, receipts, strict=True) if r.status == "added"]
    say(did="remember", numbers=numbers, added=added, revision=receipts[0].revision)


def _forget(memory: Memory, number: int) -> None:
    say(does="forget", numbers=[number])
    report = memory.forget(user_id=USER, event_id=f"e{number}")
    say(did="forget", numbers=[number], removed=len(report.events))


def _read(memory: Memory) -> None:
    """Recall and check the caches until the input ends; then compare them to the graph."""
    seen = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        memory.recall("Who works at Helios Labs in Porto?", user_id=USER)
        with memory._pool.user(USER, new=True) as handle:
            index = memory._pool.refresh(USER, handle)
            assert index.revision >= seen, "a cache never goes back"
            seen = index.revision
            _check(index, handle.store)
        say(did="read", revision=seen, rows=len(index))
        time.sleep(0.05)
    from tests.unit.stores.comparing import assert_same, rebuilt

    with memory._pool.user(USER) as handle:
        index = memory._pool.refresh(USER, handle)
        assert_same(index, rebuilt(handle.store))
        say(did="end", revision=index.revision, rows=len(index))


def _check(index: UserIndex, store: GraphStore) -> None:
    """Fail unless the rows are those of the index's revision, less what was erased since."""
    scope = {"user_id": USER, "revision": index.revision}
    there = {str(r["id"]) for r in store._engine.read_text(_PRESENT, scope, timeout_s=60)}
    assert there <= set(index.ids), "what was written up to the revision is in the cache"
    assert len(set(index.ids)) == len(index.ids)
    gone = set(index.ids) - there
    erased = store.pull_removed(index.revision)
    assert not gone or (erased is not None and all(erased(i) for i in gone)), (
        "what is only in the cache was erased since"
    )


if __name__ == "__main__":
    main()
