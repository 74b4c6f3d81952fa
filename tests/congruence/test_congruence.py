"""The same history on both engines gives the same answers, errors and graph."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import pytest
from hypothesis import currently_in_test_context, given, note, settings

from graphmem.ingest.extract import Extractor
from graphmem.ingest.model_extractor import ModelExtractor
from graphmem.memory import Memory
from graphmem.types import Event, Explanation
from tests.congruence.conftest import Engines
from tests.congruence.free import FREE
from tests.congruence.histories import QUESTIONS, SESSIONS, TEXTS, Asked, Step, Told, histories
from tests.congruence.pair import COUNTS, HISTORIES, NAMED, Pair
from tests.toy import CONVERSATION, day

#: Operations of ``Memory`` that the histories are made of, or that open and close it.
COVERED = {
    *("remember", "recall", "working", "query", "to_networkx", "stats", "lineage", "users"),
    *("forget", "reembed", "reextract", "flush", "open", "close"),
    *("conflicts", "detect", "resolve", "undo", "correct", "explain", "feedback"),
    *("resolve_entities", "merges", "merge", "unmerge", "compact"),
    *("sleep", "sleep_users", "sleep_runs", "undo_sleep"),
}


def play(engines: Engines, history: Sequence[Step], first: Extractor | None = None) -> None:
    """Do a history on both engines and compare all there is in the end.

    The rules read what is told, which costs no time, unless another extractor does it ``first``.

    The user is named after the history: ids are hashes of it, so a repeated run is the same run.
    """
    user = f"congruent-{blake2b(repr(history).encode(), digest_size=8).hexdigest()}"
    pair = Pair(engines.openers, user, alone=engines.alone, first=first)
    COUNTS[HISTORIES] += 1
    try:
        for step in (*history, Step("views"), Step("whole_graph")):
            pair.run(step)
    except AssertionError:
        tell = note if currently_in_test_context() else print
        tell(f"user: {user}")
        for graph in pair.graphs():
            tell(graph)
        raise
    finally:
        pair.close()


@pytest.mark.timeout(900)  # a failure is made small before it is told
@settings(max_examples=30, print_blob=True)
@given(history=histories)
def test_any_history_is_the_same_on_both_engines(engines: Engines, history: tuple[Step, ...]):
    """Each operation gives the same result or error, and both graphs are the same in the end."""
    play(engines, history)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(max_examples=300, print_blob=True, derandomize=False)
@given(history=histories)
def test_many_histories_are_the_same_on_both_engines(engines: Engines, history: tuple[Step, ...]):
    """The same over more histories, others each time; a failure tells how to repeat it."""
    play(engines, history)


def test_everything_that_can_be_asked_is_the_same(engines: Engines):
    """Every named and free query and every question, over what the network reads in all texts."""
    more = (
        Event(text=text, at=day(10 + n % 3), session_id=SESSIONS[n % 3])
        for n, text in enumerate(TEXTS)
    )
    told = [*CONVERSATION, *more]
    play(
        engines,
        [
            Step("remember", (Told(tuple(told), "list"),)),
            *(Step("recall", (Asked(q),)) for q in QUESTIONS),
            Step("flush"),
            Step("forget", (2, False)),
            Step("reextract"),
            Step("views"),
            Step("reserve"),
            Step("named_queries", (range(len(NAMED)),)),
            Step("free_queries", (range(len(FREE)),)),
        ],
        ModelExtractor.load(threads=1),
    )

    asked = {name for name, _ in COUNTS}
    assert not engines.alone or COUNTS["query (free)", "something"] > len(FREE) // 2
    assert {f"query ({name})" for name in NAMED} <= asked


def test_the_user_s_word_and_sleep_are_the_same_on_both_engines(engines: Engines):
    """Conflicts, decisions, corrections, feedback, merges and sleep, one after another."""
    user = "congruent-word"
    pair = Pair(engines.openers, user, alone=engines.alone, first=ModelExtractor.load(threads=1))
    told = [
        Event(text=text, speaker="Ana", session_id=f"s{n}", external_id=f"e{n}", at=_day(n))
        for n, text in enumerate(
            (
                *("I live in Lyon.", "I swim every morning.", "I swim every morning."),
                *("I live in Porto.", "I swim every morning.", "Maria Lopez is my sister."),
                *("Maria called me from Graz.", "I work at Acme."),
            )
        )
    ]
    try:
        pair.same("remember", lambda m: m.remember(told, user_id=user))
        pair.same("detect", lambda m: m.detect(user))
        pair.same("conflicts", lambda m: m.conflicts(user, status="all"))
        pair.same("resolve", lambda m: m.resolve(_first(m, user), user_id=user, keep="b"))
        pair.same("explain", lambda m: _told(m.explain("e0", user_id=user)))
        pair.same("undo", lambda m: m.undo(_first(m, user), user_id=user))
        pair.same("correct", lambda m: m.correct("e7", "I work at Globex.", user_id=user).facts)
        pair.same("feedback", lambda m: _praise(m, user))
        pair.same("flush", lambda m: m.flush(user))
        pair.same("merge", lambda m: m.merge("Maria", "Maria Lopez", user_id=user).id)
        pair.same("merges", lambda m: [(x.a, x.b, x.by) for x in m.merges(user)])
        pair.same("unmerge", lambda m: m.unmerge(m.merges(user)[0].id, user_id=user).id)
        pair.same("resolve_entities", lambda m: len(m.resolve_entities(user)))
        pair.same("sleep", lambda m: [p.text for p in m.sleep(user, now=_day(20)).patterns])
        pair.same("sleep_users", lambda m: len(list(m.sleep_users([user]))))
        pair.same("recall", lambda m: [i.text for i in m.recall("swim", user_id=user).items])
        pair.same("undo_sleep", lambda m: m.undo_sleep(m.sleep_runs(user)[-1].id, user).state)
        pair.same("compact", lambda m: m.compact(user) is not None)
        pair.same("stats", lambda m: m.stats(user))
    finally:
        pair.close()


def _day(number: int) -> datetime:
    return datetime(2024, 5, 1, 9, tzinfo=UTC) + timedelta(days=number)


def _first(memory: Memory, user: str) -> str:
    """Return the first conflict; an id of none, where there is none."""
    found = memory.conflicts(user, status="all")
    return found[0].id if found else "0" * 32


def _told(explanation: Explanation) -> list[str]:
    return [explanation.text, explanation.standing, *(c.text for c in explanation.changes)]


def _praise(memory: Memory, user: str) -> None:
    found = memory.recall("Where do I swim?", user_id=user)
    event = found.items[0].sources[0].event_id
    memory.feedback(found.id, event, "helpful", user_id=user)


def test_what_has_no_time_is_of_now_on_both_engines(engines: Engines):
    """The same session of today and the same memory; only the instant is each engine's own."""
    pair = Pair(engines.openers, "congruent-now", alone=engines.alone)
    try:
        told = {"external_id": "e1", "speaker": "Ana", "user_id": "congruent-now"}
        pair.same("remember (undated)", lambda m: m.remember("I live in Lyon.", **told))
        pair.same("stats", lambda m: m.stats("congruent-now"))
        pair.same(
            "recall (undated)",
            lambda m: [(i.text, i.score) for i in m.recall("Lyon", user_id="congruent-now").items],
        )
    finally:
        pair.close()


def test_every_operation_is_compared():
    """A new operation of ``Memory`` has to be put into the histories."""
    public = {name for name, _ in inspect.getmembers(Memory) if not name.startswith("_")}

    assert public == COVERED
