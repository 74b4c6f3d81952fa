"""How a server would run each query file: by its indexes, never by looking through all nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import Driver

from graphmem.stores import queries
from graphmem.stores.base import Row
from graphmem.stores.queries import Query
from tests.engines import ENGINES, open_engine, server_engine
from tests.neo4j_server import Neo4jServer
from tests.unit.stores.arguments import arguments
from tests.unit.stores.seeding import TwoUsers, seed_two_users

#: Why a query may do what the others must not.
EXEMPT = {
    "migrations.list_applied": "all nodes of the label are wanted, and they are few",
    "explore.connections": "each of two names is borne by few of the user's entities",
}
#: Indexes that must serve, whatever else would do.
SERVED = {
    "entities.pull_entities": "Entity(user_id, revision)",
    "entities.pull_event_links": "Event(user_id, revision)",
    "entities.pull_sentence_links": "Event(user_id, revision)",
    "erase.clear_accesses": "Access(user_id)",
    "erase.clear_entities": "Entity(user_id)",
    "erase.clear_events": "Event(user_id)",
    "erase.clear_facts": "Fact(user_id)",
    "erase.clear_leases": "Lease(user_id)",
    "erase.clear_semantics": "Semantic(user_id)",
    "erase.clear_sentences": "Sentence(user_id)",
    "erase.clear_sessions": "Session(user_id)",
    "erase.clear_sleep_runs": "SleepRun(user_id)",
    "erase.clear_tombstones": "Tombstone(user_id)",
    "erase.pull_tombstones": "Tombstone(user_id, revision)",
    "events.find_external": "Event(user_id, external_id)",
    "events.pull_events": "Event(user_id, revision)",
    "events.pull_sentences": "Event(user_id, revision)",
    "facts.pull_event_subjects": "Event(user_id, revision)",
    "facts.pull_sentence_subjects": "Event(user_id, revision)",
    "recall.pull_corrections": "Event(user_id)",
    "recall.pull_semantic_ties": "Fact(user_id)",
    "recall.pull_tied": "Event(user_id, revision)",
    "recall.pull_tied_semantics": "Semantic(user_id, revision)",
    "recall.pull_ties": "Fact(user_id)",
    "semantics.pull_semantics": "Semantic(user_id, revision)",
    "semantics.pull_topics": "Semantic(user_id, revision)",
    "sessions.pull_sessions": "Session(user_id, revision)",
}


def _body(name: str) -> str:
    return queries.bare(queries.load(name).text)


@pytest.fixture(scope="module")
def planned(neo4j_server: Neo4jServer) -> Iterator[tuple[Driver, TwoUsers]]:
    """A server on which two users remember; it has counted its indexes since.

    What other tests wrote and erased before would else be what its planner goes by.
    """
    with server_engine(neo4j_server) as engine, neo4j_server.driver() as driver:
        users = seed_two_users(engine)
        with driver.session() as session:
            session.run("CALL db.prepareForReplanning(60)").consume()
        yield driver, users


@pytest.mark.parametrize("name", queries.names())
def test_indexes_serve(name: str, planned: tuple[Driver, TwoUsers]):
    """No plan scans nodes or edges, nor multiplies rows that it has not looked up by a key."""
    found = offences(plan(name, planned))

    assert bool(found) == (name in EXEMPT), found


@pytest.mark.parametrize("name", SERVED)
def test_the_right_index_serves(name: str, planned: tuple[Driver, TwoUsers]):
    """What changed since a revision is found by it, and what is cleared by its user."""
    details = [op["args"].get("Details", "") for op in operators(plan(name, planned))]

    assert [d for d in details if f":{SERVED[name]} WHERE" in d]


@pytest.mark.parametrize("name", [n for n in queries.names() if "user_id: $user_id}" in _body(n)])
def test_what_is_named_by_its_id_is_found_by_it(name: str, planned: tuple[Driver, TwoUsers]):
    """In a graph of a few nodes the index of users looks as good: a plan made then would stay."""
    details = [op["args"].get("Details", "") for op in operators(plan(name, planned))]
    by_id = re.findall(r"\((\w+):(\w+) \{id: [^}]*user_id: \$user_id\}", _body(name))

    for variable, label in by_id:
        assert not [d for d in details if f" {variable}:{label}(user_id)" in d]


def test_every_pull_has_its_index_named():
    """A new query that pulls changes is held to the index too."""
    pulls = {n for n in queries.names() if ".pull_" in n or ".clear_" in n}

    assert pulls <= SERVED.keys()


def plan(name: str, planned: tuple[Driver, TwoUsers]) -> dict[str, Any]:
    """Return the server's plan of a query under realistic parameters.

    Made for the graph as it is: one that is kept from an empty graph is replaced by the server
    some seconds later, when it sees how much the graph has grown.
    """
    driver, two = planned
    query = queries.load(name)
    params: Row = arguments(query, two.ben.user_id, two.ids[two.ben.user_id])
    with driver.session() as session:
        found = session.run(f"CYPHER replan=force EXPLAIN {query.text}", params).consume().plan  # type: ignore[arg-type]
    assert found is not None
    return found


def operators(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the operators of a plan, the last one first."""
    yield found
    for child in found.get("children", []):
        yield from operators(child)


def kind(operator: dict[str, Any]) -> str:
    """Return what an operator does ("NodeUniqueIndexSeek(Locking)")."""
    return operator["operatorType"].removesuffix("@neo4j")


def offences(found: dict[str, Any]) -> list[str]:
    """Return the operators that no query should need."""
    return [
        kind(op)
        for op in operators(found)
        if "Scan" in kind(op)
        or (kind(op) == "CartesianProduct" and not all(map(_by_key, op["children"])))
    ]


def _by_key(found: dict[str, Any]) -> bool:
    """Tell whether a branch gives one row at most: found by a unique key, and then filtered."""
    kinds = [kind(op).partition("(")[0] for op in operators(found)]
    return set(kinds) <= {"Filter", "NodeUniqueIndexSeek", "CartesianProduct", "Argument"}


@pytest.fixture(scope="module", params=ENGINES)
def two(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TwoUsers]:
    """Two users in one database of either engine, with every label and edge type there is."""
    with open_engine(request, tmp_path_factory.mktemp("labelled")) as engine:
        yield seed_two_users(engine)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("stats.count_nodes", "MATCH (n) WHERE {n} RETURN labels(n)[0] AS key, count(n) AS n"),
        ("stats.count_edges", "MATCH (n)-[r]->() WHERE {n} RETURN type(r) AS key, count(r) AS n"),
        ("export.list_nodes", "MATCH (n) WHERE {n} RETURN n.id AS key"),
        ("export.list_edges", "MATCH (n)-[r]->() WHERE {n} RETURN n.id AS key"),
    ],
)
def test_naming_the_labels_leaves_nothing_out(name: str, text: str, two: TwoUsers):
    """What is counted and exported label by label is all there is, but leases: no memories."""
    scope = {"user_id": two.ben.user_id}
    text = text.format(n="n.user_id = $user_id AND NOT n:Lease")
    every = Query("test.every", text, frozenset(scope), "rows", "")

    found, wanted = (list(two.engine.read(q, scope)) for q in (queries.load(name), every))

    size = len(wanted[0])
    assert sorted(tuple(row.values())[:size] for row in found) == sorted(
        tuple(row.values()) for row in wanted
    )
