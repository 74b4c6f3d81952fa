"""The pool over real databases, and what a Memory leaves in them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphmem.errors import (
    EncoderMismatchError,
    StoreUnavailableError,
)
from graphmem.stores.base import Transaction
from graphmem.stores.sessions import rechain
from tests.conftest import USER, open_memory, open_pool
from tests.toy import CONVERSATION, turn
from tests.unit.stores.comparing import session_line

Fresh = Callable[[], Path]


def _wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_erasing_a_busy_user_holds_up_nobody_else(fresh: Fresh):
    """While an erasure waits for its user, another user is served; then the folder is gone."""
    root = fresh()
    pool = open_pool(root)
    [folder] = root.glob("users/ana-*")
    eraser = threading.Thread(target=pool.erase, args=(USER,))
    other = threading.Thread(target=lambda: pool.user("ben", new=True).__enter__(), daemon=True)
    with pool.user(USER):
        eraser.start()
        _wait_until(lambda: USER not in pool._open)
        other.start()
        other.join(timeout=10)
        served, there = not other.is_alive(), folder.exists()
    eraser.join(timeout=10)

    assert served
    assert there
    assert not folder.exists()
    assert [p.name for p in root.iterdir()] == ["users"]
    with pool.user(USER, new=True) as handle:
        assert handle.revision == 0
    pool.close()


def test_who_waited_for_an_erased_user_is_told(fresh: Fresh):
    """A call that began before the erasure ends with an error of the store."""
    pool = open_pool(fresh())
    errors: list[Exception] = []

    def late() -> None:
        try:
            with pool.user(USER):
                pass
        except StoreUnavailableError as exc:
            errors.append(exc)

    waiting = threading.Thread(target=late)
    with pool.user(USER) as handle:
        eraser = threading.Thread(target=pool.erase, args=(USER,))
        waiting.start()
        _wait_until(lambda: handle.users == 2)
        handle.erased = True
        eraser.start()
        _wait_until(lambda: USER not in pool._open)
    waiting.join(timeout=10)
    eraser.join(timeout=10)
    pool.close()

    assert len(errors) == 1
    assert "erased meanwhile" in str(errors[0])


def test_an_erasure_that_was_cut_short_is_finished_by_the_next_opening(tmp_path: Path):
    """What was moved away before a process died is removed."""
    left = tmp_path / "erased" / "x"
    left.mkdir(parents=True)
    (left / "user.json").write_text("{}")

    pool = open_pool(tmp_path)

    assert list(tmp_path.iterdir()) == []
    assert pool.users() == []


def test_failed_closing_of_another_user_leaves_no_count(fresh: Fresh):
    """The user for whom room was to be made can be closed later."""
    pool = open_pool(fresh(), max_open_users=1)
    with pool.user(USER) as ana:
        holder = ana.snapshot.with_name("holder.json")
    holder.unlink()
    holder.mkdir()  # so that its removal fails
    with pytest.raises(OSError), pool.user("ben", new=True):  # noqa: PT011 - differs by system
        pass

    assert pool._open["ben"].users == 0
    pool.close()


def test_an_interrupted_reembedding_is_refused_until_it_is_finished(
    fresh: Fresh, monkeypatch: pytest.MonkeyPatch
):
    """Neither the old nor the new encoder reads mixed vectors; the next call goes on."""
    monkeypatch.setattr("graphmem.ingest.reembed._BATCH", 3)
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
    with open_memory(root, version="fake-2", check_encoder=False) as memory:
        assert next(iter(memory.reembed(USER))) == 3

    for version in ("fake-1", "fake-2", "fake-3"):
        with (
            open_memory(root, version=version) as memory,
            pytest.raises(EncoderMismatchError, match=r"half fake-2's.*reembed"),
        ):
            memory.recall("Where do I live?", user_id=USER)

    with open_memory(root, version="fake-2", check_encoder=False) as memory:
        assert list(memory.reembed(USER)) == [3, 1]
    with open_memory(root, version="fake-2") as memory:
        assert memory.recall("Where do I live?", user_id=USER).items


def test_noting_recalls_changes_no_revision(fresh: Fresh):
    """The access log is no part of the caches: a snapshot that is there stays as it is."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        memory.recall("Where do I live?", user_id=USER)
        written = memory.stats(USER).revision
    [snapshot] = root.glob("users/ana-*/index.npz")
    before = snapshot.stat().st_mtime_ns

    with open_memory(root) as memory:
        memory.recall("Where do I live?", user_id=USER)
        memory.flush(USER)
        revision = memory.stats(USER).revision
        with memory._pool.user(USER) as handle:
            known = handle.revision
        accesses = memory.query("MATCH (a:Access) RETURN count(a) AS n", user_id=USER)

    assert revision == known == written
    assert accesses == [{"n": 2}]
    assert snapshot.stat().st_mtime_ns == before


def test_later_sessions_are_linked_without_reading_all(
    fresh: Fresh, monkeypatch: pytest.MonkeyPatch
):
    """Only a session that belongs in between makes the whole chain be read."""
    read: list[str] = []

    def noted(tx: Transaction, user_id: str) -> None:
        read.append(user_id)
        rechain(tx, user_id)

    monkeypatch.setattr("graphmem.stores.writing.rechain", noted)
    with open_memory(fresh()) as memory:
        for number in (1, 5, 7):
            memory.remember(turn(number, "I live in Lyon.", session=f"s{number}"), user_id=USER)
        appended = list(read)
        memory.remember(turn(3, "I live in Lyon.", session="s3"), user_id=USER)
        with memory._pool.user(USER) as handle:
            line = session_line(handle.store)
            names = [row["external_id"] for row in handle.store.sessions()]
            ids = [row["id"] for row in handle.store.sessions()]

    assert appended == []
    assert read == [USER]
    assert names == ["s1", "s3", "s5", "s7"]
    assert line == ids
