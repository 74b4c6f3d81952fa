"""Put measured choices into docs/architecture.md: ``python scripts/choices_doc.py [--check]``.

The table comes from ``benchmarks/results/structures.json`` and stands between two markers.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "architecture.md"
RESULT = ROOT / "benchmarks" / "results" / "structures.json"
_BLOCK = re.compile(r"(<!-- choices:start -->\n).*?(<!-- choices:end -->)", re.DOTALL)
_NAMES = {
    ("bm25", "graphmem"): "words: own BM25",
    ("bm25", "fts5"): "words: SQLite FTS5",
    ("bm25", "bm25s"): "words: bm25s",
    ("vectors", "int8"): "vectors: 8 bits, simsimd",
    ("vectors", "float32"): "vectors: float32, numpy",
}


def render(result: dict[str, Any]) -> str:
    """Return the table of one result file."""
    lines = [
        "| structure | events | question, ms (p50) | one event more, ms | MB |",
        "| --- | --: | --: | --: | --: |",
    ]
    for row in result["results"]:
        what, events = row["set"].split("-")
        name = _NAMES.get((what, row["system"]), f"{what}: {row['system']}")
        add = f"{row['add_ms']:.2f}" if row["add_ms"] else ""
        size = f"{row['mb']:.0f}" if "mb" in row else ""
        cells = (name, f"{int(events):,}", f"{row['query_p50_ms']:.2f}", add, size)
        lines.append(f"| {' | '.join(cells)} |")
    machine = result["machine"]
    lines += ["", f"Synthetic events; {machine['cpu']}, {machine['cores']} cores."]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the table, or with ``--check`` say whether it is current."""
    text = FILE.read_text("utf-8")
    table = render(json.loads(RESULT.read_text("utf-8"))) if RESULT.exists() else ""
    wanted = _BLOCK.sub(lambda m: f"{m[1]}{table}\n{m[2]}", text)
    if "--check" not in arguments:
        FILE.write_text(wanted, "utf-8")
        return 0
    if text == wanted:
        return 0
    print(f"{FILE.name} is stale: run 'make docs'", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
