"""Fixtures of tests that belong to no package alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exploring import Graph, embedded, fill, on_server


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def graph(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Graph]:
    """Two users in one database, on either engine, for the queries that people explore with."""
    if request.param == "neo4j":
        opened = on_server(request.getfixturevalue("neo4j_server"))
    else:
        opened = embedded(tmp_path_factory.mktemp("explored"))
    with opened as engine:
        yield fill(engine)
