"""A lease per user, in the graph: who sleeps over a memory, and until when the claim holds.

It is taken by compare-and-set in one transaction, renewed in every transaction that writes, and
taken over once it has run out (Gray and Cheriton, SOSP 1989). Whoever lost it writes nothing more:
the renewal stands in the same transaction as the write. The database's clock counts, so workers on
several machines need not agree on the time.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import cast

from graphmem.errors import SleepingError, StoreUnavailableError
from graphmem.ids import digest
from graphmem.stores.base import Engine, Row, Transaction
from graphmem.stores.queries import load

_TAKE = load("leases.take_lease")
_HOLD = load("leases.hold_lease")
_RELEASE = load("leases.release_lease")
#: Tells this process from others, also from one that had its number before.
_PROCESS = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Lease:
    """A claim on one user's memory.

    Attributes:
        owner: Who has it: this process, and which sleep of it.
        ttl_ms: How long it holds without being renewed.
    """

    user_id: str
    owner: str
    ttl_ms: int

    @property
    def id(self) -> str:
        """Its id in the graph."""
        return digest("lease", self.user_id)

    def renew(self, tx: Transaction) -> None:
        """Hold on to it, inside a transaction that writes.

        Raises:
            SleepingError: Another worker has taken it over; nothing of the transaction is stored.
        """
        if not tx.run(_HOLD, {**self._scope(), "ttl_ms": self.ttl_ms}):
            raise SleepingError(f"another process has taken over the sleep of {self.user_id!r}")

    def release(self, engine: Engine) -> None:
        """Give it back."""
        engine.transaction(lambda tx: tx.run(_RELEASE, self._scope()))

    def _scope(self) -> Row:
        return {"user_id": self.user_id, "owner": self.owner}


@contextmanager
def taken(
    opened: Callable[[], AbstractContextManager[Engine]],
    user_id: str,
    *,
    lease_s: float,
    exclusive: bool,
) -> Generator[Lease]:
    """Hold a user's lease for a while.

    Args:
        exclusive: No other process can have the database open: a lease of one is left over.

    Raises:
        SleepingError: Another worker has it, or there is no such user.
    """
    lease = Lease(user_id, f"{_PROCESS}:{secrets.token_hex(4)}", round(lease_s * 1000))
    params: Row = {
        "id": lease.id,
        "user_id": user_id,
        "owner": lease.owner,
        "process": _PROCESS if exclusive else "",
        "ttl_ms": lease.ttl_ms,
    }
    with opened() as engine:
        found = engine.transaction(lambda tx: tx.run(_TAKE, params))
    if not found:
        raise SleepingError(f"{user_id!r} is being erased or copied: nothing to sleep over")
    if found[0]["owner"] != lease.owner:
        left = cast("int", found[0]["left_ms"]) / 1000
        raise SleepingError(
            f"another process sleeps over {user_id!r}: wait, or try again in {left:.0f} s, "
            "when its claim runs out"
        )
    try:
        yield lease
    finally:
        # A user who was erased meanwhile has none, and one of a lost server runs out.
        with suppress(StoreUnavailableError), opened() as engine:
            lease.release(engine)
