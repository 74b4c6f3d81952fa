"""Matrix products on one thread while a recall runs.

Those of a recall are small. Threads gain nothing on them, and wait for each other wherever another
process or another recall has a core: that costs more than all products together.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, Protocol, cast

from threadpoolctl import (  # type: ignore[import-untyped]
    OpenBLASController,
    ThreadpoolController,
)


class _Library(Protocol):
    """A loaded BLAS; the bound that it knows is one of the whole process."""

    num_threads: int

    def set_num_threads(self, num_threads: int) -> None: ...


class _Bound:
    """Bounds the threads of BLAS as long as anybody is inside.

    What the library's own context manager gives back is what it found: of two threads that
    overlap, the last one would give back the bound of the first.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._before: list[tuple[_Library, int]] = []

    def enter(self) -> None:
        """Bound what is not bound yet."""
        with self._lock:
            if not self._inside:
                found = [(library, library.num_threads) for library in _libraries()]
                self._before = [(lib, n) for lib, n in found if n != 1 and _set(lib, 1)]
            self._inside += 1

    def leave(self) -> None:
        """Give the threads back when the last one leaves."""
        with self._lock:
            self._inside -= 1
            if not self._inside:
                for library, threads in self._before:
                    _set(library, threads)


_bound = _Bound()


@contextmanager
def one_thread() -> Generator[None]:
    """Let BLAS use one thread; afterwards as many as before. Thread-safe, and may be nested.

    A bound that another thread of the process holds by threadpoolctl stays as it is.
    """
    _bound.enter()
    try:
        yield
    finally:
        _bound.leave()


def _set(library: _Library, threads: int) -> bool:
    """Set the threads; tell whether that had an effect."""
    library.set_num_threads(threads)
    # Who sets them first holds them until its thread ends, and another may have to give them back.
    OpenBLASController.clear_controlling_thread()
    return library.num_threads == threads


@cache
def _libraries() -> list[_Library]:
    """Return the loaded libraries with thread pools: to look for them takes a millisecond."""
    pools = cast("Any", ThreadpoolController()).select(user_api="blas")
    return cast("list[_Library]", pools.lib_controllers)
