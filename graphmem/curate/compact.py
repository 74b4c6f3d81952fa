"""Making a user's database anew, so that its files hold nothing that was erased."""

from __future__ import annotations

from dataclasses import dataclass

from graphmem.curate.copying import copy_user
from graphmem.stores.base import Engine, Place
from graphmem.stores.pool import UserPool
from graphmem.types import CompactReport

_ON_A_SERVER = (
    "the server keeps these files: see docs/erasure.md for its transaction logs and free records"
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A place of which one user's database is open already, and stays open."""

    place: Place
    engine: Engine

    def exists(self, user_id: str) -> bool:
        return self.place.exists(user_id)

    def open(self, user_id: str) -> Engine:
        del user_id
        return self.engine

    def release(self, user_id: str, engine: Engine) -> None:
        """Do nothing: who holds it closes it."""


def compact(pool: UserPool, user_id: str) -> CompactReport:
    """Copy a user's graph into new files, compare, and put these in the place of the old ones."""
    place = pool.backend
    before = place.disk_bytes(user_id)
    with pool.closed(user_id), place.rebuilding(user_id) as made:
        if made is not None:
            engine, target = made
            copy_user(_Held(place, engine), target, user_id)
    advice = None if made is not None else _ON_A_SERVER
    return CompactReport(user_id, before, place.disk_bytes(user_id), advice)
