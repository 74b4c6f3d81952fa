"""What happened to a memory, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from graphmem.clock import from_ms
from graphmem.conflicts import Change
from graphmem.curate.doubts import Doubt
from graphmem.curate.pairs import USER, Link, Pair
from graphmem.stores.base import Row

_DAY = "%Y-%m-%d"


def kept(row: Row, moved: Sequence[Row] = ()) -> Change:
    """Tell that an event was remembered, and why where it was.

    Args:
        row: Of ``curate.list_events``.
        moved: Its ways between tiers, oldest first (``archive.list_moves``).
    """
    said = f"{row['speaker'] or row['role'] or 'somebody'}: {row['event_text']}"
    tier = moved[0]["from_tier"] if moved else row["tier"]
    return _change(row["recorded_at"], "said", f"{said} ({tier}: {row['gate']})")


def moves(rows: Iterable[Row]) -> list[Change]:
    """Tell between which tiers an event went, and why (rows of ``archive.list_moves``)."""
    return [
        _change(
            row["at"],
            "moved",
            f"from {row['from_tier']} to {row['to_tier']}: {row['reason']}",
            str(row["mover"]),
        )
        for row in rows
    ]


def learned(row: Row) -> Change:
    """Tell when a semantic memory was made, and of how much (``semantics.find_items``)."""
    text = f"{row['kind']}, told {row['support']} times in {row['sessions']} sessions"
    return _change(row["recorded_at"], "learned", text + _why(row["reason"]))


def statements(rows: Iterable[Row], *, retracted_only: bool = False) -> list[Change]:
    """Tell who stated facts, and what was read differently later.

    Args:
        rows: Of ``curate.list_statements``.
    """
    found: list[Change] = []
    for row in rows:
        event, text = str(row["event_id"]), str(row["text"] or row["fact_text"])
        who = f"{row['speaker'] or row['role'] or 'somebody'}: {text}"
        if not retracted_only:
            found.append(_change(row["recorded_at"], "said", who, event))
        if row["retracted_at"] is not None:
            found.append(_change(row["retracted_at"], "retracted", text, event))
    return found


def decisions(pair: Pair) -> list[Change]:
    """Tell what was found between two facts, what was decided, and what was undone."""
    found: list[Change] = []
    for link in pair.links:
        tie = link.tie
        again = link.revision != link.root
        if not again:
            found.append(_change(tie.recorded_at, _what(link), _words(link), pair.id))
        else:
            text = f"stands again: {_words(link)}"
            found.append(_change(tie.recorded_at, "restored", text, pair.id))
        if tie.retracted_at is not None:
            why = f": {link.undone}" if link.undone else ""
            text = f"no longer stands: {_words(link)}{why}"
            found.append(_change(tie.retracted_at, "undone", text, pair.id))
    return found


def corrections(rows: Iterable[Row], event: str) -> list[Change]:
    """Tell what an event corrects, and what corrects it (rows of ``curate.list_corrections``)."""
    found: list[Change] = []
    for row in rows:
        mine = row["source"] == event
        text = str(row["target_text"] if mine else row["source_text"])
        other = str(row["target"] if mine else row["source"])
        said = f"{'corrects' if mine else 'corrected by'}: {text}{_why(row['reason'])}"
        found.append(_change(row["recorded_at"], "corrected", said, other))
        if row["retracted_at"] is not None:
            taken = f"no longer {said}{_why(row['retracted_reason'])}"
            found.append(_change(row["retracted_at"], "undone", taken, other))
    return found


def doubts(doubt: Doubt) -> list[Change]:
    """Tell when an event was called wrong, and how that was closed."""
    found: list[Change] = []
    for row in doubt.rows:
        asked = f"called wrong as an answer to: {row['query']}"
        again = row["restores"] is not None
        text = f"open again: {asked}" if again else asked
        what = "undone" if again else "doubted"
        found.append(_change(row["recorded_at"], what, text, doubt.access))
        if row["retracted_at"] is not None:
            right = row["closed_by"] == USER
            text = "right after all" if right else "corrected"
            other = doubt.id if right else str(row["closed_by"])
            found.append(
                _change(row["retracted_at"], "decided", f"{text}{_why(row['reason'])}", other)
            )
    return found


def recalls(rows: Iterable[Row], event: str) -> list[Change]:
    """Tell when an event was recalled, and what was said of it (``curate.list_recalls``)."""
    found: list[Change] = []
    for row in rows:
        context, query = str(row["id"]), str(row["query"])
        found.append(_change(row["at"], "recalled", query, context))
        lists = (cast("list[object]", row[k] or []) for k in ("judged_ids", "verdicts"))
        said = zip(*lists, cast("list[object]", row["judged_at"] or []), strict=True)
        mine = [(str(v), at) for i, v, at in said if i == event and v != "wrong"]  # a doubt tells
        found += [_change(at, verdict, query, context) for verdict, at in mine]
    return found


def merges(rows: Iterable[Row], entity: str) -> list[Change]:
    """Tell with whom an entity was taken as one, or told apart (``curate.list_merges``)."""
    found: list[Change] = []
    for row in rows:
        mine = row["source"] == entity
        name, other = (row["target_name"], row["target"]) if mine else (
            row["source_name"], row["source"],
        )  # fmt: skip
        same = row["type"] == "SAME_AS"
        text = f"{'the same as' if same else 'not the same as'} {name} (by {row['by'] or 'rule'})"
        what = "merged" if same else "parted"
        found.append(_change(row["recorded_at"], what, text + _why(row["reason"]), str(other)))
        if row["retracted_at"] is not None:
            taken = f"no longer {text}"
            found.append(_change(row["retracted_at"], "undone", taken, str(other)))
    return found


def _what(link: Link) -> str:
    if link.tie.kind == "CONFLICTS_WITH":
        return "conflict"
    return "decided" if link.tie.by == USER else "replaced"


def _words(link: Link) -> str:
    tie = link.tie
    why = _why(tie.reason)
    if tie.kind == "CONFLICTS_WITH":
        return f"{link.source_text!r} conflicts with {link.target_text!r} ({tie.rule})"
    by = f" (by {tie.by}{why})" if tie.by else ""
    if tie.kind == "COEXISTS_WITH":
        return f"{link.source_text!r} and {link.target_text!r} both hold{by}"
    if tie.at is None:
        return f"{link.source_text!r} stands, {link.target_text!r} never held{by}"
    since = f"{from_ms(tie.at):{_DAY}}"
    return f"{link.source_text!r} took the place of {link.target_text!r} on {since}{by}"


def _why(reason: object) -> str:
    return f": {reason}" if reason else ""


def _change(at: object, what: str, text: str, other: str = "") -> Change:
    return Change(from_ms(cast("int", at or 0)), what, text, other)
