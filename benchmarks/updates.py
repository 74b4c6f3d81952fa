"""Updates: is what holds now found first, what held then found as of then, and what is flagged?

Sets ``mquake`` (``benchmarks/updates_mquake.py``) and ``chat`` (``benchmarks/update_chats.py``).
Systems: ``graphmem``; ``graphmem-declared``, to which the number of values of predicates is
declared; the baselines ``bm25``, ``dense``, ``rrf``, which for questions about the past rank what
was told until then.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast

from rich.progress import track

from benchmarks.baselines import Scorer, best
from benchmarks.cases import Case, Question
from benchmarks.context import MemoryPort, Row, Run
from benchmarks.evaluate import Depth, baselines, ranked_ids
from benchmarks.metrics import unique
from benchmarks.update_chats import UNSEEN
from benchmarks.update_chats import worlds as chat_worlds
from benchmarks.updates_cases import World
from benchmarks.updates_declared import declared
from benchmarks.updates_mquake import worlds as mquake_worlds
from benchmarks.updates_score import DEPTH, Outcome, Recorded, noted, rows
from graphmem.conflicts import Conflict
from graphmem.types import RecallOptions

_SLICE = 256  # events per call
_MANY = 100_000  # conflicts asked for: all of them
_USERS = 15

#: Ranked external ids for a question, as of an instant.
Ask = Callable[[str, datetime | None], list[str]]


class Disputing(MemoryPort, Protocol):
    """The part of ``graphmem.Memory`` that this suite uses beside the others'."""

    def conflicts(self, user_id: str, *, status: str, limit: int) -> list[Conflict]:
        """List conflicts."""
        ...


def run(run: Run) -> list[Row]:
    """Run the suite; ``--seed 20264`` takes wordings of chats that no rule has seen."""
    run.notes["unseen"] = run.options.seed == UNSEEN
    table: list[Row] = []
    for worlds in load(run):
        table += _set_rows(run, worlds)
    return table


def load(run: Run) -> list[list[World]]:
    """Return the worlds of each set; ``--limit`` cuts cases of MQuAKE and users of chats."""
    limit, seed = run.options.limit, run.options.seed
    wanted = run.options.sets or ("chat", "mquake")
    found = [chat_worlds(seed, min(_USERS, limit or _USERS))] if "chat" in wanted else []
    if "mquake" in wanted:
        folders = run.options.folder("mquake"), run.options.folder("multihop")
        found.append(mquake_worlds(*folders, limit=limit, seed=seed))
    return found


def _set_rows(run: Run, worlds: Sequence[World]) -> list[Row]:
    table: list[Row] = []
    said = declared(worlds) if run.options.extractor == "psm" else {}
    run.notes[f"declared_{worlds[0].set}"] = len(said)
    for system, predicates in (("graphmem", {}), ("graphmem-declared", said)):
        outcomes, speed = remembered(run, worlds, predicates)
        found = rows(system, outcomes)
        table += [found[0] | {"events_per_s": speed}, *found[1:]]
    ranked = [_ranked(run, world) for world in worlds]
    for system in ("bm25", "dense", "rrf"):
        table += rows(system, [found[system] for found in ranked])
    return table


def remembered(
    run: Run, worlds: Sequence[World], predicates: dict[str, str]
) -> tuple[list[Outcome], float]:
    """Tell each world to a memory and ask it; also return events written per second."""
    outcomes: list[Outcome] = []
    seconds = 0.0
    with tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder:
        opened = run.open_memory(Path(folder), gate=run.options.gate, declared=predicates or None)
        with opened as memory:
            for world in worlds:
                seconds += _tell(memory, world)
                outcomes.append(_asked(world, _recall(memory, world.user_id)))
                outcomes[-1].recorded = recorded(memory, world.user_id)
    return outcomes, sum(len(w.events) for w in worlds) / max(seconds, 1e-9)


def recorded(memory: MemoryPort, user_id: str) -> Recorded:
    """Ask a memory for all its conflicts."""
    found = cast("Disputing", memory).conflicts(user_id, status="all", limit=_MANY)
    return noted(found)


def _tell(memory: MemoryPort, world: World) -> float:
    started = time.perf_counter()
    starts = range(0, len(world.events), _SLICE)
    for i in track(starts, description=f"remember {world.user_id}"):
        memory.remember(list(world.events[i : i + _SLICE]), user_id=world.user_id)
    return time.perf_counter() - started


def _recall(memory: MemoryPort, user_id: str) -> Ask:
    def ask(question: str, as_of: datetime | None) -> list[str]:
        options = RecallOptions(limit=DEPTH, as_of=as_of)
        return ranked_ids(memory.recall(question, user_id=user_id, options=options))

    return ask


def _ranked(run: Run, world: World) -> dict[str, Outcome]:
    """Ask the baselines; as of then, they rank what was told until then."""
    case = Case(world.user_id, world.events, ())
    moments = {e.external_id or "": e.at for e in world.events}

    def asker(score: Scorer) -> Ask:
        def ask(question: str, as_of: datetime | None) -> list[str]:
            ranked = best(score(question), case.ids, len(case.ids) if as_of else DEPTH)
            return [i for i in ranked if as_of is None or _until(moments[i], as_of)][:DEPTH]

        return ask

    scorers = baselines(run, case, Depth(DEPTH))
    return {name: _asked(world, asker(score)) for name, score in scorers.items()}


def _until(moment: datetime | None, end: datetime) -> bool:
    return moment is not None and moment <= end


def _asked(world: World, ask: Ask) -> Outcome:
    found = Outcome(world)
    if world.updates:
        ask(world.updates[0].question, None)  # not counted: caches fill at the first question
    for update in track(world.updates, description=f"ask {world.user_id}"):
        started = time.perf_counter()
        found.now.append(unique(ask(update.question, None)))
        found.ms.append(1000 * (time.perf_counter() - started))
        past = update.before
        found.then.append(None if past is None else unique(ask(update.question, past)))
    found.chains = [unique(ranked) for ranked in _chained(world.chains, ask)]
    return found


def _chained(chains: Sequence[Question], ask: Ask) -> Iterable[list[str]]:
    return (ask(question.text, None) for question in chains)
