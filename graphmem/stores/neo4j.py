"""The server's driver, named in this file only; so far it tells whether a server is there."""

from __future__ import annotations

from typing import Any, cast

from neo4j import GraphDatabase
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)

from graphmem.errors import SettingsError, StoreUnavailableError

_TIMEOUT_S = 5.0
_DATABASE = cast("Any", GraphDatabase)  # the driver types its options as unknown


def ping(url: str, user: str | None, password: str | None, *, timeout_s: float = _TIMEOUT_S) -> str:
    """Connect to a server and return what it says it is ("Neo4j/5.26.0 at host:7687").

    Raises:
        SettingsError: The address is malformed.
        StoreUnavailableError: It cannot be reached, or refuses the account; the message says
            what to do, and never holds the password.
    """
    auth = None if user is None else (user, password or "")
    try:
        limits = {"connection_timeout": timeout_s, "connection_acquisition_timeout": timeout_s}
        with _DATABASE.driver(url, auth=auth, **limits) as driver:
            info = driver.get_server_info()
    except (ConfigurationError, ValueError) as exc:
        raise SettingsError(
            f"GRAPHMEM_URL {url!r} is no server address: give neo4j://host:7687"
        ) from exc
    except AuthError as exc:
        raise StoreUnavailableError(
            f"{url} refuses the account: set GRAPHMEM_USER and GRAPHMEM_PASSWORD"
        ) from exc
    except ServiceUnavailable as exc:
        raise StoreUnavailableError(
            f"{url} does not answer: start the server, or correct GRAPHMEM_URL"
        ) from exc
    except (DriverError, Neo4jError) as exc:
        raise StoreUnavailableError(f"{url} fails: {type(exc).__name__}") from exc
    return f"{info.agent} at {info.address[0]}:{info.address[1]}"
