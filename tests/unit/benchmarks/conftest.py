"""A memory that ranks by shared words, behind the port that the suites use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from benchmarks.context import Options, Run
from graphmem.conflicts import Conflict
from graphmem.types import Context, ContextItem, Event, RecallOptions, Receipt, Source, UserStats

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FakeMemory:
    """Keeps events in a JSON file, so that it survives being closed and opened again."""

    def __init__(self, root: Path) -> None:
        self._file = root / "events.json"
        text = self._file.read_text() if self._file.exists() else "{}"
        self._events: dict[str, list[Event]] = {
            user: [Event.model_validate(e) for e in kept] for user, kept in json.loads(text).items()
        }

    def remember(self, event_or_text: Sequence[Event], /, *, user_id: str) -> list[Receipt]:
        """Append the events."""
        self._events.setdefault(user_id, []).extend(event_or_text)
        kept = {u: [e.model_dump(mode="json") for e in es] for u, es in self._events.items()}
        self._file.write_text(json.dumps(kept))
        return [
            Receipt(e.external_id or "", e.external_id, "added", "episodic", "", "fact")
            for e in event_or_text
        ]

    def recall(self, query: str, *, user_id: str, options: RecallOptions) -> Context:
        """Rank by the number of shared words."""
        asked = set(query.lower().split())
        ranked = sorted(
            self._events[user_id], key=lambda e: -len(asked & set(e.text.lower().split()))
        )
        items = tuple(_item(event) for event in ranked[: options.limit])
        return Context("c", query, items, "", 3 * len(items), 0.5)

    def conflicts(self, user_id: str, *, status: str, limit: int) -> list[Conflict]:
        """Find nothing."""
        return []

    def stats(self, user_id: str) -> UserStats:
        """Count the events."""
        return UserStats(user_id, 1, {"Event": len(self._events[user_id])}, {}, {}, 0)


def _item(event: Event) -> ContextItem:
    source = Source(
        event.external_id or "", event.external_id, event.session_id or "", None, None, _EPOCH
    )
    return ContextItem(event.text, 1.0, {}, (source,), (), 3)


class Opener:
    """Opens fake memories and counts how often one was opened."""

    def __init__(self) -> None:
        self.opened = 0

    @contextmanager
    def __call__(self, root: Path, **settings: object) -> Iterator:
        """Open the memory in ``root``."""
        self.opened += 1
        yield FakeMemory(root)


def encode(texts: list[str]) -> np.ndarray:
    """Count letters; unit rows. Shape: (n_texts, 26)."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    counts = np.array([[1 + t.lower().count(c) for c in letters] for t in texts], np.float32)
    return counts / np.linalg.norm(counts, axis=1, keepdims=True)


@pytest.fixture
def make_run():
    """Return a function that makes a run of a suite over a fake memory."""

    def made(suite: str, **options) -> Run:
        return Run(Options(suite, **options), Opener(), encode, "weights-of-the-test")

    return made


@pytest.fixture
def multihop_data(tmp_path: Path) -> Path:
    """Return a data folder with two tiny sets that share one passage."""
    folder = tmp_path / "data" / "multihop"
    folder.mkdir(parents=True)
    shared = {"title": "Oslo", "text": "Oslo lies on a fjord."}
    for name in ("alpha", "beta"):
        passages = [
            {"id": f"{name}1", **shared},
            {"id": f"{name}2", "title": "Ida", "text": f"Ida of {name} was born in Oslo."},
            {"id": f"{name}3", "title": "", "text": f"Nothing about {name}."},
        ]
        question = {
            "question": f"On what lies the birthplace of Ida of {name} ?",
            "gold": [f"{name}1", f"{name}2"],
            "type": "2hop",
        }
        _write(folder / f"{name}_corpus_large.jsonl", passages)
        _write(folder / f"{name}_dev_tiny.jsonl", [question])
    return tmp_path / "data"


def _write(path: Path, records: list[dict]) -> None:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
