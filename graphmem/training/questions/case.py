"""What recall is trained on: cases of events and questions, and their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from graphmem.types import Event

Part = Literal["training", "validation"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what answers it.

    Attributes:
        gold: External ids of the events that are needed; of several hops, in the order in which
            they are found.
        kind: How it was made ("bridge", "comparison", "one_turn" …).
        asked_at: When it is asked; None: after all events.
        hops: How many facts have to be joined; 1 for what one event says, also where several
            events say it or are counted.
        part: Validation questions share no gold event with training questions of their kind
            of case.
    """

    text: str
    gold: tuple[str, ...]
    kind: str
    asked_at: datetime | None = None
    hops: int = 1
    part: Part = "training"


@dataclass(frozen=True, slots=True)
class RecallCase:
    """Questions about one memory.

    Attributes:
        events: The memory's events, oldest first; None where it is a shared corpus.
        corpus: Name of the shared corpus ("musique", "hotpotqa", "2wiki"), whose passages are
            events with the passage's id as external id; None where ``events`` are given.
    """

    name: str
    events: tuple[Event, ...] | None
    corpus: str | None
    asked: tuple[Asked, ...]


_CASE = TypeAdapter(RecallCase)


def write_cases(path: Path, cases: Iterable[RecallCase]) -> None:
    """Write cases to a file of JSON lines, in place of what is there."""
    with path.open("wb") as out:
        for case in cases:
            out.write(_CASE.dump_json(case, exclude_defaults=True) + b"\n")


def read_cases(path: Path) -> Iterator[RecallCase]:
    """Yield the cases of a file of JSON lines.

    Raises:
        pydantic.ValidationError: A line is not a case.
    """
    with path.open("rb") as lines:
        for line in lines:
            yield _CASE.validate_json(line)
