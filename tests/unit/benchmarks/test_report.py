"""Rendering results into documents, and noticing stale ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.report import END, START, filled, main, render

_ROW = {"set": "alpha", "n": 101, "r@5": 0.5, "ms_p50": 4.25}
_GAIN = {"gain_rrf": 0.1, "gain_rrf_lo": 0.05, "gain_rrf_hi": 0.15}
_RESULT = {
    "suite": "multihop",
    "options": {"no_titles": True, "limit": 3},
    "results": [
        {**_ROW, **_GAIN, "system": "graphmem", "r@5": 0.75},
        {**_ROW, "system": "rrf"},
    ],
}


def _document(folder: Path) -> tuple[Path, list[str]]:
    results = folder / "results"
    results.mkdir()
    (results / "multihop.json").write_text(json.dumps(_RESULT))
    document = folder / "README.md"
    document.write_text(f"before\n{START}\nold\n{END}\nafter\n")
    return document, [str(document), "--results", str(results)]


def test_render_puts_systems_side_by_side():
    """One line per set, with percentages, the gain and its interval."""
    line = render([_RESULT]).splitlines()[-1]

    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[:3] == ["alpha, no titles", "101", "r@5"]
    assert cells[3:9] == ["", "", "50.0", "", "", "75.0"]
    assert cells[9:] == ["+10.0 [+5.0, +15.0]", "4.2"]


def test_check_fails_on_a_stale_document_and_passes_after_writing(tmp_path: Path, capsys):
    """``--check`` changes nothing; without it the block is written and then current."""
    document, arguments = _document(tmp_path)

    assert main([*arguments, "--check"]) == 1
    assert "stale" in capsys.readouterr().err
    assert "old" in document.read_text()

    assert main(arguments) == 0
    assert main([*arguments, "--check"]) == 0
    text = document.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text


def test_document_without_a_block_is_an_error():
    """Figures have a place in the document, or the report refuses."""
    with pytest.raises(ValueError, match="no block"):
        filled("nothing here", "table")


def test_no_results_give_an_empty_block():
    """A clone without results renders, as nothing."""
    assert render([]) == ""
