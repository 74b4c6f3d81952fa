"""Put the measured figures into documents: ``python -m benchmarks.report [--check] [FILE ...]``.

The tables come from ``benchmarks/results/*.json`` and stand between two markers, so that a
document can never say what no run measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

START, END = "<!-- figures:start -->", "<!-- figures:end -->"
_RESULTS = Path(__file__).parent / "results"
_SYSTEMS = ("bm25", "dense", "rrf", "ppr", "spread", "graphmem")
_MAIN = {"multihop": "r@5", "locomo": "r@10", "beam": "r@10", "longmemeval": "recall_all@5"}
_SESSION_MAIN = "r@5"

Result = dict[str, Any]
Row = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Write the tables into the files, or with ``--check`` say which are stale."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[Path("README.md")])
    parser.add_argument("--results", type=Path, default=_RESULTS)
    parser.add_argument("--check", action="store_true", help="fail if a file is stale")
    args = parser.parse_args(argv)
    tables = render(read_results(args.results))
    stale = [file for file in args.files if not _current(file, tables, write=not args.check)]
    for file in stale:
        print(f"{file} is stale: run python -m benchmarks.report {file}", file=sys.stderr)
    return 1 if stale else 0


def read_results(folder: Path) -> list[Result]:
    """Read the committed results, by file name."""
    return [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]


def filled(text: str, tables: str) -> str:
    """Return ``text`` with ``tables`` between its markers.

    Raises:
        ValueError: The markers are missing or in the wrong order.
    """
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"no block {START} … {END}")
    return f"{before}{START}\n{tables}\n{END}{after}"


def render(results: list[Result]) -> str:
    """Render every table that the results give."""
    tables = (
        _recall_table(results),
        _scale_table(results),
        _engines_table(results),
        _small_figures(results),
    )
    return "\n\n".join(table for table in tables if table)


def _current(file: Path, tables: str, *, write: bool) -> bool:
    text = file.read_text("utf-8")
    wanted = filled(text, tables)
    if write:
        file.write_text(wanted, "utf-8")
    return write or text == wanted


def _recall_table(results: list[Result]) -> str:
    lines = [line for result in results for line in _recall_lines(result)]
    if not lines:
        return ""
    head = ["set", "n", "figure", *_SYSTEMS, "gain over rrf [95 %]", "p50 ms"]
    return _table(head, lines)


def _recall_lines(result: Result) -> Iterator[list[str]]:
    main = _MAIN.get(result["suite"])
    if main is None:
        return
    grouped: dict[str, dict[str, Row]] = {}
    for row in result["results"]:
        if row.get("category", "1-4") == "1-4" and row.get("ability", "all") == "all":
            grouped.setdefault(f"{row['set']}/{row.get('unit', '')}", {})[row["system"]] = row
    for rows in grouped.values():
        ours = rows["graphmem"]
        figure = main if main in ours else _SESSION_MAIN
        if figure not in ours:
            continue
        yield [
            _name(result, ours),
            str(ours["n"]),
            figure,
            *(_share(rows.get(system, {}).get(figure)) for system in _SYSTEMS),
            _gain(ours, "rrf"),
            f"{ours['ms_p50']:.1f}",
        ]


def _name(result: Result, row: Row) -> str:
    options = [o.replace("_", " ") for o, v in result["options"].items() if v is True]
    engine = [e for e in [result.get("engine", "embedded")] if e != "embedded"]
    return ", ".join([row["set"], *engine, *options])


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}"


def _gain(row: Row, baseline: str) -> str:
    keys = (f"gain_{baseline}", f"gain_{baseline}_lo", f"gain_{baseline}_hi")
    if any(key not in row for key in keys):
        return ""
    gain, low, high = (100 * row[key] for key in keys)
    return f"{gain:+.1f} [{low:+.1f}, {high:+.1f}]"


def _scale_table(results: list[Result]) -> str:
    rows = [r for s in results if s["suite"] == "scale" for r in s["results"] if "open_s" in r]
    if not rows:
        return ""
    head = ["events", "written/s", "recall p50 ms", "p95 ms", "dense p50 ms", "open s"]
    lines = [
        [
            f"{row['events']:,}",
            f"{row['events_per_s']:.0f}",
            f"{row['recall_p50_ms']:.1f}",
            f"{row['recall_p95_ms']:.1f}",
            f"{row['dense_p50_ms']:.1f}",
            f"{row['open_s']:.2f}",
            f"{row['rss_mb']:.0f}",
            f"{row['disk_mb']:.0f}",
        ]
        for row in rows
    ]
    return _table([*head, "RSS MB", "disk MB"], lines)


def _engines_table(results: list[Result]) -> str:
    rows = [r for s in results if s["suite"] == "engines" for r in s["results"]]
    if not rows:
        return ""
    head = ["events", "engine", "written/s", "recall p50 ms", "p95 ms", "open s", "open cold s"]
    lines = [
        [
            f"{row['events']:,}",
            row["system"].replace("-region", ", in regions"),
            _number(row.get("events_per_s"), 0),
            _number(row["recall_p50_ms"], 1),
            _number(row["recall_p95_ms"], 1),
            _number(row["open_s"], 2),
            _number(row.get("open_cold_s"), 2),
            _number(row["rss_mb"], 0),
            _share(row.get("overlap@10")),
        ]
        for row in rows
    ]
    return _table([*head, "RSS MB", "same as cached"], lines)


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def _small_figures(results: list[Result]) -> str:
    lines: list[list[str]] = []
    for row in (r for s in results if s["suite"] == "startup" for r in s["results"]):
        if "install_mb" in row:
            lines.append([f"install, {row['n']} packages", f"{row['install_mb']:.0f} MB"])
        else:
            lines.append([f"`{row['set']}`", f"{row['s_p50']:.2f} s"])
    for row in (r for s in results if s["suite"] == "durability" for r in s["results"]):
        flush = "flushed" if row["system"] == "graphmem" else "not flushed"
        lines.append([f"written {row['set']}, {flush}", f"{row['events_per_s']:.0f} events/s"])
    return _table(["", ""], lines) if lines else ""


def _table(head: list[str], lines: list[list[str]]) -> str:
    rule = ["---" if i == 0 else "--:" for i in range(len(head))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *lines))


if __name__ == "__main__":
    raise SystemExit(main())
