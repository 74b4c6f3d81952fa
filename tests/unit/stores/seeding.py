"""Data for tests of the store, made by the write path itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from graphmem.ingest.events import date_event
from graphmem.ingest.gate import RuleGate
from graphmem.ingest.link import link
from graphmem.ingest.pipeline import Understanding
from graphmem.ingest.rules import RuleExtractor
from graphmem.stores import schema
from graphmem.stores.embedded import EmbeddedEngine
from graphmem.stores.graph import GraphStore
from graphmem.stores.records import WriteSet
from graphmem.types import Event
from tests.fakes import FakeEncoder
from tests.toy import CONVERSATION, day, turn

ALIEN_MARK = "Zanzibar"
NOW_MS = 1_710_000_000_000


def write_sets(
    events: Sequence[Event], user_id: str = "ana", *, chunk_tokens: int = 200
) -> list[WriteSet]:
    """Return the rows that events add, as the write path makes them."""
    understanding = Understanding(
        FakeEncoder(), RuleExtractor(), RuleGate(), chunk_tokens=chunk_tokens, gated=True
    )
    now = datetime(2024, 4, 1, tzinfo=UTC)
    dated = [date_event(e, user_id=user_id, now=now, local=ZoneInfo("UTC")) for e in events]
    return [
        link(u, now_ms=NOW_MS, versions=understanding.versions)
        for u in understanding.understand(dated)
    ]


def seed_two_users(
    engine: EmbeddedEngine,
) -> tuple[GraphStore, GraphStore, EmbeddedEngine, dict[str, list[str]]]:
    """Write two users into one database; return their stores and all ids of the second."""
    schema.migrate(engine, now_ms=NOW_MS, version="test")
    ana = GraphStore(engine, user_id="ana", encoder="fake-1")
    ben = GraphStore(engine, user_id="ben", encoder="fake-1")
    ana.write(write_sets(CONVERSATION), now_ms=NOW_MS)
    long = " ".join(f"Zara counts to {n} in {ALIEN_MARK}." for n in range(60))
    alien = [
        turn(1, f"I live in {ALIEN_MARK}. Clara works at {ALIEN_MARK} Labs.", session=ALIEN_MARK),
        turn(2, f"My dog is called {ALIEN_MARK}.", session=f"{ALIEN_MARK}2", speaker=ALIEN_MARK),
        turn(3, long, session=ALIEN_MARK, at=day(3)),
        turn(4, f"Forget {ALIEN_MARK}4.", session=f"{ALIEN_MARK}4"),
    ]
    ben.write(write_sets(alien, "ben"), now_ms=NOW_MS)
    ben.forget(ben.find_external("e4"), now_ms=NOW_MS)
    first = ben.find_external("e1")
    ben.log_accesses(
        [{"id": "a1", "at": 1, "query": ALIEN_MARK, "event_ids": first, "scores": [1.0]}],
        [{"id": first[0], "count": 1, "recalled_at": 1}],
        now_ms=NOW_MS,
    )
    ids: dict[str, list[str]] = {}
    for row in ben.export()[0]:
        ids.setdefault(str(row["label"]), []).append(str(row["id"]))
    ids["Event"].sort(key=lambda i: i != first[0])
    session = str(next(iter(ben.items(first).values()))["session_id"])
    ids["Session"].sort(key=lambda i: i != session)
    del ids["User"], ids["Access"]
    return ana, ben, engine, ids
