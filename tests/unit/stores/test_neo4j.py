"""Asking a server whether it is there."""

from __future__ import annotations

import pytest

from graphmem.errors import SettingsError, StoreUnavailableError
from graphmem.stores.neo4j import ping


def test_a_server_that_does_not_answer_is_unavailable():
    """The error names the address and what to do, never the password."""
    with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1:1 does not answer") as raised:
        ping("bolt://127.0.0.1:1", "neo4j", "s3cret-word", timeout_s=1.0)

    assert "GRAPHMEM_URL" in str(raised.value)
    assert "s3cret-word" not in str(raised.value)


@pytest.mark.parametrize("url", ["ftp://host", "host:7687", ""])
def test_a_malformed_address_is_a_settings_error(url: str):
    """What is no server address is told before anything is tried."""
    with pytest.raises(SettingsError, match="neo4j://"):
        ping(url, None, None)
