"""Deciding conflicts on the user's word, and undoing decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.conflicts import Conflict, Keep
from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.types import RecallOptions
from tests.conftest import USER
from tests.toy import day, turn
from tests.unit.curate.disputing import (
    LYON,
    PORTO,
    TOLD,
    believed,
    dispute,
    fact,
    quiet,
    succeed,
)


@pytest.fixture
def memory(fresh: Callable[[], Path]) -> Iterator[Memory]:
    """A memory in which Ana told of two homes, and nothing was found yet."""
    with quiet(fresh()) as opened:
        opened.remember(list(TOLD), user_id=USER)
        yield opened


def standing(memory: Memory) -> tuple[str, str]:
    """Return how both homes stand."""
    one, other = (memory.explain(fact(memory, t), user_id=USER).standing for t in (LYON, PORTO))
    return one, other


def ends(memory: Memory) -> list[object]:
    """Return until when both homes hold, as the facts say themselves."""
    text = "MATCH (f:Fact {text: $t}) RETURN f.valid_to AS until"
    return [memory.query(text, {"t": t}, user_id=USER)[0]["until"] for t in (LYON, PORTO)]


def ms(at: object) -> int:
    """Return epoch milliseconds."""
    return int(at.timestamp() * 1000)  # type: ignore[attr-defined]


def test_an_open_conflict_shows_both_sides(memory: Memory):
    """The older claim is a, each has its date and its source, and nothing is decided."""
    pair = dispute(memory)

    [found] = memory.conflicts(USER)

    assert (found.id, found.kind, found.status, found.score) == (pair, "value", "open", 0.9)
    assert (found.rule, found.decisions) == ("one home", ())
    assert found.b is not None
    sides = [(c.text, c.since, [s.external_id for s in c.sources]) for c in (found.a, found.b)]
    assert sides == [(LYON, day(1), ["e1"]), (PORTO, day(5), ["e2"])]
    assert standing(memory) == ("disputed", "disputed")
    assert memory.conflicts(USER, status="resolved") == []
    assert memory.conflicts(USER, status="all") == [found]


@pytest.mark.parametrize(
    ("keep", "at", "after", "until"),
    [
        ("b", day(5), ("replaced", "current"), [ms(day(5)), None]),
        ("a", None, ("current", "replaced"), [None, ms(day(5))]),  # never held: ends as it begins
        ("both", None, ("current", "current"), [None, None]),
    ],
)
def test_resolve_decides(
    memory: Memory, keep: Keep, at: object, after: tuple[str, str], until: list[object]
):
    """What falls is replaced, from when the other began or as if it never held."""
    pair = dispute(memory)

    done = memory.resolve(pair, user_id=USER, keep=keep, reason="I know")

    [decision] = done.decisions
    assert done.status == "resolved"
    assert (decision.kept, decision.at, decision.by) == (keep, at, "user")
    assert (decision.reason, decision.retracted_at) == ("I know", None)
    assert standing(memory) == after
    assert ends(memory) == until
    assert memory.conflicts(USER) == []
    assert memory.conflicts(USER, status="resolved") == [done]


def test_a_time_may_be_said(memory: Memory):
    """From then on, and not before."""
    pair = dispute(memory)

    done = memory.resolve(pair, user_id=USER, keep="b", at=day(3).replace(tzinfo=None))

    assert done.decisions[0].at == day(3)
    assert ends(memory) == [ms(day(3)), None]


def test_what_was_said_before_the_decision_does_not_outlast_it(memory: Memory):
    """The older claim was repeated after the newer one; the user keeps the newer one still."""
    memory.remember(turn(4, "I live in Lyon.", at=day(9)), user_id=USER)
    pair = dispute(memory)

    memory.resolve(pair, user_id=USER, keep="b")
    assert standing(memory) == ("replaced", "current")

    memory.remember(turn(5, "I live in Lyon.", at=day(12)), user_id=USER)
    assert standing(memory)[0] == "current"


@pytest.mark.parametrize("keep", ["a", "b", "both"])
@pytest.mark.parametrize("found", [dispute, succeed])
def test_undo_restores_exactly(memory: Memory, keep: Keep, found: Callable[[Memory], str]):
    """Recall, conflicts and explanations say what they said before the decision."""
    pair = found(memory)
    [before] = memory.conflicts(USER, status="all")
    ids = [pair, "e1", "e2", fact(memory, LYON), fact(memory, PORTO)]

    def picture() -> tuple[object, ...]:
        items = memory.recall("Where does Ana live?", user_id=USER).items
        told = [believed(memory.explain(i, user_id=USER)) for i in ids]
        recalls = [[c for c in t[5] if c.what != "recalled"] for t in told]  # type: ignore[union-attr,attr-defined,index]
        said = [(i.text, i.disputes, i.sources) for i in items]
        return said, [t[:5] for t in told], recalls, ends(memory)

    shown = picture()
    memory.resolve(pair, user_id=USER, keep=keep)
    undone = memory.undo(pair, user_id=USER, reason="I was wrong")

    assert isinstance(undone, Conflict)
    assert picture() == shown
    assert undone.status == before.status
    assert [d for d in undone.decisions if d.retracted_at is None] == list(before.decisions)
    assert [d.by for d in undone.decisions][-1] == "user"


def test_decisions_are_a_stack(memory: Memory):
    """Each undo takes the last one back, down to what a rule said; then nothing stands."""
    pair = succeed(memory)
    memory.resolve(pair, user_id=USER, keep="a")
    memory.resolve(pair, user_id=USER, keep="both")

    kept = []
    for _ in range(3):
        [found] = memory.conflicts(USER, status="all")
        kept.append([d.kept for d in found.decisions if d.retracted_at is None])
        memory.undo(pair, user_id=USER)

    assert kept == [["both"], ["a"], ["b"]]
    [last] = memory.conflicts(USER, status="undone")
    assert (last.status, len(last.decisions)) == ("undone", 3)
    assert standing(memory) == ("current", "current")
    with pytest.raises(EventError, match="no decision that stands"):
        memory.undo(pair, user_id=USER)


def test_the_past_stays_as_it_was(memory: Memory):
    """What was known at a time is not changed by what was decided, or undone, since."""
    pair = dispute(memory)
    [found] = memory.conflicts(USER)
    options = RecallOptions(known_at=found.detected_at)
    before = memory.recall("Where does Ana live?", user_id=USER, options=options)

    memory.resolve(pair, user_id=USER, keep="b")
    [resolved] = memory.conflicts(USER, status="all")
    at = RecallOptions(known_at=resolved.decisions[0].recorded_at)
    decided = memory.recall("Where does Ana live?", user_id=USER, options=at)
    memory.undo(pair, user_id=USER)

    for wanted, then in ((before, options), (decided, at)):
        again = memory.recall("Where does Ana live?", user_id=USER, options=then)
        assert [(i.text, i.disputes) for i in again.items] == [
            (i.text, i.disputes) for i in wanted.items
        ]


def test_an_undone_decision_leaves_what_was_said_since(memory: Memory):
    """A fact that was said again after it fell stands after any decision that was undone."""
    pair = dispute(memory)
    memory.resolve(pair, user_id=USER, keep="a")
    assert standing(memory) == ("current", "replaced")
    memory.remember(turn(4, "I live in Porto.", at=day(9)), user_id=USER)
    assert standing(memory) == ("current", "current")

    memory.resolve(pair, user_id=USER, keep="both")
    memory.undo(pair, user_id=USER)

    assert standing(memory) == ("current", "current")


def test_the_beginning_of_an_id_will_do(memory: Memory):
    """As long as it is one conflict's; both facts' ids in the other order too."""
    pair = dispute(memory)
    newer, _, older = pair.partition("-")

    assert memory.resolve(pair[:6], user_id=USER).id == pair
    assert memory.resolve(f"{newer[:8]}-{older[:8]}", user_id=USER).id == pair
    assert memory.resolve(f"{older}-{newer}", user_id=USER).id == pair
    for wrong in (pair[:3], "zzzz", f"{newer}-{newer}", "", pair + "0"):
        with pytest.raises(EventError):
            memory.resolve(wrong, user_id=USER)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"keep": "c"}, "keep is one of a, b, both, not 'c'"),
        ({"keep": "both", "at": day(1)}, "keep='both' takes none"),
        ({"reason": "\ud800"}, "a reason is a text"),
        ({"user_id": "ben"}, "'ben' has no conflict"),
        ({"user_id": "nobody"}, "nothing is remembered for 'nobody'"),
    ],
)
def test_what_means_nothing_is_refused(memory: Memory, arguments: dict[str, object], message: str):
    """By a sentence that says what was wrong; nothing is decided, and nobody is made."""
    pair = dispute(memory)

    with pytest.raises(EventError, match=message):
        memory.resolve(pair, **{"user_id": USER, **arguments})  # type: ignore[arg-type]

    assert [c.status for c in memory.conflicts(USER)] == ["open"]
    assert "nobody" not in memory.users()


def test_conflicts_refuses_what_means_nothing(memory: Memory):
    """An unknown status, and no room for an answer; an unknown user has none."""
    with pytest.raises(EventError, match="status is one of open, resolved, undone, all"):
        memory.conflicts(USER, status="closed")  # type: ignore[arg-type]
    with pytest.raises(EventError, match="limit is 0"):
        memory.conflicts(USER, limit=0)
    assert memory.conflicts("nobody") == []


def test_the_latest_found_come_first_and_a_limit_is_kept(memory: Memory):
    """Of two conflicts the one that was found last."""
    memory.remember(turn(4, "I live in Bergen.", at=day(7)), user_id=USER)
    first, second = dispute(memory), dispute(memory, "Ana lives in Bergen", PORTO)

    found = [c.id for c in memory.conflicts(USER)]

    assert sorted(found) == sorted([first, second])
    assert memory.conflicts(USER, limit=1)[0].id == found[0]
