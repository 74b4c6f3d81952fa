"""Documents say what results say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.tables import filled, main

_ROWS = [
    {"set": "x", "system": "ours", "n": 1200, "auc": 0.8044, "ms": 1.25},
    {"set": "x", "system": "rules", "n": 1200, "auc": 0.7},
    {"set": "y", "system": "ours", "n": 3, "kept": 0.5},
]


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder with one result."""
    (tmp_path / "gate.json").write_text(json.dumps({"results": _ROWS}))
    return tmp_path


def _block(spec: str) -> str:
    return f"Before.\n\n<!-- table: {spec} -->\nold\n<!-- table end -->\n\nAfter.\n"


def test_a_block_is_filled_with_the_rows_it_asks_for(results: Path):
    """Percent, digits, titles, thousands; what a row lacks stays empty."""
    text = filled(_block("gate | system=who, n, auc%=AUC, ms:1 | set=x"), results)

    assert text == (
        "Before.\n\n<!-- table: gate | system=who, n, auc%=AUC, ms:1 | set=x -->\n"
        "| who | n | AUC | ms |\n| --- | --: | --: | --: |\n"
        "| ours | 1,200 | 80.4 | 1.2 |\n| rules | 1,200 | 70.0 |  |\n"
        "<!-- table end -->\n\nAfter.\n"
    )
    assert filled(text, results) == text


def test_rows_without_a_figure_are_left_out(results: Path):
    """Set y has no AUC; a condition may name several values."""
    text = filled(_block("gate | set, auc:2 | system=ours/rules"), results)

    assert "| x | 0.80 |\n| x | 0.70 |\n<!--" in text


def test_what_no_row_fits_is_an_error(results: Path):
    """A column or a condition that is spelt wrong must not leave an empty table."""
    with pytest.raises(ValueError, match="no row of gate fits"):
        filled(_block("gate | set, acu:2"), results)
    with pytest.raises(ValueError, match="no row of gate fits"):
        filled(_block("gate | set, auc:2 | set=z"), results)


def test_a_missing_result_ends_it_with_its_name(results: Path, tmp_path: Path, capsys):
    """No empty table, and the page stays as it is."""
    page = tmp_path / "page.md"
    page.write_text(_block("gone | set, auc:2"))

    assert main(["--results", str(results), str(page)]) == 1
    assert "gone.json is missing" in capsys.readouterr().err
    assert "old" in page.read_text()


def test_a_stale_document_is_named(results: Path, tmp_path: Path, capsys):
    """With --check nothing is written."""
    page = tmp_path / "page.md"
    page.write_text(_block("gate | set, auc:2"))
    options = ["--results", str(results), str(page)]

    assert main(["--check", *options]) == 1
    assert "page.md is stale" in capsys.readouterr().err
    assert "old" in page.read_text()
    assert main(options) == 0
    assert main(["--check", *options]) == 0
