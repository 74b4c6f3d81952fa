"""Both engines side by side, and how much was compared."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

import pytest

from graphmem.ingest.extract import Extractor
from graphmem.memory import Memory
from tests.conftest import make_settings
from tests.congruence.pair import COUNTS, HISTORIES, Opener
from tests.fakes import FakeEncoder
from tests.neo4j_server import Neo4jServer


class Engines:
    """How to open a memory on each engine; no dataclass, since the account is in the openers.

    Attributes:
        alone: No other user is on the server.
    """

    def __init__(self, openers: tuple[Opener, Opener], *, alone: bool) -> None:
        self.openers = openers
        self.alone = alone


@pytest.fixture(scope="module")
def engines(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """An empty folder, and the server; emptied if that is allowed."""
    if neo4j_server.may_wipe:
        neo4j_server.wipe()
    root = tmp_path_factory.mktemp("congruence")
    openers = (
        partial(open_memory, root / "embedded", root, neo4j_server),
        partial(open_memory, neo4j_server.url, root, neo4j_server),
    )
    with openers[1]() as memory:
        alone = not memory.users()
    return Engines(openers, alone=alone)


def open_memory(
    location: Path | str,
    root: Path,
    server: Neo4jServer,
    *,
    version: str = "fake-1",
    extractor: Extractor | None = None,
    check_encoder: bool = True,
) -> Memory:
    """Open a memory with the fake encoder and small chunks; it caches nothing outside ``root``."""
    settings = make_settings(
        ingest={"chunk_tokens": 48, "batch_events": 3},
        home=root / "caches",
        user=server.user,
        password=server.password,
    )
    encoder = FakeEncoder(version)
    return Memory.open(
        location,
        settings=settings,
        encoder=encoder,
        extractor=extractor,
        check_encoder=check_encoder,
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what was compared; GRAPHMEM_CONGRUENCE_OUT names a file for it."""
    histories = COUNTS.pop(HISTORIES, 0)
    if not histories:
        return
    operations, kinds = sum(COUNTS.values()), sorted({name for name, _ in COUNTS})
    terminalreporter.write_line(
        f"congruence: {operations:,} operations of {len(kinds)} kinds in {histories} histories "
        "gave the same on both engines"
    )
    named = os.environ.get("GRAPHMEM_CONGRUENCE_OUT")
    if named:
        by_kind = {k: {what: n for (name, what), n in COUNTS.items() if name == k} for k in kinds}
        counts = {"histories": histories, "operations": operations, "kinds": by_kind}
        Path(named).write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
