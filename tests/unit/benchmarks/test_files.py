"""Finding and reading data files."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from benchmarks.files import DataError, find, find_one, read_lines, read_records, set_name


def test_find_matches_plain_and_packed_files(tmp_path: Path):
    """A pattern matches the name with and without .xz, sorted."""
    for name in ("b_dev_open.jsonl.xz", "a_dev_open.jsonl", "a_train.jsonl"):
        (tmp_path / name).touch()

    found = find(tmp_path, "*_dev_*.jsonl")

    assert [file.name for file in found] == ["a_dev_open.jsonl", "b_dev_open.jsonl.xz"]


def test_find_without_a_match_names_pattern_and_folder(tmp_path: Path):
    """A missing file is an error that says where it was looked for."""
    with pytest.raises(DataError, match=r"a_dev_\*\.jsonl.*--data"):
        find(tmp_path, "a_dev_*.jsonl")


def test_find_one_refuses_to_choose(tmp_path: Path):
    """Two splits in one folder are ambiguous."""
    (tmp_path / "a_dev_open.jsonl").touch()
    (tmp_path / "a_dev_sealed.jsonl").touch()

    with pytest.raises(DataError, match="several files"):
        find_one(tmp_path, "a_dev_*.jsonl")


def test_read_lines_gives_the_same_from_xz(tmp_path: Path):
    """Packed and plain files read alike; blank lines are no records."""
    text = '{"a": "é"}\n\n{"a": 2}\n'
    (tmp_path / "x.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "x.jsonl.xz").write_bytes(lzma.compress(text.encode()))

    plain, packed = (list(read_lines(tmp_path / n)) for n in ("x.jsonl", "x.jsonl.xz"))

    assert plain == packed == [{"a": "é"}, {"a": 2}]


@pytest.mark.parametrize("line", ["{", "[1]"])
def test_read_lines_names_the_bad_line(tmp_path: Path, line: str):
    """What is no JSON object is reported with its number."""
    path = tmp_path / "x.jsonl"
    path.write_text(f'{{"a": 1}}\n{line}\n')

    with pytest.raises(DataError, match=r"x\.jsonl:2"):
        list(read_lines(path))


def test_read_records_wants_a_list(tmp_path: Path):
    """One JSON object is not a list of records."""
    (tmp_path / "x.json").write_text(json.dumps({"a": 1}))

    with pytest.raises(DataError, match="list of records"):
        read_records(tmp_path / "x.json")


def test_set_name_is_what_stands_before_the_marker():
    """Sets are named by their files."""
    assert set_name(Path("2wiki_corpus_large.jsonl.xz"), "_corpus_") == "2wiki"
    with pytest.raises(DataError, match="no set name"):
        set_name(Path("corpus.jsonl"), "_corpus_")
