"""Erasing between any two transactions of a sleep: what is gone does not come back by it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graphmem.errors import SleepingError, StoreUnavailableError
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.types import Event
from tests.conftest import USER, open_memory
from tests.integration.on_server import Meanwhile

START = datetime(2026, 1, 1, tzinfo=UTC)
_LAST = 30  # a sleep over so little has fewer transactions


def tell(memory: Memory) -> None:
    """Say two things on three days."""
    said = [
        Event(text=text, speaker="Ana", session_id=f"s{n}", at=START + timedelta(days=n, hours=h),
              external_id=f"e{n}-{h}")
        for n in range(3)
        for h, text in enumerate(("I live in Porto.", "I play the cello."))
    ]  # fmt: skip
    memory.remember(said, user_id=USER)


def _porto(memory: Memory) -> None:
    memory.forget(user_id=USER, entity_id="Porto")


def _fact(memory: Memory) -> None:
    text = "MATCH (f:Fact) WHERE f.text CONTAINS 'Porto' RETURN f.id AS id ORDER BY id"
    for row in memory.query(text, user_id=USER):
        memory.forget(user_id=USER, fact_id=str(row["id"]))


def _events(memory: Memory) -> None:
    for n in range(3):
        memory.forget(user_id=USER, event_id=f"e{n}-0")


def _user(memory: Memory) -> None:
    memory.forget(user_id=USER, everything=True)


def _meanwhile(memory: Memory, at: int, happens: Callable[[], object]) -> Meanwhile:
    """Let something happen before a transaction of what a memory does next."""
    with memory._pool.user(USER) as handle:
        engine = Meanwhile(handle.engine, at, happens)
        handle.engine = handle.store._engine = handle.region._engine = engine
    return engine


def _words(memory: Memory) -> str:
    return str(list(memory.to_networkx(USER).nodes(data=True)))


_UNSUPPORTED = """
MATCH (s:Semantic {status: 'active'})
WHERE NOT EXISTS { MATCH (s)-[d:DERIVED_FROM]->() WHERE d.retracted_at IS NULL }
RETURN s.text AS text
"""


@pytest.mark.parametrize("erase", [_porto, _fact, _events])
def test_what_is_erased_in_a_sleep_stays_erased(
    erase: Callable[[Memory], None], fresh: Callable[[], Path]
):
    """At whichever moment; the sleep ends, the other memory is made, and all of it has support."""
    moments = 0
    for at in range(1, _LAST):
        with open_memory(fresh(), extractor=RuleExtractor()) as memory:
            tell(memory)
            engine = _meanwhile(memory, at, lambda m=memory: erase(m))
            memory.sleep(USER)
            if not engine.happened:
                break
            moments += 1
            memory.sleep(USER)

            assert "Porto" not in _words(memory)
            assert "cello" in _words(memory)
            assert memory.query(_UNSUPPORTED, user_id=USER) == []
            assert not memory.sleep(USER).changed
    assert moments >= 2


def test_a_user_who_is_erased_in_a_sleep_is_gone(fresh: Callable[[], Path]):
    """By another thread, as soon as it may: the sleep says so, and makes no memory anew."""
    moments = 0
    for at in range(1, _LAST):
        with open_memory(fresh(), extractor=RuleExtractor()) as memory:
            tell(memory)
            other = threading.Thread(target=_user, args=(memory,))
            engine = _meanwhile(memory, at, other.start)
            with suppress(SleepingError, StoreUnavailableError):
                memory.sleep(USER)
            if not engine.happened:
                break
            moments += 1
            other.join()

            assert not memory._pool.exists(USER)
    assert moments >= 2
