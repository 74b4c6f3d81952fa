"""Copying a user's memory to another place, as it lies: resumed where it stopped, verified.

Every node and edge is copied with all it has; nothing is extracted or embedded anew. The user's
own node comes last and gets a lineage of its own: caches of what was there before do not fit it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, cast

from graphmem import ids
from graphmem.clock import now_ms
from graphmem.curate.tally import Tally
from graphmem.errors import EventError, StoreError, StoreUnavailableError
from graphmem.stores.base import Backend, Place, Row
from graphmem.stores.transfer import LABELS, PARTS, CopyRecord, Part, UserGraph
from graphmem.stores.unfinished import refuse_being_copied

_PAGE = 500  # nodes written, or whose edges are written, in one transaction
_IDS = 20_000  # ids listed at once
_LATER = frozenset({"User", "Access"})  # not counted: the one is written last, reading adds others
_PREFIX = 16  # characters of a lineage that tell what it is a copy of

#: What the target holds of a user: nothing; a part that the copy goes on from; a part that it
#: starts over from; this very copy; something else.
Standing = Literal["nothing", "part", "old part", "same", "other"]


@dataclass(frozen=True, slots=True)
class CopyStep:
    """How far a copy has come, in nodes and edges."""

    stage: Literal["copying", "verifying"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What became of a copy.

    Attributes:
        outcome: ``same``: it was there already, and nothing was written to either since.
        nodes: By label, as they are there and verified, or as far as they were copied.
        edges: By type, likewise.
        resumed_at: Nodes and edges that an earlier, interrupted run had copied.
        restarted: An earlier run's part was thrown away: it was of an older state, or damaged.
    """

    user_id: str
    outcome: Literal["copied", "same", "interrupted"]
    nodes: dict[str, int]
    edges: dict[str, int]
    resumed_at: int = 0
    restarted: bool = False


def _ignore(_step: CopyStep) -> None: ...


def _never() -> bool:
    return False


def standing(source: Place, target: Backend, user_id: str) -> Standing:
    """Tell what the target holds of a user, seen from the source; see ``copy_user``."""
    with _opened_source(source, user_id) as giver, _opened(target, user_id) as taker:
        return _standing(_present(giver), taker)


def copy_user(
    source: Place,
    target: Backend,
    user_id: str,
    *,
    replace: bool = False,
    on_step: Callable[[CopyStep], None] = _ignore,
    stopped: Callable[[], bool] = _never,
) -> CopyReport:
    """Copy a user, or go on with a copy that was interrupted, and compare all of it at the end.

    Args:
        replace: Erase what the target holds of this user first.
        on_step: Called after each page; what it counts as copied is durable.
        stopped: Asked between pages; True ends the copy, to be gone on with later.

    Raises:
        EventError: The source remembers nothing for the user, or the target holds something else,
            or both are the same memory.
        StoreLockedError: Another process holds one of them.
        StoreUnavailableError: The source was written to meanwhile; the next run starts over.
        StoreError: What is in the target is not what was read; the next run starts over.
    """
    with _opened_source(source, user_id) as giver:
        user = _present(giver)
        with _opened(target, user_id) as taker:
            found = _standing(user, taker)
            if found == "same":
                return CopyReport(user_id, found, *_by_kind(taker.counts()))
        if found == "other" and not replace:
            raise EventError(
                f"TO holds another memory of {user_id!r}: nothing is merged; --replace erases it"
            )
        if found in {"other", "old part"}:
            target.erase(user_id)
        with _opened(target, user_id) as taker:
            record = taker.record() or _begin(taker, user)
            copy = _Copy(giver, taker, user, record, on_step, stopped)
            return copy.run(restarted=found == "old part")


@contextmanager
def _opened(place: Place, user_id: str) -> Generator[UserGraph]:
    engine = place.open(user_id)
    try:
        yield UserGraph(engine, user_id)
    finally:
        place.release(user_id, engine)


@contextmanager
def _opened_source(place: Place, user_id: str) -> Generator[UserGraph]:
    """Open without making what is not there."""
    if not place.exists(user_id):
        raise EventError(f"nothing is remembered for {user_id!r} in FROM")
    with _opened(place, user_id) as graph:
        yield graph


def _present(giver: UserGraph) -> Row:
    user = giver.user()
    if user is None:
        refuse_being_copied(giver.engine.read, giver.user_id)
        raise EventError(f"nothing is remembered for {giver.user_id!r} in FROM")
    return user


