"""Pairs of messages drawn from wordings: which update what, and which hold side by side.

An epoch draws each block anew: other values, other wordings of the same forms, other neighbours.
Pairs are of one author: two authors may have worded one property under two names. Only what is put
beside a message now and then comes from any author's stream.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphmem.training.updates.blocks import Block, Wordings
from graphmem.training.updates.neighbours import Entry, Neighbours
from graphmem.training.updates.talk import Talk

#: What the newer of two messages does to the older one.
LABELS = ("holds", "other", "changed")
HOLDS, OTHER, CHANGED = range(3)
_NAME_LIST = """
Ada Aisha Alba Amir Anouk Arlo Astrid Beatriz Bruno Callum Chiara Dmitri Elif Enzo Esra
Farid Femi Gemma Goran Hamza Heidi Ines Ismail Jonas Joanna Kemal Kirsten Leif Linh Lucia
Magnus Malik Marta Mei Mateo Nadia Nikolai Noor Oisin Pavel Priya Rafael Renata Ruben Salma
Sanne Stefan Tamara Tariq Theo Ursula Valentina Wout Yusuf Zofia Zsolt
"""
_NAMES = _NAME_LIST.split()
_OF_STREAM = 0.3  # of the pairs of unlike messages
_ALIKE = 0.65  # of the rest: how many look alike
_SAME_NAME = 0.75  # of the rest: how many speak of one person, if they name somebody
_SAME_WORDS = 0.25  # of two messages of one form: how many are worded alike
_FINER = 3  # pairs of a block, each way
_EVEN = 0.5
TALK = "talk"
_BESIDE, _UNMARKED = 0.2, 0.1  # shares of messages
_PLACES = re.compile(r"\{([von])\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        value: Where its value stands in ``text``, as character offsets; None: it has none.
    """

    text: str
    value: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Two messages of one speaker, the older one first.

    Attributes:
        label: Index in ``LABELS``.
        valued: Whether the network is to find the values (it is not told where nothing changes).
        source: Author and block, for figures by part.
        kind: Forms of both, for figures by kind.
    """

    older: Message
    newer: Message
    label: int
    valued: bool
    source: str
    kind: str


def fill(words: str, value: str = "", before: str = "", name: str = "") -> Message:
    """Put values into a message's places and note where the value comes to stand."""
    text, place = "", None
    end = 0
    for found in _PLACES.finditer(words):
        text += words[end : found.start()]
        put = {"v": value, "o": before, "n": name}[found[1]]
        if found[1] == "v":
            place = (len(text), len(text) + len(put))
        text, end = text + put, found.end()
    text += words[end:]
    return Message(text, place)


