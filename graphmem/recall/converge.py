"""Convergence: from scores of all rows to the few items, and words, that answer.

Candidates → what is current above what it replaced → repetition merged → selection under limit and
budget → disputes → order → text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import cast

import numpy as np

from graphmem.psm.confidence import Confidence
from graphmem.psm.runtime import TextEncoder
from graphmem.recall import context, select
from graphmem.recall.arrange import arranged
from graphmem.recall.disputes import Side, left_alone, side_by_side, sides
from graphmem.recall.found import Activated, Shelf, candidates, stood
from graphmem.recall.newest import newest_first
from graphmem.recall.recurring import absorbed, recurrence
from graphmem.recall.repeats import Choice, merge, propose, statement
from graphmem.recall.standing import Pair
from graphmem.stores.base import Row
from graphmem.stores.index.bm25 import tokens as stems
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import Context, ContextItem, Dispute, Passed, RecallOptions

SPARE = 4  # candidates per item wanted: room for repeats and for lines over the budget


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Items in the order of their score, with their lines."""

    choices: list[Choice]
    sides: list[tuple[Side, ...]]
    lines: list[str]
    tokens: list[int]


class Converger:
    """Makes contexts; holds what is the same for all users.

    Args:
        local: Zone in which times are written in ``Context.text``.
        newest_at: Cosine from which two statements of a speaker are of one thing.
    """

    def __init__(
        self, encoder: TextEncoder, *, local: tzinfo = UTC, newest_at: float = 1.0
    ) -> None:
        self._encoder = encoder
        self._newest_at = newest_at
        self._local = local
        self._header: int | None = None
        self._confidence = Confidence.load()

    def converge(
        self,
        found: Activated,
        shelf: Shelf,
        options: RecallOptions,
        *,
        context_id: str,
        done: Callable[[str], None],
    ) -> Context:
        """Return the context of one recall.

        Args:
            done: Told of each stage that ended ("fetch", "converge").
        """
        index = found.index
        best = candidates(found.scores, options.limit * SPARE)
        found, rows, standing = stood(found, shelf, best, options.limit)
        vectors = index.vectors.rows(np.asarray(rows, np.int32))
        # Only a budget, or a choice by coverage, makes more candidates than items useful.
        open_choice = options.budget_tokens is not None or options.select == "coverage"
        most = len(rows) if open_choice else options.limit
        events = self._events(index, shelf, propose(rows, vectors, limit=most))
        done("fetch")
        known = [row for row in rows if index.ids[row] in events]
        choices = merge(
            known,
            lambda row: statement(index, row, events[index.ids[row]]),
            apart=standing.apart if standing else None,
        )
        choices = absorbed(choices, index.ids, events)[:most]
        found, choices = newest_first(found, choices, events, standing, least=self._newest_at)
        pairs = standing.pairs(row for c in choices for row in c.rows) if standing else []
        chosen = self._choose(found, pairs, choices, events, options)
        items, order = self._items(found, chosen, events, options)
        passed = self._passed(found, shelf, items, rows, options) if options.explain else ()
        done("converge")
        header = self._header_tokens() if items else 0
        return Context(
            id=context_id,
            query=found.query.text,
            items=items,
            text=context.render(chosen.lines[n] for n in order),
            tokens=sum(item.tokens for item in items) + header,
            confidence=self._sureness(found, chosen.choices, items),
            passed=passed,
        )

    def _sureness(
        self, found: Activated, choices: Sequence[Choice], items: Sequence[ContextItem]
    ) -> float:
        """Return the chance that all that is needed is there: calibrated where it was weighed."""
        chances = found.parts.get("network")
        if chances is None:
            return context.confidence(items, covered(found.query.text, items))
        region = np.flatnonzero(chances)
        taken = np.isin(region, [row for choice in choices for row in choice.rows])
        return self._confidence.of(chances[region], taken)

    def _choose(
        self,
        found: Activated,
        pairs: Sequence[Pair],
        choices: list[Choice],
        events: Mapping[str, Row],
        options: RecallOptions,
    ) -> _Chosen:
        """Select under limit and budget; the marks of disputes count too."""
        ids, room = found.index.ids, self._room(options)
        lines = [self._line(choice, ids, events) for choice in choices]
        tokens = self._encoder.count_tokens(lines)
        kept = self._kept(found, choices, tokens, options, room)
        if options.enough is not None:
            kept = _enough(found, choices, kept, pairs, options.enough)
        kept = left_alone(kept, choices, pairs)
        while True:
            some = [choices[n] for n in kept]
            known = sides(some, pairs)
            marked = [
                self._line(choices[n], ids, events, self._told(s, some, ids, events))
                if s
                else lines[n]
                for n, s in zip(kept, known, strict=True)
            ]
            counts = [tokens[n] for n in kept]
            if any(known):
                counts = self._encoder.count_tokens(marked)
            if room is None or sum(counts) <= room:
                return _Chosen(some, known, marked, counts)
            # The marks need the room of the least item.
            kept = left_alone(kept[:-1], choices, pairs)

    def _kept(
        self,
        found: Activated,
        choices: Sequence[Choice],
        tokens: Sequence[int],
        options: RecallOptions,
        room: int | None,
    ) -> list[int]:
        limit = options.limit
        by_coverage = options.select == "coverage" or (
            options.select == "auto" and select.binds(tokens, limit=limit, room=room)
        )
        if not by_coverage:
            return select.by_score(tokens, limit=limit, room=room)
        rows = np.array([choice.row for choice in choices], np.int32)
        holds, weights = select.question_parts(found.index, found.query, rows.tolist())
        vectors = found.index.vectors.rows(rows)
        what = select.Candidates(found.scores[rows], tokens, vectors, holds, weights)
        return select.by_coverage(what, limit=limit, room=room)

    def _items(
        self,
        found: Activated,
        chosen: _Chosen,
        events: Mapping[str, Row],
        options: RecallOptions,
    ) -> tuple[tuple[ContextItem, ...], list[int]]:
        """Return the items in the order asked for, and their places in ``chosen``."""
        ids = found.index.ids
        told = options.explain or options.order == "path"
        paths = [found.steps_of(c.row) if told else [] for c in chosen.choices]
        moments = [cast("int", events[ids[c.row]]["occurred_at"]) for c in chosen.choices]
        own = [frozenset(ids[row] for row in c.rows) for c in chosen.choices]
        order = arranged(options.order, moments, own, paths)
        order = side_by_side(
            order, dict(enumerate(chosen.sides)), moments, by_time=options.order == "time"
        )
        items = tuple(
            ContextItem(
                text=str(events[ids[chosen.choices[n].row]]["text"]),
                score=max(float(found.scores[row]) for row in chosen.choices[n].rows),
                parts=found.parts_of(chosen.choices[n].row),
                sources=context.sources(
                    found.index, [events[ids[row]] for row in chosen.choices[n].rows]
                ),
                path=tuple(paths[n]) if options.explain else (),
                tokens=chosen.tokens[n],
                disputes=self._told(chosen.sides[n], chosen.choices, ids, events),
                recurrence=recurrence(events[ids[chosen.choices[n].row]]),
            )
            for n in order
        )
        return items, order

    def _passed(
        self,
        found: Activated,
        shelf: Shelf,
        items: Sequence[ContextItem],
        rows: Sequence[int],
        options: RecallOptions,
    ) -> tuple[Passed, ...]:
        """Return what paths come from, and the best rows that were not taken."""
        index = found.index
        chosen = {source.event_id for item in items for source in item.sources}
        chosen |= {step.target for item in items for step in item.path}
        ways = [s.source for item in items for s in item.path if s.source in index.row_of]
        near = [index.ids[row] for row in rows[: 2 * options.limit]]
        wanted = [i for i in dict.fromkeys([*ways, *near]) if i not in chosen]
        there = shelf.items(wanted[: len(set(ways)) + options.limit])
        known = sorted((index.row_of[i] for i in there), key=lambda r: (-found.scores[r], r))
        return tuple(context.passed(there[index.ids[r]], float(found.scores[r])) for r in known)

    def _told(
        self,
        known: Sequence[Side],
        choices: Sequence[Choice],
        ids: Sequence[str],
        events: Mapping[str, Row],
    ) -> tuple[Dispute, ...]:
        """Return the sides as a caller reads them."""
        others = [events[ids[choices[side.other].row]] for side in known]
        return tuple(
            Dispute(s.stance, str(o["event_id"]), context.moment(o), s.fact, s.against)
            for s, o in zip(known, others, strict=True)
        )

    def _line(
        self,
        choice: Choice,
        ids: Sequence[str],
        events: Mapping[str, Row],
        disputes: Sequence[Dispute] = (),
    ) -> str:
        said = [events[ids[row]] for row in choice.rows]
        return context.item_line(said, self._local, disputes)

    def _events(self, index: UserIndex, shelf: Shelf, rows: Sequence[int]) -> dict[str, Row]:
        there = shelf.items([index.ids[row] for row in rows])
        # Another process may have erased one of them, or put it into a session of later on.
        return {i: r for i, r in there.items() if str(r["session_id"]) in index.session_of}

    def _room(self, options: RecallOptions) -> int | None:
        """Return the tokens that lines may have together; None: no bound."""
        budget = options.budget_tokens
        return None if budget is None else max(budget - self._header_tokens(), 0)

    def _header_tokens(self) -> int:
        if self._header is None:
            self._header = self._encoder.count_tokens([context.HEADER])[0]
        return self._header


def _enough(
    found: Activated,
    choices: Sequence[Choice],
    kept: list[int],
    pairs: Sequence[Pair],
    share: float,
) -> list[int]:
    """Return the items to keep that hold a share of what is expected to be needed.

    What tells otherwise than one of them stays too: half a contradiction would look like a fact.
    """
    chances = found.parts.get("network")
    if chances is None or not kept:
        return kept
    held = [float(chances[list(choices[n].rows)].sum()) for n in kept]
    first = select.first_enough(held, float(chances.sum()), share=share)
    rows = {row for n in kept[:first] for row in choices[n].rows}
    beside = {p.one for p in pairs if p.other in rows} | {p.other for p in pairs if p.one in rows}
    return kept[:first] + [n for n in kept[first:] if not beside.isdisjoint(choices[n].rows)]


def covered(query: str, items: Sequence[ContextItem]) -> float:
    """Return the share of the question's content words that the items hold."""
    wanted = set(stems(query))
    held = {stem for item in items for stem in stems(item.text)}
    return len(wanted & held) / len(wanted) if wanted else 0.0
