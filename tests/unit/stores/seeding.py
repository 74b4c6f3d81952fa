"""Data for tests of the store, made by the write path itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from graphmem.ingest.events import date_event
from graphmem.ingest.gate import RuleGate
from graphmem.ingest.link import link
from graphmem.ingest.pipeline import Understanding
from graphmem.ingest.rules import RuleExtractor
from graphmem.stores import schema
from graphmem.stores.base import Engine, Row
from graphmem.stores.erasing import erase_events
from graphmem.stores.graph import GraphStore
from graphmem.stores.packing import pack_text
from graphmem.stores.queries import Query
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


@dataclass(frozen=True)
class TwoUsers:
    """Two users' memories in one database; ``ids`` are what each has there, by label."""

    engine: Engine
    ana: GraphStore
    ben: GraphStore
    ids: dict[str, dict[str, list[str]]]


def seed_two_users(engine: Engine) -> TwoUsers:
    """Write two users, of names that nobody else has, into one database.

    Ben's words all hold ``ALIEN_MARK``; he has something under every label and edge type.
    """
    schema.migrate(engine, now_ms=NOW_MS, version="test")
    token = uuid4().hex[:8]
    ana, ben = (
        GraphStore(engine, user_id=f"{name}-{token}", encoder="fake-1") for name in ("ana", "ben")
    )
    ana.write(write_sets(CONVERSATION, ana.user_id), now_ms=NOW_MS)
    ben.write(write_sets(_alien_turns(), ben.user_id), now_ms=NOW_MS)
    gone = ben.find_external("e4")
    ben.erase(lambda work: erase_events(work, gone), now_ms=NOW_MS)
    first = ben.find_external("e1")
    note: Row = {"id": f"{ben.user_id}-1", "at": 1, "query": ALIEN_MARK, "event_ids": first}
    recalled: Row = {"id": first[0], "count": 1, "recalled_at": 1}
    ben.log_accesses([{**note, "scores": [1.0]}], [recalled])
    add_reserved(engine, ben)
    found = {store.user_id: _ids(store) for store in (ana, ben)}
    return TwoUsers(engine, ana, ben, found)


def _alien_turns() -> list[Event]:
    long = " ".join(f"Zara counts to {n} in {ALIEN_MARK}." for n in range(60))
    return [
        turn(1, f"I live in {ALIEN_MARK}. Clara works at {ALIEN_MARK} Labs.", session=ALIEN_MARK),
        turn(2, f"My dog is called {ALIEN_MARK}.", session=f"{ALIEN_MARK}2", speaker=ALIEN_MARK),
        turn(3, long, session=ALIEN_MARK, at=day(3)),
        turn(4, f"Forget {ALIEN_MARK}4.", session=f"{ALIEN_MARK}4"),
        turn(5, f"Clara works at {ALIEN_MARK} Works.", session=ALIEN_MARK, at=day(5)),
    ]


#: What no operation makes yet, and what an erasure looks for: nothing supports it any more. Ids
#: are other ones in each run; facts of the first event are taken, so that when a fact was first
#: told does not hang on which id is the smallest.
_RESERVED = """
MATCH (e:Event {user_id: $user}) WITH e ORDER BY e.id LIMIT 1
MATCH (f:Fact {user_id: $user})<-[:STATES]-(:Sentence)
WITH DISTINCT e, f ORDER BY f.id LIMIT 2
WITH e, collect(f) AS facts
WITH e, facts[0] AS f, facts[1] AS g
MATCH (n:Entity {user_id: $user}) WITH e, f, g, n ORDER BY n.id LIMIT 1
MATCH (t:Sentence {user_id: $user}) WITH e, f, g, n, t ORDER BY t.id LIMIT 1
CREATE (e)-[:MENTIONS {start: 1, end: 1, role: 'mention'}]->(n)
CREATE (t)-[:MENTIONS {start: 1, end: 1, role: 'mention'}]->(n)
CREATE (e)-[:STATES {start: 1, end: 1, text: 'x'}]->(f)
CREATE (t)-[:STATES {start: 1, end: 1, text: 'x'}]->(f)
CREATE (s:Semantic {id: $user + '-semantic', user_id: $user, text: $mark, kind: 'statement',
                    status: 'active', revision: 1, last_at: 1, recorded_at: 1,
                    embedding: $embedding})
CREATE (r:SleepRun {id: $user + '-run', user_id: $user, state: 'applying', plan: $mark})
CREATE (:Lease {id: $user + '-lease', user_id: $user, owner: 'x', expires_at: 0})
CREATE (s)-[:DERIVED_FROM {covers: true, run: 'x'}]->(e),
       (s)-[:DERIVED_FROM]->(f), (s)-[:ABOUT]->(n)
CREATE (f)-[:CONFLICTS_WITH {kind: $mark}]->(g)
CREATE (g)-[:SUPERSEDES {by: $mark, reason: $mark, retracted_at: 1}]->(f)
CREATE (e)-[:CORRECTS {by: $mark, reason: $mark, recorded_at: 1, revision: 1}]->(e)
CREATE (o:Entity {id: $user + '-unseen', user_id: $user, name: $mark, key: $mark, revision: 1,
                  aliases: [$mark]})
CREATE (n)-[:SAME_AS {reason: $mark}]->(o), (n)-[:DIFFERS_FROM]->(o)
CREATE (:Fact {id: $user + '-unstated', user_id: $user, text: $mark, revision: 1})
CREATE (:Session {id: $user + '-empty', user_id: $user, external_id: $mark + '9', revision: 1,
                  started_at: 1, ended_at: 1})
CREATE (:Copy {id: $user, lineage: $mark, step: 1})
"""