def _standing(user: Row, taker: UserGraph) -> Standing:
    found, record = taker.user(), taker.record()
    if found is not None:
        if found["lineage"] == user["lineage"]:
            raise EventError(f"FROM and TO are the same memory of {taker.user_id!r}")
        if found.get("erasing"):
            return "old part"
        of_user = str(found["lineage"]).startswith(_origin(user))
        return "same" if of_user and found["revision"] == user["revision"] else "other"
    if record is None:
        return "nothing"
    read = (record.source_lineage, record.source_revision)
    return "old part" if record.stopped or read != _version(user) else "part"


def _version(user: Row) -> tuple[str, int]:
    return str(user["lineage"]), cast("int", user["revision"])


def _origin(user: Row) -> str:
    """Return how the lineages of all copies of a graph in this state begin."""
    lineage, revision = _version(user)
    return ids.digest("copy", lineage, str(revision))[:_PREFIX] + "-"


def _begin(taker: UserGraph, user: Row) -> CopyRecord:
    record = CopyRecord(_origin(user) + secrets.token_hex(8), *_version(user))
    taker.begin(record, now_ms=now_ms())
    return record


def _by_kind(counts: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the counts of nodes, and those of edges."""
    nodes = {name: n for name, n in counts.items() if name in LABELS}
    return nodes, {name: n for name, n in counts.items() if name not in LABELS}


def _pages(graph: UserGraph, first: int = 0, after: str = "") -> Iterator[tuple[Part, list[str]]]:
    """Go through a graph: each part, with some ids of its nodes at a time."""
    for part in PARTS[first:]:
        while found := graph.ids(part.label, after, _IDS):
            for start in range(0, len(found), _PAGE):
                yield part, found[start : start + _PAGE]
            after = found[-1]
        after = ""


class _Copy:
    """One run of a copy."""

    def __init__(
        self,
        giver: UserGraph,
        taker: UserGraph,
        user: Row,
        record: CopyRecord,
        on_step: Callable[[CopyStep], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._giver = giver
        self._taker = taker
        self._user = user
        self._record = record
        self._tally = Tally.from_json(record.tally)
        self._on_step = on_step
        self._stopped = stopped
        self._total = sum(n for name, n in giver.counts().items() if name != "User")

    def run(self, *, restarted: bool) -> CopyReport:
        resumed_at = self._tally.total()
        self._step("copying", self._tally)
        through = self._copy() and self._verify()
        if through:
            self._taker.finish(self._record, {**self._user, "lineage": self._record.lineage})
        counts = self._taker.counts() if through else self._tally.counts()
        outcome = "copied" if through else "interrupted"
        return CopyReport(
            self._taker.user_id, outcome, *_by_kind(counts), resumed_at, restarted=restarted
        )

    def _copy(self) -> bool:
        """Write what is left; False where it was stopped."""
        name = ""
        for part, chunk in _pages(self._giver, *self._record.position()):
            if self._stopped():
                return False
            if part.name != name:
                self._check_source()
                name = part.name
            rows = self._giver.page(part, chunk)
            if rows:
                self._tally.add(rows)
                after = self._record.moved(part, chunk[-1], self._tally.to_json())
                self._taker.write(self._record, after, rows)
                self._record = after
                self._step("copying", self._tally)
        self._check_source()
        self._check_counts()
        return True

    def _verify(self) -> bool:
        """Read back all that was written; False where it was stopped."""
        tally = Tally()
        for part, chunk in _pages(self._taker):
            if self._stopped():
                return False
            tally.add(self._taker.page(part, chunk))
            self._step("verifying", tally)
        wrong = self._tally.differences(tally)
        if wrong:
            self._taker.fail()
            raise StoreError(
                f"what is in TO is not what was read of {self._taker.user_id!r} "
                f"({'; '.join(wrong)}): run the same command again, it starts over"
            )
        return True

    def _check_source(self) -> None:
        user = self._giver.user()
        if user is None or _version(user) != _version(self._user):
            raise StoreUnavailableError(
                f"the memory of {self._giver.user_id!r} was written to while it was copied: stop "
                "what writes to it and run the same command again, it starts over"
            )

    def _check_counts(self) -> None:
        """Compare what was read with what the source says it has."""
        read, there = self._tally.counts(), self._giver.counts()
        names = sorted((read.keys() | there.keys()) - _LATER)
        wrong = [n for n in names if read.get(n, 0) != there.get(n, 0)]
        if wrong:
            self._taker.fail()
            said = "; ".join(f"{n}: {there.get(n, 0):,}, {read.get(n, 0):,} read" for n in wrong)
            raise StoreError(
                f"FROM has more or less than was read of {self._giver.user_id!r} ({said}): run the "
                "same command again, it starts over"
            )

    def _step(self, stage: Literal["copying", "verifying"], tally: Tally) -> None:
        self._on_step(CopyStep(stage, tally.total(), self._total))
