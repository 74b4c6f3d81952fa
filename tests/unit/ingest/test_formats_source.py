"""Bytes of import files: packing, encodings, long lines, documents that break off."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graphmem.errors import EventError, ImportFileError
from graphmem.ingest.formats import elements
from graphmem.ingest.formats.elements import read_elements
from graphmem.ingest.formats.source import open_source, read_lines

LONG = 1000
PACKERS = [lzma.compress, gzip.compress, bz2.compress]


def lines(path: Path) -> list[tuple[int, object]]:
    """Read lines of at most ``LONG`` bytes."""
    return list(read_lines(path, max_bytes=LONG))


@pytest.mark.parametrize("pack", [*PACKERS, bytes])
def test_packed_files_are_known_by_their_bytes(tmp_path: Path, pack: Callable[[bytes], bytes]):
    """The name does not matter: what is packed is unpacked."""
    path = tmp_path / "file.dat"
    path.write_bytes(pack("one\nzwölf\n".encode()))

    assert lines(path) == [(1, "one\n"), (2, "zwölf\n")]


@pytest.mark.parametrize("pack", PACKERS)
def test_a_packed_file_that_breaks_off_says_so(tmp_path: Path, pack: Callable[[bytes], bytes]):
    """What could be unpacked is read, then one error ends the file; nothing raises."""
    data = pack(b"".join(b"%d\n" % (n * 7919) for n in range(20_000)))
    path = tmp_path / "file"
    path.write_bytes(data[: len(data) // 2])

    *_, (number, last) = lines(path)
    [*_, (_, element)] = read_elements(path)

    assert isinstance(last, ImportFileError)
    assert last.line == number
    assert isinstance(element, ImportFileError)


def test_a_line_that_is_no_utf8_costs_itself(tmp_path: Path):
    """The line is told with the byte, the next one is read, a byte order mark is dropped."""
    path = tmp_path / "file"
    path.write_bytes(b"\xef\xbb\xbfone\nzw\xf6lf\nthree")

    (_, first), (number, second), (_, third) = lines(path)

    assert (first, third) == ("one\n", "three")
    assert number == 2
    assert "byte 3" in str(second)


def test_a_huge_line_is_refused_and_passed_over(tmp_path: Path):
    """A line beyond the limit is one error, and the next line is whole."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 70 * LONG + b"\nnext\n")

    (number, first), second = lines(path)

    assert number == 1
    assert isinstance(first, ImportFileError)
    assert second == (2, "next\n")


def test_what_is_no_readable_file_is_an_event_error(tmp_path: Path):
    """A missing file, a folder, a device and UTF-16 are refused with a reason."""
    wide = tmp_path / "wide"
    wide.write_text("one", encoding="utf-16")

    wrong = (
        (tmp_path / "no", "no file"),
        (tmp_path, "folder"),
        (wide, "UTF-16"),
        (Path(os.devnull), "no regular file"),
    )
    for path, reason in wrong:
        with pytest.raises(EventError, match=reason):
            open_source(path)


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1000])
def test_elements_are_the_same_whatever_the_chunk(
    tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
):
    """Where a read ends, inside a character or a number, does not show."""
    monkeypatch.setattr(elements, "_CHUNK", chunk)
    values = [{"a": "zwölf 🐈"}, 123456, [], "x" * 50, None, 1.5]
    path = tmp_path / "file"
    path.write_text("\n " + json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")

    assert list(read_elements(path)) == list(enumerate(values, 1))


@pytest.mark.parametrize(
    "text", ['[{"a": 1}, {"a": ', '[{"a": 1}, {"a"; 2}]', '[{"a": 1} {"a": 2}]', '[{"a": 1}, ]']
)
def test_a_broken_list_gives_what_stands_before_the_break(tmp_path: Path, text: str):
    """Elements before the break are read, then one numbered error ends it."""
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")

    first, (number, error) = read_elements(path)

    assert first == (1, {"a": 1})
    assert number == 2
    assert isinstance(error, ImportFileError)


def test_text_behind_the_document_is_told(tmp_path: Path):
    """A second document is not passed over in silence."""
    path = tmp_path / "file"
    path.write_text("[1]\n[2]", encoding="utf-8")

    found = list(read_elements(path))

    assert found[0] == (1, 1)
    assert isinstance(found[1][1], ImportFileError)
