"""Extractors to compare: what the write path's network and its facts are worth to recall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graphmem.ingest.extract import Extraction, Extractor, Said
from graphmem.ingest.models import make_extractor
from graphmem.ingest.rules import RuleExtractor
from graphmem.settings import Settings
from graphmem.types import ResolvedTime


@dataclass(frozen=True, slots=True)
class WithoutFacts:
    """Another extractor, whose facts are left out."""

    inner: Extractor

    @property
    def version(self) -> str:
        """Name and version, stored on each derived edge."""
        return f"{self.inner.version}-no-facts"

    def extract_all(self, said: Sequence[Said]) -> list[Extraction]:
        """Return what each text says but facts."""
        return [replace(found, facts=()) for found in self.inner.extract_all(said)]

    def times(self, text: str, *, occurred_at: datetime) -> tuple[ResolvedTime, ...]:
        """Return the time expressions of a text."""
        return self.inner.times(text, occurred_at=occurred_at)


EXTRACTORS: dict[str, Callable[[Settings], Extractor]] = {
    "psm": make_extractor,
    "rules": lambda _: RuleExtractor(),
    "no-facts": lambda settings: WithoutFacts(make_extractor(settings)),
}
