"""The same misuse is the same error on both engines, and leaves the same memory behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from graphmem.errors import (
    EventError,
    GraphMemError,
    QueryNotIsolatedError,
    QueryRefusedError,
    QueryTimeoutError,
    StoreError,
    StoreUnavailableError,
)
from graphmem.memory import Memory
from graphmem.types import RecallOptions
from tests.congruence.conftest import Engines
from tests.congruence.histories import Step, Told
from tests.congruence.pair import Pair
from tests.toy import CONVERSATION

USER = "congruent-misuse"
Misuse = Callable[[Memory], object]
_U: dict[str, Any] = {"user_id": USER}
_SLOW = (
    "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y "
    "WHERE toString(x + y) = 'a' RETURN count(*) AS n"
)


def _options(**fields: Any) -> Misuse:
    return lambda m: m.recall("Lyon", options=RecallOptions(**fields), **_U)


def _query(text: str, params: dict[str, Any] | None = None, **limits: Any) -> Misuse:
    return lambda m: m.query(text, params, **limits, **_U)


OUTDATED, FAMILY = "events.list_outdated", "events.list_family"
#: What is done, and the error it is; our own words are the same, an engine's are its own.
MISUSES: dict[str, tuple[type[GraphMemError], Misuse]] = {
    "forget an unknown event": (EventError, lambda m: m.forget(event_id="nothing", **_U)),
    "forget half a character": (EventError, lambda m: m.forget(event_id="\ud800", **_U)),
    "forget nothing": (EventError, lambda m: m.forget(**_U)),
    "forget an event and all": (
        EventError, lambda m: m.forget(event_id="e1", everything=True, **_U)),
    "forget a stranger": (EventError, lambda m: m.forget(everything=True, user_id="nobody-here")),
    "a user without a name": (EventError, lambda m: m.remember("Lyon", user_id="")),
    "a user of half a character": (EventError, lambda m: m.remember("Lyon", user_id="\ud800")),
    "remember nothing": (EventError, lambda m: m.remember(" \n", **_U)),
    "remember NUL": (EventError, lambda m: m.remember("a\x00b", **_U)),
    "remember control characters": (EventError, lambda m: m.remember("a\x01\x02\x03", **_U)),
    "remember half a character": (EventError, lambda m: m.remember("a\ud800", **_U)),
    "remember too much": (EventError, lambda m: m.remember("a" * 200_001, **_U)),
    "remember bytes": (EventError, lambda m: m.remember(b"Lyon", **_U)),  # type: ignore[call-overload]
    "remember a number": (EventError, lambda m: m.remember(7, **_U)),  # type: ignore[call-overload]
    "remember an unknown field": (EventError, lambda m: m.remember({"text": "a", "x": 1}, **_U)),
    "remember a seq below zero": (EventError, lambda m: m.remember({"text": "a", "seq": -1}, **_U)),
    "one bad event of a list": (EventError, lambda m: m.remember(["Lyon is fine.", ""], **_U)),
    "one name for a list": (
        EventError, lambda m: m.remember(["Lyon", "Porto"], external_id="e1", **_U)),
    "infinite metadata": (
        EventError, lambda m: m.remember({"text": "a", "metadata": {"x": float("inf")}}, **_U)),
    "ask nothing": (EventError, lambda m: m.recall("", **_U)),
    "ask for none": (EventError, _options(limit=0)),
    "ask for less than nothing": (EventError, _options(budget_tokens=-1)),
    "ask in an unknown way": (EventError, _options(diffusion="magic")),
    "ask as of a text": (EventError, _options(as_of="yesterday")),
    "work with none": (EventError, lambda m: m.working("s1", limit=0, **_U)),
    "an unknown name": (QueryRefusedError, _query("events.find_nothing")),
    "a query that writes": (QueryRefusedError, _query("events.create_events", {"rows": []})),
    "a query of graphmem's own": (QueryRefusedError, _query("users.find_secret")),
    "a parameter too few": (QueryRefusedError, _query(OUTDATED, {"limit": 1})),
    "a parameter too many": (QueryRefusedError, _query("stats.count_nodes", {"limit": 1})),
    "another user's scope": (QueryRefusedError, _query(FAMILY, {"id": "x", "ids": ["y"]})),
    "a date as parameter": (
        QueryRefusedError, _query(FAMILY, {"id": datetime(2024, 1, 1, tzinfo=UTC)})),
    "a number of 65 bits": (QueryRefusedError, _query(FAMILY, {"id": 2**64})),
    "half a character": (QueryRefusedError, _query(FAMILY, {"id": "\ud800"})),
    "a limit that is a text": (StoreError, _query(OUTDATED, {"limit": "x", "model": "m"})),
    "a limit below zero": (StoreError, _query(OUTDATED, {"limit": -1, "model": "m"})),
    "a limit with a fraction": (StoreError, _query(OUTDATED, {"limit": 1.5, "model": "m"})),
    "a name that is a number": (StoreError, _query("explore.know_about", {"name": 3})),
    "more rows than wanted": (QueryRefusedError, _query("export.list_nodes", max_rows=2)),
    "no rows wanted": (QueryRefusedError, _query("export.list_nodes", max_rows=0)),
    "no time": (QueryRefusedError, _query("export.list_nodes", timeout_s=0)),
    "a text that writes": (QueryRefusedError, _query("CREATE (n:Event {id: 'x'})")),
    "a text that deletes": (QueryRefusedError, _query("MATCH (n) DETACH DELETE n")),
    "a text that reads a file": (
        QueryRefusedError, _query("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l")),
    "an unknown procedure": (QueryRefusedError, _query("CALL db.nothing()")),
    "two statements": (QueryRefusedError, _query("RETURN 1 AS a; RETURN 2 AS b")),
    "no text": (QueryRefusedError, _query("  ")),
}  # fmt: skip
#: The same of free texts that reach the engine: only where the server holds no other user.
FREE_MISUSES: dict[str, tuple[type[GraphMemError], Misuse]] = {
    "no Cypher": (QueryRefusedError, _query("MATCH (e RETURN e")),
    "an unknown variable": (QueryRefusedError, _query("RETURN x")),
    "an unknown function": (QueryRefusedError, _query("RETURN nothing(1) AS x")),
    "a missing parameter": (QueryRefusedError, _query("RETURN $x AS x")),
    "one name for two columns": (QueryRefusedError, _query("RETURN 1 AS a, 2 AS a")),
    "unequal halves": (QueryRefusedError, _query("RETURN 1 AS a UNION RETURN 2 AS b")),
    "a count where none can be": (
        QueryRefusedError, _query("MATCH (e) WHERE count(e) > 1 RETURN e")),
    "a division by zero": (QueryRefusedError, _query("RETURN 1 / 0 AS x")),
    "a number too large": (QueryRefusedError, _query("RETURN 9223372036854775807 + 1 AS x")),
    "a literal too large": (QueryRefusedError, _query("RETURN 99999999999999999999 AS x")),
    "a list as number": (QueryRefusedError, _query("RETURN toInteger([1]) AS x")),
    "a text's property": (QueryRefusedError, _query("MATCH (e:Event) RETURN e.text.x AS x")),
    "no date": (QueryRefusedError, _query("RETURN date('nonsense') AS x")),
    "a limit below zero": (QueryRefusedError, _query("MATCH (e) RETURN e.id AS id LIMIT -1")),
    "an unknown index": (
        QueryRefusedError,
        _query("CALL db.index.fulltext.queryNodes('nothing', 'x') YIELD node "
               "RETURN node.id AS id")),
    "an index asked in riddles": (
        QueryRefusedError,
        _query("CALL db.index.fulltext.queryNodes('event_text', 'a:(') YIELD node "
               "RETURN node.id AS id")),
    "more rows than wanted": (QueryRefusedError, _query("MATCH (e) RETURN e.id AS id", max_rows=2)),
    "more time than given": (QueryTimeoutError, _query(_SLOW, timeout_s=0.1)),
}  # fmt: skip


@pytest.fixture(scope="module")
def misused(engines: Engines) -> Iterator[Pair]:
    """A user of both engines who remembers the toy conversation."""
    pair = Pair(engines.openers, USER, alone=engines.alone)
    pair.run(Step("remember", (Told(CONVERSATION, "list"),)))
    yield pair
    pair.run(Step("whole_graph"))
    pair.close()


def assert_alike(pair: Pair, name: str, error: type[GraphMemError], misuse: Misuse) -> None:
    """Fail unless both raise this very error, in the same words where they are ours."""
    raised: list[GraphMemError] = []

    def once(memory: Memory) -> object:
        with pytest.raises(error) as caught:
            misuse(memory)
        raised.append(caught.value)
        raise caught.value

    pair.same(f"misuse: {name}", once)
    assert [type(exc) for exc in raised] == [error, error]
    assert error is not EventError or str(raised[0]) == str(raised[1])


@pytest.mark.parametrize("name", MISUSES)
def test_misuse_is_the_same_error(misused: Pair, name: str):
    """What a caller does wrong is told in the same way by both."""
    assert_alike(misused, name, *MISUSES[name])


@pytest.mark.parametrize("name", FREE_MISUSES)
def test_wrong_cypher_is_the_same_error(misused: Pair, engines: Engines, name: str):
    """What an engine finds wrong with a free text has one name."""
    if not engines.alone:
        pytest.skip("the server holds other users: free texts are refused there")
    assert_alike(misused, name, *FREE_MISUSES[name])


def test_what_is_closed_is_unavailable(engines: Engines):
    """A closed memory says so on both, whatever is asked of it."""
    for opener in engines.openers:
        memory = opener()
        memory.close()
        for use in (
            lambda m: m.remember("Lyon", **_U),
            lambda m: m.recall("Lyon", **_U),
            lambda m: m.stats(USER),
            lambda m: m.forget(everything=True, **_U),
        ):
            with pytest.raises(StoreUnavailableError, match="closed"):
                use(memory)
        memory.close()


def test_others_on_the_server_forbid_free_texts(misused: Pair, engines: Engines):
    """The one error that only a shared database has."""
    with engines.openers[1]() as memory:
        memory.remember("I live in Oslo.", user_id="congruent-other")
        try:
            with pytest.raises(QueryNotIsolatedError, match="other users"):
                memory.query("RETURN 1 AS x", user_id=USER)
        finally:
            memory.forget(user_id="congruent-other", everything=True)
