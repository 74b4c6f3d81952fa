"""What graphmem returns, as tables for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from graphmem.api import output
from graphmem.api.options import read_value
from graphmem.errors import EventError
from graphmem.types import Context, ContextItem, Receipt, Scalar, Source, UserStats

Params = dict[str, Scalar | list[Scalar]]
_TIME = "%Y-%m-%d %H:%M"
_SHORT = 60  # characters of a memory where it is only pointed at


def query_params(pairs: Mapping[str, str]) -> Params:
    """Read the parameters of a query: scalars and lists of scalars.

    Raises:
        EventError: A value is a JSON object, or a list that holds one.
    """
    params: Params = {}
    for key, text in pairs.items():
        value = read_value(text)
        parts = cast("list[object]", value) if isinstance(value, list) else [value]
        if any(isinstance(part, dict | list) for part in parts):
            raise EventError(f"--param {key}: give a text, a number, true, false, null or a list")
        params[key] = cast("Scalar | list[Scalar]", value)
    return params


def show_receipt(receipt: Receipt) -> None:
    """Say what became of an event."""
    times = (f"{t.text}: {t.start:{_TIME}} to {t.end:{_TIME}}" for t in receipt.times)
    rows: list[tuple[str, object]] = [
        ("event", receipt.event_id),
        ("tier", f"{receipt.tier} ({receipt.reason})"),
        ("kind", receipt.kind),
        ("entities", ", ".join(receipt.entities)),
        ("facts", "\n".join(receipt.facts)),
        ("times", "\n".join(times)),
        ("chunks", len(receipt.chunks) or ""),
        ("warnings", "\n".join(receipt.warnings)),
    ]
    output.table(receipt.status, ("", ""), [row for row in rows if row[1] != ""])


def show_context(context: Context, texts: Mapping[str, str]) -> None:
    """Draw the items of a context in their order, and their paths where they have some.

    Args:
        texts: What the events say that a path comes from, by id.
    """
    if not context.items:
        output.say("nothing comes to mind")
        return
    rows = [
        (n, f"{item.score:.2f}", when(item.sources[0]), who(item.sources[0]), noted(item))
        for n, item in enumerate(context.items, 1)
    ]
    output.table(context.query, ("#", "score", "when", "who", "memory"), rows)
    if any(item.path for item in context.items):
        for n, item in enumerate(context.items, 1):
            output.say(f"{n}. {shorten(item.text)}")
            show_path(item, context.query, texts)
    output.say(
        f"confidence {context.confidence:.2f}, {context.tokens} tokens, context {context.id}",
        style="dim",
    )


def noted(item: ContextItem) -> str:
    """Return an item's words, with how often they were said and what is told otherwise."""
    notes = [f"said {item.times} times"] if item.times > 1 else []
    notes += [f"{d.stance}, see {d.occurred_at:%Y-%m-%d}" for d in item.disputes]
    return f"{item.text} ({'; '.join(dict.fromkeys(notes))})" if notes else item.text


def show_path(item: ContextItem, query: str, texts: Mapping[str, str]) -> None:
    """Write how activation reached an item: share of the score, relation, and from where."""
    for step in item.path:
        through = f" ({step.via})" if step.via else ""
        origin = "the question" if step.source == query else texts.get(step.source, step.source)
        output.say(
            f"     {step.weight:+.2f}  {step.relation}{through} ← {shorten(origin)}", style="dim"
        )


def show_rows(rows: Sequence[Mapping[str, object]]) -> None:
    """Draw the rows of a query."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    output.table(f"{len(rows)} rows", columns, [[row.get(c) for c in columns] for row in rows])


def show_stats(found: Sequence[UserStats], *, alone: bool) -> None:
    """Draw a line per user, or all that is known of one."""
    if not alone:
        rows = [
            (
                s.user_id,
                s.nodes.get("Event", 0),
                s.nodes.get("Entity", 0),
                s.nodes.get("Fact", 0),
                s.revision,
                "on the server" if s.disk_bytes is None else size(s.disk_bytes),
            )
            for s in found
        ]
        columns = ("user", "events", "entities", "facts", "revision", "disk")
        output.table(f"{len(found)} users", columns, rows)
        return
    for s in found:
        counts = [("nodes", s.nodes), ("edges", s.edges), ("tiers", s.tiers)]
        rows = [(group, name, n) for group, part in counts for name, n in sorted(part.items())]
        place = "on a server" if s.disk_bytes is None else f"{size(s.disk_bytes)} on the disk"
        title = f"{s.user_id}: revision {s.revision}, {place}"
        output.table(title, ("", "", "count"), rows)


def when(source: Source) -> str:
    """Return an event's time, to the minute."""
    return f"{source.occurred_at:{_TIME}}"


def who(source: Source) -> str:
    """Return who said it, as far as it is known."""
    return source.speaker or source.role or ""


def shorten(text: str) -> str:
    """Return one line of a text."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"


def size(count: int) -> str:
    """Return bytes in words."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GiB"
