"""Sentences carry vectors: as stored, made anew by another encoder, and where there were none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from graphmem.ingest.extract import Extraction, SentenceSpan
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.stores.base import Row
from graphmem.stores.queries import Query
from tests.conftest import USER, open_memory
from tests.fakes import FakeEncoder
from tests.readers import OtherRules
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, graph_of, rebuilt, units_of

LONG = turn(20, " ".join(f"Clara sold {n} ovens in Kenya." for n in range(80)), at=day(12))
TOLD = [*CONVERSATION, LONG]
_SENTENCES = (
    "MATCH (e:Event)-[:HAS_SENTENCE]->(s:Sentence) RETURN e.id AS event, e.external_id AS name, "
    "e.speaker AS speaker, s.id AS id, s.text AS text, s.embedding AS embedding, s.model AS model, "
    "s.retracted_at AS retracted_at ORDER BY id"
)
_WITHOUT = Query(
    "test.forget_vectors",
    "MATCH (s:Sentence {user_id: $user}) SET s.embedding = null, s.model = null",
    frozenset({"user"}),
    "write",
    "",
)


def sentences(memory: Memory) -> list[Row]:
    """Return all sentences of the user."""
    return memory.query(_SENTENCES, user_id=USER, max_rows=1000)


def assert_embedded(found: Sequence[Row], encoder: FakeEncoder) -> None:
    """Fail unless each sentence has the encoder's vector of its text, with who speaks."""
    expected = encoder.encode([f"{r['speaker']}: {r['text']}" for r in found])
    vectors = np.array([r["embedding"] for r in found], np.float32)
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    assert {r["model"] for r in found} == {encoder.version}


def test_sentences_are_stored_with_their_vectors(memory: Memory):
    """Of events of several sentences, and of the parts of a long text; no others have nodes."""
    memory.remember(TOLD, user_id=USER)

    found = sentences(memory)

    assert_embedded(found, FakeEncoder())
    assert sum(r["name"] == "e3" for r in found) == 2
    assert sum(r["name"] is None for r in found) == 80
    assert {r["name"] for r in found} == {"e3", "e5", None}


def test_another_encoder_makes_them_anew(fresh: Callable[[], Path]):
    """With their events; a step counts events."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(TOLD, user_id=USER)
    with open_memory(root, version="fake-2", check_encoder=False) as memory:
        parts = len({r["event"] for r in sentences(memory) if r["name"] is None})
        assert list(memory.reembed(USER)) == [len(CONVERSATION) + parts]
        assert_embedded(sentences(memory), FakeEncoder("fake-2"))


def test_sentences_written_without_get_theirs(fresh: Callable[[], Path]):
    """A memory of an older graphmem is then as if it had been written by this one."""
    root, other = fresh(), fresh()
    for each in (root, other):
        with open_memory(each) as memory:
            memory.remember(TOLD, user_id=USER)
    with open_memory(root) as memory:
        with memory._pool.user(USER) as handle:
            handle.engine.transaction(lambda tx: tx.run(_WITHOUT, {"user": USER}))
        events = len({r["event"] for r in sentences(memory)})
        assert not any(r["embedding"] for r in sentences(memory))

        assert memory.recall("Where are ovens sold?", user_id=USER).items
        assert list(memory.reembed(USER)) == [events]
        assert list(memory.reembed(USER)) == []

    of_itself = ("recall_count", "recalled_at", "detected_at")
    assert graph_of(root, ignore=of_itself) == graph_of(other, ignore=of_itself)


def _joined(_: str, found: Extraction) -> Extraction:
    """Take every two sentences as one."""
    spans = found.sentences
    pairs = zip(spans[::2], [*spans[1::2], *spans[-1:]], strict=False)
    return replace(found, sentences=tuple(SentenceSpan(a.start, b.end) for a, b in pairs))


def test_sentences_that_a_later_reading_does_not_find_are_retracted(fresh: Callable[[], Path]):
    """New ones have vectors at once; found again, the old ones stand again."""
    root = fresh()
    with open_memory(root, extractor=RuleExtractor()) as memory:
        memory.remember(TOLD, user_id=USER)
        before = sentences(memory)
    with open_memory(root, extractor=OtherRules(_joined)) as memory:
        list(memory.reextract(USER))
        joined = sentences(memory)
    with open_memory(root, extractor=RuleExtractor()) as memory:
        list(memory.reextract(USER))
        after = sentences(memory)

    old, new = ({r["id"] for r in rows} for rows in (before, joined))
    assert {r["id"] for r in joined if r["retracted_at"] is not None} == old
    assert_embedded(joined, FakeEncoder())
    assert len(new - old) > 30  # not those that lie in no part whole
    assert {r["id"] for r in after if r["retracted_at"] is None} == old
    assert {r["id"] for r in after} == new


def test_caches_learn_of_sentences_that_get_their_vectors(fresh: Callable[[], Path]):
    """What was held before is as made anew; until then rows have but their own vector."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(TOLD, user_id=USER)
        with memory._pool.user(USER) as handle:
            handle.engine.transaction(lambda tx: tx.run(_WITHOUT, {"user": USER}))
    [snapshot] = root.glob("users/ana-*/index.npz")
    snapshot.unlink()
    with open_memory(root) as memory:
        with memory._pool.user(USER) as handle:
            index = memory._pool.refresh(USER, handle)
            assert not len(index.unit_rows)
        list(memory.reembed(USER))

        with memory._pool.user(USER) as handle:
            assert memory._pool.refresh(USER, handle) is index
            assert_same(index, rebuilt(handle.store))
            assert len(index.unit_rows) == 84


def test_a_region_has_the_sentences_of_its_events(fresh: Callable[[], Path]):
    """Vectors and mentions as the cache has them."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(TOLD, user_id=USER)
        with memory._pool.user(USER) as handle:
            whole = rebuilt(handle.store)
            some = [whole.ids[0], whole.ids[2], whole.ids[-1]]
            region = handle.region.load(some)

    expected = {i: units for i, units in units_of(whole).items() if i in some}
    assert units_of(region) == expected
    assert any(held for units in expected.values() for _, _, held in units)
    assert len(expected) == 2


def test_the_index_knows_which_sentence_names_whom(memory: Memory):
    """And which of them is nearest to a question; so with the parts of a long text."""
    memory.remember(TOLD, user_id=USER)
    found = sentences(memory)
    with memory._pool.user(USER) as handle:
        index = memory._pool.refresh(USER, handle)
        rows = {r["name"]: index.row_of[str(r["event"])] for r in found}
        units, _ = index.units_of(np.array([rows["e5"]], np.int32))
        part, _ = index.units_of(np.array([rows[None]], np.int32))
        names = [{index.entity_names[e][0] for e in index.unit_entities.get(u)[0]} for u in units]
        question = FakeEncoder().encode(["Whose visits are on Friday?"])[0]

    assert names == [{"Porto"}, {"Clara"}]
    assert np.argmax(index.unit_vectors.scores(question)[units]) == 1
    assert len(part) > 1
    assert all(index.unit_entities.count(int(u)) for u in part)
