"""The driver's seam without a server: addresses, and what failures are called."""

from __future__ import annotations

import pytest

from graphmem.errors import (
    ConstraintError,
    SettingsError,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
)
from graphmem.settings import ServerSettings, Settings, place_of
from graphmem.stores.neo4j import Neo4jDriver
from graphmem.stores.server import check_version, database_name
from graphmem.stores.server_errors import store_error


def test_a_server_that_does_not_answer_is_unavailable():
    """The error names the address and what to do, never the password."""
    limits = ServerSettings(connect_timeout_s=1.0, acquire_timeout_s=1.0)
    driver = Neo4jDriver("bolt://127.0.0.1:1", "neo4j", "s3cret-word", limits)
    with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1:1") as raised:
        driver.agent()
    driver.close()

    assert "start the server, or correct GRAPHMEM_URL" in str(raised.value)
    assert "s3cret-word" not in str(raised.value)


@pytest.mark.parametrize("url", ["ftp://host", "http://host:7474", "neo4j://", "://x"])
def test_a_malformed_address_is_a_settings_error(url: str):
    """What is no server address is told before anything is tried."""
    with pytest.raises(SettingsError, match="neo4j://host:7687"):
        place_of(url, Settings())


def test_an_account_in_the_address_is_refused_and_not_repeated():
    """Addresses end up in logs; an account belongs into settings of its own."""
    with pytest.raises(SettingsError, match="GRAPHMEM_PASSWORD") as raised:
        place_of("neo4j://ana:s3cret-word@host:7687", Settings())

    assert "s3cret-word" not in str(raised.value)


@pytest.mark.parametrize(
    ("kind", "code", "message", "error", "advice"),
    [
        ("AuthError", "Neo.ClientError.Security.Unauthorized", "", StoreUnavailableError,
         "GRAPHMEM_USER"),
        ("ClientError", "Neo.ClientError.Security.AuthenticationRateLimit", "",
         StoreUnavailableError, "GRAPHMEM_PASSWORD"),
        ("Forbidden", "Neo.ClientError.Security.Forbidden", "", StoreError, "grant it"),
        ("ForbiddenOnReadOnlyDatabase", "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "",
         StoreUnavailableError, "neo4j://"),
        ("NotALeader", "Neo.ClientError.Cluster.NotALeader", "", StoreUnavailableError, "neo4j://"),
        ("TransientError", "Neo.TransientError.Transaction.DeadlockDetected", "",
         StoreUnavailableError, "RETRY_S"),
        ("ConstraintError", "Neo.ClientError.Schema.ConstraintValidationFailed", "",
         ConstraintError, "rule"),
        ("DatabaseError", "Neo.DatabaseError.Transaction.TransactionCommitFailed",
         "No space left on device", StoreFullError, "make room"),
        ("ClientError", "Neo.ClientError.Database.DatabaseNotFound", "", StoreUnavailableError,
         "GRAPHMEM_DATABASE"),
        ("ConnectionAcquisitionTimeoutError", "", "", StoreUnavailableError, "POOL_SIZE"),
        ("ServiceUnavailable", "", "Couldn't connect", StoreUnavailableError, "start the server"),
        ("DatabaseError", "Neo.DatabaseError.General.UnknownError", "odd", StoreError, "odd"),
    ],
)  # fmt: skip
def test_failures_have_our_names_and_say_what_to_do(
    kind: str, code: str, message: str, error: type[StoreError], advice: str
):
    """Each kind of failure is one of our errors, with the query and the server named."""
    found = store_error(kind, code, message, where="bolt://host", query="events.find_items")

    assert type(found) is error
    assert advice in str(found)
    assert str(found).startswith("events.find_items: bolt://host")


@pytest.mark.parametrize("agent", ["Neo4j/5.25.1", "Neo4j/4.4.40", "Memgraph/2.0"])
def test_servers_that_are_too_old_or_others_are_refused(agent: str):
    """The message names what is there and what is needed."""
    with pytest.raises(StoreError, match=r"5\.26 or newer"):
        check_version(agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.27-aura", "Neo4j/2026.09.0"])
def test_newer_servers_are_taken(agent: str):
    """The long-term release, Aura and releases named by year."""
    check_version(agent)


def test_database_names_fit_the_server_s_rules():
    """Letters, digits and dashes, at most 63; another id gives another name."""
    names = {database_name(user) for user in ("ana", "Ana", "ä/../x" * 80)}

    assert len(names) == 3
    assert all(n.replace("-", "").isalnum() and len(n) <= 63 for n in names)
