"""Count lines per file and fail above a limit: ``python scripts/size_meter.py [--quiet]``.

A file that must be longer stands in ``ALLOWED`` with its reason.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

MOST = 300
ROOT = Path(__file__).parents[1]
FOLDERS = ("graphmem", "tests", "benchmarks", "scripts")
#: Longer files: most lines, and why.
ALLOWED: dict[str, tuple[int, str]] = {}


def sizes(root: Path = ROOT) -> dict[str, int]:
    """Return the lines of each Python file, by path."""
    files = sorted(f for folder in FOLDERS for f in (root / folder).rglob("*.py"))
    return {f.relative_to(root).as_posix(): len(f.read_text("utf-8").splitlines()) for f in files}


def too_long(lines: dict[str, int]) -> list[str]:
    """Return a complaint for each file above its limit."""
    limits = {name: ALLOWED[name][0] if name in ALLOWED else MOST for name in lines}
    return [
        f"{name}: {n} lines, at most {limits[name]}: split it, or list it in {Path(__file__).name}"
        for name, n in lines.items()
        if n > limits[name]
    ]


def main(arguments: list[str]) -> int:
    """Print the sizes, longest first; fail if a file is too long."""
    lines = sizes()
    if "--quiet" not in arguments:
        for name, n in sorted(lines.items(), key=lambda item: -item[1]):
            print(f"{n:5} {name}")
    middle = statistics.median(lines.values())
    print(f"{len(lines)} files, {sum(lines.values()):,} lines, median {middle:.0f}")
    complaints = too_long(lines)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
