"""What is recalled from the archive is at hand again, from the next write on."""

from __future__ import annotations

from graphmem.clock import now_ms
from graphmem.dynamics.tiers import COVERED, FADED, FOUND, Transition
from graphmem.memory import Memory
from graphmem.stores.archiving import Archiving
from graphmem.types import RecallOptions
from tests.archives import NOW_MS, ids, put_away, recalled, rows
from tests.conftest import USER
from tests.unit.stores.comparing import assert_same, rebuilt

_MOVES = """
MATCH (a:Access)-[m:MOVED]->(e:Event)
RETURN e.external_id AS event, m.from_tier AS source, m.to_tier AS to, m.reason AS reason,
       a.query AS question ORDER BY event
"""


def test_being_recalled_wakes_at_the_next_flush(chaptered: Memory):
    """Not before: reads write nothing. Which question woke it can be told."""
    put_away(chaptered, ["e3", "e6", "e8"], reason=COVERED)
    recalled(chaptered, "What does Helios Labs build?", RecallOptions(limit=1, deep=True))
    assert chaptered.stats(USER).tiers["archive"] == 3 + chunks(chaptered)

    chaptered.flush(USER)

    assert recalled(chaptered, "What does Helios Labs build?")[0] == "e3"
    assert rows(chaptered, _MOVES) == [
        {
            "event": "e3",
            "source": "archive",
            "to": "episodic",
            "reason": FOUND,
            "question": "What does Helios Labs build?",
        }
    ]
    with chaptered._pool.user(USER) as handle:
        moves = Archiving(handle.store, handle.engine).moves(ids(chaptered)["e3"])
        assert [(m["to_tier"], m["mover_label"]) for m in moves] == [("episodic", "Access")]
        assert_same(chaptered._pool.refresh(USER, handle), rebuilt(handle.store))
    told_of = chaptered.explain(ids(chaptered)["e3"], user_id=USER).changes
    assert [c.text for c in told_of if c.what == "moved"] == [f"from archive to episodic: {FOUND}"]
    assert "(archive: " in told_of[0].text  # no sleep has put it there


def test_what_lay_unpacked_in_the_archive_comes_back_with_its_session(chaptered: Memory):
    """Caches let go of a session with nothing at hand; whatever leaves the archive is found."""
    known = ids(chaptered)
    put_away(chaptered, ["e4", "e5", "e7"])  # all of a session
    assert "e5" not in recalled(chaptered, "Who visits on Friday?", RecallOptions(limit=99))
    with chaptered._pool.user(USER) as handle:
        archive = Archiving(handle.store, handle.engine)
        handle.revision = archive.bring_to_hand([known["e5"]], now_ms=NOW_MS) or 0
        step = Transition(known["e5"], "archive", "episodic", FOUND)
        for revision in archive.move([step], None, now_ms=NOW_MS):
            handle.revision = revision

    assert "e5" in recalled(chaptered, "Who visits on Friday?", RecallOptions(limit=99))


def test_what_was_recalled_before_it_went_does_not_wake(chaptered: Memory):
    """The access log may be written later: it tells of what was at hand."""
    recalled(chaptered, "What does Helios Labs build?")
    with chaptered._pool.user(USER) as handle:
        flow = Archiving(handle.store, handle.engine)
        steps = [Transition(ids(chaptered)["e3"], "episodic", "archive", FADED)]
        for revision in flow.move(steps, None, now_ms=now_ms()):
            handle.revision = revision

    chaptered.flush(USER)

    assert chaptered.stats(USER).tiers["archive"] == 1


def test_a_chunk_that_is_recalled_wakes_its_whole_event(chaptered: Memory):
    """A long text goes and comes as one."""
    put_away(chaptered, ["e8"])

    recalled(chaptered, "glacier number 7", RecallOptions(limit=1, deep=True))
    chaptered.flush(USER)

    assert "archive" not in chaptered.stats(USER).tiers
    assert recalled(chaptered, "glacier number 59")[0] == "e8"


def chunks(memory: Memory) -> int:
    """How many chunks the long text has."""
    found = rows(memory, "MATCH (c:Event)-[:PART_OF]->(:Event) RETURN count(c) AS n")
    return int(str(found[0]["n"]))
