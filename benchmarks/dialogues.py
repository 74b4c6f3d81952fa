"""Generated dialogues as memories: questions with the turns that answer them, made from a seed."""

from __future__ import annotations

from benchmarks.cases import Case, Corpus, Question
from graphmem.training.dialogues import dialogues
from graphmem.types import Event

_COUNT = 24


def load(seed: int) -> Corpus:
    """Return dialogues of two speakers over months, a memory each."""
    cases: list[Case] = []
    for dialogue in dialogues(_COUNT, seed=seed):
        events = tuple(
            Event(
                text=turn.text,
                speaker=turn.speaker,
                session_id=f"s{turn.session}",
                at=turn.at,
                seq=number,
                external_id=f"t{number}",
            )
            for number, turn in enumerate(dialogue.turns)
        )
        asked = tuple(
            Question("dialogues", q.text, frozenset(f"t{turn}" for turn in q.turns))
            for q in dialogue.questions
            if q.turns
        )
        cases.append(Case(dialogue.id, events, asked))
    return Corpus("dialogues", tuple(cases))
