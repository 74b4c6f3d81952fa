"""Fill the tables of documents from results: ``python -m benchmarks.tables [--check] FILE ...``.

A block names a result file, the columns and which rows:

    <!-- table: gate | set, system, n, auc:3, dropped% | set=locomo, system=rules/trained -->
    <!-- table end -->

A column ``name%`` is a share shown in percent, ``name:2`` has two digits, ``name=title`` is shown
under another title. Rows that lack every number asked for are left out. Without a
condition all rows are shown. A result file that is missing is an error.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_RESULTS = Path(__file__).parent / "results"
_BLOCK = re.compile(r"(<!-- table: ([^>]*?) -->\n).*?(<!-- table end -->)", re.DOTALL)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the row's key, the title, and how its numbers are written."""

    key: str
    title: str
    percent: bool
    digits: int | None

    def cell(self, row: Row) -> str:
        """Return what a row says in this column."""
        value = row.get(self.key)
        if value is None or isinstance(value, str):
            return value or ""
        if self.percent:
            return f"{100 * value:.1f}"
        if self.digits is not None:
            return f"{value:,.{self.digits}f}"
        return f"{value:,}"


def main(argv: Sequence[str] | None = None) -> int:
    """Fill the files, or with ``--check`` say which are stale."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--results", type=Path, default=_RESULTS)
    parser.add_argument("--check", action="store_true", help="fail if a file is stale")
    args = parser.parse_args(argv)
    stale = False
    for file in args.files:
        text = file.read_text("utf-8")
        try:
            wanted = filled(text, args.results)
        except ValueError as exc:
            print(f"{file}: {exc}", file=sys.stderr)
            return 1
        if args.check and text != wanted:
            print(f"{file} is stale: run python -m benchmarks.tables {file}", file=sys.stderr)
            stale = True
        elif text != wanted:
            file.write_text(wanted, "utf-8")
    return 1 if stale else 0


def filled(text: str, results: Path) -> str:
    """Return a document with its tables filled.

    Raises:
        ValueError: A block is malformed, names a result that is missing, or asks for a column
            that no row has.
    """
    return _BLOCK.sub(lambda m: f"{m[1]}{_table(m[2], results)}\n{m[3]}", text)


def _table(spec: str, results: Path) -> str:
    name, columns, where = ([part.strip() for part in spec.split("|")] + [""])[:3]
    wanted = [_column(word.strip()) for word in columns.split(",")]
    file = results / f"{name}.json"
    if not file.exists():
        raise ValueError(f"{spec}: {file} is missing: make it with python -m benchmarks.run")
    rows: list[Row] = json.loads(file.read_text("utf-8"))["results"]
    chosen = [row for row in rows if _fits(row, where) and _has_number(row, wanted)]
    if not chosen:
        raise ValueError(f"{spec}: no row of {name} fits")
    head = [column.title for column in wanted]
    rule = ["--:" if _numeric(column, chosen) else "---" for column in wanted]
    lines = [head, rule, *([column.cell(row) for column in wanted] for row in chosen)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _column(word: str) -> Column:
    word, _, title = word.partition("=")
    digits: int | None = None
    if ":" in word:
        word, _, number = word.partition(":")
        digits = int(number)
    percent, key = word.endswith("%"), word.removesuffix("%")
    return Column(key, title or key, percent, digits)


def _fits(row: Row, where: str) -> bool:
    for condition in filter(None, (part.strip() for part in where.split(","))):
        key, _, values = condition.partition("=")
        if str(row.get(key)) not in values.split("/"):
            return False
    return True


def _has_number(row: Row, columns: Sequence[Column]) -> bool:
    figures = [c for c in columns if c.percent or c.digits is not None] or columns
    return any(c.key in row for c in figures)


def _numeric(column: Column, rows: Sequence[Row]) -> bool:
    return any(isinstance(row.get(column.key), int | float) for row in rows)


if __name__ == "__main__":
    raise SystemExit(main())