def draw(
    files: Sequence[tuple[Wordings, Neighbours]],
    seed: int,
    *,
    extra: float = 1.5,
    talk: Talk | None = None,
    talked: float = 0.5,
) -> list[Drawn]:
    """Return an epoch's pairs, shuffled.

    Args:
        extra: How many pairs of unlike blocks and of the stream are drawn per pair of a block.
        talk: Dialogues and texts in which nothing changes.
        talked: How many pairs of talk are drawn per pair of all the others.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    found: list[Drawn] = []
    for file, neighbours in files:
        own = [pair for block in file.blocks for pair in _Drawing(rng, file, block).pairs()]
        found += own
        found += _apart(rng, file, neighbours, round(extra * len(own)))
    beside = [list(file.stream) for file, _ in files if file.stream]
    if talk is not None:
        pairs = talk.draw(rng, round(talked * len(found)))
        found += [_of_talk(*two, source) for *two, source in pairs]
        beside += [list(voice.texts) for voice in talk.voices]
    rng.shuffle(found)
    return [pair if pair.kind == TALK else _roughened(rng, pair, beside) for pair in found]


def _of_talk(older: str, newer: str, source: str) -> Drawn:
    return Drawn(Message(older), Message(newer), HOLDS, valued=False, source=source, kind=TALK)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws the pairs of one block."""

    rng: random.Random
    file: Wordings
    block: Block

    def pairs(self) -> Iterator[Drawn]:
        kinds: dict[str, Callable[[], Iterator[Drawn]]] = {
            "one": self._one,
            "ends": self._ends,
            "many": self._many,
            "plan": lambda: self._beside("plan"),
            "past": lambda: self._beside("past"),
            "finer": self._finer,
        }
        yield from kinds[self.block.kind]()

    def _say(self, form: str, value: str = "", before: str = "", name: str = "") -> Message:
        return fill(self.rng.choice(self.block.forms[form]), value, before, name)

    def _two(self, forms: tuple[str, str], **fields: str) -> tuple[Message, Message]:
        """Return two messages, most of which do not share their wording."""
        first, second = forms
        one = self.rng.choice(self.block.forms[first])
        alike = self.rng.random() < _SAME_WORDS
        rest = [w for w in self.block.forms[second] if alike or w != one]
        other = self.rng.choice(rest or self.block.forms[second])
        name = fields.get("name", "")
        return (
            fill(one, fields["old"], fields.get("older", ""), name),
            fill(other, fields["new"], fields["old"], name),
        )

    def _pair(self, two: tuple[Message, Message], label: int, kind: str) -> Drawn:
        source = f"{self.file.name}/{self.block.name}"
        both = all(m.value for m in two)
        return Drawn(*two, label, label != HOLDS and both, source, kind)

    def _one(self) -> Iterator[Drawn]:
        rng, forms = self.rng, self.block.forms
        a, b, c = rng.sample(self.block.values, 3)
        name, other = rng.sample(_NAMES, 2) if self.block.of_other else ("", "")
        told = rng.choice(("first", "first", "plain", "changed"))
        fields = {"old": a, "new": b, "older": c, "name": name}
        for form in ("plain", "plain", "first"):
            yield self._pair(self._two((told, form), **fields), OTHER, "plain")
        for _ in range(2):
            told = rng.choice(("first", "plain", "changed"))
            yield self._pair(self._two((told, "changed"), **fields), CHANGED, "changed")
        yield self._pair(self._two((told, "corrected"), **fields), CHANGED, "corrected")
        same = {**fields, "new": a, "old": a}
        forms_ = rng.choice((("first", "plain"), ("plain", "first"), ("first", "first")))
        yield self._pair(self._two(forms_, **same), HOLDS, "again")
        # Who tells of a change and then names the new value tells nothing new.
        moved = fill(rng.choice(forms["changed"]), b, a, name)
        yield self._pair((moved, self._say("plain", b, "", name)), HOLDS, "again")
        near = fill(rng.choice(forms["near"]), rng.choice((a, b)), c, name)
        yield self._pair((self._say(told, a, c, name), near), HOLDS, "near")
        near = fill(rng.choice(forms["near"]), rng.choice((b, c)), c, name)
        yield self._pair((near, self._say("plain", a, c, name)), HOLDS, "near")
        near = fill(rng.choice(forms["near"]), c, c, name)
        yield self._pair((near, self._say("changed", b, a, name)), HOLDS, "near")
        if other:
            words = rng.choice(forms["first"])
            two = fill(words, a, c, name), fill(words, b, c, other)
            yield self._pair(two, HOLDS, "another")
            for form in ("first", "changed", "corrected"):
                two = self._say("first", a, c, name), self._say(form, b, c, other)
                yield self._pair(two, HOLDS, "another")

    def _ends(self) -> Iterator[Drawn]:
        name, other = self.rng.sample(_NAMES, 2) if self.block.of_other else ("", "")
        first, over = (self._say(form, name=name) for form in ("first", "ends"))
        yield self._pair((first, over), CHANGED, "ends")
        yield self._pair((first, self._say("ends", name=name)), CHANGED, "ends")
        yield self._pair((over, self._say("again", name=name)), CHANGED, "again so")
        yield self._pair((first, self._say("near", name=name)), HOLDS, "near")
        yield self._pair((self._say("near", name=name), first), HOLDS, "near")
        two = self.rng.sample(self.block.forms["first"], 2)
        yield self._pair((fill(two[0], name=name), fill(two[1], name=name)), HOLDS, "again")
        if other:
            yield self._pair((first, self._say("ends", name=other)), HOLDS, "another")

    def _many(self) -> Iterator[Drawn]:
        name = self.rng.choice(_NAMES)
        for _ in range(4):
            a, b = self.rng.sample(self.block.values, 2)
            two = self._two(("first", "first"), old=a, new=b, name=name)
            yield self._pair(two, HOLDS, "many")
        a, b = self.rng.sample(self.block.values, 2)
        two = self._say("first", a, "", name), self._say("dropped", a, "", name)
        yield self._pair(two, CHANGED, "dropped")
        two = self._say("first", b, "", name), self._say("dropped", a, "", name)
        yield self._pair(two, HOLDS, "many")

    def _beside(self, form: str) -> Iterator[Drawn]:
        name = self.rng.choice(_NAMES)
        for _ in range(2):
            a, b = self.rng.sample(self.block.values, 2)
            two = self._two(("first", form), old=a, new=b, name=name)
            yield self._pair(two, HOLDS, form)
            if form == "plan":
                yield self._pair(self._two((form, "first"), old=a, new=b, name=name), HOLDS, form)
        two = self._two(("first", "first"), old=a, new=a, name=name)
        yield self._pair(two, HOLDS, "again")
        yield self._pair(self._two(("first", "first"), old=a, new=b, name=name), OTHER, "plain")

    def _finer(self) -> Iterator[Drawn]:
        name = self.rng.choice(_NAMES)
        for _ in range(_FINER):
            coarse, fine = (part.strip() for part in self.rng.choice(self.block.values).split(">"))
            first = fill(self.rng.choice(self.block.forms["first"]), coarse, coarse, name)
            later = fill(self.rng.choice(self.block.forms["finer"]), fine, coarse, name)
            yield self._pair((first, later), HOLDS, "finer")
            yield self._pair((later, first), HOLDS, "finer")


