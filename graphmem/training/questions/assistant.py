"""Conversations between a user and an assistant that answers at length."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from graphmem.training.dialogues.grammar import Grammar
from graphmem.training.dialogues.wordings import wordings
from graphmem.training.questions.case import Asked, Part, RecallCase
from graphmem.types import Event

_SLOT = re.compile(r"\{(\w+)\}")
_OPENINGS = (
    "That's a good question. Here is how I would go about it.",
    "Thanks for the details, they help. A few thoughts, in order of importance:",
    "Happy to help. Let me go through it step by step.",
    "There are several things at play here, so let me take them one by one.",
)
_CLOSINGS = (
    "Let me know how it goes, and I can adjust this.",
    "If you tell me more, I can be more precise.",
    "Would you like me to turn this into a checklist?",
    "None of this has to happen at once; one change a week is plenty.",
)
_SMALL = (
    ("Thanks, that helps!", "You're welcome. Come back any time."),
    ("Can you make that shorter?", "Of course. In one line: start small, and watch what happens."),
    ("Okay, I will try that.", "Good luck! Tell me what you find."),
    ("Not sure I follow.", "No problem. Which part should I explain in other words?"),
    ("Can you say that more simply?", "Sure. Begin with the first point, leave the rest for now."),
)


@cache
def _topics() -> tuple[list[dict[str, Any]], Grammar]:
    text = files(__package__).joinpath("assistant.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return read["topic"], Grammar({**wordings().grammar.lexicon, **read["lexicon"]})


class _Chat:
    """Puts one conversation together."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.events: list[Event] = []
        self.asked: list[Asked] = []
        self._at = datetime(2023, 2, 1, 8, tzinfo=UTC) + timedelta(days=rng.randrange(500))
        self._session = 0

    def session(
        self, moves: list[tuple[dict[str, Any], dict[str, str], list[dict[str, Any]]]]
    ) -> None:
        """Say what the user tells in one session, each with an answer of several points."""
        self._session += 1
        self._at += timedelta(days=self.rng.randint(1, 20), minutes=self.rng.randrange(600))
        for told, bound, points in moves:
            turn = self._say("user", self._fill(told["say"], bound))
            self._ask(told["asks"], turn, "one_turn")
            answer = [self.rng.choice(_OPENINGS)]
            for number, point in enumerate(points, 1):
                answer.append(f"{number}. **{point['title']}.** {point['says']}")
            answer.append(self.rng.choice(_CLOSINGS))
            turn = self._say("assistant", "\n\n".join(answer))
            for point in points:
                self._ask(point["asks"], turn, "of_assistant")
            for words in self.rng.sample(_SMALL, self.rng.choice((0, 1, 1, 2))):
                self._say("user", words[0])
                self._say("assistant", words[1])

    def _fill(self, words: str, bound: Mapping[str, str]) -> str:
        return _topics()[1].expand(self.rng, words, bound)

    def _ask(self, asks: list[str], turn: str, kind: str) -> None:
        self.asked += [Asked(words, (turn,), kind) for words in asks]

    def _say(self, role: str, words: str) -> str:
        self._at += timedelta(seconds=self.rng.randint(20, 400))
        turn = f"M{len(self.events)}"
        self.events.append(
            Event(
                text=words,
                session_id=f"chat-{self._session}",
                speaker=role,
                role=role,
                at=self._at,
                external_id=turn,
            )
        )
        return turn


def assisted_case(rng: Random, name: str, part: Part, *, questions: int = 40) -> RecallCase:
    """Return a conversation of all topics, interleaved over sessions, with its questions."""
    topics, grammar = _topics()
    queues = []
    for topic in topics:
        bound = {s: grammar.pick(rng, s.rstrip("0123456789") if s not in grammar.lexicon else s, {})
                 for told in topic["user"] for s in _SLOT.findall(told["say"])}  # fmt: skip
        points = rng.sample(topic["points"], len(topic["points"]))
        share = -(-len(points) // len(topic["user"]))
        queues.append(
            [(t, bound, points[i * share : (i + 1) * share]) for i, t in enumerate(topic["user"])]
        )
    chat = _Chat(rng)
    while queues:
        chosen = rng.sample(queues, min(len(queues), rng.choice((1, 1, 2))))
        chat.session([queue.pop(0) for queue in chosen])
        queues = [q for q in queues if q]
    kept = rng.sample(chat.asked, min(questions, len(chat.asked)))
    made = tuple(Asked(a.text, a.gold, a.kind, None, 1, part) for a in kept)
    return RecallCase(name, tuple(chat.events), None, made)
