"""What the archive saves: bytes of an event at hand and packed, files on disk, and deep recall.

Texts are those of dialogues that are generated from another seed than the dictionary's, and with
``--data`` those of LoCoMo, which nothing here was made from. ``zlib`` packs the same texts one by
one at its best level, in base64 too. The store is compacted before and after the archive, so that
its size is that of what it holds; that of one event is taken off, since every index has a page of
its own from the beginning. Deep recall asks for each archived event by its own words.
"""

from __future__ import annotations

import tempfile
import time
import zlib
from base64 import b64encode
from pathlib import Path
from statistics import mean, median

import numpy as np

from benchmarks import dialogues, locomo
from benchmarks.context import Row, Run
from graphmem import Memory, RecallOptions
from graphmem.clock import now_ms
from graphmem.dynamics.tiers import FADED, Transition
from graphmem.stores.archiving import Archiving
from graphmem.stores.packing import pack_text, pack_vectors
from graphmem.types import Event

_EVENTS = 400
_ASKED = 60
_USER = "sam"
_FLOAT_BYTES = 4


def run(run: Run) -> list[Row]:
    """Run the suite."""
    most = run.options.limit or _EVENTS
    sets = {"dialogues": dialogues.load(run.options.seed + 1000).cases}
    if run.options.data is not None:
        sets["locomo"] = tuple(c for corpus in locomo.load(run.options) for c in corpus.cases)
    texts = {name: [e for case in c for e in case.events] for name, c in sets.items()}
    table = [_texts(name, [e.text for e in events]) for name, events in texts.items()]
    first = sets["dialogues"]
    events = [
        e.model_copy(update={"external_id": f"{n}-{e.external_id}"})
        for n, case in enumerate(first)
        for e in case.events
    ]
    return [*table, *_store(events[:most])]


def _texts(name: str, texts: list[str]) -> Row:
    """Return mean bytes of texts as they are and packed."""
    plain = mean(len(t.encode()) for t in texts)
    packed = mean(len(pack_text(t)) for t in texts)
    general = mean(len(b64encode(zlib.compress(t.encode(), 9))) for t in texts)
    row: Row = {"set": name, "system": "texts", "n": len(texts), "bytes_at_hand": plain}
    return row | {"bytes_packed": packed, "bytes_zlib": general, "packed_share": packed / plain}


def _store(events: list[Event]) -> list[Row]:
    with (
        tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder,
        Memory.open(Path(folder)) as memory,
    ):
        memory.remember(events[:1], user_id=_USER)
        empty = _disk(memory)
        memory.remember(events[1:], user_id=_USER)
        texts = memory.query(_AT_HAND, user_id=_USER, max_rows=100_000)
        vectors = _vectors([int(str(r["sentences"])) for r in texts])
        usual = _asked(memory, texts, deep=False)
        memory.flush(_USER)
        at_hand = _disk(memory)
        _archive(memory, [str(r["id"]) for r in texts])
        packed = _disk(memory)
        deep = _asked(memory, texts, deep=True)
    return [vectors, _sizes(len(texts), at_hand - empty, packed - empty), usual, deep]


_AT_HAND = """
MATCH (e:Event) WHERE e.tier = 'episodic' AND e.part = 0 AND e.searchable
OPTIONAL MATCH (e)-[:HAS_SENTENCE]->(s:Sentence) WHERE s.embedding IS NOT NULL
RETURN e.id AS id, e.text AS text, count(s) AS sentences ORDER BY id
"""


def _vectors(sentences: list[int]) -> Row:
    """Return mean bytes of an event's vectors, its sentences' included."""
    rng = np.random.default_rng(0)
    plain = mean((1 + n) * 384 * _FLOAT_BYTES for n in sentences)
    one = rng.normal(size=(1, 384)).astype(np.float32)
    sizes = {
        n: len(pack_vectors([(0, 9)] * (1 + n), np.repeat(one, 1 + n, axis=0)))
        for n in set(sentences)
    }
    packed = mean(sizes[n] for n in sentences)
    row: Row = {"set": "dialogues", "system": "vectors", "n": len(sentences)}
    return row | {"bytes_at_hand": plain, "bytes_packed": packed, "packed_share": packed / plain}


def _sizes(n: int, at_hand: int, packed: int) -> Row:
    row: Row = {"set": "dialogues", "system": "store", "n": n, "bytes_at_hand": at_hand / n}
    return row | {"bytes_packed": packed / n, "packed_share": packed / at_hand}


def _disk(memory: Memory) -> int:
    """Return the bytes of a user's files, without what the engine has marked as free."""
    memory.compact(_USER)
    return memory.stats(_USER).disk_bytes or 0


def _archive(memory: Memory, ids: list[str]) -> None:
    steps = [Transition(i, "episodic", "archive", FADED) for i in ids]
    with memory._pool.user(_USER) as handle:
        flow = Archiving(handle.store, handle.engine)
        for revision in flow.move(steps, None, now_ms=now_ms()):
            handle.revision = revision


def _asked(memory: Memory, rows: list[dict[str, object]], *, deep: bool) -> Row:
    """Ask for events by their own words; the first question, which fills caches, by itself."""
    chosen = rows[:: max(1, len(rows) // _ASKED)]
    options = RecallOptions(limit=5, deep=deep)
    found, times = 0, list[float]()
    for row in chosen:
        started = time.perf_counter()
        context = memory.recall(str(row["text"]), user_id=_USER, options=options)
        times.append(1000 * (time.perf_counter() - started))
        found += any(s.event_id == row["id"] for i in context.items for s in i.sources)
    told: Row = {
        "set": "dialogues",
        "system": "deep recall" if deep else "recall",
        "n": len(chosen),
    }
    return told | {"found": found / len(chosen), "first_ms": times[0], "p50_ms": median(times[1:])}
