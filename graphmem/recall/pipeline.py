"""One recall over one user's index: seed, diffuse, converge, render."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import cast
from weakref import WeakKeyDictionary

import numpy as np

from graphmem.clock import from_ms
from graphmem.psm.runtime import TextEncoder
from graphmem.recall import context, converge, diffuse, pagerank
from graphmem.recall.explain import path
from graphmem.recall.seed import (
    Floats,
    Query,
    Scope,
    SeedWeights,
    find_entities,
    seed,
    total,
)
from graphmem.settings import RecallSettings
from graphmem.stores.base import Row
from graphmem.stores.index.bm25 import tokens as stems
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import Context, ContextItem, RecallOptions, Source

_WORD = re.compile(r"\w+")
_SPARE = 4  # candidates per item wanted: room for repeats and for lines over the budget

Fetch = Callable[[Sequence[str]], Mapping[str, Row]]


@dataclass(slots=True)
class Stages:
    """Times of the stages of one recall (ms)."""

    started: float = field(default_factory=time.perf_counter)
    ms: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])

    def done(self, stage: str) -> None:
        """Note that a stage ended."""
        now = time.perf_counter()
        self.ms.append((stage, (now - self.started) * 1000))
        self.started = now


@dataclass(frozen=True, slots=True)
class Activation:
    """Scores of all rows and what they are made of. Shape of each: (n_rows,)."""

    scores: Floats
    parts: dict[str, Floats]
    spread: diffuse.Spread


class Recaller:
    """Recalls from an index; holds what is the same for all users.

    Args:
        local: Zone in which times are written in ``Context.text``.
    """

    def __init__(
        self, encoder: TextEncoder, settings: RecallSettings, *, local: tzinfo = UTC
    ) -> None:
        self._encoder = encoder
        self._local = local
        self._header: int | None = None
        self._settings = settings
        self._walks: WeakKeyDictionary[UserIndex, tuple[int, pagerank.Links]] = WeakKeyDictionary()

    def vector(self, text: str) -> Floats:
        """Encode a question. Shape: (dimension,)."""
        return self._encoder.encode([text])[0]

    def query(
        self, index: UserIndex, text: str, vector: Floats, intervals: Sequence[tuple[int, int]]
    ) -> Query:
        """Link an encoded question to known names and times."""
        return Query(text, vector, find_entities(index, text), tuple(intervals))

    def activate(
        self, index: UserIndex, query: Query, scope: Scope, options: RecallOptions
    ) -> Activation:
        """Score every row; those out of scope get -inf."""
        weights = self._settings
        allowed = scope.mask(index)
        parts = seed(
            index,
            query,
            SeedWeights(
                weights.bm25_weight,
                weights.link_weight,
                weights.speaker_weight,
                weights.time_weight,
                weights.subject_weight,
            ),
            allowed,
        )
        seeds = total(parts, len(index))
        spread = diffuse.Spread()
        if options.diffusion == "spread":
            shares = diffuse.SpreadWeights(
                weights.spread_weight,
                weights.chain_weight,
                weights.session_weight,
                weights.subject_weight,
            )
            spread = diffuse.spread(index, seeds, shares, allowed)
            parts |= spread.parts
        elif options.diffusion == "pagerank":
            parts["pagerank"] = self._walk(index, np.where(allowed, seeds, np.float32(0)))
        scores = np.where(allowed, total(parts, len(index)), np.float32(-np.inf))
        return Activation(scores, parts, spread)

    def recall(
        self,
        index: UserIndex,
        query: Query,
        *,
        context_id: str,
        scope: Scope,
        options: RecallOptions,
        fetch: Fetch,
        stages: Stages,
    ) -> Context:
        """Answer one question; ``fetch`` reads the chosen events from the graph."""
        activation = self.activate(index, query, scope, options)
        stages.done("activate")
        rows = diffuse.top_rows(activation.scores, min(options.limit * _SPARE, len(index)))
        rows = rows[np.isfinite(activation.scores[rows])].astype(np.int32)
        # Only a budget makes more candidates than items useful.
        most = options.limit if options.budget_tokens is None else len(rows)
        choices = converge.merge_repeats(rows.tolist(), index.vectors.rows(rows), limit=most)
        rows_there = fetch([index.ids[row] for c in choices for row in (c.row, *c.repeats)])
        # Another process may have erased one of them, or put it into a session of later on.
        found = {i: r for i, r in rows_there.items() if str(r["session_id"]) in index.session_of}
        stages.done("fetch")
        rank = {int(row): place for place, row in enumerate(rows)}
        choices = converge.split_repeats(choices, lambda row: _words(found.get(index.ids[row])))
        choices = sorted(choices, key=lambda c: rank[c.row])[:most]
        lines = [self._line(found[index.ids[c.row]]) for c in choices]
        tokens = self._encoder.count_tokens(lines)
        budget = options.budget_tokens
        room = None if budget is None else max(budget - self._header_tokens(), 0)
        kept = converge.fit(tokens, limit=options.limit, budget=room)
        items = tuple(
            self._item(index, query, activation, choices[n], found, tokens[n], options)
            for n in kept
        )
        stages.done("converge")
        return Context(
            id=context_id,
            query=query.text,
            items=items,
            text=context.render(lines[n] for n in kept),
            tokens=sum(item.tokens for item in items) + (self._header_tokens() if items else 0),
            confidence=context.confidence(items, _covered(query.text, items)),
        )

    def _line(self, row: Row) -> str:
        local = _moment(row).astimezone(self._local)
        return context.line(row, local.strftime("%Y-%m-%d %H:%M"))

    def _header_tokens(self) -> int:
        if self._header is None:
            self._header = self._encoder.count_tokens([context.HEADER])[0]
        return self._header

    def _item(
        self,
        index: UserIndex,
        query: Query,
        activation: Activation,
        choice: converge.Choice,
        found: Mapping[str, Row],
        tokens: int,
        options: RecallOptions,
    ) -> ContextItem:
        parts = {n: float(v[choice.row]) for n, v in activation.parts.items() if v[choice.row] != 0}
        sources = (_source(index, found[index.ids[r]]) for r in (choice.row, *choice.repeats))
        return ContextItem(
            text=str(found[index.ids[choice.row]]["text"]),
            score=float(activation.scores[choice.row]),
            parts=parts,
            sources=context.item_sources(sources),
            path=path(index, query, activation.spread, choice.row, parts)
            if options.explain
            else (),
            tokens=tokens,
        )

    def _walk(self, index: UserIndex, seeds: Floats) -> Floats:
        """PageRank as a share of its best, over links kept while the graph stays the same."""
        revision, graph = self._walks.get(index, (-1, None))
        if graph is None or revision != index.revision:
            graph = pagerank.links(index)
            self._walks = WeakKeyDictionary({index: (index.revision, graph)})
        ranking = pagerank.personalised_pagerank(graph, seeds, alpha=self._settings.alpha)
        best = float(ranking.scores.max(initial=0.0))
        return ranking.scores / np.float32(best) if best > 0 else ranking.scores


def _moment(row: Row) -> datetime:
    return from_ms(cast("int", row["occurred_at"]))


def _words(row: Row | None) -> frozenset[str] | None:
    return None if row is None else frozenset(_WORD.findall(str(row["text"]).casefold()))


def _source(index: UserIndex, row: Row) -> Source:
    session = index.sessions[index.session_of[str(row["session_id"])]]
    return Source(
        event_id=str(row["event_id"]),
        external_id=cast("str | None", row["external_id"]),
        session_id=session.external_id,
        speaker=cast("str | None", row["speaker"]),
        role=cast("str | None", row["role"]),
        occurred_at=_moment(row),
        metadata=context.metadata(row),
    )


def _covered(query: str, items: Sequence[ContextItem]) -> float:
    """Return the share of the question's content words that the items hold."""
    wanted = set(stems(query))
    held = {stem for item in items for stem in stems(item.text)}
    return len(wanted & held) / len(wanted) if wanted else 0.0
