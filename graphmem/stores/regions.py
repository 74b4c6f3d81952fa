"""The part of a large user's graph that one question is about, found by the engine's own indexes.

A user of more events than a process should hold is not cached. For each question the engine's
vector and full-text indexes, names, times, neighbours and shared mentions give some hundred
events; these become a search structure like the cached one, so that all that follows is the same
code. What depends on the whole (how rare a word or a name is) is then counted over the region, so
answers come near those of the cache and are not equal to them (docs/production.md has figures).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.archive_scan import look_through
from graphmem.stores.base import Engine, Row
from graphmem.stores.index.bm25 import STOP_WORDS
from graphmem.stores.index.names import possible_names
from graphmem.stores.index.user_index import UserIndex, searched_tiers
from graphmem.stores.packing import unpack_event
from graphmem.stores.queries import Query, load
from graphmem.stores.records import ACTIVE, ChangeWindow

_BY_VECTOR = load("region.find_by_vector")
_BY_WORDS = load("region.find_by_words")
_BY_NAMES = load("region.find_by_names")
_BY_TIME = load("region.find_by_time")
_NEIGHBOURS = load("region.find_neighbours")
_CO_MENTIONS = load("region.find_co_mentions")
_REPLACEMENTS = load("region.find_replacements")
_PARTS = load("region.list_parts")
_EVENTS = load("region.load_events")
_LINKS = tuple(load(f"region.load_{unit}_links") for unit in ("event", "sentence"))
_SENTENCES = load("region.load_sentences")
_SESSIONS = load("region.load_sessions")
_SEMANTICS = load("region.find_semantics_by_vector")
_NAMED_SEMANTICS = load("region.find_semantics_by_names")
_LOAD_SEMANTICS = load("region.load_semantics")
_TOPICS = load("region.load_topics")

LIMIT = 100  # events that each way of looking may bring
FANOUT = 50  # a name in more places leads nowhere (recall/diffuse has the same bound)
_ASKED = (200, 2_000, 20_000)  # neighbours asked of an index that other users fill too
_SOURCES = 20  # best seeds, whose neighbours in time come along
_MENTIONING = 5  # best seeds, whose mentions are followed
_WORD = re.compile(r"\w+")
_EVER = 2**62  # epoch ms: no bound


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which events may be recalled (epoch ms; None: no bound).

    Attributes:
        session_id: Id of the one session, None for all.
    """

    as_of: int | None = None
    known_at: int | None = None
    session_id: str | None = None
    deep: bool = False

    def params(self) -> Row:
        """Return the query parameters."""
        return {
            "as_of": _EVER if self.as_of is None else self.as_of,
            "known_at": _EVER if self.known_at is None else self.known_at,
            "session_id": self.session_id,
            "tiers": list(searched_tiers(deep=self.deep, in_session=self.session_id is not None)),
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the engine's indexes take it.

    Attributes:
        vector: Unit vector. Shape: (dimension,).
        intervals: Times that the question names, as [start, end) in epoch ms.
    """

    text: str
    vector: NDArray[np.float32]
    intervals: Sequence[tuple[int, int]]


class RegionReader:
    """Reads regions of one user's graph.

    Args:
        dimension: Length of the vectors.
    """

    def __init__(self, engine: Engine, user_id: str, dimension: int) -> None:
        self._engine = engine
        self._user_id = user_id
        self._dimension = dimension

    def around(self, asked: Asked, bounds: Bounds) -> UserIndex:
        """Return search structures over the region that a question activates."""
        ways = [
            self._by_vector(asked.vector, bounds),
            self._by_words(asked.text, bounds),
            self._ids(_BY_NAMES, keys=possible_names(asked.text), fanout=FANOUT, limit=LIMIT),
            *(self._ids(_BY_TIME, start=a, end=b, limit=LIMIT) for a, b in asked.intervals),
        ]
        if bounds.deep:
            ways += self._in_archive(asked, bounds)
        best = fused(ways)
        near = self._ids(_NEIGHBOURS, ids=best[:_SOURCES])
        sharing = best[:_MENTIONING]
        ways += [near, self._ids(_CO_MENTIONS, ids=sharing, fanout=FANOUT, limit=LIMIT)]
        ways.append(self._ids(_REPLACEMENTS, ids=best[:LIMIT], limit=LIMIT))
        ids = dict.fromkeys(i for way in ways for i in way)
        return self.load(ids, self._semantics(asked) if bounds.session_id is None else ())

    def load(self, ids: Iterable[str], semantics: Sequence[str] = ()) -> UserIndex:
        """Return search structures over events, and the chunks of those that have some.

        Args:
            semantics: Ids of semantic memories that come along.
        """
        parts = self._ids(_PARTS, ids=list(ids))
        events = self._rows(_EVENTS, ids=parts)
        packed = [sentence for event in events for sentence in unpack_event(event)]
        links = [row for query in _LINKS for row in self._rows(query, ids=parts)]
        sessions = self._rows(_SESSIONS, ids=sorted({str(e["session_id"]) for e in events}))
        memories = self._rows(_LOAD_SEMANTICS, ids=list(semantics))
        links += self._rows(_TOPICS, ids=list(semantics))
        index = UserIndex(self._dimension, deep=True)  # of what was asked for nothing is left out
        params: Row = {"ids": parts, "user_id": self._user_id}
        sentences = self._engine.read(_SENTENCES, params) if parts else ()
        index.refresh(_Region([*events, *memories], links, sessions, chain(sentences, packed)), 1)
        _unlink_strangers(index, [*events, *memories])
        return index

    def _by_vector(self, vector: NDArray[np.float32], bounds: Bounds) -> list[str]:
        """Ask for more neighbours while other users' or forbidden ones leave too few."""
        found: list[str] = []
        for k in _ASKED:
            params = {"vector": vector.tolist(), "k": k, "limit": LIMIT, **bounds.params()}
            found = self._ids(_BY_VECTOR, **params)
            if len(found) >= LIMIT // 4:
                break
        return found

    def _semantics(self, asked: Asked) -> list[str]:
        """Return ids of semantic memories: the nearest, and those about what is named."""
        k = _ASKED[0]
        near = self._ids(_SEMANTICS, vector=asked.vector.tolist(), k=k, limit=LIMIT // 2)
        keys = possible_names(asked.text)
        return fused([near, self._ids(_NAMED_SEMANTICS, keys=keys, limit=LIMIT // 2)])

    def _in_archive(self, asked: Asked, bounds: Bounds) -> list[list[str]]:
        """Look through what no index holds."""
        params, vector = bounds.params(), asked.vector
        return look_through(
            self._engine.read, self._user_id, asked.text, vector, params, limit=LIMIT
        )

    def _by_words(self, text: str, bounds: Bounds) -> list[str]:
        words = [w for w in _WORD.findall(text.lower()) if w not in STOP_WORDS]
        if not words:
            return []
        # Only letters and digits are left, in lower case: nothing the index takes for an operator.
        return self._ids(_BY_WORDS, words=" ".join(words), limit=LIMIT, **bounds.params())

    def _ids(self, query: Query, **params: object) -> list[str]:
        return [str(row["id"]) for row in self._rows(query, **params)]

    def _rows(self, query: Query, **params: object) -> list[Row]:
        if params.get("ids") == []:
            return []
        return list(self._engine.read(query, {"user_id": self._user_id, **params}))


def fused(rankings: Sequence[Sequence[str]]) -> list[str]:
    """Return ids by reciprocal rank fusion, best first, ties by id.

    Cormack, Clarke and Büttcher, 2009, "Reciprocal rank fusion outperforms Condorcet"; k = 60.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, found in enumerate(ranking, start=1):
            scores[found] = scores.get(found, 0.0) + 1 / (60 + rank)
    return sorted(scores, key=lambda i: (-scores[i], i))


@dataclass(frozen=True, slots=True)
class _Region:
    """What a region's search structures are filled from."""

    events: Sequence[Row]
    links: Sequence[Row]
    sessions: Sequence[Row]
    sentences: Iterable[Row]

    def pull_tied(self, revision: int) -> Iterator[str]:  # noqa: ARG002
        return (str(row["id"]) for row in self.events)  # not known: recall asks of all

    def pull_removed(self, revision: int) -> Callable[[str], bool] | None:  # noqa: ARG002
        return None

    def pull_sessions(self, revision: int) -> Iterator[Row]:  # noqa: ARG002
        return iter(self.sessions)

    def pull_entities(self, revision: int) -> Iterator[Row]:  # noqa: ARG002
        named = {str(r["entity_id"]): r for r in self.links}
        return ({**row, "id": i, "status": ACTIVE} for i, row in sorted(named.items()))

    def pull_changes(self, revision: int, until: int) -> Iterator[ChangeWindow]:  # noqa: ARG002
        yield ChangeWindow(until, tuple(self.events), tuple(self.links), self.sentences)


def _unlink_strangers(index: UserIndex, events: Sequence[Row]) -> None:
    """Cut chains where what stands between two events was not read."""
    row_of: Mapping[str, Row] = {str(e["id"]): e for e in events}
    before, after = index.chains.before.values, index.chains.after.values
    for a, b in [(a, int(b)) for a, b in enumerate(after) if b >= 0]:
        one, two = row_of[index.ids[a]], row_of[index.ids[b]]
        if two["whole_id"] not in (one["whole_id"], one["next_id"]):
            after[a] = before[b] = -1
