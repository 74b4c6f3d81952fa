"""Several threads over several users at once."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import USER, open_memory
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, chains_of, rebuilt

Fresh = Callable[[], Path]


@pytest.mark.parametrize("open_users", [64, 1])
def test_threads_lose_nothing(fresh: Fresh, open_users: int):
    """Eight threads remember and recall for three users; each event is there, in its place."""
    users = ["ana", "ben", "cleo"]
    revisions: dict[tuple[int, str], list[int]] = defaultdict(list)

    def work(thread: int) -> None:
        for number in range(6):
            user = users[(thread + number) % 3]
            name = 100 * thread + number
            receipt = memory.remember(
                turn(name, f"The box {name} holds a kettle.", at=day(1 + number, thread)),
                user_id=user,
            )
            revisions[thread, user].append(receipt.revision)
            found = memory.recall(f"What does the box {name} hold?", user_id=user)
            assert f"e{name}" in {s.external_id for item in found.items for s in item.sources}

    root = fresh()
    with (
        open_memory(root, store={"max_open_users": open_users, "durable_flush": False}) as memory,
        ThreadPoolExecutor(8) as threads,
    ):
        for done in [threads.submit(work, n) for n in range(8)]:
            done.result(timeout=120)

        assert all(seen == sorted(set(seen)) for seen in revisions.values())
        assert sum(memory.stats(u).nodes["Event"] for u in users) == 48
        for user in users:
            with memory._pool.user(user) as handle:
                index = memory._pool.refresh(user, handle)
                assert_same(index, rebuilt(handle.store))
                assert sum(map(len, chains_of(handle.store).values())) == len(index)


def test_one_event_from_many_threads_is_added_once(fresh: Fresh):
    """Of eight threads with the same event one adds it; the others are told so."""
    barrier = threading.Barrier(8)

    def work(_: int) -> str:
        barrier.wait()
        return memory.remember(CONVERSATION[1], user_id=USER).status

    with open_memory(fresh()) as memory, ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(work, range(8), timeout=120))

        assert sorted(statuses) == ["added", *["repeated"] * 7]
        assert memory.stats(USER).nodes["Event"] == 1


def test_few_open_users_serve_many(fresh: Fresh):
    """With two databases open at most, six users are served in turn, and none holds a file."""
    users = [f"user{n}" for n in range(4)] + ["ana", "ben"]
    root = fresh()
    with open_memory(root, store={"max_open_users": 2, "durable_flush": False}) as memory:
        for turn_number in range(2):
            for user in users:
                memory.remember(turn(turn_number + 1, f"I am {user}."), user_id=user)
                assert len(list(root.rglob("holder.json"))) <= 2
        for user in users:
            texts = {i.text for i in memory.recall("Who am I?", user_id=user).items}
            assert texts == {f"I am {user}."}

        assert memory.users() == sorted(users)


def test_pagerank_keeps_its_matrix_to_one_user(fresh: Fresh):
    """Where users come and go, no matrix of one is walked for another."""
    from graphmem.types import RecallOptions

    options = RecallOptions(diffusion="pagerank")
    with open_memory(fresh(), store={"max_open_users": 1, "durable_flush": False}) as memory:
        memory.remember(list(CONVERSATION), user_id="ana")
        memory.remember(list(CONVERSATION[:2]), user_id="ben")
        for _ in range(3):
            assert memory.recall("Where does Clara work?", user_id="ana", options=options).items
            found = memory.recall("Where does Clara work?", user_id="ben", options=options)
            assert len(found.items) == 2
