"""What changed in a user's graph since a revision: what caches are filled from."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, count

from graphmem.stores.base import Engine, Row
from graphmem.stores.packing import unpack_event
from graphmem.stores.queries import Query, load
from graphmem.stores.records import ChangeWindow

_SECRET = load("users.find_secret")
_PULL_EVENTS = load("events.pull_events")
_PULL_SENTENCES = load("events.pull_sentences")
_PULL_SESSIONS = load("sessions.pull_sessions")
_PULL_ENTITIES = load("entities.pull_entities")
_PULL_LINKS = tuple(
    load(name)
    for name in (
        "entities.pull_event_links",
        "entities.pull_sentence_links",
        "facts.pull_event_subjects",
        "facts.pull_sentence_subjects",
    )
)
_PULL_SEMANTICS = load("semantics.pull_semantics")
_PULL_TOPICS = load("semantics.pull_topics")
_PULL_TIES = tuple(load(f"recall.pull_{x}") for x in ("ties", "corrections", "semantic_ties"))
_PULL_TIED = tuple(load(f"recall.pull_{x}") for x in ("tied", "tied_semantics"))
_PULL_TOMBSTONES = load("erase.pull_tombstones")
_WINDOW, _WINDOW_ROWS = 16, 4_000  # revisions pulled at first; vectors that a pull aims at


class ChangeFeed:
    """Reads the changes of one user's graph, removals included.

    Args:
        engine: The engine that holds the user's database.
        user_id: Scope of every query.
    """

    def __init__(self, engine: Engine, user_id: str) -> None:
        self._engine = engine
        self.user_id = user_id

    def pull_sessions(self, revision: int) -> Iterator[Row]:
        """Stream sessions changed since a revision."""
        return self._pull(_PULL_SESSIONS, revision)

    def pull_entities(self, revision: int) -> Iterator[Row]:
        """Stream entities changed since a revision."""
        return self._pull(_PULL_ENTITIES, revision)

    def pull_changes(self, revision: int, until: int) -> Iterator[ChangeWindow]:
        """Stream searchable events changed since a revision, with their links.

        A window takes as many revisions as give some thousand rows, so that neither a user of a
        hundred thousand events nor one of as many revisions is held or asked for in one piece.
        """
        return self.windows(revision, until, deep=False)

    def windows(self, revision: int, until: int, *, deep: bool) -> Iterator[ChangeWindow]:
        """See ``pull_changes``.

        Args:
            deep: Unpack what lies in the archive; else of that comes no more than its tier.
        """
        size = _WINDOW
        while revision < until:
            end = min(revision + size, until)
            scope: Row = {**self._scope(), "revision": revision, "until": end}
            events, links, sentences = self._changed_events(scope, deep=deep)
            semantics = list(self._engine.read(_PULL_SEMANTICS, scope))
            if semantics:
                links += self._engine.read(_PULL_TOPICS, scope)
            read = count()  # is ahead by one for each sentence that was taken
            taken = (row for row, _ in zip(sentences, read, strict=False))
            yield ChangeWindow(end, (*events, *semantics), tuple(links), taken)
            vectors = len(events) + next(read)
            size = max(1, min(size * 4, size * _WINDOW_ROWS // max(vectors, 1)))
            revision = end

    def _changed_events(
        self, scope: Row, *, deep: bool
    ) -> tuple[list[Row], list[Row], Iterable[Row]]:
        """Return events, their links and a stream of their sentences, of one window."""
        events = list(self._engine.read(_PULL_EVENTS, {**scope, "deep": deep}))
        if not events:
            return [], [], ()
        links = [r for q in _PULL_LINKS for r in self._engine.read(q, scope)]
        packed = [row for event in events for row in unpack_event(event)]
        return events, links, chain(self._engine.read(_PULL_SENTENCES, scope), packed)

    def pull_tied(self, revision: int) -> Iterator[str]:
        """Stream ids of events whose facts have ties to others, new since a revision.

        The tie is new, or the event came to state a fact that has some. An event may come twice,
        and one whose ties were all taken back comes too.
        """
        queries = (*_PULL_TIES, *_PULL_TIED) if revision else _PULL_TIES
        return (str(row["id"]) for q in queries for row in self._pull(q, revision))

    def pull_removed(self, revision: int) -> Callable[[str], bool] | None:
        """Return a test for ids that were removed since a revision; None if none were."""
        keys = {str(r["key"]) for r in self._pull(_PULL_TOMBSTONES, revision)}
        if not keys:
            return None
        secrets = [str(r["secret"]) for r in self._engine.read(_SECRET, self._scope())]
        # None where the user was erased meanwhile: the next refresh finds another graph.
        return lambda i: any(tombstone_key(secret, i) in keys for secret in secrets)

    def _scope(self) -> Row:
        return {"user_id": self.user_id}

    def _pull(self, query: Query, revision: int) -> Iterator[Row]:
        return self._engine.read(query, {**self._scope(), "revision": revision})


@dataclass(frozen=True, slots=True)
class DeepFeed:
    """A feed that gives what lies in the archive as if it were at hand."""

    feed: ChangeFeed

    def pull_sessions(self, revision: int) -> Iterator[Row]:
        """See ``ChangeFeed``; likewise the others."""
        return self.feed.pull_sessions(revision)

    def pull_entities(self, revision: int) -> Iterator[Row]:
        """Stream entities changed since a revision."""
        return self.feed.pull_entities(revision)

    def pull_changes(self, revision: int, until: int) -> Iterator[ChangeWindow]:
        """Stream searchable events changed since a revision, those of the archive unpacked."""
        return self.feed.windows(revision, until, deep=True)

    def pull_tied(self, revision: int) -> Iterator[str]:
        """Stream ids of events whose facts came to have ties to others since a revision."""
        return self.feed.pull_tied(revision)

    def pull_removed(self, revision: int) -> Callable[[str], bool] | None:
        """Return a test for ids that were removed since a revision; None if none were."""
        return self.feed.pull_removed(revision)


def tombstone_key(secret: str, item_id: str) -> str:
    """Keyed hash of a removed id: it tells nothing without the user's own secret."""
    return hmac.new(secret.encode(), item_id.encode(), sha256).hexdigest()
