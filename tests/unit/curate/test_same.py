"""Merging names and taking merges apart, over a real graph."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmem.conflicts import Merge
from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.types import Event
from tests.conftest import USER, make_settings

_TOLD = (
    ("s1", "Maria Lopez moved to Porto with Ben."),
    ("s1", "Maria works with Ben in Porto."),
    ("s2", "José Peña called from Madrid."),
    ("s3", "Jose Pena likes Madrid."),
    ("s4", "Ana Costa is a dentist."),
    ("s5", "Ana has a dog."),
)


SETTINGS = make_settings(interference={"enabled": False})


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a memory of people, read by the shipped network."""
    root = tmp_path_factory.mktemp("people")
    shutil.copytree(template, root, dirs_exist_ok=True)
    with Memory.open(root, settings=SETTINGS) as opened:
        tell(opened, *_TOLD)
    return root


@pytest.fixture
def root(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(filled, tmp_path / "memories")
    return tmp_path / "memories"


@pytest.fixture
def memory(root: Path) -> Iterator[Memory]:
    """It, open."""
    with Memory.open(root, settings=SETTINGS) as opened:
        yield opened


def tell(memory: Memory, *told: tuple[str, str]) -> None:
    """Remember texts in sessions."""
    memory.remember([Event(text=text, session_id=session) for session, text in told], user_id=USER)


def names(merges: list[Merge]) -> set[frozenset[str]]:
    """Return which names were merged."""
    return {frozenset((m.a, m.b)) for m in merges}


def groups(memory: Memory) -> set[frozenset[str]]:
    """Return the groups of more than one, as the query for readers gives them."""
    rows = memory.query("MATCH (n:Entity) RETURN n.id AS id", user_id=USER)
    found = memory.query("entities.list_same", {"ids": [str(r["id"]) for r in rows]}, user_id=USER)
    by_id: dict[object, set[str]] = {}
    for row in found:
        by_id.setdefault(row["id"], set()).add(str(row["name"]))
    return {frozenset(g) for g in by_id.values() if len(g) > 1}


def test_rules_merge_what_is_one(memory: Memory):
    """A first name beside the whole one, and two spellings; not a first name of another session."""
    planned = memory.resolve_entities(USER, dry_run=True)
    assert memory.merges(USER) == []

    done = memory.resolve_entities(USER)

    wanted = {frozenset(("Maria", "Maria Lopez")), frozenset(("José Peña", "Jose Pena"))}
    assert names(done) == names(planned) == names(memory.merges(USER)) == groups(memory) == wanted
    assert all(m.by.startswith("same-") and 0.5 < m.score <= 1 for m in done)


def test_a_second_time_changes_nothing(memory: Memory):
    """It is idempotent, and writes nothing."""
    memory.resolve_entities(USER)
    before = memory.stats(USER)

    assert memory.resolve_entities(USER) == []
    assert memory.stats(USER).revision == before.revision


def test_unmerge_holds_for_good(memory: Memory):
    """No rule joins again what the user has parted; the record stays."""
    memory.resolve_entities(USER)
    [merge] = [m for m in memory.merges(USER) if "Maria" in (m.a, m.b)]

    undone = memory.unmerge(merge.id[:12], user_id=USER, reason="two women")

    assert undone.retracted_at is not None
    assert memory.resolve_entities(USER) == []
    assert groups(memory) == {frozenset(("José Peña", "Jose Pena"))}
    assert undone in memory.merges(USER, status="all")
    with pytest.raises(EventError, match="no standing merge"):
        memory.unmerge(merge.id, user_id=USER)


def test_the_user_merges_what_no_rule_would(memory: Memory):
    """The user's word stands at once, and again after it was taken back."""
    merge = memory.merge("Ben", "ana costa", user_id=USER, reason="a pen name")
    assert (merge.by, merge.score, merge.retracted_at) == ("user", 1.0, None)
    memory.undo(merge.id, user_id=USER)
    assert groups(memory) == set()

    again = memory.merge(merge.a, merge.b, user_id=USER)

    assert again.id == merge.id
    assert len(groups(memory)) == 1
    assert len(memory.merges(USER, status="all")) == 2


def test_merges_of_a_group_are_a_tree(memory: Memory):
    """Whoever is one already through others is not joined in a ring: one unmerge parts them."""
    memory.resolve_entities(USER)
    memory.merge("Ben", "Maria", user_id=USER)
    memory.merge("Ben", "Maria Lopez", user_id=USER)  # takes the place of the rule's merge

    merges = memory.merges(USER)

    assert len([m for m in merges if {"Ben", "Maria", "Maria Lopez"} & {m.a, m.b}]) == 2
    assert frozenset(("Ben", "Maria", "Maria Lopez")) in groups(memory)
    [tied] = [m for m in merges if {m.a, m.b} == {"Ben", "Maria Lopez"}]
    memory.unmerge(tied.id, user_id=USER)
    assert frozenset(("Ben", "Maria")) in groups(memory)


def test_what_was_called_two_is_not_joined_through_a_third(memory: Memory):
    """The user is told which word stands against it."""
    merge = memory.merge("Maria", "Maria Lopez", user_id=USER)
    memory.unmerge(merge.id, user_id=USER)
    memory.merge("Ben", "Maria", user_id=USER)

    with pytest.raises(EventError, match="two on your word"):
        memory.merge("Ben", "Maria Lopez", user_id=USER)


def test_a_new_namesake_undoes_a_rule_s_merge(memory: Memory):
    """Once "Maria" may be somebody else it is nobody's; what the user merged stays."""
    memory.resolve_entities(USER)
    tell(memory, ("s6", "Maria Gomez met Tom. Maria Gomez likes tea."))

    [undone] = [m for m in memory.resolve_entities(USER) if m.retracted_at is not None]

    assert {undone.a, undone.b} == {"Maria", "Maria Lopez"}
    assert frozenset(("Maria", "Maria Lopez")) not in groups(memory)
    memory.merge("Maria", "Maria Lopez", user_id=USER)
    assert memory.resolve_entities(USER) == []
    assert frozenset(("Maria", "Maria Lopez")) in groups(memory)


def test_two_people_of_one_first_name_stay_apart(memory: Memory):
    """A name of another session is not Ana Costa; nor are Ana Costa and Ana Ruiz one."""
    tell(memory, ("s7", "Ana Ruiz lives in Lyon. Ana is tall."))

    memory.resolve_entities(USER)

    assert not [g for g in groups(memory) if any(n.startswith("Ana") for n in g)]


def test_a_group_is_found_by_each_of_its_names(memory: Memory, root: Path):
    """In the search structures, in a snapshot of them, and no more after unmerging."""
    merge = memory.merge("Ana Costa", "Ana", user_id=USER)
    assert bearers(memory) == {"ana": 2, "ana costa": 2}
    memory.close()

    with Memory.open(root, settings=SETTINGS) as again:
        assert bearers(again) == {"ana": 2, "ana costa": 2}
        again.unmerge(merge.id, user_id=USER)
        assert bearers(again) == {"ana": 1, "ana costa": 1}


def bearers(memory: Memory) -> dict[str, int]:
    """Return how many entities two names lead to."""
    with memory._pool.user(USER) as handle:
        index = memory._pool.refresh(USER, handle)
        return {name: len(index.names.bearers[name]) for name in ("ana", "ana costa")}


def test_erasing_parts_what_an_erased_name_tied(memory: Memory):
    """Edges go with the entity; nobody is found by a name that is gone."""
    memory.merge("Ana Costa", "Ana", user_id=USER)
    [event] = memory.query(
        "MATCH (e:Event) WHERE e.text STARTS WITH 'Ana has' RETURN e.id AS id", user_id=USER
    )

    memory.forget(user_id=USER, event_id=str(event["id"]))

    assert memory.merges(USER, status="all") == []
    with memory._pool.user(USER) as handle:
        index = memory._pool.refresh(USER, handle)
        assert not index.same.ties
        assert "ana" not in index.names.bearers


def test_ids_stand_for_names(memory: Memory):
    """Whole, or their beginning."""
    rows = memory.query("MATCH (n:Entity) RETURN n.id AS id, n.name AS name", user_id=USER)
    ids = {str(r["name"]): str(r["id"]) for r in rows}

    merge = memory.merge(ids["Ben"], ids["Madrid"][:10], user_id=USER)

    assert {merge.a, merge.b} == {"Ben", "Madrid"}


@pytest.mark.parametrize(("a", "b"), [("Maria", "maria"), ("Maria", "Nobody"), ("Maria", "")])
def test_names_that_cannot_be_merged(memory: Memory, a: str, b: str):
    """One name, an unknown one, none."""
    with pytest.raises(EventError):
        memory.merge(a, b, user_id=USER)


def test_nobody_has_no_merges(memory: Memory):
    """Reading makes no memory; the user's word needs one."""
    assert memory.merges("nobody") == memory.resolve_entities("nobody") == []
    with pytest.raises(EventError):
        memory.merge("a", "b", user_id="nobody")
    with pytest.raises(EventError):
        memory.merges(USER, status="x")  # type: ignore[arg-type]
    assert "nobody" not in memory.users()
