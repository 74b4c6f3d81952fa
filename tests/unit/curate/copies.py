"""Copies from folder to folder, whole or stopped on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graphmem.curate.copying import CopyReport, copy_user
from graphmem.stores.local import LocalBackend
from tests.conftest import USER
from tests.graphs import STORE


def copy(source: Path, target: Path, user: str = USER, **options: object) -> CopyReport:
    """Copy a user from folder to folder."""
    places = [LocalBackend(root, STORE) for root in (source, target)]
    return copy_user(*places, user, **options)  # type: ignore[arg-type]


def stop_after(steps: int) -> Callable[[], bool]:
    """Return a question that is answered with yes from some time on."""
    left = iter(range(steps))
    return lambda: next(left, None) is None


def stop_before_verifying() -> dict[str, Callable[..., object]]:
    """Return options under which all is copied and nothing verified."""
    seen: list[str] = []
    return {
        "on_step": lambda step: seen.append(step.stage),
        "stopped": lambda: "verifying" in seen,
    }
