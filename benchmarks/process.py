"""Sizes and times of processes and folders, with the standard library only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_MB = 1_000_000


def resident_mb() -> float:
    """Return the memory this process holds now (its peak where the system tells only that)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MB
    import resource  # absent on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MB if sys.platform == "darwin" else peak * 1024 / _MB


def folder_mb(folder: Path) -> float:
    """Return the size of all files under a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / _MB


def milliseconds(ask: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """Time each question."""
    times: list[float] = []
    for question in asked:
        started = time.perf_counter()
        ask(question)
        times.append(1000 * (time.perf_counter() - started))
    return times


def seconds_of(command: list[str], *, runs: int) -> list[float]:
    """Time a command in fresh processes, after one run that warms the disk's cache.

    Raises:
        subprocess.CalledProcessError: The command failed.
    """
    times: list[float] = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ours
        times.append(time.perf_counter() - started)
    return times[1:]
