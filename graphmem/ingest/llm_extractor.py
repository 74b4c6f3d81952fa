"""Extraction by a language model; what it cannot do, the shipped extractor does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from graphmem.errors import GraphMemError, ModelError
from graphmem.ingest.extract import Extraction, Extractor, Said
from graphmem.ingest.llm_answer import Answer, read_answer
from graphmem.ingest.llm_grounding import FactGrounder, ground_entities, missing_times
from graphmem.ingest.llm_prompt import VERSION, ask
from graphmem.ingest.other_names import replace_names
from graphmem.psm.llm import CausalLM, Generated, TextGenerator
from graphmem.settings import ExtractorSettings
from graphmem.types import ResolvedTime

_STOPPED = {"time": "it ran out of time", "too_long": "the text is longer than it reads"}
_FAILURES = (GraphMemError, ArithmeticError, LookupError, OSError, RuntimeError, TypeError,
             ValueError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no answer."""

    reason: str


class LlmExtractor:
    """An ``Extractor`` that asks a language model; as thread-safe as its parts.

    Sentences, times, headings, addresses and amounts are the fallback's. Names and facts are the
    model's as far as their words are found in the text; the rest is left out and counted in a
    warning. Where the model fails, or no name or no fact of its is found, the fallback's are taken
    and a warning says why.

    Args:
        generator: Writes the answers.
        fallback: The shipped extractor.
        max_chars: Longest text that the model is asked about (characters).
    """

    def __init__(
        self, generator: TextGenerator, fallback: Extractor, *, max_chars: int = 4000
    ) -> None:
        self._generator = generator
        self._fallback = fallback
        self._max_chars = max_chars

    @classmethod
    def load(
        cls, model: str | Path, fallback: Extractor, chosen: ExtractorSettings
    ) -> LlmExtractor:
        """Return an extractor with a model of the transformers library; see ``CausalLM``."""
        generator = CausalLM(
            model,
            device=chosen.device,
            dtype=chosen.dtype,
            batch_size=chosen.batch_size,
            max_new_tokens=chosen.max_new_tokens,
            timeout_s=chosen.timeout_s,
            allow_download=chosen.allow_download,
        )
        return cls(generator, fallback, max_chars=chosen.max_chars)

    @property
    def version(self) -> str:
        """Names of the model, the question and the fallback, stored on each derived edge."""
        return f"{self._generator.version}+{VERSION}+{self._fallback.version}"

    def extract_all(self, said: Sequence[Said]) -> list[Extraction]:
        """Return what each text says, in order.

        Raises:
            ModelError: The fallback cannot read either.
        """
        shipped = self._fallback.extract_all(said)
        asked = [n for n, one in enumerate(said) if self._fits(one)]
        answers = self._answers([said[n] for n in asked])
        by_place = dict(zip(asked, answers, strict=True))
        return [self._joined(one, shipped[n], by_place.get(n)) for n, one in enumerate(said)]

    def times(self, text: str, *, occurred_at: datetime) -> tuple[ResolvedTime, ...]:
        """Return the time expressions of a text, as the fallback reads them."""
        return self._fallback.times(text, occurred_at=occurred_at)

    def _fits(self, said: Said) -> bool:
        return len(said.text) <= self._max_chars and not said.text.isspace()

    def _answers(self, said: Sequence[Said]) -> list[Answer | _Failure]:
        if not said:
            return []
        try:
            written = self._generator.generate([ask(one) for one in said])
            if len(written) != len(said):
                raise ModelError(f"{len(written)} answers to {len(said)} questions")
        except _FAILURES as exc:
            return [_Failure(str(exc) or type(exc).__name__)] * len(said)
        return [_read(one) for one in written]

    def _joined(
        self, said: Said, shipped: Extraction, answer: Answer | _Failure | None
    ) -> Extraction:
        if answer is None:
            if len(said.text) <= self._max_chars:
                return shipped
            answer = _Failure(f"the text has more than {self._max_chars} characters")
        if isinstance(answer, _Failure):
            return _shipped(shipped, answer.reason)
        named, missing = ground_entities(said.text, answer.entities)
        mentions = replace_names(shipped.mentions, named) if named else shipped.mentions
        facts, unstated = FactGrounder(said, shipped, mentions).facts(answer.facts)
        counts = {
            "what it said does not fit the schema": answer.refused,
            "what it said is not in the text": missing
            + unstated
            + missing_times(said.text, answer.facts),
        }
        warnings = [*shipped.warnings, *_left_out(counts)]
        if not facts and shipped.facts:
            warnings.append(_instead("it has no fact that is in the text"))
        elif not named and any(m.role != "speaker" for m in shipped.mentions):
            warnings.append(_instead("it has no name that is in the text"))
        stated = tuple(facts) or shipped.facts
        return replace(shipped, mentions=mentions, facts=stated, warnings=tuple(warnings))


def _read(written: Generated) -> Answer | _Failure:
    if written.stop in _STOPPED:
        return _Failure(_STOPPED[written.stop])
    try:
        return read_answer(written.text)
    except (ValueError, RecursionError) as exc:
        return _Failure(f"its answer cannot be read: {exc}")


def _shipped(shipped: Extraction, reason: str) -> Extraction:
    return replace(shipped, warnings=(*shipped.warnings, _instead(reason)))


def _instead(reason: str) -> str:
    return f"language model: {reason}; the shipped extractor was used"


def _left_out(counts: Mapping[str, int]) -> list[str]:
    return [
        f"language model: {count} item{'s' * (count > 1)} left out: {why}"
        for why, count in counts.items()
        if count
    ]
