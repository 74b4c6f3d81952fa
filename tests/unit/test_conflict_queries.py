"""The queries that people look at contradictions with: right answers, and nobody else's."""

from __future__ import annotations

import pytest

from graphmem.stores import queries
from tests.exploring import OTHER, Graph, at_ms, columns
from tests.toy import day
from tests.unit.stores.seeding import ALIEN_MARK

NAMES = [n for n in queries.names() if n.startswith("conflicts.") and queries.is_for_people(n)]


def test_there_are_three():
    """Open conflicts, a fact's history, and what was believed."""
    assert NAMES == ["conflicts.believed_on", "conflicts.fact_history", "conflicts.open_sides"]


@pytest.mark.parametrize("query", NAMES)
def test_each_query_answers_with_a_table_and_a_graph(graph: Graph, query: str):
    """People read the table; the last column holds the nodes and edges that a browser draws."""
    rows = graph.rows(query, name="Ana")

    assert rows
    assert all(list(row)[-1] == "graph" and row["graph"] for row in rows)


@pytest.mark.parametrize("query", NAMES)
def test_no_query_shows_anything_of_another_user(graph: Graph, query: str):
    """Both users told of Ana and have a conflict; each sees their own."""
    own, alien = (str(graph.rows(query, name="Ana", **ben)) for ben in ({}, {"user_id": OTHER}))

    assert own != "[]"
    assert ALIEN_MARK not in own
    assert ALIEN_MARK in alien
    assert graph.rows(query, user_id="zoe") == []


def test_open_sides_shows_both_with_their_words(graph: Graph):
    """Each side with what was said; what is decided is not shown."""
    rows = graph.ask("conflicts.open_sides")

    lyon, porto = "Ana live in Lyon", "Ana live in Porto"
    assert columns(rows, "found", "conflict", "newer", "older", "older_since", "score") == [
        ("2024-03-22", "value", lyon, porto, "2024-03-20", 0.9),
        ("2024-03-21", "polarity", lyon, "Ana not live in Lyon", "2024-03-20", 0.5),
    ]
    assert rows[0]["newer_words"] == ["Ana: I live in Lyon with my sister Clara."]
    assert rows[0]["older_words"] == ["Ana: I don't live in Lyon any more, I live in Porto."]
    newer, _, older = str(rows[0]["id"]).partition("-")
    found = graph.ask("curate.find_ties", rows=[{"source": newer, "target": older}])
    assert columns(found, "source_text", "target_text") == [(lyon, porto)]
    assert graph.ask("conflicts.open_sides", limit=1) == rows[:1]


def test_fact_history_tells_all_in_the_order_of_knowing(graph: Graph):
    """What was told, found, decided and undone."""
    rows = graph.ask("conflicts.fact_history", name="Ana")

    assert columns(rows, "known", "what", "fact", "against")[3:] == [
        ("2024-03-21", "conflict", "Ana live in Lyon", "Ana not live in Lyon"),
        ("2024-03-22", "conflict", "Ana live in Porto", "Ana not live in Lyon"),
        ("2024-03-22", "conflict", "Ana live in Lyon", "Ana live in Porto"),
        ("2024-03-23", "replaced", "Ana not live in Lyon", "Ana live in Lyon"),
        ("2024-03-23", "replaced", "Ana not live in Lyon", "Ana live in Porto"),
        ("2024-03-24", "undone", "Ana not live in Lyon", "Ana live in Lyon"),
    ]
    assert {row["what"] for row in rows[:3]} == {"told"}
    liked = graph.ask("conflicts.fact_history", name="Ana", predicate="like")
    assert columns(liked, "what", "fact") == [("told", "Ana not like tea")]
    assert graph.ask("conflicts.fact_history", name="Nobody") == []


@pytest.mark.parametrize(
    ("as_of", "known_at", "lyon", "porto"),
    [
        (day(10), day(31), "disputed", None),  # Porto was not told of yet
        (day(22), day(20), "believed", "believed"),  # nothing was found yet
        (day(22), day(22, 23), "disputed", "disputed"),
        (day(31), day(23, 23), "replaced", "replaced"),
        (day(22), day(23, 23), "disputed", "disputed"),  # replaced only from a later day on
        (day(31), day(31), "disputed", "replaced"),  # one of the two decisions was taken back
        (day(31), day(1), None, None),  # nothing was known yet
    ],
)
def test_believed_on_obeys_both_dates(
    graph: Graph, as_of: object, known_at: object, lyon: str | None, porto: str | None
):
    """What held on one date, by what was known on the other."""
    dates = {"as_of": at_ms(as_of), "known_at": at_ms(known_at)}  # type: ignore[arg-type]
    rows = graph.ask("conflicts.believed_on", name="Ana", **dates)
    found = {row["fact"]: row["standing"] for row in rows}

    assert (found.get("Ana live in Lyon"), found.get("Ana live in Porto")) == (lyon, porto)
