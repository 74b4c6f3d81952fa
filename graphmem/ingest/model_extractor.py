"""The extractor of the shipped network: parse, names and times of a text, and facts by rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graphmem.ingest.extract import Extraction, Said
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.ingest.rules.times import find_times
from graphmem.psm.extraction import Extractor as Network
from graphmem.psm.remembered import RememberingParser
from graphmem.types import ResolvedTime

#: Raise it when the rules over the parse change what is extracted.
RULES = "tree-4"


class ModelExtractor:
    """An ``Extractor`` that reads with the trained network; thread-safe.

    The first text loads the network and spaCy (about a second).

    Args:
        network: Parses sentences.
    """

    def __init__(self, network: Network) -> None:
        self._version = f"{network.version}+{RULES}"
        self._parser = RememberingParser(network)

    @classmethod
    def load(cls, *, threads: int = 0) -> ModelExtractor:
        """Return the shipped one.

        Args:
            threads: Threads of one run; 0 means all cores this process may use.

        Raises:
            ModelError: The network's description is missing or malformed. Weights that are
                missing or damaged raise it too, when the first text comes.
        """
        return cls(Network.load(threads=threads))

    @property
    def version(self) -> str:
        """Name and version of network and rules, stored on each derived edge."""
        return self._version

    def extract_all(self, said: Sequence[Said]) -> list[Extraction]:
        """Return what each text says, in order; one that is not English, names only.

        Raises:
            ModelError: The network's weights are missing, damaged or not runnable.
        """
        from graphmem.ingest.reading import read_said  # loads spaCy, which takes half a second

        return read_said(said, self._parser)

    def times(self, text: str, *, occurred_at: datetime) -> tuple[ResolvedTime, ...]:
        """Return the time expressions of a text (all that a question needs; no network)."""
        return find_times(text, split_sentences(text), occurred_at)
