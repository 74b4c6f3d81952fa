"""Opening training data: plain or ``.xz`` text, and blocks of lines between blank ones."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

from graphmem.errors import SettingsError


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file, also of one that is there as ``.xz`` only.

    Raises:
        SettingsError: Neither is there.
    """
    packed = path.with_name(f"{path.name}.xz")
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            yield from file
    elif packed.is_file():
        with lzma.open(packed, "rt", encoding="utf-8") as file:
            yield from file
    else:
        raise SettingsError(f"{path}: no such file, nor with .xz; give the folder of the train set")


def blocks(path: Path) -> Iterator[list[str]]:
    """Yield runs of lines between blank lines, without line ends."""
    block: list[str] = []
    for line in lines(path):
        if line.strip():
            block.append(line.rstrip("\n"))
        elif block:
            yield block
            block = []
    if block:
        yield block