_MOVED = """
MATCH (r:SleepRun {id: $user + '-run'})
MATCH (e:Event {user_id: $user})
CREATE (r)-[:MOVED {from_tier: 'episodic', to_tier: 'archive', reason: $mark, at: 1}]->(e)
"""
_ABOUT = """
MATCH (s:Semantic {id: $user + '-semantic'})
MATCH (n:Entity {user_id: $user, key: 'clara'})
MERGE (s)-[:ABOUT]->(n)
"""
_ARCHIVED = """
MATCH (e:Event {user_id: $user, external_id: 'e1'})
CREATE (:Event {id: $user + '-archived', user_id: $user, tier: 'archive', part: 0, seq: 0,
                searchable: true, occurred_at: 1, recorded_at: 1, revision: 1, packed: $packed,
                session_id: e.session_id})
"""
#: What a correction leaves: its ids are those that ``arguments`` name.
_CORRECTED = """
MATCH (e:Event {user_id: $user, external_id: 'e1'})
MATCH (e)-[:HAS_SENTENCE*0..1]->()-[:STATES]->(f:Fact)
WITH e, f ORDER BY f.id LIMIT 1
MATCH (g:Fact {user_id: $user})<-[:STATES]-()
WHERE g.id <> f.id AND NOT EXISTS { MATCH (f)-[:CONFLICTS_WITH]-(g) }
WITH e, f, g ORDER BY g.id LIMIT 1
CREATE (a:Access {id: $user + '-doubting', user_id: $user, at: 1, query: $mark, event_ids: ['x'],
                  scores: [1.0]})
CREATE (a)-[:DOUBTS {recorded_at: 1, revision: 1}]->(e)
CREATE (e)-[:CORRECTS {by: $mark, reason: $mark, recorded_at: 2, revision: 1}]->(e)
CREATE (f)-[:SUPERSEDES {by: $mark, reason: $mark, recorded_at: 2, revision: 1, event: e.id}]->(g)
"""


def add_reserved(engine: Engine, store: GraphStore) -> None:
    """Write what no operation makes yet, of every kind, and edges that ``arguments`` name."""
    params = {
        "user": store.user_id,
        "mark": ALIEN_MARK,
        "packed": pack_text(ALIEN_MARK),
        "embedding": FakeEncoder().encode([ALIEN_MARK])[0].tolist(),
    }
    for text in (_RESERVED, _ARCHIVED, _MOVED, _ABOUT, _CORRECTED):
        used = {name: value for name, value in params.items() if f"${name}" in text}
        query = Query("test.reserved", text, frozenset(used), "write", "")
        engine.transaction(lambda tx, query=query, used=used: tx.run(query, used))


def _ids(store: GraphStore) -> dict[str, list[str]]:
    """Return the ids of a user's nodes by label, those that the first event is about in front."""
    ids: dict[str, list[str]] = {}
    for row in store.export()[0]:
        ids.setdefault(str(row["label"]), []).append(str(row["id"]))
    first = store.find_external("e1")[0]
    session = str(store.items([first])[first]["session_id"])
    ids["Event"].sort(key=lambda i: i != first)
    ids["Session"].sort(key=lambda i: i != session)
    return ids
