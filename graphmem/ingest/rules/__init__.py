"""The rules behind the extractor of this version: no model, no downloads."""

from graphmem.ingest.rules.extractor import RuleExtractor

__all__ = ["RuleExtractor"]
