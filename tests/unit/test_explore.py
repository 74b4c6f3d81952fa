"""The queries that people explore a memory with: right answers, and nobody else's."""

from __future__ import annotations

import pytest

from graphmem.stores import queries
from graphmem.stores.graph import GraphStore
from tests.exploring import OTHER, THIRD, USER, Graph, columns
from tests.toy import day, turn
from tests.unit.stores.seeding import ALIEN_MARK, NOW_MS, write_sets

NAMES = [n for n in queries.names() if n.startswith("explore.")]


@pytest.mark.parametrize("query", NAMES)
def test_each_query_answers_with_scalars_and_a_graph(graph: Graph, query: str):
    """People read the table; the last column holds the nodes and edges that a browser draws."""
    rows = graph.rows(query.removeprefix("explore."))

    assert rows
    for row in rows:
        *scalars, last = row
        assert last == "graph"
        assert row["graph"]
        assert all(isinstance(v, str | int | float | None) for c in scalars for v in flat(row[c]))


def flat(value: object) -> list[object]:
    """Return a list's members, or the value alone."""
    return list(value) if isinstance(value, list) else [value]


@pytest.mark.parametrize("query", NAMES)
def test_no_query_shows_anything_of_another_user(graph: Graph, query: str):
    """Both users told of Clara, Tomas and Porto; each sees their own."""
    name = query.removeprefix("explore.")
    ben = {"user_id": OTHER, "to_name": ALIEN_MARK}

    own, alien = str(graph.rows(name)), str(graph.rows(name, **ben))

    assert own != "[]"
    assert ALIEN_MARK not in own
    assert ALIEN_MARK in alien
    assert "Helios" not in alien


@pytest.mark.parametrize("query", NAMES)
def test_nobody_and_nothing_known_is_no_row(graph: Graph, query: str):
    """An unknown user has no rows, and an unknown name none either."""
    name = query.removeprefix("explore.")
    unknown = {"name": "Zoe", "from_name": "Zoe", "session": "s99"}
    named = set(unknown) & queries.load(query).params

    assert graph.rows(name, user_id="zoe") == []
    assert not named or graph.rows(name, **unknown) == []


def test_know_about_dates_facts_and_gives_the_words_that_no_fact_stands_for(graph: Graph):
    """A day that the words name counts as stated, else the day of the words."""
    rows = graph.ask("know_about")

    assert columns(rows, "what", "text", "since", "since_is", "last_told", "times", "said_by") == [
        ("fact", "Ana have sister Clara", "2024-03-01", "told", "2024-03-01", 1, ["Ana"]),
        ("fact", "Clara work at Helios Labs", "2024-03-01", "told", "2024-03-01", 1, ["Ben"]),
        ("fact", "Clara move to Porto", "2024-03-14", "stated", "2024-03-20", 1, ["Ben"]),
        ("text", "Clara visits me on Friday.", "2024-03-08", "told", "2024-03-08", 1, ["Ana"]),
    ]
    assert columns(rows, "entity", "kind") == [("Clara", "person")] * 4


@pytest.mark.parametrize("typed", ["helios labs", " HELIOS LABS ", "Helios Labs", "Sunworks"])
def test_names_are_found_as_people_type_them(graph: Graph, typed: str):
    """Case and blanks around do not matter; an alias will do."""
    rows = graph.ask("know_about", name=typed)

    assert columns(rows, "entity", "text") == [
        ("Helios Labs", "Clara work at Helios Labs"),
        ("Helios Labs", "Helios Labs builds solar ovens."),
    ]


def test_know_about_finds_the_chunks_of_a_long_text(graph: Graph):
    """Where a text was cut, the chunk is what names it."""
    rows = graph.ask("know_about", name="Vera")

    assert columns(rows, "what", "text") == [("text", "Vera waits for him in Ghent.")]


