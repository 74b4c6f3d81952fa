"""Plans: the difference between what the evidence makes and what is stored."""

from __future__ import annotations

import json
from dataclasses import replace

from graphmem.sleep.mining import Bar, mine
from graphmem.sleep.plan import (
    ACTIVE,
    CONTRADICTED,
    DEMOTED,
    GONE,
    REFINED,
    Source,
    Stored,
    due,
    living,
    merged_ids,
    plan,
)
from graphmem.sleep.promote import Promotion, promoted
from tests.unit.sleep.saying import near, says, where, who

MODEL = "m"


def made(evidence) -> list[Promotion]:
    """Return what some evidence makes."""
    return promoted("u", mine(evidence, Bar(), near), at_least=0)


def as_stored(promotion: Promotion, **changes: object) -> Stored:
    """Return a promotion as the graph holds it."""
    names = ("id", "kind", "text", "pattern", "support", "sessions", "first_at", "last_at")
    values = {name: getattr(promotion, name) for name in (*names, "confidence", "emotion")}
    stored = Stored(**values, status=ACTIVE, held=None, model=MODEL)
    stored.events = {i: Source(w) for i, w in promotion.episodes.items()}
    stored.facts = {i: Source(w) for i, w in promotion.facts.items()}
    stored.topics = set(promotion.entities)
    stored.typical = [event for event, _ in promotion.typical]
    return replace(stored, **changes)  # type: ignore[arg-type]


def jazz(count: int) -> list[Promotion]:
    """Return the memory of so many episodes."""
    return made([says(n, "Ana", "love", "jazz") for n in range(count)])


def test_what_is_stored_as_it_is_is_not_written():
    """The same evidence, the same graph: an empty plan."""
    (one,) = jazz(4)
    assert not plan([one], {one.id: as_stored(one)}, {}, model=MODEL)


def test_only_what_differs_is_written():
    """New edges are added, others weighed or dropped; the vector is made anew with the words."""
    (old,), (new,) = jazz(3), jazz(5)
    (write,) = plan([new], {old.id: as_stored(old)}, {new.id: {"e4"}}, model=MODEL).writes
    assert (write.fresh, write.encode) == (False, False)
    assert write.events.added == {"e3": Source(0.8), "e4": Source(0.8, covers=True)}
    assert (write.events.weighed, write.events.dropped) == ({}, ())
    (back,) = plan([old], {new.id: as_stored(new)}, {}, model=MODEL).writes
    assert back.events.dropped == ("e3", "e4")
    assert plan([new], {new.id: as_stored(new)}, {}, model="other").writes[0].encode


def test_what_the_evidence_no_longer_makes_is_demoted():
    """And the reason is told; what does not stand already is left."""
    (one,) = jazz(4)
    there = {one.id: as_stored(one)}
    assert [d.reason for d in plan([], there, {}, model=MODEL).demotions] == [GONE]
    found = plan([], there, {}, unsettled=set(one.facts), model=MODEL).demotions
    assert [d.reason for d in found] == [CONTRADICTED]
    assert not plan([], {one.id: as_stored(one, status=DEMOTED)}, {}, model=MODEL)


def chain_and_shape() -> tuple[Promotion, Promotion]:
    """Return a shape, and the chain that says more of the same things."""
    visits = [says(n, "Ana", "visit", who(name)) for n, name in enumerate("BCD")]
    homes = [says(9 + n, name, "be_from", where("Porto")) for n, name in enumerate("BCD")]
    (shape,) = made(visits)
    (chain,) = (p for p in made([*visits, *homes]) if len(p.facts) == 6)
    return shape, chain


def test_a_finer_pattern_takes_a_shape_s_place():
    """The reason says so; where somebody undid the finer one, the shape stays."""
    shape, chain = chain_and_shape()
    there = {shape.id: as_stored(shape)}
    found = plan([chain], there, {}, model=MODEL)
    assert [d.reason for d in found.demotions] == [REFINED]
    held = as_stored(chain, status=DEMOTED, held=chain.support)
    assert not plan([chain], {shape.id: as_stored(shape, held=3), chain.id: held}, {}, model=MODEL)


def test_what_was_undone_waits_for_new_episodes():
    """As many as before are not enough."""
    (four,), (five,) = jazz(4), jazz(5)
    undone = {four.id: as_stored(four, status=DEMOTED, held=4)}
    assert not plan([four], undone, {}, model=MODEL)
    assert living([four], undone) == []
    assert [w.fresh for w in plan([five], undone, {}, model=MODEL).writes] == [True]
    assert living([five], undone) == [five]


def test_who_covers_with_a_memory_that_fell_is_looked_at_again():
    """Two memories may cover an episode together."""
    (one,) = jazz(4)
    (two,) = made([says(n, "Ana", "eat", "fish") for n in range(4)])
    covering = as_stored(one)
    covering.events["e0"] = Source(0.8, covers=True)
    there = {one.id: covering, two.id: as_stored(two)}
    assert due([one, two], there, MODEL) == ([], set())
    wanted, lost = due([one], there, MODEL)
    assert wanted == [one.id]
    assert lost == {"e0", "e1", "e2", "e3"}


def test_two_halves_of_one_sleep_are_told_together():
    """What was made in the first half is not only reinforced."""
    first = merged_ids(None, {"promoted": ["a"], "reinforced": [], "demoted": []})
    both = json.loads(merged_ids(first, {"promoted": ["b"], "reinforced": ["a", "c"]}))
    assert both == {"promoted": ["a", "b"], "reinforced": ["c"], "demoted": []}
