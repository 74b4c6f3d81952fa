"""Exchanges that a dialogue is made of, read from ``scenes.toml`` and ``assistant.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graphmem.training.dialogues.grammar import Grammar
from graphmem.training.dialogues.wordings import wordings

_LINE = re.compile(r"(?P<who>[AB])(?P<number>\d?)(?P<optional>\??)(?P<tells>[^:]*): (?P<words>.+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a scene.

    Attributes:
        who: "A" tells, "B" listens.
        number: What questions refer to; 0: nothing is asked about it.
        keys: What it tells, for chains.
        groups: What it is one of several of.
    """

    who: str
    number: int
    optional: bool
    keys: tuple[str, ...]
    groups: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about lines by number; ``when`` asks for the time of what they tell."""

    lines: tuple[int, ...]
    when: bool
    words: str


@dataclass(frozen=True, slots=True)
class Scene:
    """An exchange and the questions about it."""

    name: str
    lines: tuple[Line, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Questions that need all turns of a group, or those of all keys of a chain."""

    names: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """All that is played."""

    scenes: tuple[Scene, ...]
    groups: tuple[Joined, ...]
    chains: tuple[Joined, ...]
    grammar: Grammar


@cache
def script(name: str = "scenes") -> Script:
    """Return the scenes of a file of this package, with the words that they are filled with."""
    read = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    words: Mapping[str, list[str]] = {**wordings().grammar.lexicon, **read.get("lexicon", {})}
    return Script(
        tuple(_scene(e) for e in read["scene"]),
        tuple(Joined((e["name"],), tuple(e["asks"])) for e in read.get("group", ())),
        tuple(Joined(tuple(e["keys"]), tuple(e["asks"])) for e in read.get("chain", ())),
        Grammar(words),
    )


def _scene(entry: Mapping[str, str]) -> Scene:
    lines = tuple(_line(words) for words in entry["text"].strip().splitlines())
    return Scene(entry["name"], lines, tuple(_ask(w) for w in entry["asks"].strip().splitlines()))


def _line(words: str) -> Line:
    found = _LINE.fullmatch(words)
    if found is None:
        raise ValueError(f"not a line of a scene: {words}")
    tells = found["tells"].split()
    return Line(
        found["who"], int(found["number"] or 0), bool(found["optional"]),
        tuple(t for t in tells if not t.startswith("+")),
        tuple(t[1:] for t in tells if t.startswith("+")), found["words"],
    )  # fmt: skip


def _ask(words: str) -> Ask:
    about, _, question = words.partition(": ")
    when = about.startswith("when ")
    numbers = about.removeprefix("when ").split(",")
    return Ask(tuple(int(n) for n in numbers), when, question)
