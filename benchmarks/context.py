"""What a run is given: options, the memory's door, the encoder. Suites get it from ``run.py``."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.files import DataError
from graphmem.types import Context, Event, RecallOptions, Receipt, UserStats

Row = dict[str, str | int | float]
Floats = NDArray[np.float32]
Encode = Callable[[list[str]], Floats]


class MemoryPort(Protocol):
    """The part of ``graphmem.Memory`` that benchmarks use."""

    def remember(self, event_or_text: list[Event], /, *, user_id: str) -> list[Receipt]:
        """Write events."""
        ...

    def recall(self, query: str, *, user_id: str, options: RecallOptions) -> Context:
        """Answer a question."""
        ...

    def stats(self, user_id: str) -> UserStats:
        """Return the sizes of a memory."""
        ...

    def query(self, text_or_name: str, *, user_id: str) -> list[dict[str, object]]:
        """Run a read-only query."""
        ...

    def users(self) -> list[str]:
        """Return who has a memory."""
        ...

    def sleep(self, user_id: str, *, now: datetime | None = None) -> object:
        """Consolidate."""
        ...

    def forget(self, *, user_id: str, everything: bool) -> object:
        """Erase a user."""
        ...


class OpenMemory(Protocol):
    """Opens a memory under a root."""

    def __call__(
        self,
        root: Path,
        *,
        gate: bool = True,
        durable: bool = True,
        cached_events: int | None = None,
        declared: Mapping[str, str] | None = None,
    ) -> AbstractContextManager[MemoryPort]:
        """Open it; leaving the context closes it.

        Args:
            cached_events: Beyond so many, recall reads regions; None: the default.
            declared: Cardinality by predicate; None: nothing is declared.
        """
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, parsed."""

    suite: str
    data: Path | None = None
    train_data: Path | None = None
    engine: str = "embedded"
    extractor: str = "psm"
    cached_events: int | None = None
    titles: bool = True
    small: bool = False
    merged: bool = False
    gate: bool = True
    sleep: bool = False
    limit: int | None = None
    seed: int = 0
    reuse_store: Path | None = None
    networks: Path | None = None
    sets: tuple[str, ...] = ()
    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)

    def folder(self, name: str) -> Path:
        """Return ``--data``'s folder of a suite.

        Raises:
            DataError: ``--data`` is missing or has no such folder.
        """
        if self.data is None:
            raise DataError(f"suite {self.suite} needs --data DIR")
        if not (self.data / name).is_dir():
            raise DataError(f"{self.data} has no folder {name}")
        return self.data / name

    def changed(self) -> dict[str, Any]:
        """Return what differs from the defaults, for the head of the results."""
        changed: dict[str, Any] = {}
        if self.train_data is not None:
            changed["train"] = True
        changed |= {"no_titles": True} if not self.titles else {}
        changed |= {"small": True} if self.small else {}
        changed |= {"merged": True} if self.merged else {}
        changed |= {"no_gate": True} if not self.gate else {}
        changed |= {"slept": True} if self.sleep else {}
        changed |= {"extractor": self.extractor} if self.extractor != "psm" else {}
        if self.cached_events is not None:
            changed["cached_events"] = self.cached_events
        changed |= {"sets": list(self.sets)} if self.sets else {}
        changed |= {"limit": self.limit} if self.limit is not None else {}
        return changed


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a suite works with.

    Attributes:
        encode: Encoder of the dense baseline: the same that the memory uses.
        weights: Checksum of the weights that write, part of every cache key.
        notes: What a suite adds to ``options`` in the head of the results.
    """

    options: Options
    open_memory: OpenMemory
    encode: Encode
    weights: str
    notes: dict[str, Any] = field(default_factory=dict[str, Any])


Suite = Callable[[Run], list[Row]]


def open_memory(engine: str, extractor: str = "psm") -> OpenMemory:
    """Return what opens a real memory on an engine, with one of ``ablations.EXTRACTORS``.

    Raises:
        DataError: ``neo4j`` without GRAPHMEM_URL.
    """
    from benchmarks.ablations import EXTRACTORS  # `--help` need load neither engine nor models
    from graphmem.memory import Memory
    from graphmem.settings import IngestSettings, InterferenceSettings, Settings, StoreSettings

    url = os.environ.get("GRAPHMEM_URL", "")
    if engine == "neo4j" and not url:
        raise DataError("--engine neo4j needs GRAPHMEM_URL, GRAPHMEM_USER, GRAPHMEM_PASSWORD")

    def opened(
        root: Path,
        *,
        gate: bool = True,
        durable: bool = True,
        cached_events: int | None = None,
        declared: Mapping[str, str] | None = None,
    ) -> AbstractContextManager[MemoryPort]:
        bound = {} if cached_events is None else {"cached_events": cached_events}
        store = StoreSettings.model_validate({"durable_flush": durable, **bound})
        told = InterferenceSettings.model_validate({"declared": declared or {}})
        ingest = IngestSettings(gate=gate)
        settings = Settings(home=root, ingest=ingest, store=store, interference=told)
        place = url if engine == "neo4j" else root
        return Memory.open(place, settings=settings, extractor=EXTRACTORS[extractor](settings))

    return opened
