"""Bytes of an import file, plain or packed, as lines or as the elements of a JSON document."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from graphmem.errors import EventError, ImportFileError

#: What unpacking raises when packed bytes are damaged or cut short.
DAMAGED = (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile, OSError)
_PIECE = 2**16  # bytes read at once while the rest of an over-long line is passed over


def open_source(path: Path) -> IO[bytes]:
    """Open a file for reading; xz, gzip and bzip2 are known by their first bytes.

    Raises:
        EventError: It is missing, a folder, a pipe, not readable or in UTF-16.
    """
    if path.is_dir():
        raise EventError(f"{path} is a folder: give a file")
    if path.exists() and not path.is_file():
        raise EventError(f"{path} is no regular file: an import reads its file more than once")
    try:
        with path.open("rb") as file:
            head = file.read(6)
        if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise EventError(f"{path} is in UTF-16: convert it to UTF-8 first")
        return _unpacked(path, head)
    except FileNotFoundError as exc:
        raise EventError(f"there is no file {path}") from exc
    except OSError as exc:
        raise EventError(f"{path} cannot be read: {exc.strerror}") from exc


def _unpacked(path: Path, head: bytes) -> IO[bytes]:
    if head.startswith(b"\xfd7zXZ\x00"):
        return cast("IO[bytes]", lzma.open(path))
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.open(path))
    if head.startswith(b"BZh"):
        return cast("IO[bytes]", bz2.open(path))
    return path.open("rb")


def read_lines(path: Path, *, max_bytes: int) -> Iterator[tuple[int, str | ImportFileError]]:
    """Yield lines with their numbers; one that is no UTF-8, or too long, as an error."""
    number = 0
    with open_source(path) as stream:
        while True:
            number += 1
            try:
                raw = stream.readline(max_bytes + 1)
                if not raw:
                    return
                too_long = len(raw) > max_bytes and not raw.endswith(b"\n")
                if too_long:
                    _pass_over_line(stream)
            except DAMAGED:
                yield number, _damaged(number)
                return
            if too_long:
                reason = f"longer than {max_bytes:,} bytes: split it"
                yield number, ImportFileError(reason, line=number)
            else:
                yield number, _decode(raw, number)


def read_json(text: str) -> object:
    """Parse one JSON value.

    Raises:
        ValueError: It is no JSON; NaN, infinities and nesting beyond reason are none either.
    """
    try:
        return cast("object", json.loads(text, parse_constant=refuse_constant))
    except RecursionError as exc:
        raise ValueError("nested too deeply") from exc


def refuse_constant(name: str) -> object:
    """Refuse what Python's parser takes beyond JSON."""
    raise ValueError(f"{name} is not JSON")


def _pass_over_line(stream: IO[bytes]) -> None:
    while piece := stream.readline(_PIECE):
        if piece.endswith(b"\n"):
            return


def _decode(raw: bytes, number: int) -> str | ImportFileError:
    try:
        return (raw.removeprefix(BOM_UTF8) if number == 1 else raw).decode("utf-8")
    except UnicodeDecodeError as exc:
        return ImportFileError(f"not UTF-8 (byte {exc.start + 1} of the line)", line=number)


def _damaged(number: int) -> ImportFileError:
    return ImportFileError("the file ends or breaks off here: it is damaged", line=number)
