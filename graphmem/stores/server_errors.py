"""What a server's failures are called here, and what to do about each; names no driver."""

from __future__ import annotations

from graphmem.errors import (
    ConstraintError,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
)

_START = "start the server, or correct GRAPHMEM_URL"
_ACCOUNT = "set GRAPHMEM_USER and GRAPHMEM_PASSWORD to an account of the server"
_LEADER = "this server only reads: use its neo4j:// address, which finds the one that writes"
_BUSY = "other writers kept it busy: try again, or raise GRAPHMEM_SERVER__RETRY_S"
_LONG = "others wrote to the same user all the time, or it is slow: raise GRAPHMEM_SERVER__WRITE_S"
_UNKNOWN = "the connection was lost while it stored something: look whether it is there"
_SLOW = "every connection was in use: raise GRAPHMEM_SERVER__POOL_SIZE"
_MEMORY = "the server ran out of memory: raise db.memory.transaction.max or its heap"
_GRANT = "the server forbids it to this account: grant it, or use another account"

#: (part of the driver's class, the server's code or its message; our error; what to do),
#: the first that fits counts.
_MAPPED: tuple[tuple[str, type[StoreError], str], ...] = (
    ("No space left", StoreFullError, "the server's disk is full: make room, then try again"),
    ("not enough disk space", StoreFullError, "the server's disk is full: make room"),
    ("Schema.Constraint", ConstraintError, "a rule of the graph was violated"),
    ("Database.DatabaseNotFound", StoreUnavailableError, "create it, or set GRAPHMEM_DATABASE"),
    ("UnsupportedAdministrationCommand", StoreError, "this edition has one database: unset "
     "GRAPHMEM_SERVER__DATABASE_PER_USER"),
    ("Security.Forbidden", StoreError, _GRANT),
    ("Forbidden on read", StoreUnavailableError, _LEADER),
    ("ReadOnly", StoreUnavailableError, _LEADER),
    ("NotALeader", StoreUnavailableError, _LEADER),
    ("WriteServiceUnavailable", StoreUnavailableError, "the cluster has no server that writes: "
     "wait for its election, then try again"),
    ("AuthError", StoreUnavailableError, _ACCOUNT),
    ("Security.", StoreUnavailableError, _ACCOUNT),
    ("TokenExpired", StoreUnavailableError, _ACCOUNT),
    ("ConnectionAcquisitionTimeoutError", StoreUnavailableError, _SLOW),
    ("OutOfMemory", StoreUnavailableError, _MEMORY),
    ("DeadlockDetected", StoreUnavailableError, _BUSY),
    ("LockClient", StoreUnavailableError, _LONG),
    ("TransactionTimedOut", StoreUnavailableError, _LONG),
    ("IncompleteCommit", StoreUnavailableError, _UNKNOWN),
    ("TransientError", StoreUnavailableError, "try again"),
    ("ServiceUnavailable", StoreUnavailableError, _START),
    ("SessionExpired", StoreUnavailableError, _START),
    ("DatabaseUnavailable", StoreUnavailableError, "the database is stopped: START DATABASE"),
)  # fmt: skip


def store_error(kind: str, code: str, message: str, *, where: str, query: str | None) -> StoreError:
    """Return our error for a failure of the driver or the server.

    Args:
        kind: The driver's class of it.
        code: The server's code (``Neo.TransientError.Transaction.DeadlockDetected``), or "".
        where: The server's address, without an account.
        query: Name of the query that ran.
    """
    for mark, error, advice in _MAPPED:
        if mark in kind or mark in code or mark in message:
            said = "" if error is StoreUnavailableError and not code else f" ({message})"
            return error(f"{where}: {code or kind}: {advice}{said}", query=query)
    return StoreError(f"{where}: {code or kind}: {message}", query=query)
