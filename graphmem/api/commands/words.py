"""Commands of the user's word: contradictions, decisions, corrections, feedback."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, cast

import typer

from graphmem.api import options, output
from graphmem.api.failures import door

if TYPE_CHECKING:
    from graphmem.types import ConflictStatus, Feedback, Keep


@door
def conflicts(
    *,
    user: options.User,
    status: Annotated[str, typer.Option(help="open, resolved, undone or all.")] = "open",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="Most conflicts.")] = 100,
    detect: Annotated[
        bool, typer.Option("--detect", help="First look among facts that were not compared yet.")
    ] = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Show what contradicts itself, both sides side by side."""
    from graphmem.api.opening import memory_of
    from graphmem.api.word_views import show_conflicts

    with memory_of(user, home) as memory:
        if detect:
            output.note(f"conflicts and replacements noted now: {memory.detect(user)}")
        wanted = cast("ConflictStatus", status)  # an unknown one is refused by name
        found = memory.conflicts(user, status=wanted, limit=limit)
    if as_json:
        output.write_json({"conflicts": found})
    else:
        show_conflicts(found, status)


@door
def resolve(
    conflict: Annotated[str, typer.Argument(help="The conflict's id, or its beginning.")],
    *,
    user: options.User,
    keep: Annotated[
        str,
        typer.Option(help="a (the older claim), b (the newer one) or both.", show_default=False),
    ],
    at: Annotated[
        str | None, typer.Option(help="From when the other no longer holds (ISO 8601).")
    ] = None,
    reason: options.Reason = "",
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Decide a conflict; both claims stay in the graph."""
    from graphmem.api.opening import memory_of
    from graphmem.api.word_views import show_conflict

    when = options.read_instant(at, "--at")
    with memory_of(user, home) as memory:
        chosen = cast("Keep", keep)  # an unknown one is refused by name
        done = memory.resolve(conflict, user_id=user, keep=chosen, reason=reason, at=when)
    output.give(done, show_conflict, as_json=as_json)


@door
def undo(
    decided: Annotated[
        str, typer.Argument(metavar="ID", help="Of a conflict, a correction or a merge.")
    ],
    *,
    user: options.User,
    reason: options.Reason = "",
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Undo the last decision on a conflict, a correction or a merge."""
    from graphmem.api.opening import memory_of
    from graphmem.api.word_views import show_undone

    with memory_of(user, home) as memory:
        done = memory.undo(decided, user_id=user, reason=reason)
    output.give(done, show_undone, as_json=as_json)


@door
def correct(
    corrected: Annotated[
        str, typer.Argument(metavar="ID", help="Of an event or a fact, or its beginning.")
    ],
    text: Annotated[str, typer.Argument(help="What is right, in words; - reads it from stdin.")],
    *,
    user: options.User,
    reason: options.Reason = "",
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Correct an event or a fact. Your words outweigh every rule."""
    from graphmem.api.opening import memory_of
    from graphmem.api.word_views import show_correction

    said = options.read_text(text)
    with memory_of(user, home) as memory:
        done = memory.correct(corrected, said, user_id=user, reason=reason)
    output.give(done, partial(show_correction, "corrected"), as_json=as_json)


@door
def explain(
    explained: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Of an event, a fact, an entity, a semantic memory or a conflict."
        ),
    ],
    *,
    user: options.User,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Tell what a memory rests on, and what changed it and when."""
    from graphmem.api.opening import memory_of
    from graphmem.api.word_views import show_explanation

    with memory_of(user, home) as memory:
        found = memory.explain(explained, user_id=user)
    output.give(found, show_explanation, as_json=as_json)


@door
def feedback(
    context: Annotated[str, typer.Argument(help="The recall's id (context_id).")],
    item: Annotated[str, typer.Argument(help="Event of the item, or the beginning of its id.")],
    verdict: Annotated[str, typer.Argument(help="helpful, irrelevant or wrong.")],
    *,
    user: options.User,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Say what an item of a recall was worth."""
    from graphmem.api.opening import memory_of

    with memory_of(user, home) as memory:
        said = cast("Feedback", verdict)  # an unknown one is refused by name
        memory.feedback(context, item, said, user_id=user)
        memory.flush(user)
    if as_json:
        output.write_json({"context_id": context, "item_id": item, "verdict": verdict})
    else:
        more = ": 'graphmem conflicts' lists it until it is corrected" if verdict == "wrong" else ""
        output.say(f"noted as {verdict}{more}")
