"""A memory that one version of the extractor has read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import USER
from tests.readers import LONG, reopened
from tests.toy import CONVERSATION


@pytest.fixture
def root(fresh: Callable[[], Path]) -> Path:
    """A memory that the rules of this version have read."""
    made = fresh()
    with reopened(made) as memory:
        memory.remember([*CONVERSATION, LONG], user_id=USER)
    return made
