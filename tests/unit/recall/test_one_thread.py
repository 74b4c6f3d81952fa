"""A recall multiplies on one thread, and gives the threads back."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import (  # type: ignore[import-untyped]
    OpenBLASController,
    ThreadpoolController,
)

from graphmem import Memory
from graphmem.psm.runtime import Encoder
from graphmem.recall.one_thread import one_thread

np.ones((2, 2)) @ np.ones((2, 2))  # the library is loaded before it is looked for


def threads() -> set[int]:
    """Threads of every BLAS that this process has loaded."""
    found = ThreadpoolController().select(user_api="blas").info()
    return {int(library["num_threads"]) for library in found}


def give(libraries: list[Any], numbers: list[int]) -> None:
    """Set threads, and let go of them: others may set them too."""
    for library, number in zip(libraries, numbers, strict=True):
        library.set_num_threads(number)
    OpenBLASController.clear_controlling_thread()


@pytest.fixture(autouse=True)
def two() -> Generator[None]:
    """Two threads from outside, whatever the machine has."""
    libraries = ThreadpoolController().select(user_api="blas").lib_controllers
    before = [library.num_threads for library in libraries]
    give(libraries, [2] * len(libraries))
    if threads() != {2}:
        pytest.skip("this BLAS has no threads to bound")
    yield
    give(libraries, before)


def test_one_inside_and_as_before_afterwards():
    """One thread inside, nested or not, and the two of before afterwards."""
    with one_thread():
        assert threads() == {1}
        with one_thread():
            assert threads() == {1}
        assert threads() == {1}
    assert threads() == {2}


def test_an_error_gives_them_back():
    """However it ends, the threads are given back."""
    with pytest.raises(ValueError, match="inside"), one_thread():
        raise ValueError("inside")
    assert threads() == {2}


def test_who_overlaps_gives_them_back_only_when_the_last_one_leaves():
    """Of two recalls at once, the second goes on with one thread when the first has ended."""
    both_in, first_out = Barrier(2, timeout=30), Barrier(2, timeout=30)

    def leaves_first() -> None:
        with one_thread():
            both_in.wait()
        first_out.wait()

    def leaves_last() -> set[int]:
        with one_thread():
            both_in.wait()
            first_out.wait()
            return threads()

    with ThreadPoolExecutor(2) as pool:
        last = pool.submit(leaves_last)
        pool.submit(leaves_first).result()
        assert last.result() == {1}
    assert threads() == {2}


def test_the_bound_of_another_thread_stays():
    """What a caller bound by threadpoolctl is not given back to more."""
    entered, over = Barrier(2, timeout=30), Barrier(2, timeout=30)

    def bounds() -> None:
        with ThreadpoolController().limit(limits=1, user_api="blas"):
            entered.wait()
            over.wait()

    with ThreadPoolExecutor(1) as pool:
        caller = pool.submit(bounds)
        entered.wait()
        with one_thread():
            assert threads() == {1}
        assert threads() == {1}
        over.wait()
        caller.result()


class Watched(Encoder):
    """The shipped encoder, which notes with how many threads each text was encoded."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode, and note."""
        seen.update(dict.fromkeys(texts, threads()))
        return super().encode(texts)


seen: dict[str, set[int]] = {}


def test_a_recall_runs_on_one(tmp_path: Path):
    """The question is encoded inside of it; afterwards there are two again."""
    with Memory.open(tmp_path, encoder=Watched.load()) as memory:
        memory.remember("I live in Oslo.", user_id="ana", speaker="Ana")
        memory.recall("Where does Ana live?", user_id="ana")

    assert seen["Where does Ana live?"] == {1}
    assert threads() == {2}
