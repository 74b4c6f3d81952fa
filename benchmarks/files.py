"""Find and read data files by pattern; plain or ``.xz``, one record a line or one document."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO, cast

Record = dict[str, Any]


class DataError(Exception):
    """A data file that a suite needs is missing or is not what its name says."""


def open_text(path: Path) -> TextIO:
    """Open a text file for reading, unpacking ``.xz``."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def read_lines(path: Path) -> Iterator[Record]:
    """Yield the records of a ``.jsonl`` file.

    Raises:
        DataError: A line is not a JSON object; the message names file and line.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as exc:
                raise DataError(f"{path}:{number}: not JSON: {exc}") from exc
            if not isinstance(record, dict):
                raise DataError(f"{path}:{number}: expected an object")
            yield cast("Record", record)


def read_records(path: Path) -> list[Record]:
    """Read a file that holds one JSON list of records.

    Raises:
        DataError: The file holds something else.
    """
    with open_text(path) as stream:
        data = json.load(stream)
    if not isinstance(data, list):
        raise DataError(f"{path}: expected a list of records")
    return cast("list[Record]", data)


def find(folder: Path, pattern: str) -> list[Path]:
    """Return the files that match ``pattern`` or ``pattern + ".xz"``, by name.

    Raises:
        DataError: Nothing matches.
    """
    found = sorted({*folder.glob(pattern), *folder.glob(pattern + ".xz")})
    if not found:
        raise DataError(f"no file {pattern}[.xz] in {folder}; is --data the right folder?")
    return found


def find_one(folder: Path, pattern: str) -> Path:
    """Return the one file that matches.

    Raises:
        DataError: None or several match.
    """
    found = find(folder, pattern)
    if len(found) > 1:
        raise DataError(f"several files match {pattern} in {folder}: {[p.name for p in found]}")
    return found[0]


def set_name(path: Path, marker: str) -> str:
    """Return what stands before ``marker`` in a file name (``musique`` of ``musique_dev_open``)."""
    name, found, _ = path.name.partition(marker)
    if not found or not name:
        raise DataError(f"{path.name}: no set name before {marker!r}")
    return name
