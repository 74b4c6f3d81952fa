"""The rule extractor: sentences, mentions, times and facts of English text without a model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graphmem.ingest.extract import Extraction, Said
from graphmem.ingest.rules.entities import find_mentions
from graphmem.ingest.rules.facts import find_facts
from graphmem.ingest.rules.language import foreign
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.ingest.rules.times import find_times
from graphmem.types import ResolvedTime


class RuleExtractor:
    """An ``Extractor`` made of rules for English; it holds no state and may be shared by threads.

    The first text loads spaCy's tokenizer (about half a second).
    """

    @property
    def version(self) -> str:
        """Name and version, stored on each derived edge."""
        return "rules-1"

    def extract_all(self, said: Sequence[Said]) -> list[Extraction]:
        """Return what each text says, in order; see ``extract``."""
        return [self.extract(s.text, occurred_at=s.occurred_at, speaker=s.speaker) for s in said]

    def extract(self, text: str, *, occurred_at: datetime, speaker: str | None) -> Extraction:
        """Return what a text says.

        Args:
            text: Any text; one that is not English yields sentences and names only.
            occurred_at: When it was said; relative times are resolved in its zone.
            speaker: Who "I" is; None leaves first-person statements out.

        Raises:
            ValueError: ``occurred_at`` has no zone.
        """
        if occurred_at.tzinfo is None:
            raise ValueError("occurred_at must have a zone")
        sentences = split_sentences(text)
        mentions = find_mentions(text, sentences, speaker)
        if reason := foreign(text):
            warning = f"language: the rules are for English ({reason}); names only"
            return Extraction(sentences, mentions, (), (), (warning,))
        times = find_times(text, sentences, occurred_at)
        facts = find_facts(text, sentences, mentions, times, speaker)
        return Extraction(sentences, mentions, times, facts)

    def times(self, text: str, *, occurred_at: datetime) -> tuple[ResolvedTime, ...]:
        """Return the time expressions of a text."""
        return find_times(text, split_sentences(text), occurred_at)
