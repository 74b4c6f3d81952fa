"""The suite of opening: rows that are made up are those that search structures are filled from."""

from __future__ import annotations

from benchmarks import opening
from benchmarks.context import Options, Run, open_memory


def test_what_is_made_up_fills_an_index():
    """A snapshot is written and read, and every row is scored."""
    run = Run(Options("opening", sizes=(60,)), open_memory("embedded"), None, "test")  # type: ignore[arg-type]

    [row] = opening.run(run)

    assert row["events"] == 60
    assert all(float(row[name]) > 0 for name in ("fill_s", "save_s", "open_s", "activate_p50_ms"))
