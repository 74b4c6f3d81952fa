"""What calls of a memory take, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.types import RecallOptions
from tests.conftest import USER, open_memory

LATE = datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))
HUGE = 10**5000  # more digits than Python's JSON reads back
EARLY = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))


def _name(item: object) -> str:
    try:
        return repr(item)[:40]
    except ValueError:
        return type(item).__name__


@pytest.mark.parametrize(
    "item",
    [
        None, 5, 5.5, True, object(), b"text", bytearray(b"text"), "", "   ", "\n\t", "...",
        "\u200b", "a\x00b", "\ud800 a", "\x01\x02\x03\x04 a", "x" * 1001, [None], [5], ["fine", ""],
        ["fine", b"x"], {}, {"txt": "a"}, {"text": 5}, {"text": None}, {1: "a"},
        {"text": "a", "seq": -1}, {"text": "a", "seq": 2**31}, {"text": "a", "seq": 1.5},
        {"text": "a", "at": "yesterday"}, {"text": "a", "at": 1e30}, {"text": "a", "at": []},
        {"text": "a", "at": float("nan")}, {"text": "a", "at": LATE}, {"text": "a", "at": EARLY},
        {"text": "a", "important": "maybe"}, {"text": "a", "session_id": ""},
        {"text": "a", "session_id": " "}, {"text": "a", "session_id": "x" * 513},
        {"text": "a", "speaker": 5}, {"text": "a", "external_id": "\ud800"},
        {"text": "a", "uri": "x" * 4097}, {"text": "a", "metadata": []},
        {"text": "a", "metadata": {"x": float("nan")}}, {"text": "a", "metadata": {"x": object()}},
        {"text": "a", "metadata": {"x": [float("inf")]}}, {"text": "a", "metadata": {1: 2}},
        {"text": "a", "metadata": {"x": "\ud800"}}, {"text": "a", "metadata": {"x": HUGE}},
        {"text": "a", "extra": 1},
    ],
    ids=_name,
)  # fmt: skip
def test_remember_refuses_what_is_no_event(shared: Memory, item: object):
    """One clear error of our own, and nothing of the call is stored."""
    before = shared.stats(USER)

    with pytest.raises(EventError, match=r"\w+ \w+"):
        shared.remember(item, user_id=USER)  # type: ignore[arg-type]

    assert shared.stats(USER) == before


@pytest.mark.parametrize(
    "item",
    [
        "a", "😀", "你好，世界", "Привет, как дела?", "مرحبا بالعالم", "a\r\n\tb",
        "e\u0301 café", "x" * 1000,
        {"text": "first", "at": datetime.min.replace(tzinfo=UTC)},
        {"text": "last", "at": datetime.max.replace(tzinfo=UTC)},
        {"text": "naive", "at": datetime(2024, 3, 31, 2, 30)},
        {"text": "date only", "at": "2024-03-31"},
        {"text": "zoned", "at": "2024-03-31T10:00:00+05:45"},
        {"text": "far", "at": datetime(9000, 1, 1, tzinfo=UTC)},
        {"text": "meta", "metadata": {"a": [1, None, {"b": "\x00 \" ' \\ ${x}"}], "n": 10**30}},
        {"text": "huge meta", "metadata": {"k": "v" * 300_000}},
        {"text": "names", "speaker": "O'Brien \"Bob\" $x \\", "session_id": "a/b\\c`d'e"},
        {"text": "longest", "speaker": "s" * 512, "external_id": "x" * 512},
        {"text": "'; MATCH (n) DETACH DELETE n //"},
        ("several", "in a tuple"),
        iter(["from an iterator"]),
        [],
    ],
    ids=_name,
)  # fmt: skip
def test_remember_takes_what_can_be_read(shared: Memory, item: object):
    """Unusual text, times and names are stored as they are."""
    receipts = shared.remember(item, user_id="ben")  # type: ignore[arg-type]

    done = receipts if isinstance(receipts, list) else [receipts]
    texts = {
        r["text"] for r in shared.query("MATCH (e:Event) RETURN e.text AS text", user_id="ben")
    }
    given = item.get("text") if isinstance(item, dict) else item
    assert all(r.status == "added" for r in done)
    assert not isinstance(given, str) or given in texts


@pytest.mark.parametrize("user", [None, 5, b"ana", "", "a\x00b", "\ud800", "u" * 513])
@pytest.mark.parametrize(
    "call",
    [
        lambda m, u: m.remember("Hello there.", user_id=u),
        lambda m, u: m.recall("Hello?", user_id=u),
        lambda m, u: m.query("RETURN 1 AS x", user_id=u),
        lambda m, u: m.forget(user_id=u, everything=True),
        lambda m, u: m.working("s1", u),
        lambda m, u: m.stats(u),
        lambda m, u: m.to_networkx(u),
        lambda m, u: list(m.reembed(u)),
    ],
    ids=["remember", "recall", "query", "forget", "working", "stats", "networkx", "reembed"],
)
def test_no_call_takes_a_malformed_user_id(
    shared: Memory, user: object, call: Callable[[Memory, object], object]
):
    """Every door checks whose memory it opens."""
    with pytest.raises(EventError, match="user id"):
        call(shared, user)


@pytest.mark.parametrize(
    "question", [None, 5, b"x", "", " ", "?!", "a\x00", "\ud800 x", "x" * 1001]
)
def test_recall_refuses_what_is_no_question(shared: Memory, question: object):
    """The message speaks of a question, not of an event."""
    with pytest.raises(EventError, match="a question"):
        shared.recall(question, user_id=USER)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit", 0), ("limit", -1), ("limit", 1.5), ("limit", "3"), ("limit", True),
        ("limit", None), ("budget_tokens", -1), ("budget_tokens", "5"), ("as_of", "2024"),
        ("known_at", 5), ("session_id", 5), ("diffusion", "flood"), ("diffusion", None),
    ],
)  # fmt: skip
def test_recall_refuses_options_that_mean_nothing(shared: Memory, field: str, value: object):
    """The message names the option."""
    options = RecallOptions(**{field: value})  # type: ignore[arg-type]

    with pytest.raises(EventError, match=field):
        shared.recall("Hello?", user_id=USER, options=options)


@pytest.mark.parametrize("limit", [0, -1, 1.5])
def test_working_refuses_a_senseless_limit(shared: Memory, limit: int):
    """What is in mind is at least one event."""
    with pytest.raises(EventError, match="limit"):
        shared.working("s1", USER, limit=limit)


def test_one_external_id_for_several_events_is_refused(shared: Memory):
    """A name given to a list would make all but one of its events repeats."""
    with pytest.raises(EventError, match="external_id names one event"):
        shared.remember(["one", "two"], user_id=USER, external_id="x")


@pytest.fixture(scope="module")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory):
    """A memory that takes texts of at most 1,000 characters, for many small calls."""
    import shutil

    root = shutil.copytree(template, tmp_path_factory.mktemp("shared") / "root")
    with open_memory(root, ingest={"max_chars": 1000}) as memory:
        yield memory