def _apart(
    rng: random.Random, file: Wordings, neighbours: Neighbours, number: int
) -> Iterator[Drawn]:
    """Draw pairs of messages of which neither says anything of the other."""
    for _ in range(number):
        if rng.random() < _OF_STREAM and len(file.stream) > 1:
            one, other = sorted(rng.sample(range(len(file.stream)), 2))
            two = Message(file.stream[one]), Message(file.stream[other])
            yield Drawn(*two, HOLDS, valued=False, source=f"{file.name}/stream", kind="stream")
            continue
        place = rng.randrange(len(neighbours.entries))
        entry = neighbours.entries[place]
        alike = rng.random() < _ALIKE
        others = neighbours.near(place) if alike else neighbours.entries
        other = rng.choice([e for e in others if e.block is not entry.block])
        names = rng.sample(_NAMES, 2)
        if rng.random() < _SAME_NAME:  # of one person many things are told
            names[1] = names[0]
        two = _any(rng, entry, names[0]), _any(rng, other, names[1])
        kind = "alike" if alike else "apart"
        yield Drawn(*two, HOLDS, valued=False, source=f"{file.name}/apart", kind=kind)


def _any(rng: random.Random, entry: Entry, name: str) -> Message:
    """Say a wording, with an old value of its own block."""
    values = entry.block.values or ("",)
    value, before = rng.choice(values), rng.choice(values)
    if entry.block.kind == "finer":
        before, value = (part.strip() for part in value.split(">"))
    return fill(entry.words, value, before, name)


def _roughened(rng: random.Random, pair: Drawn, beside: Sequence[Sequence[str]]) -> Drawn:
    """Put something beside a message now and then, or take its marks away, as people do."""
    older, newer = (_rough(rng, message, beside) for message in (pair.older, pair.newer))
    return replace(pair, older=older, newer=newer)


def _rough(rng: random.Random, message: Message, beside: Sequence[Sequence[str]]) -> Message:
    if beside and rng.random() < _BESIDE:
        other = rng.choice(rng.choice(beside))
        if rng.random() < _EVEN:
            return Message(f"{message.text} {other}", message.value)
        moved = len(other) + 1
        value = message.value and (message.value[0] + moved, message.value[1] + moved)
        return Message(f"{other} {message.text}", value)
    if rng.random() < _UNMARKED:
        return _unmarked(message)
    return message


def _unmarked(message: Message) -> Message:
    """Take out commas and points, moving the value's place along."""
    kept = [i for i, sign in enumerate(message.text) if sign not in ",.!;"]
    text = "".join(message.text[i] for i in kept)
    if message.value is None:
        return Message(text)
    start, end = (sum(i < place for i in kept) for place in message.value)
    return Message(text, (start, end))
