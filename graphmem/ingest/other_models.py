"""Which extractor reads: the shipped one, or another model with the shipped one behind it."""

from __future__ import annotations

from graphmem.errors import SettingsError
from graphmem.ingest.extract import Extractor
from graphmem.ingest.llm_extractor import LlmExtractor
from graphmem.ingest.spacy_extractor import SpacyExtractor
from graphmem.settings import ExtractorSettings


def with_model(chosen: ExtractorSettings, shipped: Extractor) -> Extractor:
    """Return the extractor that the settings name.

    Args:
        shipped: What reads if no other model is named, and where the other model cannot.

    Raises:
        SettingsError: ``extractor.kind`` needs a model, and none is named.
        ModelError: A spaCy pipeline cannot be loaded. A language model is loaded when the first
            text comes; if it cannot be, receipts say so.
    """
    if chosen.kind in ("psm", "rules"):
        return shipped
    if chosen.model is None:
        raise SettingsError(f"extractor.kind is {chosen.kind}: name its folder in extractor.model")
    if chosen.kind == "llm":
        return LlmExtractor.load(chosen.model, shipped, chosen)
    return SpacyExtractor.load(chosen.model, shipped)
