"""Time and counts of each stage, told to the hooks as it ends."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from graphmem.instrumentation import Instrumentation, SleepStage


@dataclass(slots=True)
class Counted:
    """What a stage dealt with (count)."""

    done: int = 0


@dataclass(slots=True)
class Stages:
    """The stages of one sleep.

    Attributes:
        times: Name and milliseconds of those that are done.
    """

    user_id: str
    hooks: Instrumentation
    times: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])

    @contextmanager
    def stage(self, name: str) -> Generator[Counted]:
        """Measure a stage, and tell of it when it ends well."""
        counted, started = Counted(), time.perf_counter()
        yield counted
        ms = (time.perf_counter() - started) * 1000
        self.times.append((name, ms))
        self.hooks.emit(SleepStage(self.user_id, name, counted.done, ms))
