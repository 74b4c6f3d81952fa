"""The templates, as data files beside this one, parted into those of training and held out ones."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal
from zlib import crc32

from graphmem.training.dialogues.grammar import Grammar
from graphmem.types import Kind

Part = Literal["training", "held_out", "all"]
_HELD_OUT = 3  # tenths


@dataclass(frozen=True, slots=True)
class FactTemplate:
    """How a kind of fact is told and asked for; see ``facts.toml``."""

    predicate: str
    kind: Kind
    object: str
    asks: float
    tells: tuple[str, ...]
    questions: tuple[str, ...]
    changes: tuple[str, ...] = ()
    subject: str | None = None
    functional: bool = False


@dataclass(frozen=True, slots=True)
class Wordings:
    """All that dialogues are made from."""

    grammar: Grammar
    facts: tuple[FactTemplate, ...]


@cache
def wordings(part: Part = "all") -> Wordings:
    """Return the templates of a part: the parts share words, never the template of a sentence."""
    lexicon = {**_read("lexicon.toml"), **_of_part(_read("talk.toml"), part)}
    made = [_fact(entry, part) for entry in _read("facts.toml")["fact"]]
    return Wordings(Grammar(lexicon), tuple(f for f in made if f.tells))


def _of_part(talk: dict[str, list[str]], part: Part) -> dict[str, list[str]]:
    return {name: list(_kept(entries, part)) or entries for name, entries in talk.items()}


def _fact(entry: dict[str, object], part: Part) -> FactTemplate:
    lists = {k: tuple(v) for k, v in entry.items() if isinstance(v, list)}
    parted = {k: _kept(v, part) for k, v in lists.items() if k != "questions"}
    return FactTemplate(**{**entry, **lists, **parted})  # type: ignore[arg-type]


def _kept(entries: list[str] | tuple[str, ...], part: Part) -> tuple[str, ...]:
    if part == "all":
        return tuple(entries)
    wanted = part == "held_out"
    return tuple(e for e in entries if (crc32(e.encode()) % 10 < _HELD_OUT) == wanted)


def _read(name: str) -> dict[str, list]:  # type: ignore[type-arg]
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
