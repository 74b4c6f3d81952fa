"""Draw the calibration of the interference head: ``python -m benchmarks.interference_plot``.

Reads ``benchmarks/results/interference.json`` and writes ``docs/interference.svg``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent
_SIZE, _EDGE = 360, 44
_COLOURS = {"graphmem": "#1f6feb", "graphmem-unseen": "#d1600a"}
_LABELS = {"graphmem": "as shipped", "graphmem-unseen": "relation left out of training"}


def draw(rows: Sequence[dict[str, Any]]) -> str:
    """Return the picture of the ``calibration`` rows."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" '
        'font-family="sans-serif" font-size="11" fill="#57606a">',
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fff"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#d0d7de" stroke-dasharray="4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#57606a"/>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<text x="{_x(share)}" y="{_y(0) + 15}" text-anchor="middle">{share}</text>')
        parts.append(f'<text x="{_x(0) - 6}" y="{_y(share) + 4}" text-anchor="end">{share}</text>')
    middle = _SIZE // 2
    parts.append(f'<text x="{middle}" y="{_SIZE - 8}" text-anchor="middle">probability said</text>')
    parts.append(
        f'<text transform="translate(12 {middle}) rotate(-90)" text-anchor="middle">'
        "share in conflict</text>"
    )
    for line, (system, colour) in enumerate(_COLOURS.items()):
        parts += _system([r for r in rows if r["system"] == system], colour)
        parts.append(
            f'<text x="{_x(0) + 12}" y="{_y(1) + 14 + 15 * line}" fill="{colour}">'
            f"{_LABELS[system]}</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _system(rows: Sequence[dict[str, Any]], colour: str) -> list[str]:
    """Return one system's line, and a dot per bin as large as the bin is full."""
    if not rows:
        return []
    points = [(_x(r["said"]), _y(r["true"]), r["n"]) for r in rows]
    path = " ".join(f"{x},{y}" for x, y, _ in points)
    dots = [
        f'<circle cx="{x}" cy="{y}" r="{2 + n**0.5 / 5:.1f}" fill="{colour}" fill-opacity=".7">'
        f"<title>{n} pairs</title></circle>"
        for x, y, n in points
    ]
    return [f'<polyline points="{path}" fill="none" stroke="{colour}"/>', *dots]


def _x(share: float) -> float:
    return round(_EDGE + share * (_SIZE - 2 * _EDGE), 1)


def _y(share: float) -> float:
    return round(_SIZE - _EDGE - share * (_SIZE - 2 * _EDGE), 1)


def main() -> None:
    """Read the result and write the picture."""
    result = json.loads((_ROOT / "benchmarks/results/interference.json").read_text("utf-8"))
    rows = [row for row in result["results"] if row["set"] == "calibration"]
    (_ROOT / "docs/interference.svg").write_text(draw(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
