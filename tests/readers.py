"""Extractors of other versions than the rules, to read what the rules have read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from graphmem.ingest.extract import Extraction, FactDraft, Mention, Said
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from tests.conftest import USER, open_memory
from tests.toy import day, turn

LONG = turn(20, " ".join(f"Clara sold {n} ovens in Kenya." for n in range(80)), at=day(12))


class OtherRules(RuleExtractor):
    """Rules of another version.

    Args:
        change: Makes what it finds of what the rules find in a text.

    Attributes:
        read: All that it was given to read.
    """

    def __init__(
        self,
        change: Callable[[str, Extraction], Extraction] = lambda _, found: found,
        version: str = "rules-x",
    ) -> None:
        self.change = change
        self.name = version
        self.read: list[Said] = []

    @property
    def version(self) -> str:
        """Name and version."""
        return self.name

    def extract_all(self, said: Sequence[Said]) -> list[Extraction]:
        """Return what each text says."""
        self.read += said
        found = super().extract_all(said)
        return [self.change(s.text, e) for s, e in zip(said, found, strict=True)]


def blind_to_helios(text: str, found: Extraction) -> Extraction:
    """Find no Helios Labs, and that somebody wants to visit Rome where there is a cello."""
    mentions = [m for m in found.mentions if "helios" not in m.name.lower()]
    facts = [f for f in found.facts if "helios" not in f.object.lower()]
    at = text.find("cello")
    if at >= 0:
        mentions.append(Mention(at, at + 5, "cello", "work", "mention", 0.9))
        facts.append(
            FactDraft(
                at,
                at + 5,
                subject="Ben",
                predicate="visit",
                object="Rome",
                object_is_entity=True,
                positive=True,
                confidence=0.7,
                text="Ben wants to visit Rome",
                modality="wanted",
                tense="present",
                said_by="Clara",
                object_kind="place",
            )
        )
    return replace(found, mentions=tuple(mentions), facts=tuple(facts))


def reopened(root: Path, extractor: RuleExtractor | None = None) -> Memory:
    """Open the memory with an extractor: the rules of this version, if none is given."""
    return open_memory(root, extractor=extractor or RuleExtractor())


def rows(memory: Memory, text: str, **params: object) -> list[dict[str, object]]:
    """Ask the graph."""
    return memory.query(text, params, user_id=USER, max_rows=100_000)  # type: ignore[arg-type]
