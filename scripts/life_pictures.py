"""The life of one memory as a real run leaves it in the graph: the pictures of docs/life.md.

Writes ``docs/life/*.svg``, and what stands between the marks ``<!-- life: STEP -->`` and
``<!-- life end -->``: the picture and what a recall says then.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import networkx as nx

from graphmem.memory import Memory
from graphmem.settings import Settings
from graphmem.types import RecallOptions

_DOC = Path(__file__).parents[1] / "docs" / "life.md"
_USER, _QUESTION = "ana", "Who does Ana play tennis with?"
_BEGIN = datetime(2026, 3, 2, 19, tzinfo=UTC)
_TOLD = (
    (0, "I play tennis with Marta in Porto."),
    (7, "I play tennis with Marta."),
    (15, "Yesterday I played tennis with Marta again."),
)
_LEFT_OUT = {"User", "Access", "SleepRun", "Lease"}
_ROWS = ("Session", "Event", "Semantic", "Fact", "Entity", "Tombstone")
_FILLS = {
    "Session": "#e8e8e8",
    "Event": "#cfe3f7",
    "Semantic": "#f9d9a8",
    "Fact": "#d9efd0",
    "Entity": "#ead6f2",
    "Tombstone": "#f3c6c6",
}
_WIDE, _HIGH, _STEP_X, _STEP_Y = 190, 34, 210, 84  # of a box, and from box to box (px)
_LONGEST = 30  # characters on a box


@dataclass
class Step:
    """A moment: the graph as it is then, and what the command or the answer says."""

    name: str
    graph: nx.MultiDiGraph[Any]
    says: str


@dataclass
class Places:
    """Where each node stands: it keeps its place in later pictures; what is gone frees its own."""

    taken: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    def give(self, nodes: Iterable[tuple[str, str]]) -> None:
        """Give each node of a picture, with its label, the corner of its box (px)."""
        wanted = dict(nodes)
        self.taken = {node: corner for node, corner in self.taken.items() if node in wanted}
        for node, label in wanted.items():
            if node not in self.taken:
                y = 20 + _ROWS.index(label) * _STEP_Y
                used = {x for x, there in self.taken.values() if there == y}
                x = next(x for x in count(20, _STEP_X) if x not in used)
                self.taken[node] = (x, y)


def live(memory: Memory) -> Iterator[Step]:
    """Tell, repeat, sleep, let fade, recall deeply, forget; yield what is there after each."""

    def step(name: str, says: str = "") -> Step:
        return Step(name, _seen(memory.to_networkx(_USER)), says)

    for n, (days, text) in enumerate(_TOLD):
        at = _BEGIN + timedelta(days=days)
        memory.remember(text, user_id=_USER, speaker="Ana", session_id=f"week {n + 1}", at=at)
        if n == 0:
            yield step("told", _asked(memory))
    yield step("repeated", _asked(memory))
    memory.sleep(_USER, now=_BEGIN + timedelta(days=16))
    yield step("slept", _asked(memory))
    memory.sleep(_USER, now=_BEGIN + timedelta(days=4000))
    yield step("faded", _asked(memory))
    yield step("deep", _asked(memory, deep=True))
    memory.forget(user_id=_USER, entity_id="Marta")
    yield step("forgotten", _asked(memory))


def _asked(memory: Memory, *, deep: bool = False) -> str:
    options = RecallOptions(deep=deep)
    return memory.recall(_QUESTION, user_id=_USER, options=options).text or "(nothing)"


def _seen(graph: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[Any]:
    """Return what a picture shows: no bookkeeping."""
    hidden = [n for n, data in graph.nodes(data=True) if data["label"] in _LEFT_OUT]
    graph.remove_nodes_from(hidden)
    return graph


def draw(step: Step, places: Places, before: nx.MultiDiGraph[Any] | None) -> str:
    """Return a picture as SVG: what is new has a bold frame, what is archived a broken one."""
    nodes = sorted(step.graph.nodes(data=True), key=lambda n: _order(n[1]))
    places.give((str(name), data["label"]) for name, data in nodes)
    corner = places.taken
    wide = max((x for x, _ in corner.values()), default=0) + _WIDE + 20
    high = 20 + len(_ROWS) * _STEP_Y
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{wide}" height="{high}" fill="white"/>',
    ]
    edges = step.graph.edges(data=True)
    drawn = {(corner[a], corner[b], str(data["type"])) for a, b, data in edges}
    parts += [_edge(start, end, kind) for start, end, kind in sorted(drawn)]
    parts += [
        _box(corner[n], data, fresh=before is not None and n not in before) for n, data in nodes
    ]
    return "\n".join([*parts, "</svg>", ""])


def _order(data: dict[str, Any]) -> tuple[int, str, str]:
    return _ROWS.index(data["label"]), str(data.get("occurred_at", "")), _name(data)


def _name(data: dict[str, Any]) -> str:
    if data["label"] == "Event" and data.get("tier") == "archive":
        return "(packed away)"
    if data["label"] == "Tombstone":
        return "(a keyed hash)"
    return str(data["caption"] or data["label"])


def _edge(start: tuple[int, int], end: tuple[int, int], kind: str) -> str:
    (x1, y1), (x2, y2) = start, end
    ahead = (y2 > y1) - (y2 < y1)
    x1, x2 = x1 + _WIDE // 2, x2 + _WIDE // 2
    y1, y2 = y1 + _HIGH // 2 * (1 + ahead), y2 + _HIGH // 2 * (1 - ahead)
    strong = kind in ("DERIVED_FROM", "MOVED")
    line = 'stroke="#d98c1f" stroke-width="1.6"' if strong else 'stroke="#b0b0b0"'
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {line}><title>{escape(kind)}</title></line>'
    )


def _box(corner: tuple[int, int], data: dict[str, Any], *, fresh: bool) -> str:
    x, y = corner
    name = _name(data)
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    packed = data.get("tier") == "archive"
    more = data.get("tier") or data.get("predicate") or data.get("kind")
    colour, width = ("#1a5fb4", 2.5) if fresh else ("#808080", 1)
    frame = ' stroke-dasharray="5 3"' if packed else ""
    fill = "#f4f4f4" if packed else _FILLS[data["label"]]
    return (
        f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="6" fill="{fill}" '
        f'stroke="{colour}" stroke-width="{width}"{frame}/>'
        f'<text x="{x + 8}" y="{y + 13}" fill="#606060" font-size="9">{data["label"]}'
        f"{' · ' + more if more else ''}</text>"
        f'<text x="{x + 8}" y="{y + 27}">{escape(short)}</text>'
    )


def filled(text: str, steps: Sequence[Step]) -> str:
    """Return the document with what each step says between its marks.

    Raises:
        ValueError: It has no marks for a step.
    """
    for step in steps:
        block = re.compile(rf"(<!-- life: {step.name} -->\n).*?(<!-- life end -->)", re.DOTALL)
        said = f"![{step.name}](life/{step.name}.svg)\n\n```text\n{step.says}\n```\n"
        text, found = block.subn(lambda m, said=said: f"{m[1]}{said}{m[2]}", text)
        if found != 1:
            raise ValueError(f"{_DOC.name} has {found} places for the step {step.name!r}")
    return text


def pictures() -> tuple[dict[Path, str], list[Step]]:
    """Live a life in a folder that is removed; return its pictures by path, and its steps."""
    with (
        tempfile.TemporaryDirectory(prefix="graphmem-life-") as folder,
        Memory.open(folder, settings=Settings(home=Path(folder))) as memory,
    ):
        steps = list(live(memory))
    places, before, made = Places(), None, dict[Path, str]()
    for step in steps:
        made[_DOC.parent / "life" / f"{step.name}.svg"] = draw(step, places, before)
        before = step.graph
    return made, steps


def main(argv: Sequence[str] | None = None) -> int:
    """Write the files; with ``--check``, tell which would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check: bool = parser.parse_args(argv).check
    made, steps = pictures()
    made[_DOC] = filled(_DOC.read_text("utf-8"), steps)
    stale = [p for p, text in made.items() if not p.exists() or p.read_text("utf-8") != text]

    for path in stale:
        if check:
            print(f"{path.relative_to(_DOC.parents[1])} is stale: run scripts/life_pictures.py")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(made[path], "utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
