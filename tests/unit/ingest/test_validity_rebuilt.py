"""What a fact says of its validity is a summary that can be made anew from its statements."""

from __future__ import annotations

from graphmem.dynamics import beliefs
from graphmem.dynamics.beliefs import Tie, Told
from graphmem.memory import Memory
from graphmem.stores.queries import load
from tests.conftest import USER
from tests.unit.ingest.telling import tell


def test_summaries_are_what_statements_and_replacements_say(memory: Memory):
    """Rebuilt from the graph, valid_from and valid_to are what is stored."""
    lines = [
        "I live in Porto.", "I now live in Lisbon.", "I live in Porto now.", "Ana lives in Rome.",
        "Ana moved to Milan last month.", "Ana no longer lives in Rome.", "I have a dog.",
        "I left Nokia.", "I work for Nokia.", "I now live in Oslo.",
    ]  # fmt: skip
    tell(memory, lines, days=[0, 10, 20, 30, 40, 50, 60, 5, 1, 90])
    memory.forget(user_id=USER, event_id="I left Nokia.")
    with memory._pool.user(USER) as handle:
        engine = handle.engine
        ids = [str(r["id"]) for r in memory.query("MATCH (f:Fact) RETURN f.id AS id", user_id=USER)]
        scope = {"ids": ids, "user_id": USER}
        told: dict[str, list[Told]] = {}
        for r in engine.read(load("conflicts.list_sides"), {**scope, "most": 9}):
            start = beliefs.start_of(r["valid_from"], r["occurred_at"])  # type: ignore[arg-type]
            told.setdefault(str(r["id"]), []).append(
                Told(str(r["id"]), start, r["recorded_at"], None, r["valid_from"], r["valid_to"])  # type: ignore[arg-type]
            )
        ties = [
            Tie(r["kind"], str(r["source"]), str(r["target"]), r["recorded_at"], at=r["at"])  # type: ignore[arg-type]
            for r in engine.read(load("conflicts.list_pair_ties"), scope)
        ]
        stored = {
            str(r["id"]): (r["valid_from"], r["valid_to"])
            for r in engine.read(load("facts.find_facts"), scope)
        }

    assert {i: beliefs.validity(i, ties, told) for i in ids} == stored
    assert sum(ended is not None for _, ended in stored.values()) == 3