def test_timeline_runs_from_old_to_new(graph: Graph):
    """Each event once, with its part in it, the times it speaks of and the facts it states."""
    rows = graph.ask("timeline")

    assert columns(rows, "at", "part", "speaker", "speaks_of", "facts", "session") == [
        ("2024-03-01 09:00", ["mention"], "Ana", [], ["Ana have sister Clara"], "s1"),
        ("2024-03-01 10:00", ["mention"], "Ben", [], ["Clara work at Helios Labs"], "s1"),
        ("2024-03-08 10:00", ["mention"], "Ana", ["Friday"], [], "s2"),
        ("2024-03-20 10:00", ["mention"], "Ben", ["14 March"], ["Clara move to Porto"], "s3"),
    ]
    assert rows[2]["text"] == "Porto is sunny. Clara visits me on Friday."


def test_timeline_holds_what_somebody_said(graph: Graph):
    """Who speaks has a part in it."""
    rows = graph.ask("timeline", name="Ben")

    assert columns(rows, "part", "at") == [
        (["speaker"], "2024-03-01 10:00"),
        (["speaker"], "2024-03-09 09:00"),
        (["speaker"], "2024-03-20 10:00"),
    ]


def test_timeline_keeps_the_latest(graph: Graph):
    """A limit takes away the oldest events."""
    rows = graph.ask("timeline", limit=2)

    assert columns(rows, "at") == [("2024-03-08 10:00",), ("2024-03-20 10:00",)]


def test_changed_facts_shows_the_values_in_their_order(graph: Graph):
    """Cities told on different days are a change; what was told once is none."""
    rows = graph.ask("changed_facts")

    assert columns(rows, "subject", "predicate", "since", "times", "said_by") == [
        ("Ana", "live_in", "2024-03-01", 1, ["Ana"]),
        ("Ana", "live_in", "2024-03-20", 1, ["Ana"]),
        ("Ana", "live_in", "2024-03-20", 1, ["Ana"]),
    ]
    assert rows[0]["value"] == "Lyon"
    assert {r["value"] for r in rows[1:]} == {"not Lyon", "Porto"}


def test_changed_facts_limits_subjects_and_not_values(graph: Graph):
    """A change is shown whole or not at all."""
    assert len(graph.ask("changed_facts", limit=1)) == 3
    assert graph.ask("changed_facts", limit=0) == []


def test_changed_facts_leaves_out_a_list_told_at_once(graph: Graph):
    """Two values in one breath belong together."""
    sisters = turn(1, "My sister Ines lives in Bergen. My sister Ines lives in Oslo.", at=day(2))
    GraphStore(graph.engine, user_id=THIRD, encoder="fake-1").write(
        write_sets([sisters], THIRD), now_ms=NOW_MS
    )

    told = graph.ask("know_about", user_id=THIRD, name="Ines")

    assert [r for r in told if "live in" in str(r["text"])]
    assert graph.ask("changed_facts", user_id=THIRD) == []


def test_open_conflicts_are_those_without_a_standing_decision(graph: Graph):
    """A decision closes a conflict; one that was taken back opens it again."""
    rows = graph.ask("open_conflicts")

    assert columns(rows, "found", "conflict", "score", "rule", "fact", "against") == [
        ("2024-03-22", "value", 0.9, "one_home", "Ana live in Lyon", "Ana live in Porto"),
        ("2024-03-21", "polarity", 0.5, "negated", "Ana live in Lyon", "Ana not live in Lyon"),
    ]
    assert columns(rows, "said_by", "against_said_by") == [(["Ana"], ["Ana"])] * 2


def test_connections_by_facts_and_by_words(graph: Graph):
    """Both chains are given, each with what lies on it."""
    rows = graph.ask("connections", to_name="helios labs")

    assert columns(rows, "through", "steps", "chain", "edges") == [
        ("facts", 2, ["Clara", "Clara work at Helios Labs", "Helios Labs"], ["subject", "object"]),
        (
            "words", 2, ["Clara", "Clara works at Helios Labs.", "Helios Labs"],
            ["mention", "mention"],
        ),
    ]  # fmt: skip


