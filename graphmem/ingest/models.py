"""The models of the write path, put together as the settings say."""

from __future__ import annotations

from graphmem.ingest.extract import Extractor
from graphmem.ingest.gate import TrainedGate
from graphmem.ingest.model_extractor import ModelExtractor
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
        SettingsError: The settings name a kind of extractor and not its model.
    """
    return Understanding(
        encoder,
        extractor or make_extractor(settings),
        TrainedGate.load(),
        chunk_tokens=settings.ingest.chunk_tokens,
        gated=settings.ingest.gate,
    )


def make_extractor(settings: Settings) -> Extractor:
    """Return the extractor that the settings name; what it cannot do, the shipped one does.

    Raises:
        ModelError: The shipped network's description is missing or malformed, or a spaCy
            pipeline cannot be loaded.
        SettingsError: A language model or pipeline is chosen and not named.
    """
    chosen = settings.extractor
    if chosen.kind == "rules":
        return RuleExtractor()
    shipped = ModelExtractor.load(threads=settings.encoder.threads)
    if chosen.kind == "psm":
        return shipped
    from graphmem.ingest.other_models import with_model  # only those who chose one load it

    return with_model(chosen, shipped)
