"""A language model that answers what it is told to, and what is made of its answers."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from graphmem.ingest.extract import Extraction, Said
from graphmem.ingest.llm_extractor import LlmExtractor
from graphmem.ingest.rules import RuleExtractor
from graphmem.psm.llm import Generated, Prompt, Stop

NOW = datetime(2023, 6, 14, 10, 30, tzinfo=UTC)
TEXT = "I moved to Lisbon last week. My brother Per doesn't eat fish."
RULES = RuleExtractor()
USED = "; the shipped extractor was used"


class Scripted:
    """Our own port: answers what it is told to, or fails as it is told to."""

    def __init__(self, *answers: str | Exception, stop: Stop = "end") -> None:
        self.answers, self.stop = answers, stop
        self.asked: list[Prompt] = []

    @property
    def version(self) -> str:
        """Name and version."""
        return "scripted-1"

    def generate(self, prompts: Sequence[Prompt]) -> list[Generated]:
        """Return the answers in turn."""
        self.asked += prompts
        written: list[Generated] = []
        for answer in self.answers:
            if isinstance(answer, Exception):
                raise answer
            written.append(Generated(answer, self.stop))
        return written


def fact(subject: str, predicate: str, target: str, **more: object) -> dict[str, object]:
    """Return a fact as a model writes it."""
    return {"subject": subject, "predicate": predicate, "object": target, **more}


def answer(*facts: dict[str, object], **names: str) -> str:
    """Return an answer with facts, and names with their kinds."""
    entities = [{"name": name, "kind": kind} for name, kind in names.items()]
    return json.dumps({"entities": entities, "facts": facts})


def extract(written: str, text: str = TEXT, **said: object) -> Extraction:
    """Return what is made of an answer to a question about a text of Ana's."""
    chosen = Said(text, NOW, **{"speaker": "Ana", **said})  # type: ignore[arg-type]
    return LlmExtractor(Scripted(written), RULES).extract_all([chosen])[0]


def triples(found: Extraction) -> list[tuple[str, str, str, bool]]:
    """Return what facts say."""
    return [(f.subject, f.predicate, f.object, f.positive) for f in found.facts]


def shipped(text: str = TEXT, speaker: str | None = "Ana") -> Extraction:
    """Return what the fallback finds."""
    return RULES.extract_all([Said(text, NOW, speaker)])[0]
