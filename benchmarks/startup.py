"""How long a user waits for the import and for the command line, and what an install weighs."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.context import Row, Run
from benchmarks.metrics import percentile
from benchmarks.process import folder_mb, seconds_of

_RUNS = 7
_COMMANDS = {
    "import graphmem": ("graphmem", [sys.executable, "-c", "import graphmem"]),
    "graphmem --help": (
        "graphmem",
        [sys.executable, "-c", "from graphmem.api.cli import main; main()", "--help"],
    ),
    "python": ("python", [sys.executable, "-c", "pass"]),
}
_MB = 1_000_000


def run(run: Run) -> list[Row]:
    """Run the suite."""
    runs = run.options.limit or _RUNS
    table: list[Row] = []
    for name, (system, command) in _COMMANDS.items():
        times = seconds_of(command, runs=runs)
        row: Row = {"set": name, "system": system, "n": runs}
        table.append(row | {"s_p50": percentile(times, 0.5), "s_max": max(times)})
    needed = [package for name, package in installed("graphmem").items() if name != "graphmem"]
    # Our own files are weighed where they lie: an editable install lists none of them.
    size = _own_mb() + sum(size_mb(package) for package in needed)
    row = {"set": "install", "system": "graphmem", "n": len(needed) + 1, "install_mb": size}
    return [*table, row]


def _own_mb() -> float:
    spec = find_spec("graphmem")
    places = spec.submodule_search_locations if spec else None
    return sum(folder_mb(Path(place)) for place in places or ())


def installed(name: str) -> dict[str, Distribution]:
    """Return a distribution and all it requires here without extras, by name."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        current = canonicalize_name(waiting.pop())
        if current in found:
            continue
        found[current] = distribution(current)
        required = map(Requirement, found[current].requires or ())
        waiting += [r.name for r in required if not r.marker or r.marker.evaluate({"extra": ""})]
    return found


def size_mb(package: Distribution) -> float:
    """Return the size of a distribution's files on disk."""
    files = (Path(str(package.locate_file(file))) for file in package.files or ())
    return sum(file.stat().st_size for file in files if file.is_file()) / _MB
