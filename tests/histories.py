"""What state machines over a memory share: users of their own, a calendar, and being played."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from graphmem.memory import Memory

START = datetime(2024, 1, 1, 12, tzinfo=UTC)
EVERYTHING = 1000  # more items than any history has events
_numbers = itertools.count()


class History(RuleBasedStateMachine):
    """What one user does with a memory."""

    memory: Memory  # set by ``play``

    def new_user(self) -> None:
        """Begin as somebody who has no memory yet."""
        self.user = f"user{next(_numbers)}"
        self.told: dict[str, str] = {}  # text by event, acknowledged


def play(history: type[History], memory: Memory, *, examples: int, steps: int) -> None:
    """Run histories over a memory, each with a user of its own."""
    machine = type(history.__name__, (history,), {"memory": memory})
    chosen = settings(max_examples=examples, stateful_step_count=steps)
    run_state_machine_as_test(machine, settings=chosen)
