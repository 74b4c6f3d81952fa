"""A copy that is not what was read is found."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from graphmem.errors import CopyUnfinishedError, StoreError
from graphmem.stores import queries
from graphmem.stores.transfer import EDGE_TYPES, LABELS
from tests.conftest import USER, open_memory
from tests.graphs import change, local_engine, picture_of
from tests.unit.curate.copies import copy, stop_before_verifying

DAMAGES = {
    "Event": "MATCH (n:Event) WHERE n.external_id = 'e1' SET n.strength = 0.5",
    "Fact": "MATCH (n:Fact) WHERE n.id = 'ana-g' SET n.revision = 1.0",
    "Entity": "MATCH (n:Entity) WHERE n.id = 'ana-y' SET n.aliases = ['x']",
    "Semantic": "MATCH (n:Semantic) SET n.none = null",
    "Tombstone": "MATCH (n:Tombstone) WITH n ORDER BY n.id LIMIT 1 DELETE n",
    "NEXT": "MATCH (a:Event)-[r:NEXT]->(b) WHERE a.external_id = 'e1' DELETE r",
    "MENTIONS": "MATCH (a:Event)-[r:MENTIONS {start: 5}]->(b:Entity) WHERE b.id = 'ana-y' "
    "SET r.end = 9",
    "SAME_AS": "MATCH (a:Entity)-[:SAME_AS]->(b:Entity) CREATE (a)-[:SAME_AS {score: 0.25}]->(b)",
    "ABOUT": "MATCH (s:Semantic)-[r:ABOUT]->(x) DELETE r CREATE (s)-[:ABOUT]->(:Entity "
    "{id: 'ana-z', user_id: 'ana'})",
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_copy_is_found_and_made_anew(kind: str, source: Path, tmp_path: Path):
    """Whatever is not as it was read, down to the type of a number, is named."""
    stopped = copy(source, tmp_path, **stop_before_verifying())
    with local_engine(tmp_path) as engine:
        change(engine, DAMAGES[kind])

    with pytest.raises(StoreError, match=rf"not what was read of 'ana' \(.*\b{kind}: "):
        copy(source, tmp_path)
    with open_memory(tmp_path) as memory, pytest.raises(CopyUnfinishedError):
        memory.recall("Porto", user_id=USER)
    report = copy(source, tmp_path)

    assert stopped.outcome == "interrupted"
    assert (report.outcome, report.restarted) == ("copied", True)
    assert picture_of(tmp_path) == picture_of(source)


def test_a_damaged_vector_is_found(source: Path, tmp_path: Path):
    """One bit of one number of one vector."""
    copy(source, tmp_path, **stop_before_verifying())
    with local_engine(tmp_path) as engine:
        query = "MATCH (n:Event) WHERE n.external_id = 'e1' RETURN n.embedding AS v"
        vector = list(next(engine.read_text(query, {}, timeout_s=9))["v"])  # type: ignore[call-overload]
        vector[7] += 2**-24
        change(engine, "MATCH (n:Event) WHERE n.external_id = 'e1' SET n.embedding = $v", v=vector)

    with pytest.raises(StoreError, match="Event: as many as were read, but not the same"):
        copy(source, tmp_path)


def test_edges_of_an_unknown_kind_stop_the_copy(source: Path, tmp_path: Path):
    """What this graphmem does not know is not left out in silence."""
    own = Path(shutil.copytree(source, tmp_path / "source"))
    with local_engine(own) as engine:
        change(
            engine, "MATCH (a:Event)-[:NEXT]->(b:Event) WITH a, b LIMIT 1 CREATE (b)-[:ODD]->(a)"
        )

    with pytest.raises(StoreError, match="Event-ODD-Event"):
        copy(own, tmp_path / "target")


def test_every_label_and_edge_of_the_queries_can_be_copied():
    """A query that writes a new kind of node or edge needs a way to copy it."""
    texts = [queries.load(n).text for n in queries.names() if not n.startswith("copy.")]
    body = "\n".join(queries.bare(text) for text in texts)
    labels = {
        name for names in re.findall(r"\(\w*:([A-Z][A-Za-z|]+)", body) for name in names.split("|")
    }
    types = {t for names in re.findall(r"\[\w*:([A-Z_|]+)", body) for t in names.split("|")}

    assert len(labels) > 5
    assert len(types) > 8
    assert labels - LABELS <= {"Migration", "Copy", "Lease"}
    assert types <= EDGE_TYPES
