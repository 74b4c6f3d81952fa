"""Which episodes the memories of a plan cover: their words are read, some at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from graphmem.dynamics.families import normalised
from graphmem.psm.runtime import TextEncoder
from graphmem.sleep.covering import Episode, Said, covered
from graphmem.sleep.plan import ACTIVE, Plan, Stored
from graphmem.sleep.promote import Promotion
from graphmem.sleep.replay import Replay
from graphmem.stores.index.bm25 import tokens
from graphmem.stores.queries import load

_EPISODES = load("sleep.list_episodes")
_STATED = load("sleep.list_stated")
_VECTORS = load("sleep.list_vectors")
_CHUNK = 500  # episodes whose words are held at once


def covers(
    promotions: Sequence[Promotion],
    due: Collection[str],
    stored: Mapping[str, Stored],
    replay: Replay,
    encoder: TextEncoder,
    lost: Collection[str] = (),
) -> dict[str, set[str]]:
    """Return for each memory that is to be written what it covers, with others or alone.

    Of an episode in the archive nothing is read: it stays as it is.

    Args:
        due: Ids of the promotions that are to be written.
        lost: Episodes that a memory rests on which no longer stands: those that cannot be read
            are covered no more.
    """
    says = [p for p in promotions if p.kind != "shape"]
    memories: dict[str, list[Promotion]] = defaultdict(list)
    for promotion in says:
        for event in promotion.episodes:
            memories[event].append(promotion)
    wanted = sorted({e for p in says if p.id in due for e in p.episodes})
    found = {i: set[str]() for i in due}
    for first in range(0, len(wanted), _CHUNK):
        some = wanted[first : first + _CHUNK]
        loaded, hit = _covered(some, memories, replay, encoder)
        for event in some:
            for promotion in memories[event]:
                kept = event not in lost and _kept(stored, promotion.id, event)
                if promotion.id in found and (event in hit or (event not in loaded and kept)):
                    found[promotion.id].add(event)
    return found


def covered_after(stored: Mapping[str, Stored], plan: Plan) -> set[str]:
    """Return the events that a living memory covers once a plan is carried out."""
    written = {w.promotion.id: w for w in plan.writes}
    demoted = {d.id for d in plan.demotions}
    events: set[str] = set()
    for i, there in stored.items():
        if there.status == ACTIVE and i not in demoted and i not in written:
            events |= {e for e, source in there.events.items() if source.covers}
    for i, write in written.items():
        there = stored[i].events if i in stored else {}
        after = {**there, **write.events.weighed, **write.events.added}
        gone = set(write.events.dropped)
        events |= {e for e, source in after.items() if source.covers and e not in gone}
    return events


def _kept(stored: Mapping[str, Stored], memory: str, event: str) -> bool:
    there = stored.get(memory)
    return there is not None and event in there.events and there.events[event].covers


def _covered(
    events: Sequence[str],
    memories: Mapping[str, Sequence[Promotion]],
    replay: Replay,
    encoder: TextEncoder,
) -> tuple[set[str], set[str]]:
    """Return which of some events could be read, and which of these are covered."""
    stated: dict[str, set[str]] = defaultdict(set)
    for row in replay.ask(_STATED, events):
        stated[str(row["id"])].add(str(row["fact_id"]))
    episodes = [
        Episode(
            id=str(row["id"]),
            text=str(row["text"]),
            kind=str(row["kind"]),
            role=cast("str | None", row["role"]),
            important=bool(row["important"]),
            facts=frozenset(stated[str(row["id"])]),
            timed=bool(row["timed"]),
        )
        for row in replay.ask(_EPISODES, events)
    ]
    said = {
        e.id: [Said(p.text, frozenset(p.facts), p.statements) for p in memories[e.id]]
        for e in episodes
    }
    sure = set(covered(episodes, said, _stem))
    open_ = [replace(e, nearness=1.0) for e in episodes if e.id not in sure]
    maybe = set(covered(open_, said, _stem))
    if maybe:
        near = _nearness(sorted(maybe), memories, replay, encoder)
        asked = [replace(e, nearness=near[e.id]) for e in open_ if e.id in near]
        sure |= set(covered(asked, said, _stem))
    return {e.id for e in episodes}, sure


def _nearness(
    events: Sequence[str],
    memories: Mapping[str, Sequence[Promotion]],
    replay: Replay,
    encoder: TextEncoder,
) -> dict[str, float]:
    """Return how near events are to the nearest memory that rests on them (cosine)."""
    texts = sorted({p.text for e in events for p in memories[e]})
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    found: dict[str, float] = {}
    for row in replay.ask(_VECTORS, events):
        own = np.asarray(row["embedding"], np.float32)
        found[str(row["id"])] = max(float(own @ vectors[p.text]) for p in memories[str(row["id"])])
    return found


def _stem(word: str) -> str:
    plain = normalised(word) or word  # "goes" and "went" are "go"; a stemmer does not know
    return " ".join(tokens(plain)) or plain
