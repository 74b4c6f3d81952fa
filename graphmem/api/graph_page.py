"""A context as a page: the activated region drawn with neo4j-viz, the items in words beside it.

The page is one file that loads nothing: no network is needed to look at it, and its content
security policy allows none. Texts are escaped; the drawing's data is inert JSON.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphmem.api.graph_picture import Kind, Line, Spot, picture
from graphmem.errors import SettingsError
from graphmem.types import Context, ContextItem

if TYPE_CHECKING:
    from neo4j_viz import Node, Relationship

INSTALL = "drawing needs an extra: pip install 'graphmem[viz]'"
_COLOURS: Mapping[Kind, str] = {
    "question": "#2f4b7c", "item": "#f28e2b", "event": "#c7ccd1", "name": "#76b7b2",
}  # fmt: skip
_LEGEND: Mapping[Kind, str] = {
    "question": "the question",
    "item": "what was recalled, by its number in the list",
    "event": "activated, not recalled, by its letter",
    "name": "name or session that activation passed through",
}
_WAY, _SIDE = "#d1495b", "#c7ccd1"
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)
_STYLE = """
body { display: flex; height: 100vh; color: #1d2125; background: #fff; }
#graphmem { width: 26rem; flex: none; overflow: auto; padding: 1rem; box-sizing: border-box;
  border-right: 1px solid #c7ccd1; font-size: 14px; line-height: 1.45; }
#graphmem h1 { font-size: 17px; margin: 0 0 .5rem; }
#graphmem ol { padding-left: 1.6rem; } #graphmem li { margin-bottom: .7rem; }
#graphmem small { color: #5b6670; display: block; }
#graphmem i { display: inline-block; width: .8em; height: .8em; border-radius: 50%;
  margin-right: .4em; }
#graphmem b.way { color: #d1495b; }
#drawing { flex: auto; min-width: 0; }
"""
_MARGIN = 160.0  # pixels around the nodes
_WINDOW = (960.0, 800.0)  # pixels: what is left for the drawing on a small screen
_BODY = '<div id="neo4j-viz-'


def write_page(context: Context, path: Path) -> None:
    """Draw a context into an HTML file.

    Raises:
        SettingsError: neo4j-viz is not installed.
        OSError: The file cannot be written.
    """
    path.write_text(page(context), "utf-8")


def page(context: Context) -> str:
    """Return the page of a context; recall with ``explain`` for the paths to be drawn.

    Raises:
        SettingsError: neo4j-viz is not installed.
    """
    try:
        from neo4j_viz import VisualizationGraph
    except ImportError as exc:
        raise SettingsError(INSTALL) from exc
    drawn = picture(context)
    widest = max((abs(line.weight) for line in drawn.lines), default=1.0) or 1.0
    graph = VisualizationGraph(
        nodes=[_node(spot) for spot in drawn.spots],
        relationships=[_edge(n, line, widest) for n, line in enumerate(drawn.lines)],
    )
    centre, zoom = _view(drawn.spots)
    made = graph.render(
        layout="free",
        theme="light",
        height="100vh",
        show_layout_button=False,
        pan_position=centre,
        initial_zoom=zoom,
    )
    return _framed(str(made.data), context)  # pyright: ignore - IPython has no types for it


def _view(spots: Sequence[Spot]) -> tuple[tuple[float, float], float]:
    """Return the middle of all nodes, and the zoom at which a window of common size holds them."""
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    width, height = max(xs) - min(xs) + _MARGIN, max(ys) - min(ys) + _MARGIN
    centre = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return centre, min(_WINDOW[0] / width, _WINDOW[1] / height, 1.5)


def _node(spot: Spot) -> Node:
    from neo4j_viz import Node

    return Node.model_validate(
        {
            "id": spot.id,
            "caption": spot.caption,
            "caption_size": 2 if spot.kind == "name" else 3,
            "size": spot.radius,
            "color": _COLOURS[spot.kind],
            "x": spot.x,
            "y": spot.y,
            "properties": dict(spot.details),
        }
    )


def _edge(number: int, line: Line, widest: float) -> Relationship:
    from neo4j_viz import Relationship

    return Relationship.model_validate(
        {
            "id": f"edge{number}",
            "source": line.source,
            "target": line.target,
            "caption": ", ".join(line.relations),
            "caption_size": 2.0,
            "color": _WAY if line.on_path else _SIDE,
            "width": 1 + 6 * abs(line.weight) / widest,
            "properties": {"share of the score": round(line.weight, 4)},
        }
    )


def _framed(drawing: str, context: Context) -> str:
    """Put the items in words beside the drawing, and forbid the page to load anything."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    title = f"<title>{html.escape(context.query)}</title>"
    start, marker, rest = drawing.partition("<title>neo4j-viz</title>")
    if not marker or _BODY not in rest:
        raise SettingsError(f"this version of neo4j-viz writes another page; {INSTALL}")
    head = f"{title}\n{policy}\n<style>{_STYLE}</style>"
    before, body, after = rest.rpartition(_BODY)
    inner, end, closing = after.partition("</div>")
    beside = f'{_words(context)}\n<div id="drawing">{body}{inner}{end}</div>'
    return f"{start}{head}{before}{beside}{closing}"


def _words(context: Context) -> str:
    """Return the question, its items and what the colours mean."""
    items = "\n".join(_entry(item) for item in context.items)
    passed = "\n".join(
        f"<li>{html.escape(event.text)}<small>{event.occurred_at:%Y-%m-%d %H:%M} · "
        f"{event.score:.2f}</small></li>"
        for event in context.passed
    )
    legend = "<br>".join(
        f'<i style="background:{_COLOURS[kind]}"></i>{meaning}' for kind, meaning in _LEGEND.items()
    )
    return (
        f'<section id="graphmem"><h1>{html.escape(context.query)}</h1>'
        f"<small>confidence {context.confidence:.2f}, {context.tokens} tokens</small>"
        f"<ol>{items}</ol><p>{legend}<br><b class=way>—</b> the way to what was recalled; "
        f"sizes are activation</p><ol type=a>{passed}</ol></section>"
    )


def _entry(item: ContextItem) -> str:
    source = item.sources[0]
    who = f", {source.speaker}" if source.speaker else ""
    often = f", said {item.times} times" if item.times > 1 else ""
    notes = [f"{d.stance}, see {d.occurred_at:%Y-%m-%d}" for d in item.disputes]
    told = f"{source.occurred_at:%Y-%m-%d %H:%M}{who}{often} · {item.score:.2f}"
    small = "; ".join([told, *dict.fromkeys(notes)])
    return f"<li>{html.escape(item.text)}<small>{html.escape(small)}</small></li>"
