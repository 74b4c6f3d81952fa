"""Fill memories, or reuse what an earlier run filled with the same data."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from rich.progress import Progress, track

from benchmarks.cases import Case, Corpus
from benchmarks.context import MemoryPort, OpenMemory, Run
from benchmarks.files import DataError

_MARKER = "complete.json"
_SOURCES = {".py", ".cypher", ".json"}
_SLICE = 256  # events per call; the memory commits in its own smaller batches


@dataclass(frozen=True, slots=True)
class Ingest:
    """What filling a root took; ``code`` is the checksum of the write path that did it."""

    events: int
    seconds: float
    code: str


@contextmanager
def filled(run: Run, corpus: Corpus) -> Generator[tuple[MemoryPort, Ingest]]:
    """Open a memory that holds the corpus."""
    with (
        filled_at(run, corpus) as (root, ingest),
        run.open_memory(
            root, gate=run.options.gate, cached_events=run.options.cached_events
        ) as memory,
    ):
        if run.options.sleep:
            for case in track(corpus.cases, description=f"sleep {corpus.name}"):
                memory.sleep(case.user_id, now=_night_after(case))
        yield memory, ingest


def _night_after(case: Case) -> datetime | None:
    """Return when a memory sleeps: a day after what it was told last; None: now."""
    told = [event.at for event in case.events if event.at is not None]
    return max(told) + timedelta(days=1) if told else None


@contextmanager
def filled_at(run: Run, corpus: Corpus) -> Generator[tuple[Path, Ingest]]:
    """Give the root of a closed memory that holds the corpus; remove it if it is not to be kept."""
    kept = run.options.reuse_store
    if run.options.engine != "embedded":
        with (
            tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder,
            on_server(run.open_memory, Path(folder), corpus),
        ):
            yield Path(folder), _fill_at(run, corpus, Path(folder))
        return
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder:
            yield Path(folder), _fill_at(run, corpus, Path(folder))
        return
    store = kept / f"{corpus.name}-{store_key(run, corpus)}"
    ingest = read_marker(store)
    if ingest is None:
        shutil.rmtree(store, ignore_errors=True)  # half filled: its time would be wrong
        ingest = _fill_at(run, corpus, store / "memory")
        (store / _MARKER).write_text(json.dumps(asdict(ingest)))
    elif ingest.code != code_hash():
        run.notes["store_of_other_code"] = True
    yield store / "memory", ingest


@contextmanager
def on_server(opened: OpenMemory, root: Path, corpus: Corpus) -> Generator[None]:
    """Lend a server to a corpus: its users must be new there, and are erased afterwards.

    Raises:
        DataError: The server holds one of them: it may be someone's memory.
    """
    ours = {case.user_id for case in corpus.cases}
    with opened(root) as memory:
        there = sorted(ours & set(memory.users()))
    if there:
        raise DataError(f"the server already holds {', '.join(there)}: give an empty database")
    try:
        yield
    finally:
        with opened(root) as memory:
            for user in sorted(ours & set(memory.users())):
                memory.forget(user_id=user, everything=True)


def _fill_at(run: Run, corpus: Corpus, root: Path) -> Ingest:
    root.mkdir(parents=True, exist_ok=True)
    with run.open_memory(root, gate=run.options.gate) as memory:
        return fill(memory, corpus)


def fill(memory: MemoryPort, corpus: Corpus) -> Ingest:
    """Write all events of a corpus, showing progress."""
    total = sum(len(case.events) for case in corpus.cases)
    started = time.perf_counter()
    with Progress() as progress:
        task = progress.add_task(f"remember {corpus.name}", total=total)
        for case in corpus.cases:
            for i in range(0, len(case.events), _SLICE):
                part = list(case.events[i : i + _SLICE])
                memory.remember(part, user_id=case.user_id)
                progress.advance(task, len(part))
    return Ingest(total, time.perf_counter() - started, code_hash())


def read_marker(root: Path) -> Ingest | None:
    """Return what the marker of a complete store says, or None where there is none."""
    try:
        return Ingest(**json.loads((root / _MARKER).read_text()))
    except FileNotFoundError:
        return None


def store_key(run: Run, corpus: Corpus) -> str:
    """Hash what a store depends on: events, users, gate, extractor, weights and version."""
    state = blake2b(digest_size=6)
    state.update(
        f"{version('graphmem')} {run.weights} {run.options.gate} {run.options.extractor}".encode()
    )
    for case in corpus.cases:
        state.update(f"\0{case.user_id}\0".encode())
        for event in case.events:
            state.update(event.model_dump_json().encode())
    return state.hexdigest()


def code_hash() -> str:
    """Hash the write path's sources, so that figures from an older store can be told apart."""
    root = Path(__file__).parents[1]
    state = blake2b(digest_size=6)
    package = root / "graphmem"
    folders = (package / "ingest", package / "psm", package / "stores", root / "cypher")
    files = (f for folder in folders for f in folder.rglob("*") if f.suffix in _SOURCES)
    for file in sorted(files):
        state.update(file.read_bytes())
    return state.hexdigest()
