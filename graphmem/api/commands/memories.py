"""Commands that write to and read from one user's memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from graphmem.api import options, output
from graphmem.api.failures import door

if TYPE_CHECKING:
    from graphmem.types import Order


@door
def remember(
    text: Annotated[str, typer.Argument(help="What was said; - reads it from stdin.")],
    *,
    user: options.User,
    session: Annotated[str | None, typer.Option(help="Conversation it belongs to.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who said it.")] = None,
    role: Annotated[str | None, typer.Option(help="Role in a chat: user, assistant …")] = None,
    at: Annotated[str | None, typer.Option(help="When (ISO 8601); default: now.")] = None,
    external_id: Annotated[
        str | None, typer.Option(help="Your id; the same id twice is one event.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Store it even if it was forgotten.")
    ] = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Store one thing that was said or happened."""
    from graphmem.api.opening import memory_at
    from graphmem.api.views import show_receipt

    when = options.read_instant(at, "--at")
    said = options.read_text(text)
    with memory_at(home) as memory:
        receipt = memory.remember(
            said,
            user_id=user,
            session_id=session,
            speaker=speaker,
            role=role,
            at=when,
            external_id=external_id,
            force=force,
        )
    output.give(receipt, show_receipt, as_json=as_json)


@door
def recall(
    query: Annotated[str, typer.Argument(help="The question, in words.")],
    *,
    user: options.User,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most items.")] = 10,
    budget: Annotated[
        int | None, typer.Option(min=1, help="Most tokens of context; absent: no limit.")
    ] = None,
    enough: Annotated[
        float | None,
        typer.Option(help="Stop at this share (0 to 1) of what is expected to be needed."),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Nothing that happened later.")] = None,
    known_at: Annotated[str | None, typer.Option(help="Nothing recorded later.")] = None,
    session: Annotated[str | None, typer.Option(help="Only this conversation.")] = None,
    order: Annotated[
        str, typer.Option(help="score (best first), time (oldest first) or path.")
    ] = "score",
    explain: Annotated[bool, typer.Option("--explain", help="Show how each was reached.")] = False,
    graph: Annotated[
        Path | None, typer.Option(help="Draw what was activated into this HTML file.")
    ] = None,
    deep: Annotated[bool, typer.Option("--deep", help="Small talk and archive too.")] = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Return the memories that a question brings to mind."""
    from graphmem.api.graph_page import write_page
    from graphmem.api.opening import memory_at, texts_on_paths, unknown_user
    from graphmem.api.views import show_context
    from graphmem.types import RecallOptions

    wanted = RecallOptions(
        limit=limit,
        budget_tokens=budget,
        as_of=options.read_instant(as_of, "--as-of"),
        known_at=options.read_instant(known_at, "--known-at"),
        session_id=session,
        explain=explain or graph is not None,
        deep=deep,
        enough=enough,
        order=cast("Order", order),  # an unknown one is refused by name
    )
    with memory_at(home) as memory:
        context = memory.recall(query, user_id=user, options=wanted)
        if not context.known_user:
            output.note(unknown_user(user, memory.users()))
        texts = texts_on_paths(memory, user, context)
    if graph is not None:
        write_page(context, graph)
        output.note(f"drawn: {graph}")
    if as_json:
        output.write_json(context.to_dict())
    elif context.known_user:
        show_context(context, texts)


@door
def query(
    text: Annotated[str, typer.Argument(help="Read-only Cypher, or a query's name.")],
    *,
    user: options.User,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="Parameter k=v; v as JSON or text.")
    ] = None,
    max_rows: Annotated[int, typer.Option(min=1, max=100_000, help="Refuse more rows.")] = 1000,
    timeout: Annotated[float, typer.Option(min=0.01, max=600, help="Time limit (seconds).")] = 5.0,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Ask one user's graph in Cypher; it can only read."""
    from graphmem.api.opening import memory_of
    from graphmem.api.views import query_params, show_rows

    params = query_params(options.read_pairs(param or [], "--param"))
    with memory_of(user, home) as memory:
        rows = memory.query(text, params, user_id=user, max_rows=max_rows, timeout_s=timeout)
    if as_json:
        output.write_json({"rows": rows})
    else:
        show_rows(rows)


@door
def stats(
    *,
    user: Annotated[
        str | None, typer.Option("--user", "-u", help="Whose memory; absent: everyone's.")
    ] = None,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Show how much is remembered, and what it takes on the disk."""
    from graphmem.api.opening import memory_at, require_user, stats_of_all
    from graphmem.api.views import show_stats

    with memory_at(home) as memory:
        if user is not None:
            require_user(memory, user)
        found = stats_of_all(memory) if user is None else [memory.stats(user)]
    if as_json:
        output.write_json({"users": found})
    else:
        show_stats(found, alone=user is not None)
