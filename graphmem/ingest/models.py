"""The models of the write path, put together as the settings say."""

from __future__ import annotations

from graphmem.ingest.extract import Extractor
from graphmem.ingest.gate import RuleGate
from graphmem.ingest.pipeline import Understanding
from graphmem.ingest.rules import RuleExtractor
from graphmem.psm.runtime import TextEncoder
from graphmem.settings import Settings


def make_understanding(
    encoder: TextEncoder, settings: Settings, extractor: Extractor | None = None
) -> Understanding:
    """Return the models that understand what is remembered.

    Args:
        extractor: Default: the one that the settings name.

    Raises:
        ModelError: A shipped model's description is missing or malformed.
    """
    return Understanding(
        encoder,
        extractor or make_extractor(settings),
        RuleGate(),
        chunk_tokens=settings.ingest.chunk_tokens,
        gated=settings.ingest.gate,
    )


def make_extractor(settings: Settings) -> Extractor:
    """Return the extractor that the settings name."""
    return RuleExtractor()
