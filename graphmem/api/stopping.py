"""Ctrl-C in long commands: the work stops between two steps, to be gone on with later."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from types import FrameType

from graphmem.api import output


@dataclass(slots=True)
class Stop:
    """Whether the work was asked to stop."""

    asked: bool = False


@contextmanager
def interrupt_between_steps() -> Generator[Stop]:
    """Let the first Ctrl-C end the work after the step at hand; a second one ends it now."""
    stop = Stop()
    if current_thread() is not main_thread():
        yield stop  # only the main thread may handle signals
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True
        output.note("stopping after this batch …")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
