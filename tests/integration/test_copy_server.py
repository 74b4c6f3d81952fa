"""``graphmem copy`` between a folder and a server."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from graphmem.curate import copying
from graphmem.curate.copying import copy_user, standing
from graphmem.errors import CopyUnfinishedError, EventError, StoreError, StoreUnavailableError
from graphmem.memory import Memory
from graphmem.settings import Settings
from graphmem.stores.local import LocalBackend
from tests.conftest import USER, make_settings, open_memory
from tests.fakes import FakeEncoder
from tests.graphs import STORE, change, more, picture, picture_of, server_backend
from tests.integration.copies import run, summary
from tests.neo4j_server import Neo4jServer

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def settings(empty_neo4j: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for the server's account, in the environment too."""
    monkeypatch.setenv("GRAPHMEM_USER", empty_neo4j.user)
    monkeypatch.setenv("GRAPHMEM_PASSWORD", empty_neo4j.password)
    return make_settings(
        home=tmp_path / "caches", user=empty_neo4j.user, password=empty_neo4j.password
    )


def on_server(server: Neo4jServer, settings: Settings) -> Memory:
    """Open the server's memory with the fake encoder."""
    return Memory.open(server.url, settings=settings, encoder=FakeEncoder())


def server_picture(server: Neo4jServer, caches: Path, user: str = USER) -> dict[str, Counter[str]]:
    """Return the picture of a user's graph on the server."""
    with server_backend(server, caches) as backend:
        return picture(backend.open(user), user)


@pytest.mark.usefixtures("settings")
def test_a_memory_comes_back_from_a_server_as_it_went(
    source: Path, empty_neo4j: Neo4jServer, tmp_path: Path
):
    """Folder, server, folder: every node and every edge is the same in all three places."""
    there = summary(source, empty_neo4j.url, "--all")
    back = summary(empty_neo4j.url, tmp_path / "back", "--all")

    assert [c["outcome"] for c in there["copies"] + back["copies"]] == ["copied"] * 4
    for user in ("ana", "ben"):
        before = picture_of(source, user)
        assert server_picture(empty_neo4j, tmp_path, user) == before
        assert picture_of(tmp_path / "back", user) == before


def test_a_server_recalls_what_was_copied_to_it(
    source: Path, empty_neo4j: Neo4jServer, tmp_path: Path, settings: Settings
):
    """The same items with the same scores, also after something was forgotten there."""
    own = Path(shutil.copytree(source, tmp_path / "own"))
    summary(own, empty_neo4j.url, "-u", USER)
    found: list[list[tuple[str, float]]] = []
    with open_memory(own) as local, on_server(empty_neo4j, settings) as remote:
        for memory in (local, remote):
            for question in ("Where does Clara work?", "What happened in Porto?"):
                items = memory.recall(question, user_id=USER).items
                found.append([(i.text, round(i.score, 6)) for i in items])
        remote.forget(user_id=USER, event_id="e2")
        after = remote.recall("Where does Clara work?", user_id=USER).items

    assert found[0]
    assert found[:2] == found[2:]
    assert "Clara works at Helios Labs." in {text for text, _ in found[0]}
    assert "Clara works at Helios Labs." not in {i.text for i in after}


def test_a_server_refuses_a_half_filled_memory_and_forgets_it(
    source: Path, empty_neo4j: Neo4jServer, tmp_path: Path, settings: Settings
):
    """Other processes are told so, other users are served, and nothing of it stays behind."""
    with server_backend(empty_neo4j, tmp_path) as backend:
        places = (LocalBackend(source, STORE), backend)
        copy_user(*places, "ben")
        bens = picture(backend.open("ben"), "ben")
        asked = iter(range(12))
        copy_user(*places, USER, stopped=lambda: next(asked, None) is None)
        half = picture(backend.open(USER))
        with on_server(empty_neo4j, settings) as memory:
            for use in (
                lambda: memory.remember("Something.", user_id=USER),
                lambda: memory.recall("Porto", user_id=USER),
            ):
                with pytest.raises(CopyUnfinishedError):
                    use()
            users = memory.users()
            memory.recall("Ghent", user_id="ben")
            memory.forget(user_id=USER, everything=True)
            left = memory.users()
        rest = picture(backend.open(USER))
        again = standing(*places, USER)

        assert half
        assert (users, left, rest, again) == (["ana", "ben"], ["ben"], {}, "nothing")
        assert picture(backend.open("ben"), "ben").keys() == bens.keys() | {"Access"}


