"""Types as a caller sees them: never run, checked by pyright."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import assert_type

from graphmem import Context, Event, Memory, RecallOptions, Receipt
from graphmem.types import ForgetReport, UserStats, WorkingMemory


def uses(folder: Path, at: datetime) -> None:
    """Call everything once."""
    with Memory.open(folder) as memory:
        assert_type(memory.remember("text", user_id="ana"), Receipt)
        assert_type(memory.remember(Event(text="x"), user_id="ana", at=at), Receipt)
        assert_type(memory.remember({"text": "x"}, user_id="ana"), Receipt)
        assert_type(memory.remember([Event(text="x"), "y"], user_id="ana"), list[Receipt])
        options = RecallOptions(limit=5, budget_tokens=100, as_of=at, diffusion="pagerank")
        context = memory.recall("question", user_id="ana", options=options)
        assert_type(context, Context)
        assert_type(context.text, str)
        assert_type([s.external_id for i in context.items for s in i.sources], list[str | None])
        assert_type(memory.query("RETURN 1", {"x": 1}, user_id="ana"), list[dict[str, object]])
        assert_type(memory.working("s1", "ana"), WorkingMemory)
        assert_type(memory.forget(user_id="ana", event_id="e1"), ForgetReport)
        assert_type(memory.stats("ana"), UserStats)
        assert_type(memory.users(), list[str])
        assert_type(list(memory.reembed("ana")), list[int])


def slips(memory: Memory) -> None:
    """Each of these lines is an error, and stays one."""
    memory.remember("text")  # pyright: ignore[reportCallIssue]
    memory.remember(5, user_id="ana")  # pyright: ignore[reportCallIssue, reportArgumentType]
    memory.recall("question", "ana")  # pyright: ignore[reportCallIssue]
    memory.forget("e1")  # pyright: ignore[reportCallIssue]
    RecallOptions(diffusion="flood")  # pyright: ignore[reportArgumentType]
