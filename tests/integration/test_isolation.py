"""Users of one root never see each other, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.memory import Memory
from graphmem.stores.folders import user_folder
from graphmem.types import RecallOptions
from tests.conftest import open_memory
from tests.toy import day, turn

SECRET = "Zanzibar"
HOSTILE = [
    "../x", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "..", ".", "CON", "nul", "aux.txt",
    "A", "a", "Ａ", "a ", " a", "a.", "~", "$HOME", "%2e%2e", "*", "?", "a\nb", "\x01", "😀", "é",
    "'; MATCH (n) DETACH DELETE n //", "`", '"', "u" * 512, "u" * 511, "user", "-", "e\u0301",
]  # fmt: skip


@pytest.fixture(scope="module")
def two(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """Ana and Ben share a session's name, ids of events and a friend's name."""
    import shutil

    root = shutil.copytree(template, tmp_path_factory.mktemp("two") / "root")
    with open_memory(root) as memory:
        memory.remember(
            [turn(1, "Clara lives in Lyon."), turn(2, "My dog is called Rex.", at=day(2))],
            user_id="ana",
        )
        memory.remember(
            [
                turn(1, f"Clara lives in {SECRET}.", speaker="Ben"),
                turn(2, f"My cat is called {SECRET}.", speaker="Ben", at=day(2)),
            ],
            user_id="ben",
        )
        yield memory


def test_recall_sees_only_the_user_s_own(two: Memory):
    """The best of the other user's memories is no answer, in any way of diffusing."""
    for diffusion in ("spread", "pagerank", "none"):
        options = RecallOptions(diffusion=diffusion, deep=True, explain=True)  # type: ignore[arg-type]
        found = two.recall("Where does Clara live?", user_id="ana", options=options)

        assert found.items
        assert SECRET not in found.text + str(found.items)


def test_queries_see_only_the_user_s_own(two: Memory):
    """A query without any condition on the user is confined by its database."""
    rows = two.query("MATCH (n) RETURN properties(n) AS n", user_id="ana")

    assert rows
    assert SECRET not in str(rows)
    assert {r["n"]["user_id"] for r in rows if "user_id" in r["n"]} == {"ana"}  # type: ignore[index,operator]


def test_views_show_only_the_user_s_own(two: Memory):
    """Graph, sizes and what is in mind are the user's own."""
    graph = two.to_networkx("ana")

    assert SECRET not in str(graph.nodes(data=True))
    assert two.stats("ana").nodes["Event"] == 2
    assert SECRET not in str(two.working("s1", "ana"))
    assert SECRET in str(two.working("s1", "ben"))


def test_homonyms_are_two_entities(two: Memory):
    """One name in two memories is two nodes with two ids."""
    found = [
        two.query("MATCH (n:Entity {key: 'clara'}) RETURN n.id AS id", user_id=user)
        for user in ("ana", "ben")
    ]

    assert len(found[0]) == len(found[1]) == 1
    assert found[0] != found[1]


def test_forgetting_touches_only_one_user(fresh: Callable[[], Path]):
    """An id of the other's event is none of one's own, and ``everything`` is all of one user."""
    with open_memory(fresh()) as memory:
        mine = memory.remember(turn(1, "Clara lives in Lyon."), user_id="ana")
        theirs = memory.remember(turn(1, "Clara lives in Porto."), user_id="ben")
        assert mine.event_id != theirs.event_id

        memory.forget(user_id="ana", event_id="e1")
        memory.forget(user_id="ana", everything=True)

        assert memory.stats("ben").nodes["Event"] == 1
        assert memory.recall("Where does Clara live?", user_id="ben").items


@pytest.mark.parametrize("user", HOSTILE, ids=ascii)
def test_hostile_user_id_stays_in_the_root(user: str, tmp_path: Path):
    """Every id names one plain folder right under the root's users."""
    path = user_folder(tmp_path, user).path

    assert path.parent == tmp_path / "users"
    assert path.resolve().parent == (tmp_path / "users").resolve()
    assert path.name.isascii()
    assert path.name.replace("-", "").isalnum()
    assert path.name == path.name.lower()
    assert len(path.name) <= 64


def test_no_two_user_ids_meet(tmp_path: Path):
    """Ids that differ in case, blanks, composition or width have their own folders."""
    assert len({user_folder(tmp_path, u).path for u in HOSTILE}) == len(HOSTILE)


def test_hostile_users_remember_apart(tmp_path: Path):
    """The same over real databases, for the most dangerous pairs; all are listed by their id."""
    users = ["../x", "A", "a", "CON", "😀"]
    with open_memory(tmp_path / "root") as memory:
        for number, user in enumerate(users):
            memory.remember(f"My number is {number}00.", user_id=user)

        assert memory.users() == sorted(users)
        for number, user in enumerate(users):
            [item] = memory.recall("What is my number?", user_id=user).items
            assert item.text == f"My number is {number}00."

    assert [p.name for p in tmp_path.iterdir()] == ["root"]
    assert len(list((tmp_path / "root" / "users").iterdir())) == len(users)