def test_connections_run_over_sentences_and_chunks(graph: Graph):
    """Names in two sentences of one text are connected by the text."""
    sentences = graph.ask("connections", from_name="Kenya", to_name="Helios Labs")
    chunks = graph.ask("connections", from_name="Vera", to_name="Tomas")

    assert columns(sentences, "through", "steps") == [("words", 4)]
    assert columns(chunks, "through", "steps") == [("words", 4)]


def test_connections_are_not_to_oneself(graph: Graph):
    """One thing under two names is not connected, it is the same."""
    assert graph.ask("connections", from_name="Sunworks", to_name="Helios Labs") == []


def test_connections_never_lead_through_another_user(graph: Graph):
    """Even an edge that should not be there opens no way."""
    graph.write(
        "MATCH (a:Entity {user_id: $ana, key: 'kenya'}), (b:Entity {user_id: $ana, key: 'vera'}) "
        "CREATE (a)<-[:MENTIONS {role: 'mention'}]-(x:Event {id: 'alien', user_id: $ben, "
        "text: $mark})-[:MENTIONS {role: 'mention'}]->(b)",
        ana=USER, ben=OTHER, mark=ALIEN_MARK,
    )  # fmt: skip
    try:
        rows = graph.ask("connections", from_name="Kenya", to_name="Vera")
    finally:
        graph.write("MATCH (x:Event {id: $id}) DETACH DELETE x", id="alien")

    assert ALIEN_MARK not in str(rows)
    assert rows or graph.engine.name == "embedded"  # there, a user has a database alone


def test_session_added_tells_new_from_known(graph: Graph):
    """What was told before the session began is not new."""
    rows = graph.ask("session_added", session="s2")

    assert columns(rows, "what", "text", "new", "first_told", "times", "said_by") == [
        ("fact", "Ana move to Porto", True, "2024-03-08", 1, ["Ana"]),
        ("entity", "Porto", True, "2024-03-08", 2, ["Ana"]),
        ("entity", "Ana", False, "2024-03-01", 3, ["Ana"]),
        ("entity", "Clara", False, "2024-03-01", 1, ["Ana"]),
    ]


def test_session_added_reads_sentences_and_chunks(graph: Graph):
    """A long text in chunks adds what its chunks name."""
    rows = graph.ask("session_added", session="s4")

    assert {r["text"]: r["new"] for r in rows} == {
        "Tomas": True, "Vera": True, "Ghent": True, "Ana": False,
    }  # fmt: skip


def test_fading_follows_the_law_of_decay(graph: Graph):
    """Half is left after the half-life; small talk goes first."""
    after_90_days = int(day(9, 9).timestamp() * 1000) + 90 * 86_400_000

    rows = graph.ask("fading", now=after_90_days)
    left = {r["text"]: r for r in rows}

    assert rows[0]["text"] == "haha ok"
    assert rows[0]["state"] == "faint"
    cello = left["I play the cello every morning."]
    half_life = float(str(cello["half_life"]))
    assert half_life > 80  # the prior of what is of no certain kind, a little more where felt
    assert cello["remaining"] == pytest.approx(0.5 ** (90 / half_life), abs=0.001)
    assert [r["remaining"] for r in rows] == sorted(float(str(r["remaining"])) for r in rows)


def test_fading_counts_from_the_last_recall(graph: Graph):
    """A recall makes the days begin anew."""
    now = int(day(31).timestamp() * 1000)
    text = "MATCH (e:Event {user_id: $user, external_id: 'e6'}) SET e.recalled_at = $at"
    graph.write(text, user=USER, at=now)
    try:
        rows = graph.ask("fading", now=now)
    finally:
        graph.write(text, user=USER, at=None)

    cello = next(r for r in rows if r["text"] == "I play the cello every morning.")
    assert columns([cello], "remaining", "state", "touched") == [(1.0, "strong", "2024-03-31")]


def test_fading_of_the_future_is_whole(graph: Graph):
    """Nothing fades before it happened."""
    rows = graph.ask("fading", now=0, limit=3)

    assert columns(rows, "remaining") == [(1.0,)] * 3
