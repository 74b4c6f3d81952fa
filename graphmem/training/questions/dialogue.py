"""Personal memories: long conversations in dated sessions, and questions about them.

A conversation plays scenes (``scenes.toml``): one tells, the other asks back, so that what answers
a question often does not repeat its words. Both tell the like, so that who is asked about matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from graphmem.training.dialogues import when
from graphmem.training.dialogues.grammar import tidy
from graphmem.training.dialogues.speech import habits, typed
from graphmem.training.questions.assistant import assisted_case
from graphmem.training.questions.case import Asked, RecallCase
from graphmem.training.questions.persons import person_words
from graphmem.training.questions.scenes import Line, Scene, Script, script
from graphmem.types import Event

QUESTIONS = 40
_ASSISTED = 4  # every so many dialogues is one between a user and an assistant
_SLOT = re.compile(r"\{(\w+)\}")
_FILLER = ("react", "comment", "ramble", "ask", "thanks", "answer", "opinion", "backchannel")
_FILLER_WEIGHTS = (4, 4, 4, 3, 1, 2, 1, 2)
_MAX_GOLD = 6
#: Slots of which nobody would ask by name.
_PLAIN_SLOTS = frozenset(
    {"when", "when2", "small", "small_c", "A", "B", "age", "age_c", "age2", "clock", "money"}
    | {"minutes", "weekday", "month", "year", "often", "often_cap", "kinone", "room", "grandshort"}
    | {"other", "grand"}
)
#: The share of each kind among a dialogue's questions.
_SHARES = {"one_turn": 18, "when": 6, "several": 5, "chain": 5, "period": 3, "about": 3}


def dialogue_cases(
    n: int, seed: int, *, sessions: tuple[int, int] = (20, 34)
) -> Iterator[RecallCase]:
    """Yield conversations with questions; every fourth is one with an assistant.

    Args:
        seed: The same seed yields the same.
        sessions: Fewest and most sessions of a conversation between two people.
    """
    for number in range(n):
        rng = Random(f"dialogue-{seed}-{number}")  # noqa: S311  no secret
        part = "validation" if number % 10 == 9 else "training"
        name = f"dialogue-{seed}-{number}"
        if number % _ASSISTED == _ASSISTED - 1:
            yield assisted_case(rng, name, part)
        else:
            yield Conversation(rng, name, script()).case(rng.randint(*sessions), part)


@dataclass(slots=True)
class _Told:
    """Where things were told: ids of turns by what they tell, for one speaker."""

    keys: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    news: list[tuple[datetime, str]] = field(default_factory=list)


class Conversation:
    """Makes one conversation between two people."""

    def __init__(self, rng: Random, name: str, played: Script) -> None:
        self.rng, self.name, self.script = rng, name, played
        names = rng.sample(list(played.grammar.lexicon["name"]), 2)
        self.people = (names[0], names[1])
        self.habits = {p: habits(rng) for p in self.people}
        self.own = {p: person_words(rng, played.grammar, self.people) for p in self.people}
        self.events: list[Event] = []
        self.asked: dict[str, list[Asked]] = defaultdict(list)
        self.told = {p: _Told() for p in self.people}
        self._session, self._at = 0, datetime(2022, 1, 10, 9, tzinfo=UTC)

    def case(self, sessions: int, part: str) -> RecallCase:
        """Play so many sessions and return the conversation with its questions."""
        self._at += timedelta(days=self.rng.randrange(700))
        plan = [(s, p) for s in self.script.scenes for p in self.people]
        self.rng.shuffle(plan)
        for left in range(sessions, 0, -1):
            share = min(len(plan), -(-len(plan) // left))
            self._play(plan[:share])
            del plan[:share]
            self._at += timedelta(days=self.rng.choice((1, 3, 5, 8, 12, 17, 25)))
        self._ask_all()
        chosen = self._chosen()
        made = tuple(Asked(a.text, a.gold, a.kind, a.asked_at, a.hops, part) for a in chosen)  # type: ignore[arg-type]
        return RecallCase(self.name, tuple(self.events), None, made)

    def _play(self, scenes: list[tuple[Scene, str]]) -> None:
        self._session += 1
        self._at = self._at.replace(hour=self.rng.randint(8, 21), minute=self.rng.randrange(60))
        first = self.rng.randrange(2)
        for n in range(2):
            self._say(self.people[(first + n) % 2], self._filler("greeting", first + n))
        for scene, teller in scenes:
            self._scene(scene, teller)
            for n in range(self.rng.choice((0, 2, 2, 4))):
                self._say(self.people[(first + n) % 2], self._filler(None, first + n))
        wanted = self.rng.randint(13, 23)
        n = 0
        while self._turns() < wanted:
            self._say(self.people[(first + n) % 2], self._filler(None, first + n))
            n += 1
        for n in range(2):
            self._say(self.people[(first + n) % 2], self._filler("farewell", first + n))

    def _turns(self) -> int:
        session = f"session-{self._session}"
        return sum(e.session_id == session for e in self.events[-40:])

    def _filler(self, name: str | None, speaker: int) -> str:
        bound = {"other": self.people[(speaker + 1) % 2]}
        names = [name or self.rng.choices(_FILLER, _FILLER_WEIGHTS)[0]]
        if self.rng.random() < 0.4:
            names.append(self.rng.choice(("comment", "ask", "ramble")))
        return " ".join(self.script.grammar.pick(self.rng, n, bound) for n in names)

    def _say(self, speaker: str, words: str) -> str:
        self._at += timedelta(seconds=self.rng.randint(15, 150))
        number = self._turns() + 1
        text = typed(self.rng, tidy(words), self.habits[speaker])
        event = Event(
            text=text, session_id=f"session-{self._session}", speaker=speaker, at=self._at,
            external_id=f"D{self._session}:{number}",
        )  # fmt: skip
        self.events.append(event)
        return f"D{self._session}:{number}"

    def _scene(self, scene: Scene, teller: str) -> None:
        listener = self.people[1 - self.people.index(teller)]
        bound = self._bound(scene, teller, listener)
        said: dict[int, str] = {}
        for line in scene.lines:
            if line.optional and self.rng.random() < 0.25:
                continue
            speaker = teller if line.who == "A" else listener
            turn = self._say(speaker, self._words(line, bound))
            if line.number:
                said[line.number] = turn
                self._note(line, teller, turn)
            elif self.rng.random() < 0.06:
                self._say(teller if line.who == "B" else listener, self._filler("backchannel", 0))
        for ask in scene.asks:
            if all(n in said for n in ask.lines):
                text = self.script.grammar.expand(self.rng, ask.words, bound)
                kind = "when" if ask.when else "one_turn"
                self._add(kind, text, tuple(said[n] for n in ask.lines))
        self._about(scene, bound, said, teller)

    def _bound(self, scene: Scene, teller: str, listener: str) -> dict[str, str]:
        rng, grammar = self.rng, self.script.grammar
        bound = {**self.own[teller], "A": teller, "B": listener, "other": listener}
        bound["when"], bound["when2"] = when.past(rng, self._at.date())[0], ""
        bound["when2"] = when.future(rng, self._at.date())[0]
        for line in scene.lines:
            for slot in _SLOT.findall(line.words):
                if slot not in bound:
                    bound[slot] = grammar.pick(rng, slot.rstrip("0123456789") or slot, bound)
        return bound

    def _words(self, line: Line, bound: Mapping[str, str]) -> str:
        words = [self.script.grammar.expand(self.rng, line.words, bound)]
        if line.who == "B" and self.rng.random() < 0.2:
            words.insert(0, self._filler_for("react", bound))
        if line.who == "A" and self.rng.random() < 0.25:
            words.append(self._filler_for(self.rng.choice(("comment", "feel")), bound))
        elif line.who == "B" and self.rng.random() < 0.15:
            words.insert(0, self._filler_for("comment", bound))
        return " ".join(words)

    def _filler_for(self, name: str, bound: Mapping[str, str]) -> str:
        return self.script.grammar.pick(self.rng, name, {"other": bound["other"]})

    def _note(self, line: Line, teller: str, turn: str) -> None:
        told = self.told[teller]
        for key in line.keys:
            told.keys[key].append(turn)
        for group in line.groups:
            told.groups[group].append(turn)
        if line.number == 1:
            told.news.append((self._at, turn))

    def _add(
        self, kind: str, text: str, gold: tuple[str, ...], at: datetime | None = None, hops: int = 1
    ) -> None:
        self.asked[kind].append(Asked(tidy(text), gold, kind, at, hops))

    def _about(
        self, scene: Scene, bound: Mapping[str, str], said: Mapping[int, str], teller: str
    ) -> None:
        """Ask for what was said about a name or thing that one line alone names."""
        texts = {e.external_id: e.text for e in self.events[-16:]}
        slots = {s for line in scene.lines if line.number for s in _SLOT.findall(line.words)}
        for slot in sorted(slots - _PLAIN_SLOTS):
            value = bound[slot].removeprefix("a ").removeprefix("an ")
            turns = [t for t in said.values() if value in texts.get(t, "")]
            if len(turns) == 1 and len(value) > 3:
                words = (
                    "What did {A} say about {value}?|What is the link between {A} and {value}?|"
                    "What role does {value} play for {A}?|What happened to {A} with {value}?"
                )
                text = self.rng.choice(words.split("|")).format(A=teller, value=value)
                self._add("about", text, (turns[0],))

    def _ask_all(self) -> None:
        for person in self.people:
            bound = {**self.own[person], "A": person}
            for group in self.script.groups:
                turns = self.told[person].groups.get(group.names[0], [])
                if 2 <= len(turns) <= _MAX_GOLD:
                    text = self.script.grammar.expand(self.rng, self.rng.choice(group.asks), bound)
                    self._add("several", text, tuple(turns))
            for chain in self.script.chains:
                golds = [self.told[person].keys.get(k, []) for k in chain.names]
                if all(len(g) == 1 for g in golds):
                    text = self.script.grammar.expand(self.rng, self.rng.choice(chain.asks), bound)
                    gold = tuple(dict.fromkeys(g[0] for g in golds))
                    self._add("chain", text, gold, hops=len(gold))
            self._ask_periods(person)

    def _ask_periods(self, person: str) -> None:
        """Ask for what someone told in a month, or in the week or month before the question."""
        months: dict[tuple[int, int], list[str]] = defaultdict(list)
        for at, turn in self.told[person].news:
            months[at.year, at.month].append(turn)
        for (year, month), turns in months.items():
            if len(turns) > _MAX_GOLD:
                continue
            named = f"{datetime(year, month, 1):%B %Y}"
            words = ("What was new with {A} in {m}?", "What did {A} [do|tell|experience] in {m}?")
            text = self.script.grammar.expand(
                self.rng, self.rng.choice(words), {"A": person, "m": named}
            )
            self._add("period", text, tuple(turns))
            after = datetime(
                year + month // 12, month % 12 + 1, self.rng.randint(2, 25), tzinfo=UTC
            )
            words = (
                "What did {A} [tell|report|experience] last month?",
                "What was new with {A} last month?",
            )
            text = self.script.grammar.expand(self.rng, self.rng.choice(words), {"A": person})
            self._add("period", text, tuple(turns), after)

    def _chosen(self) -> list[Asked]:
        chosen: dict[str, Asked] = {}
        for kind, share in _SHARES.items():
            found = self.asked[kind]
            for asked in self.rng.sample(found, min(len(found), share * QUESTIONS // 40)):
                chosen.setdefault(f"{asked.text} {asked.asked_at}", asked)
        left = [
            a for a in self.asked["one_turn"] if a.text not in {c.text for c in chosen.values()}
        ]
        for asked in self.rng.sample(left, min(len(left), max(0, QUESTIONS - len(chosen)))):
            chosen.setdefault(f"{asked.text} {asked.asked_at}", asked)
        return [*chosen.values()]
