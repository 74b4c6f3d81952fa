"""Conflicts, corrections and explanations, as tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graphmem.api import output
from graphmem.api.views import shorten, when, who
from graphmem.types import Claim, Conflict, Correction, Decision, Explanation, Merge, Source

_DAY = "%Y-%m-%d"
_TIME = "%Y-%m-%d %H:%M"
_SHOWN = 8  # characters of an id that tell it from others
_NAME = 20  # characters of an id of the caller's, where it is shown whole
_KEPT = {"a": "kept the older", "b": "kept the newer", "both": "both hold"}


def show_conflicts(found: Sequence[Conflict], status: str) -> None:
    """Draw conflicts, both sides side by side."""
    if not found:
        more = "" if status == "all" else f" that are {status}; --status all shows the others"
        output.say(f"no conflicts{more}")
        return
    columns = ("id", "kind", "status", "a: the older claim", "b: the newer claim")
    rows = [(short(c.id), c.kind, _state(c), side(c.a), side(c.b)) for c in found]
    output.table(f"conflicts: {len(found)}", columns, rows)
    output.say(
        "graphmem resolve ID --keep a|b|both decides, graphmem explain ID tells more", style="dim"
    )
    if any(c.b is None for c in found):
        output.say("graphmem correct EVENT TEXT mends what was called wrong", style="dim")


def show_conflict(conflict: Conflict) -> None:
    """Draw one conflict with what was decided."""
    decided = "\n".join(decision(d) for d in conflict.decisions)
    rows = [
        ("id", conflict.id),
        ("a", side(conflict.a)),
        ("b", side(conflict.b)),
        ("found", f"{conflict.detected_at:{_DAY}} ({conflict.rule}, {conflict.score:.2f})"),
        ("decisions", decided),
    ]
    output.table(f"{conflict.kind}: {conflict.status}", ("", ""), [r for r in rows if r[1]])


def show_undone(done: Conflict | Correction | Merge) -> None:
    """Say what stands after something was undone."""
    if isinstance(done, Conflict):
        show_conflict(done)
    elif isinstance(done, Correction):
        show_correction("correction undone", done)
    else:
        output.say(f"{done.a} and {done.b} are two again")


def show_correction(title: str, done: Correction) -> None:
    """Say what a correction did, or what its undoing brought back."""
    rows = [
        ("words", f"event {done.event_id}"),
        ("of", done.corrected),
        ("states", "\n".join(done.facts)),
        ("facts", "\n".join(done.replaced)),
    ]
    output.table(title, ("", ""), [row for row in rows if row[1]])


def show_explanation(found: Explanation) -> None:
    """Draw what a memory rests on, and below it what changed it."""
    output.table(
        f"{found.kind}, {found.standing}: {found.text}",
        ("said at", "who", "session", "event"),
        [(when(s), who(s), s.session_id, s.external_id or s.event_id) for s in found.rests_on],
    )
    rows = [(f"{c.at:{_TIME}}", c.what, c.text, short(c.other)) for c in found.changes]
    output.table("what became known", ("when", "what", "", "see"), rows)


def side(claim: Claim | None) -> str:
    """Return one side of a conflict: since when, in words, and who said it."""
    if claim is None:
        return ""
    said = "\n".join(source(s) for s in claim.sources)
    return f"{shorten(claim.text)}\nsince {claim.since:{_DAY}}\n{said}"


def source(source: Source) -> str:
    """Return where a claim comes from, on one line."""
    name = source.external_id or ""
    if not 0 < len(name) <= _NAME:
        name = short(source.event_id)
    return f"{source.occurred_at:{_DAY}} {who(source) or '?'} ({name})"


def short(name: str) -> str:
    """Return the beginning of an id, and of both halves of a conflict's."""
    return "-".join(half[:_SHOWN] for half in name.split("-")[:2])


def decision(made: Decision) -> str:
    """Return a decision on one line."""
    at = "" if made.at is None else f" from {made.at:{_DAY}} on"
    undone = "" if made.retracted_at is None else f", undone {_day(made.retracted_at)}"
    why = f": {made.reason}" if made.reason else ""
    return f"{_day(made.recorded_at)} {made.by} {_KEPT[made.kept]}{at}{undone}{why}"


def _state(conflict: Conflict) -> str:
    standing = [d for d in conflict.decisions if d.retracted_at is None]
    if not standing:
        return conflict.status
    by = "you" if standing[-1].by == "user" else "a rule"
    return f"{conflict.status}\nby {by}: {standing[-1].kept}"


def _day(at: datetime) -> str:
    return f"{at:{_DAY}}"
