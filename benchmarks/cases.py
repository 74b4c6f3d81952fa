"""What the recall suites have in common: memories to fill and questions to ask of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from graphmem.types import Event


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what answers it.

    Attributes:
        set: Name of the set it is counted in.
        gold: External ids of the events needed; empty if only sessions are known.
        group: Category or ability, or an empty string.
        gold_sessions: Sessions needed; empty: those of ``gold``.
    """

    set: str
    text: str
    gold: frozenset[str]
    group: str = ""
    gold_sessions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """One user's memory and the questions asked of it."""

    user_id: str
    events: tuple[Event, ...]
    questions: tuple[Question, ...]

    @cached_property
    def ids(self) -> list[str]:
        """External ids of the events, in order."""
        return [event.external_id or str(i) for i, event in enumerate(self.events)]

    @cached_property
    def texts(self) -> list[str]:
        """What baselines search: "Speaker: text", or the text where no speaker is known."""
        return [f"{e.speaker}: {e.text}" if e.speaker else e.text for e in self.events]

    @cached_property
    def session_of(self) -> dict[str, str]:
        """Session of each event, by external id."""
        pairs = zip(self.ids, self.events, strict=True)
        return {event_id: event.session_id or "" for event_id, event in pairs}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Memories that live under one root.

    Attributes:
        name: Names the store on disk and in progress bars.
    """

    name: str
    cases: tuple[Case, ...]

    def keeping(self, wanted: Callable[[Question], bool]) -> Corpus:
        """Return the same memories with some of their questions."""
        return Corpus(
            self.name,
            tuple(
                Case(c.user_id, c.events, tuple(filter(wanted, c.questions))) for c in self.cases
            ),
        )


def limited(corpora: list[Corpus], limit: int | None) -> list[Corpus]:
    """Keep the first ``limit`` questions of each set, and only memories that are still asked."""
    if limit is None:
        return corpora
    seen: dict[str, int] = {}
    kept = [Corpus(c.name, tuple(_cut(case, limit, seen) for case in c.cases)) for c in corpora]
    asked = [replace(c, cases=tuple(case for case in c.cases if case.questions)) for c in kept]
    return [corpus for corpus in asked if corpus.cases]


def _cut(case: Case, limit: int, seen: dict[str, int]) -> Case:
    questions: list[Question] = []
    for question in case.questions:
        seen[question.set] = seen.get(question.set, 0) + 1
        if seen[question.set] <= limit:
            questions.append(question)
    return Case(case.user_id, case.events, tuple(questions))
