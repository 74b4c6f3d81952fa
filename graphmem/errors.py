"""Every error graphmem raises, one tree.

GraphMemError
├── SettingsError                wrong or missing configuration
├── EventError                   an event cannot be read or is refused at the border
│   └── ImportFileError          a line of an import file is bad; .line names it
├── StoreError                   .query names the .cypher file, where there is one
│   ├── StoreUnavailableError    cannot be opened or reached now
│   │   ├── StoreLockedError     another process holds it; .pid names it when known
│   │   ├── CopyUnfinishedError  a copy into it was begun and not finished
│   │   └── SleepingError        another process sleeps over this memory now
│   ├── StoreFullError           the disk is full
│   ├── ConstraintError          uniqueness or schema violated
│   ├── SchemaVersionError       the database is of a newer graphmem
│   └── EncoderMismatchError     memories were embedded by another encoder
├── QueryFileError               malformed .cypher; the message starts path:line
├── QueryRefusedError            a free query is not read-only or not allowed
│   └── QueryNotIsolatedError    free Cypher, but the database holds other users too
├── QueryTimeoutError            a free query ran past its time limit
├── ModelError                   weights missing, corrupt or of another version
└── ConvergenceError             an iteration ran out of steps; .steps, .residual
"""


class GraphMemError(Exception):
    """Base of all errors that graphmem raises on purpose."""


class SettingsError(GraphMemError):
    """A setting is missing, malformed or contradicts another."""


class EventError(GraphMemError):
    """An event cannot be read: empty, over-long, binary or wrongly typed."""


class ImportFileError(EventError):
    """A line of an import file is bad.

    Attributes:
        line: Line or record number, from 1.
    """

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line


class StoreError(GraphMemError):
    """The graph database refused or failed.

    Attributes:
        query: Name of the query that ran (``events.find_existing``), or None.
    """

    def __init__(self, message: str, *, query: str | None = None) -> None:
        super().__init__(f"{query}: {message}" if query else message)
        self.query = query


class StoreUnavailableError(StoreError):
    """The store cannot be opened or reached now; trying again later may help."""


class StoreLockedError(StoreUnavailableError):
    """Another process holds the user's database directory.

    Attributes:
        pid: Process id of the holder, when it left one.
    """

    def __init__(self, message: str, *, pid: int | None = None) -> None:
        super().__init__(message)
        self.pid = pid


class CopyUnfinishedError(StoreUnavailableError):
    """A copy of the user into this memory was begun and not finished; going on with it helps."""


class SleepingError(StoreUnavailableError):
    """Another process sleeps over this memory now, or has taken this sleep over."""


class StoreFullError(StoreError):
    """The disk is full; the transaction was rolled back."""


class ConstraintError(StoreError):
    """A uniqueness or schema rule of the graph was violated."""


class SchemaVersionError(StoreError):
    """The database was written by a newer graphmem than this one."""


class EncoderMismatchError(StoreError):
    """Stored vectors come from another encoder than the one loaded."""


class QueryFileError(GraphMemError):
    """A .cypher file is malformed. The message starts with ``path:line``."""


class QueryRefusedError(GraphMemError):
    """A free query writes, loads files or calls a procedure outside the allow-list."""


class QueryNotIsolatedError(QueryRefusedError):
    """A free query in a database that holds other users too: it might show theirs."""


class QueryTimeoutError(GraphMemError):
    """A free query ran past its time limit."""


class ModelError(GraphMemError):
    """Model weights are missing, corrupt or of another version."""


class ConvergenceError(GraphMemError):
    """An iterative method ran out of steps.

    Attributes:
        steps: Iterations done.
        residual: Last change (L1 per node).
    """

    def __init__(self, message: str, *, steps: int, residual: float) -> None:
        super().__init__(message)
        self.steps = steps
        self.residual = residual
