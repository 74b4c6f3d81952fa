"""The head of a result: what was measured, on what, with which code and weights."""

from __future__ import annotations

import os
import platform
import subprocess
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.context import Options

_ROOT = Path(__file__).parents[1]


def head(options: Options, *, weights: str, notes: dict[str, Any]) -> dict[str, Any]:
    """Return all fields of a result but ``started``, ``seconds`` and ``results``."""
    return {
        "suite": options.suite,
        "engine": options.engine,
        "options": options.changed() | notes,
        "commit": commit(),
        "seed": options.seed,
        "machine": machine(),
        "weights": weights,
        "versions": {"graphmem": version("graphmem"), "python": platform.python_version()},
    }


def commit() -> str:
    """Return the commit checked out, with ``+`` if sources differ from it; "" outside git."""
    try:
        found = _git("rev-parse", "HEAD")
        changed = _git("status", "--porcelain", "--", "graphmem", "cypher", "benchmarks/*.py")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return found + ("+" if changed else "")


def _git(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed words
        ["git", *words],  # noqa: S607 - the user's git
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def machine() -> dict[str, str | int]:
    """Return the processor's name, its cores and the memory in GiB."""
    return {"cpu": _cpu(), "cores": os.cpu_count() or 1, "ram_gib": _ram_gib()}


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _ram_gib() -> int:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (AttributeError, ValueError, OSError):  # not on Windows
        return 0


_READS = "recall.onnx"


def weights_hash(*, write_path: bool = False) -> str:
    """Return the SHA-256 over the shipped models, in the order of their names.

    Args:
        write_path: Leave out what only reads: a store of events does not depend on it.
    """
    state = sha256()
    folder = _ROOT / "graphmem" / "psm" / "weights"
    for file in sorted(folder.rglob("*.onnx")):
        if write_path and file.name == _READS:
            continue
        state.update(file.name.encode() + b"\0")
        state.update(file.read_bytes())
    return state.hexdigest()
