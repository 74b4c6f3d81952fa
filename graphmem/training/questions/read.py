"""What passages say, read by the shipped network, and kept: reading is slow, ten a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from graphmem.ingest.extract import Extraction, Extractor, Said
from graphmem.training.questions.texts import Passage

_AT = datetime(2024, 1, 1, tzinfo=UTC)
_BATCH = 16


@dataclass(frozen=True, slots=True)
class _Read:
    id: str
    extraction: Extraction


_READ = TypeAdapter(_Read)


def read_passages(
    passages: Iterable[Passage], extractor: Extractor | None, cache: Path
) -> Mapping[str, Extraction]:
    """Return what passages say, by id; what was read before comes from the cache.

    Args:
        extractor: None: only the cache is looked at.
        cache: A file of JSON lines; what is new is added to it as it is read.
    """
    wanted = {p.id: p for p in passages}
    found = {k: v for k, v in _kept(cache).items() if k in wanted}
    missing = [p for p in wanted.values() if p.id not in found]
    if extractor is None:
        return found
    cache.parent.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(missing), _BATCH):
        batch = missing[first : first + _BATCH]
        extracted = extractor.extract_all([Said(p.text, _AT) for p in batch])
        with cache.open("ab") as out:
            for passage, extraction in zip(batch, extracted, strict=True):
                found[passage.id] = extraction
                out.write(_READ.dump_json(_Read(passage.id, extraction)) + b"\n")
    return found


def _kept(cache: Path) -> dict[str, Extraction]:
    if not cache.is_file():
        return {}
    found: dict[str, Extraction] = {}
    with cache.open("rb") as lines:
        for line in lines:
            if line.endswith(b"\n"):  # a run that was stopped leaves half a line
                read = _READ.validate_json(line)
                found[read.id] = read.extraction
    return found
