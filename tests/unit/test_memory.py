"""The facade: what it takes, what it refuses, what it tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from graphmem.errors import (
    EncoderMismatchError,
    EventError,
    QueryRefusedError,
    SettingsError,
    StoreUnavailableError,
)
from graphmem.instrumentation import (
    CacheRefreshed,
    EventsStored,
    GateDecided,
    RecallSettled,
    Record,
)
from graphmem.memory import Memory
from graphmem.types import Event
from tests.conftest import USER, open_memory
from tests.fakes import FakeEncoder
from tests.toy import CONVERSATION, day, turn


@pytest.mark.parametrize(
    "arguments",
    [{}, {"event_id": "e1", "everything": True}, {"event_id": "never"}, {"event_id": ""}],
)
def test_forget_refuses_what_names_nothing(told: Memory, arguments: dict[str, object]):
    """Neither, both, or an unknown event: nothing is removed."""
    before = told.stats(USER)

    with pytest.raises(EventError):
        told.forget(user_id=USER, **arguments)  # type: ignore[arg-type]

    assert told.stats(USER) == before


def test_reading_an_unknown_user_creates_nothing(told: Memory):
    """Every read of a user who never remembered anything is empty, and leaves no folder."""
    nobody = "nobody"

    context = told.recall("Hello?", user_id=nobody)

    assert (context.items, context.known_user, context.text) == ((), False, "")
    assert told.query("MATCH (n) RETURN n", user_id=nobody) == []
    assert told.working("s1", nobody).items == ()
    assert told.stats(nobody).revision == 0
    assert told.to_networkx(nobody).number_of_nodes() == 0
    assert list(told.reembed(nobody)) == []
    assert told.users() == ["ana", "ben"]


def test_defaults_fill_what_an_event_lacks(memory: Memory):
    """Arguments of ``remember`` stand in for fields that are absent, never over given ones."""
    events = [Event(text="One thing."), Event(text="Another thing.", session_id="own")]

    memory.remember(events, user_id=USER, session_id="default", speaker="Ana", at=day(1))

    rows = memory.query(
        "MATCH (s:Session)-[:HAS_EVENT]->(e:Event) "
        "RETURN s.external_id AS session, e.speaker AS speaker ORDER BY session",
        user_id=USER,
    )
    assert rows == [{"session": n, "speaker": "Ana"} for n in ("default", "own")]


def test_events_without_session_share_the_day_s(memory: Memory):
    """The day is that of the event's own zone, and marked as not named by anyone."""
    night = datetime(2024, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    memory.remember(["One thing.", "Another thing."], user_id=USER, at=night)

    rows = memory.query(
        "MATCH (s:Session) RETURN s.external_id AS id, s.implicit AS implicit", user_id=USER
    )

    assert rows == [{"id": "day:2024-03-01", "implicit": True}]


def test_query_refuses_a_parameter_by_name(told: Memory):
    """The engine's own errors do not leave."""
    with pytest.raises(QueryRefusedError, match="parameter 'x'"):
        told.query("RETURN $x AS x", {"x": object()}, user_id=USER)  # type: ignore[dict-item]


def test_working_gives_the_session_oldest_first(told: Memory):
    """What is in mind: the session's latest events, with the names in them."""
    found = told.working("s1", USER, limit=2)

    assert [i.source.external_id for i in found.items] == ["e2", "e3"]
    assert [i.source.speaker for i in found.items] == ["Ben", "Ana"]
    assert "Helios Labs" in found.entities


def test_metadata_comes_back_with_a_recall(memory: Memory):
    """The caller's JSON is kept and returned, and never searched."""
    told = {"page": 7, "tags": ["a", None], "note": 'zebra "quoted"\n'}
    memory.remember(turn(1, "The kettle is green.", metadata=told), user_id=USER)

    [item] = memory.recall("What colour is the kettle?", user_id=USER).items

    assert item.sources[0].metadata == told
    assert memory.recall("zebra", user_id=USER).items[0].parts.get("bm25", 0) == 0


def test_forget_everything_leaves_no_file(fresh: Callable[[], Path]):
    """The user's folder is gone, the other user's is not, and a new start is possible."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        memory.recall("Where do I live?", user_id=USER)

        report = memory.forget(user_id=USER, everything=True)

        assert report.everything
        assert len(report.events) == 7
        assert memory.users() == ["ben"]
        assert not list((root / "users").glob("ana-*"))
        memory.remember("Hello again, dear diary.", user_id=USER)
        assert memory.stats(USER).nodes["Event"] == 1


def test_hooks_learn_of_what_happens(fresh: Callable[[], Path]):
    """Each write, gate decision, refresh and recall is a record without any text."""
    seen: list[Record] = []
    with open_memory(fresh(), hooks=[seen.append]) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        memory.remember(list(CONVERSATION), user_id=USER)
        memory.recall("Where does Clara work?", user_id=USER)

    stored = [r for r in seen if isinstance(r, EventsStored)]
    assert [(r.added, r.repeated) for r in stored] == [(7, 0), (0, 7)]
    assert sum(isinstance(r, GateDecided) for r in seen) == 7
    assert [r.rows for r in seen if isinstance(r, CacheRefreshed)] == [7]
    [settled] = [r for r in seen if isinstance(r, RecallSettled)]
    assert [name for name, _ in settled.stages_ms][:2] == ["refresh", "encode"]
    assert "Clara" not in str(seen)


def test_open_refuses_what_is_no_folder(tmp_path: Path):
    """A file and a server's address are told apart from a folder."""
    file = tmp_path / "notes.txt"
    file.write_text("x")

    with pytest.raises(SettingsError, match="is a file"):
        open_memory(file)
    with pytest.raises(SettingsError, match="no-such-scheme"):
        Memory.open("no-such-scheme://localhost")


def test_open_refuses_what_settings_cannot_mean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """An account in an address, and a file of settings that is not there, are mistakes."""
    monkeypatch.setenv("GRAPHMEM_URL", "neo4j://ana:s3cret@localhost:7687")
    with pytest.raises(SettingsError, match="GRAPHMEM_USER") as refused:
        Memory.open(encoder=FakeEncoder())
    assert "s3cret" not in str(refused.value)
    Memory.open(tmp_path, encoder=FakeEncoder()).close()

    monkeypatch.setenv("GRAPHMEM_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match="GRAPHMEM_CONFIG"):
        Memory.open(tmp_path, encoder=FakeEncoder())


def test_opening_creates_nothing(tmp_path: Path):
    """A folder comes into being with the first memory."""
    with open_memory(tmp_path / "new") as memory:
        assert memory.users() == []

    assert not (tmp_path / "new").exists()


def test_closed_memory_is_not_used(fresh: Callable[[], Path]):
    """Closing twice is fine; anything else afterwards is an error, never an empty answer."""
    memory = open_memory(fresh())
    memory.close()
    memory.close()

    for call in (
        lambda: memory.remember("Hello there.", user_id=USER),
        lambda: memory.recall("Hello?", user_id=USER),
        lambda: memory.recall("Hello?", user_id="nobody"),
        lambda: memory.stats("nobody"),
    ):
        with pytest.raises(StoreUnavailableError, match="closed"):
            call()


def test_unknown_zone_is_a_settings_error(tmp_path: Path):
    """The message names the setting."""
    with pytest.raises(SettingsError, match=r"ingest\.timezone"):
        open_memory(tmp_path, ingest={"timezone": "Mars/Olympus"})


def test_other_encoder_is_refused_until_reembedded(fresh: Callable[[], Path]):
    """Vectors of two encoders never mix; ``reembed`` carries a memory over."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
    with open_memory(root, version="fake-2") as memory, pytest.raises(EncoderMismatchError):
        memory.recall("Where does Clara work?", user_id=USER)

    with open_memory(root, version="fake-2", check_encoder=False) as memory:
        assert sum(memory.reembed(USER)) == 7
        assert list(memory.reembed(USER)) == []
    with open_memory(root, version="fake-2") as memory:
        [best, *_] = memory.recall("Clara works at Helios Labs.", user_id=USER).items

    assert best.sources[0].external_id == "e2"
    assert best.parts["dense"] > 0.7


def test_a_named_query_s_time_and_limit_need_not_be_given(told: Memory):
    """A person names the query; what is usual is filled in, and what is given counts."""
    assert len(told.query("explore.fading", user_id=USER)) > 1
    assert len(told.query("explore.fading", {"limit": 1}, user_id=USER)) == 1
    with pytest.raises(QueryRefusedError, match="name"):
        told.query("explore.timeline", user_id=USER)