def test_a_server_s_user_is_replaced_alone(
    source: Path, empty_neo4j: Neo4jServer, tmp_path: Path, settings: Settings
):
    """--replace erases this user's old memory on the server, and nobody else's."""
    with on_server(empty_neo4j, settings) as memory:
        for user in (USER, "ben"):
            memory.remember(**more(1), user_id=user)
    bens = server_picture(empty_neo4j, tmp_path, "ben")

    refused = run(source, empty_neo4j.url, "-u", USER)
    summary(source, empty_neo4j.url, "-u", USER, "--replace", "--yes")

    assert refused.exit_code == 2
    assert server_picture(empty_neo4j, tmp_path) == picture_of(source)
    assert server_picture(empty_neo4j, tmp_path, "ben") == bens


def test_a_source_that_is_written_to_meanwhile_is_told(
    source: Path, empty_neo4j: Neo4jServer, tmp_path: Path, settings: Settings
):
    """No copy mixes two states: the run ends, the next one starts over."""
    with server_backend(empty_neo4j, tmp_path) as backend:
        copy_user(LocalBackend(source, STORE), backend, USER)
        target = LocalBackend(tmp_path / "back", STORE)
        with on_server(empty_neo4j, settings) as memory:
            told: list[int] = []

            def write(step: copying.CopyStep) -> None:
                told.append(step.done)
                if len(told) == 3:
                    memory.remember(**more(50), user_id=USER)

            with pytest.raises(StoreUnavailableError, match="written to while it was copied"):
                copy_user(backend, target, USER, on_step=write)
        report = copy_user(backend, target, USER)

        assert report.restarted
        assert picture_of(tmp_path / "back") == picture(backend.open(USER))


def test_two_processes_that_copy_at_once_write_each_page_once(
    source: Path, empty_neo4j: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A second run of the same copy follows the first one; nothing is doubled."""
    monkeypatch.setattr(copying, "_PAGE", 30)
    clone = Path(shutil.copytree(source, tmp_path / "clone"))
    reports: list[copying.CopyReport] = []
    with server_backend(empty_neo4j, tmp_path) as backend:
        other = LocalBackend(clone, STORE)
        begun: list[threading.Thread] = []

        def follow(step: copying.CopyStep) -> None:
            if step.done > 20 and not begun:
                begun.append(threading.Thread(target=lambda: second()))
                begun[0].start()

        def second() -> None:
            with suppress(StoreError):
                reports.append(copy_user(other, backend, USER))

        with suppress(StoreError):  # the other one was quicker at the end
            reports.append(copy_user(LocalBackend(source, STORE), backend, USER, on_step=follow))
        begun[0].join()

        assert "copied" in {r.outcome for r in reports}
        assert picture(backend.open(USER)) == picture_of(source)


def test_a_server_is_not_copied_onto_itself(source: Path, empty_neo4j: Neo4jServer, tmp_path: Path):
    """By another address of the same database either: the memory stays."""
    with (
        server_backend(empty_neo4j, tmp_path) as backend,
        server_backend(empty_neo4j, tmp_path) as same,
    ):
        copy_user(LocalBackend(source, STORE), backend, USER)
        with pytest.raises(EventError, match="the same memory"):
            copy_user(backend, same, USER, replace=True)

        assert picture(backend.open(USER)) == picture_of(source)


def test_an_erasure_that_was_cut_short_is_finished_first(
    source: Path, empty_neo4j: Neo4jServer, tmp_path: Path, settings: Settings
):
    """What an interrupted erasure left on the server is no obstacle, and does not stay."""
    with on_server(empty_neo4j, settings) as memory:
        memory.remember(**more(1), user_id=USER)
    with server_backend(empty_neo4j, tmp_path) as backend:
        change(backend.open(USER), "MATCH (u:User {id: $user}) SET u.erasing = true", user=USER)
        copy_user(LocalBackend(source, STORE), backend, USER)

        assert picture(backend.open(USER)) == picture_of(source)
