"""Memories that judge what Maya tells, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graphmem.memory import Memory
from graphmem.settings import InterferenceSettings
from tests.conftest import USER, make_settings
from tests.fakes import FakeEncoder

START = datetime(2024, 1, 1, 12, tzinfo=UTC)
Edge = tuple[str, str, str]
_EDGES = """
MATCH (a:Fact)-[r:CONFLICTS_WITH|SUPERSEDES]->(b:Fact)
RETURN CASE WHEN type(r) = 'SUPERSEDES' THEN 'replaced' ELSE r.kind END AS kind,
       a.text AS newer, b.text AS older ORDER BY newer, older, kind
"""


def open_judging(root: Path, **interference: object) -> Memory:
    """Open a memory with some settings of interference; only facts are compared by default."""
    chosen = InterferenceSettings.model_validate({"messages": 0} | interference)
    return Memory.open(root, settings=make_settings(interference=chosen), encoder=FakeEncoder())


def tell(
    memory: Memory, lines: Sequence[str], *, user: str = USER, days: Sequence[int] | None = None
) -> None:
    """Have Maya say lines, one every sixty days unless days are given."""
    for n, line in enumerate(lines):
        at = START + timedelta(days=60 * n if days is None else days[n])
        memory.remember(line, user_id=user, speaker="Maya", at=at, external_id=line)


def edges(memory: Memory, user: str = USER) -> list[Edge]:
    """Return (kind, newer fact, older fact) of what was found."""
    rows = memory.query(_EDGES, user_id=user)
    return [(str(r["kind"]), str(r["newer"]), str(r["older"])) for r in rows]


def ended(memory: Memory, text: str) -> list[object]:
    """Return when facts of a text ended."""
    rows = memory.query(
        "MATCH (f:Fact) WHERE f.text = $text RETURN f.valid_to AS ended",
        {"text": text},
        user_id=USER,
    )
    return [row["ended"] for row in rows]
