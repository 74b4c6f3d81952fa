"""What a result file must hold; a test keeps the committed ones to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

HEAD: dict[str, type | tuple[type, ...]] = {
    "suite": str,
    "engine": str,
    "options": dict,
    "commit": str,
    "seed": int,
    "machine": dict,
    "weights": str,
    "versions": dict,
    "started": str,
    "seconds": (int, float),
    "results": list,
}
_FIGURES = {
    "multihop": {"r@2", "r@5", "r@10", "all@5", "se", "ms_p50", "ms_p95"},
    "locomo": {"category", "unit", "r@5", "all@5", "se", "ms_p50"},
    "beam": {"ability", "r@5", "r@10", "se", "ms_p50"},
    "longmemeval": {"unit", "ms_p50"},
    "updates": {"unit"},
    "scale": {"recall_p50_ms", "recall_p95_ms"},
    "durability": {"events_per_s"},
}
_SHARES = ("r@", "all@", "recall_all@")


def problems(result: dict[str, Any]) -> list[str]:
    """Return what is wrong with a result, in words; empty if nothing is."""
    wrong = [f"{k} is missing or not {t}" for k, t in HEAD.items() if not _is(result.get(k), t)]
    return wrong or [p for i, row in enumerate(result["results"]) for p in _row(result, i, row)]


def _is(value: object, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, kind)


def _row(result: dict[str, Any], i: int, row: dict[str, Any]) -> Iterator[str]:
    wanted = {"set", "system", "n"} | _FIGURES.get(result["suite"], set())
    missing = sorted(wanted - set(row))
    if missing:
        yield f"row {i}: no {', '.join(missing)}"
    for name, value in row.items():
        if name.startswith(_SHARES) and not 0 <= value <= 1:
            yield f"row {i}: {name} = {value} is no share of 1"
