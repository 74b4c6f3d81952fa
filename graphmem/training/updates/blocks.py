"""Wordings of what people tell of themselves, read from text files.

A file has blocks, each of one property of a person, and a stream: messages of one person that all
hold side by side. ``wordings/README.md`` describes the format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from graphmem.errors import SettingsError

FOLDER = Path(__file__).with_name("wordings")
#: Kind of a block -> forms of which it has messages.
FORMS = {
    "one": ("first", "plain", "changed", "corrected", "near"),
    "ends": ("first", "ends", "again", "near"),
    "many": ("first", "dropped"),
    "plan": ("first", "plan"),
    "past": ("first", "past"),
    "finer": ("first", "finer"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One property: values it takes and messages that tell it.

    Attributes:
        values: Each as it stands in a message; (coarse, fine) joined by ">" in blocks ``finer``.
        forms: Messages by form, with places {v} (value), {o} (the one before), {n} (a name).
    """

    name: str
    kind: str
    question: str
    values: tuple[str, ...]
    forms: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def of_other(self) -> bool:
        """Tell whether it is a property of somebody whom the speaker names."""
        return "{n}" in self.question


@dataclass(frozen=True, slots=True)
class Wordings:
    """One author's file.

    Attributes:
        stream: Messages that all hold side by side.
    """

    name: str
    blocks: tuple[Block, ...]
    stream: tuple[str, ...]


def read_wordings(folder: Path = FOLDER) -> list[Wordings]:
    """Read all files of a folder, by name.

    Raises:
        SettingsError: A line is not of the format.
    """
    return [read_file(path) for path in sorted(folder.glob("*.txt"))]


def read_file(path: Path) -> Wordings:
    """Read one file.

    Raises:
        SettingsError: A line is not of the format.
    """
    blocks: list[Block] = []
    stream: list[str] = []
    streaming = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            if line.strip() == "= stream":
                streaming = True
            elif line.startswith("= "):
                blocks.append(_head(line))
            elif streaming:
                stream.append(line.removeprefix("- ").strip())
            else:
                form, words = line.split(" | ", 1)
                _messages(blocks[-1], form.strip()).append(words.strip())
        except (ValueError, IndexError, KeyError) as exc:
            raise SettingsError(f"{path.name}, line {number}: cannot read {line[:60]!r}") from exc
    return Wordings(path.stem, tuple(blocks), tuple(stream))


def _head(line: str) -> Block:
    name, kind, question, values = (part.strip() for part in line[2:].split("|"))
    if kind not in FORMS:
        raise KeyError(kind)
    return Block(name, kind, question, tuple(v.strip() for v in values.split(",") if v.strip()))


def _messages(block: Block, form: str) -> list[str]:
    if form not in FORMS[block.kind]:
        raise KeyError(form)
    return block.forms.setdefault(form, [])
