"""What a context looks like as a graph: nodes with places and sizes, edges with widths.

Columns from left to right: the question; the names and sessions in it; the events that it reached
by itself; the names in these; the events that were reached over them. All of it comes from a
``Context`` with paths, so a saved one gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graphmem.types import Context, ContextItem, Step

Kind = Literal["question", "item", "event", "name"]
QUESTION = "question"
_LEAST = 0.04  # share of its item's score below which a step is not drawn
_COLUMN, _ROW = 270.0, 105.0  # pixels between nodes
_RADII: Mapping[Kind, tuple[float, float]] = {
    "question": (40, 40), "item": (22, 44), "event": (22, 36), "name": (38, 38),
}  # fmt: skip
_CAPTION = 18  # characters
_BELOW = 5  # the column of events that no path passes through


@dataclass(frozen=True, slots=True)
class Spot:
    """A node as it is drawn.

    Attributes:
        caption: What stands in it.
        details: What a click on it shows.
        radius, x, y: Pixels.
    """

    id: str
    kind: Kind
    caption: str
    radius: float
    x: float
    y: float
    details: Mapping[str, str | float]


@dataclass(slots=True)
class Line:
    """An edge as it is drawn; several relations between the same two nodes are one edge.

    Attributes:
        weight: Share of the score that came this way.
        on_path: It is part of the way to an item.
    """

    source: str
    target: str
    relations: list[str] = field(default_factory=list[str])
    weight: float = 0.0
    on_path: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and edges of one context."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]


def picture(context: Context) -> Picture:
    """Return a context's nodes and edges; without paths, the items stand alone."""
    lines = _lines(context)
    ends = {end for line in lines for end in (line.source, line.target)}
    names = [end for end in dict.fromkeys(e for x in lines for e in (x.source, x.target))
             if end.startswith("name:")]  # fmt: skip
    over = {line.source for line in lines if line.target in ends and line.on_path}
    columns = _columns(context, lines, names, over)
    return Picture(tuple(_spots(context, columns)), tuple(lines))


def node_of(item: ContextItem) -> str:
    """Return the id of an item's node: that by which paths name its event."""
    return item.path[0].target if item.path else item.sources[0].event_id


def _lines(context: Context) -> list[Line]:
    known = {node_of(item) for item in context.items} | {p.event_id for p in context.passed}
    found: dict[tuple[str, str], Line] = {}
    for item in context.items:
        marked = _way(item, context.query)
        for step in item.path:
            if abs(step.weight) < _LEAST * abs(item.score) and step not in marked:
                continue
            source = QUESTION if step.source == context.query else step.source
            if source != QUESTION and source not in known:
                continue
            for one, other in _hops(source, step):
                line = found.setdefault((one, other), Line(one, other))
                line.relations += [step.relation] if step.relation not in line.relations else []
                line.weight += step.weight
                line.on_path |= step in marked
    _seed(context, found)
    return list(found.values())


def _way(item: ContextItem, query: str) -> list[Step]:
    """Return the steps that make out the way to an item: the strongest, and the strongest hop."""
    hop = next((s for s in item.path if s.source != query and s.via), None)
    return [*item.path[:1], *([hop] if hop else [])]


def _hops(source: str, step: Step) -> list[tuple[str, str]]:
    via = f"name:{step.via}"
    return [(source, via), (via, step.target)] if step.via else [(source, step.target)]


def _seed(context: Context, found: dict[tuple[str, str], Line]) -> None:
    """Draw how the question came to what only passed activation on: it was among the seeds."""
    sources = {line.source: line.on_path for line in found.values() if line.on_path}
    targets = {line.target for line in found.values()}
    for passed in context.passed:
        if passed.event_id in sources and passed.event_id not in targets:
            key = (QUESTION, passed.event_id)
            found[key] = Line(*key, ["seed"], passed.score, on_path=True)


def _columns(
    context: Context, lines: Sequence[Line], names: Sequence[str], over: set[str]
) -> list[list[str]]:
    """Return the nodes of each column, the best first."""
    asked = {line.target for line in lines if line.source == QUESTION}
    early = [name for name in names if name in asked]
    late = [name for name in names if name not in asked]
    behind = {x.target for x in lines if x.source in late and x.on_path}
    items = [node_of(item) for item in context.items]
    ways = [p.event_id for p in context.passed if p.event_id in over]
    others = [p.event_id for p in context.passed if p.event_id not in over]
    direct = [i for i in items if i not in behind]
    hops = [i for i in items if i in behind]
    return [[QUESTION], early, [*direct, *ways], late, hops, others]


def _spots(context: Context, columns: Sequence[Sequence[str]]) -> Iterable[Spot]:
    details, marks = _details(context), _marks(context)
    best = max((abs(float(d["score"])) for d in details.values() if "score" in d), default=0.0)
    tallest = max(len(column) for column in columns[:5])
    for number, column in enumerate(columns):
        for place, node in enumerate(column):
            kind, caption = marks.get(node) or ("name", shortened(node.removeprefix("name:")))
            known = details.get(node, {})
            share = abs(float(known.get("score", 0.0))) / (best or 1.0)
            low, high = _RADII[kind]
            x, y = _place(number, place, len(column), tallest)
            yield Spot(node, kind, caption, low + (high - low) * share, x, y, known)


def _place(number: int, place: int, length: int, tallest: int) -> tuple[float, float]:
    """Return where the node of a column stands; the last column is a row below all others."""
    if number == _BELOW:
        width = 2 * tallest + 6
        row, x = divmod(place, width)
        return x * _ROW, (tallest / 2 + row + 0.75) * _ROW
    if number == 1:  # outside of the fan from the question to the events behind
        away = tallest / 4 + 0.5 + place // 2 * 0.8
        return _COLUMN, away * _ROW * (1 if place % 2 else -1)
    return number * _COLUMN, (place - (length - 1) / 2) * _ROW


def _marks(context: Context) -> dict[str, tuple[Kind, str]]:
    """Return kind and caption of all nodes but names: items have numbers, the others letters."""
    found: dict[str, tuple[Kind, str]] = {QUESTION: ("question", "?")}
    for number, item in enumerate(context.items, 1):
        found[node_of(item)] = ("item", str(number))
    for number, event in enumerate(context.passed):
        found.setdefault(event.event_id, ("event", letters(number)))
    return found


def letters(number: int) -> str:
    """Return a, b … z, aa, ab … for 0, 1 and so on."""
    first, last = divmod(number, 26)
    return (letters(first - 1) if first else "") + chr(ord("a") + last)


def _details(context: Context) -> dict[str, dict[str, str | float]]:
    found: dict[str, dict[str, str | float]] = {QUESTION: {"text": context.query}}
    for item in context.items:
        source = item.sources[0]
        found[node_of(item)] = {
            "text": item.text,
            "said by": source.speaker or "",
            "when": source.occurred_at.isoformat(),
            "score": round(item.score, 4),
            **{f"score: {name}": round(part, 4) for name, part in item.parts.items()},
        }
    for event in context.passed:
        found[event.event_id] = {
            "text": event.text,
            "said by": event.speaker or "",
            "when": event.occurred_at.isoformat(),
            "score": round(event.score, 4),
        }
    return found


def shortened(text: str) -> str:
    """Return one short line of a text."""
    line = " ".join(text.split())
    return line if len(line) <= _CAPTION else line[: _CAPTION - 1].rstrip() + "…"
