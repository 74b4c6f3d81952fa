"""Copies between folders: whole, resumed, refused where they would harm, and compared."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.curate import copying
from graphmem.curate.copying import CopyReport, CopyStep, copy_user, standing
from graphmem.curate.tally import Tally
from graphmem.errors import (
    CopyUnfinishedError,
    EncoderMismatchError,
    EventError,
    QueryRefusedError,
    StoreError,
    StoreLockedError,
)
from graphmem.stores import queries
from graphmem.stores.graph import GraphStore
from graphmem.stores.local import LocalBackend
from graphmem.stores.transfer import EDGE_TYPES, LABELS
from tests.conftest import USER, open_memory
from tests.graphs import STORE, change, fill, local_engine, more, picture_of

QUESTIONS = ("Where does Clara work?", "What happened in Porto?", "Who counts?", "ovens in Kenya")


@pytest.fixture(scope="module")
def source(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy from; tests that write to it take a copy of their own."""
    root = tmp_path_factory.mktemp("source")
    shutil.copytree(template, root, dirs_exist_ok=True)
    fill(root)
    return root


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pages of a few nodes, so that a small graph has many."""
    monkeypatch.setattr(copying, "_PAGE", 7)
    monkeypatch.setattr(copying, "_IDS", 20)


def copy(source: Path, target: Path, user: str = USER, **options: object) -> CopyReport:
    """Copy a user from folder to folder."""
    places = [LocalBackend(root, STORE) for root in (source, target)]
    return copy_user(*places, user, **options)  # type: ignore[arg-type]


def stop_after(steps: int) -> Callable[[], bool]:
    """Return a question that is answered with yes from some time on."""
    left = iter(range(steps))
    return lambda: next(left, None) is None


def stop_before_verifying() -> dict[str, Callable[..., object]]:
    """Return options under which all is copied and nothing verified."""
    seen: list[str] = []
    return {
        "on_step": lambda step: seen.append(step.stage),
        "stopped": lambda: "verifying" in seen,
    }


def test_a_copy_has_every_node_and_edge(source: Path, tmp_path: Path):
    """All labels and types arrive with all properties, types of numbers included."""
    report = copy(source, tmp_path)

    before, after = picture_of(source), picture_of(tmp_path)
    assert before == after
    assert before.keys() == LABELS | EDGE_TYPES
    assert report.outcome == "copied"
    assert {**report.nodes, **report.edges} == {k: sum(v.values()) for k, v in before.items()}


def test_the_source_stays_as_it_is(source: Path, tmp_path: Path):
    """Nothing is written to where a copy is read from."""
    before = picture_of(source)

    copy(source, tmp_path)

    assert picture_of(source) == before


def test_a_copy_recalls_the_same(source: Path, tmp_path: Path):
    """The same questions bring the same items with the same scores to mind."""
    root = Path(shutil.copytree(source, tmp_path / "source"))
    copy(root, tmp_path / "target")

    found = []
    for place in (root, tmp_path / "target"):
        with open_memory(place) as memory:
            contexts = [memory.recall(q, user_id=USER) for q in QUESTIONS]
            found.append([(i.text, i.score, i.sources) for c in contexts for i in c.items])

    assert found[0]
    assert found[0] == found[1]


def test_a_copy_is_written_to_as_any_memory(source: Path, tmp_path: Path):
    """Known events are repeated, new ones are added, and the source knows nothing of it."""
    copy(source, tmp_path)
    with open_memory(tmp_path) as memory:
        again = memory.remember("again", user_id=USER, external_id="e1")
        new = memory.remember(**more(30), user_id=USER)
        found = memory.recall("box 30 in Bergen", user_id=USER)
    with open_memory(Path(shutil.copytree(source, tmp_path / "own"))) as memory:
        unknown = memory.recall("box 30 in Bergen", user_id=USER)

    assert (again.status, new.status) == ("repeated", "added")
    assert "box 30" in found.items[0].text
    assert not [i for i in unknown.items if "box 30" in i.text]


def test_what_was_forgotten_is_known_to_be_gone(source: Path, tmp_path: Path):
    """Tombstones and their key are copied: caches that hold an erased id still learn of it."""
    copy(source, tmp_path)
    with open_memory(tmp_path) as memory:
        memory.forget(user_id=USER, event_id="e3")
        items = memory.recall("ovens in Kenya", user_id=USER).items
    with local_engine(source) as engine:
        store = GraphStore(engine, user_id=USER, encoder="fake-1")
        erased = [*store.find_external("e3"), *store.find_external("e4")]
        keys = {
            r["key"]
            for r in engine.read_text("MATCH (t:Tombstone) RETURN t.key AS key", {}, timeout_s=9)
        }
    with local_engine(tmp_path) as engine:
        removed = GraphStore(engine, user_id=USER, encoder="fake-1").pull_removed(0)
        kept = {
            r["key"]
            for r in engine.read_text("MATCH (t:Tombstone) RETURN t.key AS key", {}, timeout_s=9)
        }

    assert removed is not None
    assert [removed(i) for i in erased] == [True, False]
    assert not [i for i in items if "ovens" in i.text]
    assert keys
    assert keys < kept


def test_a_copy_has_a_lineage_of_its_own(source: Path, tmp_path: Path):
    """Two copies of one memory are three graphs: caches of one never fit another."""
    copy(source, tmp_path / "one")
    copy(source, tmp_path / "two")
    found = set()
    for root in (
        Path(shutil.copytree(source, tmp_path / "own")),
        tmp_path / "one",
        tmp_path / "two",
    ):
        with open_memory(root) as memory:
            found.add(memory.lineage(USER))

    assert len(found) == 3


def test_a_copy_keeps_its_encoder(source: Path, tmp_path: Path):
    """Vectors of another encoder are copied as they are, and refused where they were."""
    copy(source, tmp_path)

    with open_memory(tmp_path, version="fake-2") as memory, pytest.raises(EncoderMismatchError):
        memory.recall("Porto", user_id=USER)


@pytest.mark.usefixtures("small_pages")
def test_a_copy_stopped_at_every_page_is_whole_in_the_end(source: Path, tmp_path: Path):
    """Each run does two pages and goes on where the last one stopped; nothing is doubled."""
    runs = [copy(source, tmp_path, stopped=stop_after(2))]
    while runs[-1].outcome == "interrupted" and runs[-1].resumed_at < sum(_sizes(source)):
        runs.append(copy(source, tmp_path, stopped=stop_after(2)))
    done = copy(source, tmp_path)

    counts = [r.resumed_at for r in runs]
    assert counts == sorted(set(counts)), "each run goes on, none repeats"
    assert len(runs) > 10
    assert done.outcome == "copied"
    assert done.resumed_at == sum(_sizes(source))
    assert picture_of(tmp_path) == picture_of(source)


def _sizes(source: Path) -> Iterator[int]:
    return (sum(v.values()) for k, v in picture_of(source).items() if k != "User")


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("broken", [1, 4, 8, 13, 18])
def test_a_copy_that_broke_off_goes_on(broken: int, source: Path, tmp_path: Path):
    """A failure between two pages, of nodes or of edges, costs nothing that was written."""
    steps: list[CopyStep] = []

    def fail(step: CopyStep) -> None:
        steps.append(step)
        if len(steps) > broken:
            raise RuntimeError("pulled out")

    with pytest.raises(RuntimeError):
        copy(source, tmp_path, on_step=fail)
    report = copy(source, tmp_path)

    assert report.resumed_at == steps[-1].done > 0
    assert picture_of(tmp_path) == picture_of(source)


def test_steps_count_up_to_the_total(source: Path, tmp_path: Path):
    """What is told grows to all nodes and edges, once while copying and once while verifying."""
    steps: list[CopyStep] = []

    copy(source, tmp_path, on_step=steps.append)

    for stage in ("copying", "verifying"):
        told = [s.done for s in steps if s.stage == stage]
        assert told == sorted(told)
        assert told[-1] == steps[0].total == sum(_sizes(source))


def test_nobody_uses_a_half_filled_memory(source: Path, tmp_path: Path):
    """Every operation says that the copy is not finished; then it is, and all work."""
    copy(source, tmp_path, stopped=stop_after(5))
    with open_memory(tmp_path) as memory:
        for use in (
            lambda: memory.remember("Something.", user_id=USER),
            lambda: memory.recall("Porto", user_id=USER),
            lambda: memory.stats(USER),
            lambda: memory.forget(user_id=USER, event_id="e1"),
            lambda: memory.to_networkx(USER),
            lambda: memory.query("stats.count_nodes", user_id=USER),
            lambda: memory.lineage(USER),
        ):
            with pytest.raises(CopyUnfinishedError, match="'graphmem copy' again"):
                use()
    with pytest.raises(CopyUnfinishedError):
        copy(tmp_path, tmp_path / "further")
    copy(source, tmp_path)

    assert picture_of(tmp_path) == picture_of(source)


def test_a_half_filled_memory_can_be_forgotten(source: Path, tmp_path: Path):
    """Who gives a copy up removes what is there; then it is a memory like any new one."""
    copy(source, tmp_path, stopped=stop_after(5))
    with open_memory(tmp_path) as memory:
        users = memory.users()
        memory.forget(user_id=USER, everything=True)
        left = memory.users()
        memory.remember(**more(1), user_id=USER)
        stored = memory.stats(USER).nodes["Event"]

    assert (users, left, stored) == ([USER], [], 1)


def test_a_source_that_changed_is_copied_anew(source: Path, tmp_path: Path):
    """Half of the old state and half of the new one are never mixed."""
    own = Path(shutil.copytree(source, tmp_path / "source"))
    copy(own, tmp_path / "target", stopped=stop_after(9))
    with open_memory(own) as memory:
        memory.remember(**more(31), user_id=USER)
        memory.forget(user_id=USER, event_id="e2")

    report = copy(own, tmp_path / "target")

    assert report.restarted
    assert report.resumed_at == 0
    assert picture_of(tmp_path / "target") == picture_of(own)


def test_a_user_that_is_there_is_not_mixed_with_another(source: Path, tmp_path: Path):
    """Another memory is refused and stays; with ``replace`` it goes, other users stay."""
    with open_memory(tmp_path) as memory:
        for user in (USER, "ben"):
            memory.remember(**more(1), user_id=user)
    before, bens = picture_of(tmp_path), picture_of(tmp_path, "ben")

    with pytest.raises(EventError, match="TO holds another memory of 'ana'"):
        copy(source, tmp_path)
    kept = picture_of(tmp_path)
    copy(source, tmp_path, replace=True)

    assert kept == before
    assert picture_of(tmp_path) == picture_of(source)
    assert picture_of(tmp_path, "ben") == bens


def test_a_finished_copy_is_known_again(source: Path, tmp_path: Path):
    """The same copy again does nothing, until either of both was written to."""
    own = Path(shutil.copytree(source, tmp_path / "source"))
    places = [LocalBackend(root, STORE) for root in (own, tmp_path / "target")]
    seen = [standing(*places, USER)]
    copied = copy_user(*places, USER)
    again = copy_user(*places, USER)
    seen.append(standing(*places, USER))
    with open_memory(own) as memory:
        memory.remember(**more(31), user_id=USER)
    seen.append(standing(*places, USER))
    copy_user(*places, USER, replace=True)
    with open_memory(tmp_path / "target") as memory:
        memory.remember(**more(32), user_id=USER)
    seen.append(standing(*places, USER))

    assert seen == ["nothing", "same", "other", "other"]
    assert (again.outcome, again.nodes, again.edges) == ("same", copied.nodes, copied.edges)


def test_a_memory_is_not_copied_onto_itself(source: Path, tmp_path: Path):
    """Neither by the same folder, nor by another way to it, nor onto a clone of its files."""
    own = Path(shutil.copytree(source, tmp_path / "source"))
    clone = Path(shutil.copytree(source, tmp_path / "clone"))
    (tmp_path / "link").symlink_to(own)

    for target in (own, tmp_path / "link"):
        with pytest.raises(StoreLockedError):
            copy(own, target, replace=True)
    with pytest.raises(EventError, match="the same memory"):
        copy(own, clone, replace=True)

    assert picture_of(own) == picture_of(clone) == picture_of(source)


@pytest.mark.parametrize("user", ["nobody", "ben"])
def test_an_unknown_user_leaves_no_trace(user: str, source: Path, tmp_path: Path):
    """Who was never heard of, or never said anything, is not made in the target."""
    with pytest.raises(EventError, match=f"nothing is remembered for {user!r}"):
        copy(source, tmp_path, user)

    assert not list(tmp_path.iterdir())


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
    assert labels - LABELS <= {"Migration", "Copy"}
    assert types <= EDGE_TYPES


@pytest.mark.parametrize("name", ["copy.read_user", "copy.list_events"])
def test_queries_of_the_copy_are_nobody_s(name: str, source: Path, tmp_path: Path):
    """One of them gives the key of the tombstones; none can be asked by name."""
    with open_memory(tmp_path) as memory, pytest.raises(QueryRefusedError):
        memory.query(name, user_id=USER)


def test_tally_knows_no_order_but_every_difference():
    """Two alike count twice; 1 is not 1.0; text and back is the same."""
    edge = {"type": "NEXT", "source": "a", "target": "b", "properties": {"gap_ms": 1}}
    node = {"label": "Event", "properties": {"id": "a", "n": 1}}
    one, other, less, real = Tally(), Tally(), Tally(), Tally()
    one.add([edge, node, edge])
    other.add([node])
    other.add([edge, edge])
    less.add([node])
    real.add([{**node, "properties": {"id": "a", "n": 1.0}}, edge, edge])

    assert one.differences(other) == []
    assert Tally.from_json(one.to_json()).differences(other) == []
    assert one.differences(less) == ["NEXT: 2 were read, 0 are there"]
    assert one.differences(real) == ["Event: as many as were read, but not the same"]
    assert (one.total(), one.counts()) == (3, {"Event": 1, "NEXT": 2})
