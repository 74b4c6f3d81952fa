"""Dialogues made from templates: sessions over months between two people, or one and an assistant.

Everything follows from the seed. A dialogue knows which turns tell which fact, so gates and recall
can be trained on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from graphmem.training.dialogues import when
from graphmem.training.dialogues.grammar import tidy
from graphmem.training.dialogues.speech import Habits, habits, typed
from graphmem.training.dialogues.told import AskedQuestion, Dialogue, ToldFact, Turn
from graphmem.training.dialogues.wordings import FactTemplate, Part, Wordings, wordings
from graphmem.types import Kind

#: What a turn does, and how often.
_ACTS = {
    "tell": 40, "support": 22, "ask": 9, "ramble": 9, "phatic": 12, "retell": 2, "news": 1,
    "advice": 2, "ask_rich": 8, "advice_rich": 6, "opinion": 5, "world": 2,
}  # fmt: skip
_ASSISTANT_ACTS = {
    "advice": 40, "advice_rich": 15, "support": 20, "information": 15, "ask": 10,
}  # fmt: skip
#: Talk of things and people, not of oneself: its kind, and the chance that it answers a question.
_PARTICULAR: dict[str, tuple[Kind, float]] = {
    "news": ("fact", 0.4), "information": ("fact", 0.4), "world": ("fact", 0.2),
    "opinion": ("preference", 0.3), "ask_rich": ("question", 0.04), "advice_rich": ("other", 0.08),
}  # fmt: skip
_MORE = 0.15  # each detail makes a question likelier
_MAX_WORTH = 0.97


@dataclass(slots=True)
class _Said:
    """A turn that is being put together."""

    parts: list[str]
    kind: Kind
    facts: list[str] = field(default_factory=list)
    worths: list[float] = field(default_factory=list)


def dialogues(n: int, *, seed: int, part: Part = "all") -> Iterator[Dialogue]:
    """Yield ``n`` dialogues; the same seed yields the same."""
    for number in range(n):
        yield make_dialogue(f"{part}-{seed}-{number}", part=part)


def make_dialogue(name: str, *, part: Part = "all") -> Dialogue:
    """Return the dialogue of a name: the name is its seed."""
    return _Maker(Random(name), wordings(part), name).make()  # noqa: S311  no secret


class _Maker:
    """Makes one dialogue."""

    def __init__(self, rng: Random, words: Wordings, name: str) -> None:
        self.rng, self.words, self.name = rng, words, name
        first, second = rng.sample(list(words.grammar.lexicon["name"]), 2)
        self.assisted = rng.random() < 0.25
        self.speakers = (first, "Assistant" if self.assisted else second)
        self.bound: Mapping[str, str] = {}  # who is spoken to
        self.habits: Mapping[str, Habits] = {s: habits(rng) for s in self.speakers}
        self.facts: dict[str, ToldFact] = {}
        self.turns: list[Turn] = []
        self.questions: dict[str, tuple[str, str]] = {}

    def make(self) -> Dialogue:
        at = datetime(2022, 1, 3, tzinfo=UTC) + timedelta(days=self.rng.randrange(900))
        for session in range(self.rng.randint(3, 7)):
            at = at.replace(hour=self.rng.randint(7, 22), minute=self.rng.randrange(60))
            self._session(session, at)
            at += timedelta(days=self.rng.randint(1, 40))
        return Dialogue(
            self.name, self.speakers, tuple(self.turns), tuple(self.facts.values()),
            tuple(self._asked()),
        )  # fmt: skip

    def _asked(self) -> Iterator[AskedQuestion]:
        for fact, (question, answer) in self.questions.items():
            told = tuple(n for n, t in enumerate(self.turns) if fact in t.facts)
            yield AskedQuestion(question, answer, fact, told)

    def _session(self, session: int, at: datetime) -> None:
        turns = self.rng.randint(8, 24)
        start, wrong = len(self.turns), None
        for n in range(turns):
            at += timedelta(seconds=self.rng.randint(10, 200))
            speaker = self.speakers[n % 2]
            self.bound = {"other": self.speakers[1 - n % 2]}
            here = self.turns[start:]
            if wrong is not None and wrong[0] == speaker:
                said, wrong = self._correct(wrong[1], wrong[2]), None
            else:
                said = self._said(speaker, at, first=n < 2, last=n > turns - 3)
                wrong = self._slip_of(speaker, said) or wrong
            text = typed(self.rng, tidy(" ".join(said.parts)), self.habits[speaker])
            text = self._photo(text, said)
            before = here[-1].text if here else None
            worth = _together(said.worths)
            self.turns.append(
                Turn(text, speaker, at, session, said.kind, tuple(said.facts), worth, before)
            )

    def _photo(self, text: str, said: _Said) -> str:
        if self.assisted or self.rng.random() > (0.12 if said.facts else 0.06):
            return text
        return f"{text} [shares a photo: {self._pick('photo')}]"

    def _said(self, speaker: str, at: datetime, *, first: bool, last: bool) -> _Said:
        if (first or last) and self.rng.random() < 0.6:
            said = self._talk(["greeting" if first else "farewell"], "small_talk")
            if first and self.rng.random() < 0.5:
                return self._tell(speaker, at.date(), said.parts)
            return said
        acts = _ASSISTANT_ACTS if speaker == "Assistant" else _ACTS
        act = self.rng.choices([*acts], [*acts.values()])[0]
        if act == "tell":
            return self._tell(speaker, at.date(), self._opening())
        return self._other(act, speaker)

    def _opening(self) -> list[str]:
        chance = self.rng.random()
        names = ["react"] if chance < 0.35 else ["answer"] if chance < 0.47 else []
        names += ["comment"] if self.rng.random() < 0.12 else []
        return [self._pick(n) for n in names]

    def _talk(self, names: list[str], kind: Kind) -> _Said:
        return _Said([self._pick(n) for n in names], kind)

    def _other(self, act: str, speaker: str) -> _Said:
        """Say something that tells no fact of one's own."""
        if act == "retell" or act in _PARTICULAR:
            return self._particular(act)
        rng = self.rng
        if act == "support":
            names = ["react"] * (rng.random() < 0.7) + ["comment"] * rng.randint(1, 4)
            names += ["feel"] * (rng.random() < 0.15) + ["ask"] * (rng.random() < 0.4)
            kind: Kind = "question" if names[-1] == "ask" else "small_talk"
        elif act == "ask":
            names = ["react"] * (rng.random() < 0.5) + ["comment"] * (rng.random() < 0.3)
            names, kind = [*names, *["ask"] * rng.choice((1, 1, 2))], "question"
        elif act == "ramble":
            names = ["answer"] * (rng.random() < 0.3) + ["ramble"] * rng.choice((1, 1, 2, 3, 5, 8))
            names, kind = names + ["feel"] * (rng.random() < 0.3), "other"
        elif act == "advice":
            names, kind = ["advice"] * rng.randint(1, 4), "other"
        else:
            names = rng.choices(
                ("backchannel", "thanks", "react", "answer", "meta"), (2, 1, 1, 1, 1)
            )
            kind = "other" if names[0] in ("answer", "meta") else "small_talk"
        if self.assisted and speaker != "Assistant" and act == "ask":
            names, kind = ["request"], "question"
        return self._talk(names, kind)

    def _particular(self, act: str) -> _Said:
        """News and recommendations answer questions too; what was told before, a little."""
        if act == "retell" and self.facts:
            fact = self.rng.choice([*self.facts.values()])
            template = self.rng.choice(self.words.grammar.lexicon["retell"])
            text = self.words.grammar.expand(self.rng, template, {**self.bound, "o": fact.object})
            return _Said([text], fact.kind, [fact.id], [0.15])
        act = "news" if act == "retell" else act
        kind, worth = _PARTICULAR[act]
        opening = ["react"] if self.rng.random() < 0.2 else []
        said = self._talk([*opening, *[act] * self.rng.choice((1, 1, 2))], kind)
        said.worths.append(worth)
        return said

    def _tell(self, speaker: str, at: date, opening: list[str]) -> _Said:
        """Tell one to three facts of one's own, with details, feelings and a question back."""
        said = _Said(list(opening), "fact")
        kinds: list[tuple[float, Kind]] = []
        for _ in range(self.rng.choices((1, 2, 3), (65, 27, 8))[0]):
            template = self.rng.choice(self.words.facts)
            fact, text, worth = self._state(template, speaker, at)
            details = self.rng.choices((0, 1, 2), (60, 28, 12))[0]
            said.parts += [text, *self._picked("detail", details)]
            said.facts.append(fact.id)
            said.worths.append(min(_MAX_WORTH, worth + _MORE * details))
            kinds.append((worth, template.kind))
        said.kind = max(kinds)[1]
        said.parts += self._picked("feel", self.rng.random() < 0.4)
        said.parts += self._picked("comment", self.rng.random() < 0.12)
        said.parts += self._picked("ask", self.rng.random() < 0.35)
        return said

    def _picked(self, name: str, n: int) -> list[str]:
        return [self._pick(name) for _ in range(n)]

    def _pick(self, name: str) -> str:
        return self.words.grammar.pick(self.rng, name, self.bound)

    def _state(self, template: FactTemplate, speaker: str, at: date) -> tuple[ToldFact, str, float]:
        """Make a fact, the words that tell it, and the chance that it is asked for."""
        rng, grammar = self.rng, self.words.grammar
        value = self._pick(template.object)
        subject = self._pick(template.subject) if template.subject else None
        owner = f"{speaker}'s {subject}" if subject else speaker
        old = self._latest(owner, template.predicate) if template.changes else None
        ahead = template.kind == "plan"
        time, on = (when.future if ahead else when.past)(rng, at)
        bound = {**self.bound, "o": value, "when": time, "speaker": speaker}
        bound["subject"] = subject or ""
        changed = old is not None and old.object != value
        told = template.changes if changed else template.tells
        words = rng.choice(told)
        if changed:
            bound["old"] = old.object  # type: ignore[union-attr]
        dated = "{when}" in words
        fact = ToldFact(
            f"{self.name}:{len(self.facts)}", owner, template.predicate, value, template.kind,
            on if dated else None, old.id if changed and old else None,
        )  # fmt: skip
        self.facts[fact.id] = fact
        worth = 0.6 * template.asks + _MORE * dated
        if rng.random() < worth:
            self.questions[fact.id] = self._question(template, bound, fact)
        return fact, grammar.expand(rng, words, bound), worth

    def _question(
        self, template: FactTemplate, bound: dict[str, str], fact: ToldFact
    ) -> tuple[str, str]:
        asked = self.rng.choice(template.questions)
        if asked.startswith("When"):
            return self.words.grammar.expand(self.rng, asked, bound), (
                bound["when"] if fact.on is None else fact.on.isoformat()
            )
        return self.words.grammar.expand(self.rng, asked, bound), fact.object

    def _latest(self, owner: str, predicate: str) -> ToldFact | None:
        same = [f for f in self.facts.values() if (f.subject, f.predicate) == (owner, predicate)]
        return same[-1] if same else None

    def _slip_of(self, speaker: str, said: _Said) -> tuple[str, ToldFact, str] | None:
        """Decide that what was told was wrong: the speaker will correct it."""
        if len(said.facts) != 1 or said.worths == [0.15] or self.rng.random() > 0.06:
            return None
        fact = self.facts[said.facts[0]]
        slots = {f.predicate: f.object for f in self.words.facts}
        return speaker, fact, slots[fact.predicate]

    def _correct(self, fact: ToldFact, slot: str) -> _Said:
        value = self._pick(slot)
        template = self.rng.choice(self.words.grammar.lexicon["correct"])
        made = ToldFact(
            f"{self.name}:{len(self.facts)}", fact.subject, fact.predicate, value, "correction",
            fact.on, fact.id,
        )  # fmt: skip
        self.facts[made.id] = made
        if asked := self.questions.pop(fact.id, None):
            self.questions[made.id] = (asked[0], value)
        bound = {**self.bound, "o": value, "old": fact.object}
        text = self.words.grammar.expand(self.rng, template, bound)
        return _Said([text], "correction", [made.id], [0.7])


def _together(worths: list[float]) -> float:
    """Return the chance that one of several is asked for."""
    none = 1.0
    for worth in worths:
        none *= 1 - min(worth, _MAX_WORTH)
    return round(1 - none, 4)
