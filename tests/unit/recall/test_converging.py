"""What a recall returns of what it found: merged, chosen, ordered, disputes side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graphmem import Context, Memory, RecallOptions
from graphmem.clock import to_ms
from graphmem.errors import EventError
from graphmem.stores.base import Transaction
from graphmem.stores.queries import Query
from tests.conftest import USER, open_memory

START = datetime(2024, 3, 1, 9, tzinfo=UTC)


def at(day: int) -> datetime:
    """Return a morning of March 2024."""
    return START + timedelta(days=day - 1)


@pytest.fixture(scope="module")
def mixed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A habit that is told four times, two homes, a plan of two days, two speakers."""
    with open_memory(tmp_path_factory.mktemp("mixed")) as memory:
        for day, speaker, text in (
            (1, "Ana", "I swim in the lake every morning."),
            (3, "Ana", "Every morning I swim in the lake!"),
            (5, "Ana", "Well, I really swim in the lake every morning"),
            (9, "Ana", "I swim in the lake every morning."),
            (9, "Ben", "I swim in the lake every morning."),
            (10, "Ana", "I live in Lyon."),
            (20, "Ana", "I live in Porto."),
            (21, "Ana", "I see the dentist tomorrow."),
            (25, "Ana", "I see the dentist tomorrow."),
        ):
            memory.remember(text, user_id=USER, speaker=speaker, session_id=f"s{day}", at=at(day))
        yield memory


def ask(memory: Memory, question: str, **options: object) -> Context:
    """Recall with options."""
    return memory.recall(question, user_id=USER, options=RecallOptions(**options))  # type: ignore[arg-type]


def test_what_is_said_again_becomes_one_line_with_its_count(mixed: Memory):
    """Four tellings of Ana are one item with four sources and its dates; Ben's stays apart."""
    found = ask(mixed, "Who swims in the lake every morning?")

    swims = [item for item in found.items if "swim" in item.text]
    by_speaker = {item.sources[0].speaker: len(item.sources) for item in swims}
    assert by_speaker == {"Ana": 4, "Ben": 1}
    assert found.text.count("said 4 times, 2024-03-01 to 2024-03-09") == 1
    assert found.text.count("swim in the lake") == 2


def test_a_plan_for_another_day_is_another_one(mixed: Memory):
    """The same words on two days name two tomorrows."""
    found = ask(mixed, "When is the dentist?")

    assert found.text.count("dentist tomorrow") == 2


@pytest.mark.parametrize("select", ["auto", "score", "coverage"])
@pytest.mark.parametrize("budget", [0, 8, 30, 60, 500])
def test_the_text_is_never_over_the_budget(mixed: Memory, select: str, budget: int):
    """Whatever is chosen how: the tokens told are those of the text, and within the budget."""
    found = ask(mixed, "Where does Ana live and swim?", budget_tokens=budget, select=select)

    assert found.tokens <= budget
    assert found.tokens == sum(len(line.split()) for line in found.text.splitlines())
    assert (found.items == ()) == (budget < 12)


def test_a_budget_that_does_not_bind_changes_nothing(mixed: Memory):
    """With room for all, the items are those without a budget, in the same order."""
    free = ask(mixed, "Where does Ana live?", limit=4)
    roomy = ask(mixed, "Where does Ana live?", limit=4, budget_tokens=1000)

    assert roomy.items == free.items
    assert roomy.text == free.text


def test_items_stand_in_the_order_of_time(mixed: Memory):
    """Oldest first, the same items as by score."""
    timely = ask(mixed, "Where does Ana live?", order="time", limit=5)
    scored = ask(mixed, "Where does Ana live?", limit=5)

    moments = [item.sources[0].occurred_at for item in timely.items]
    assert moments == sorted(moments)
    assert {item.text for item in timely.items} == {item.text for item in scored.items}
    assert [item.text for item in timely.items] != [item.text for item in scored.items]


def test_an_item_stands_after_the_one_that_led_to_it(told: Memory):
    """The same items as by score; where one led to another, it stands before it."""
    question = "What does Clara's employer build?"
    scored = ask(told, question, explain=True)
    found = ask(told, question, order="path", explain=True)

    assert {item.text for item in found.items} == {item.text for item in scored.items}
    places = {step.target: n for n, item in enumerate(found.items) for step in item.path}
    strongest = [
        (places[step.source], n)
        for n, item in enumerate(found.items)
        for step in [next((s for s in item.path if s.source in places), None)]
        if step is not None
    ]
    assert any(before < after for before, after in strongest)
    silent = ask(told, question, order="path")
    assert [item.text for item in silent.items] == [item.text for item in found.items]
    assert all(item.path == () for item in silent.items)


def test_events_passed_are_told_when_paths_are_wanted(told: Memory):
    """What a path comes from is an item or among the events passed; without paths, none are."""
    found = ask(told, "What does Clara's employer build?", limit=2, explain=True)

    known = {step.target for item in found.items for step in item.path}
    known |= {passed.event_id for passed in found.passed}
    sources = {step.source for item in found.items for step in item.path} - {found.query}
    assert sources
    assert sources <= known
    assert not known & {i.sources[0].event_id for i in found.items} - {
        s.target for i in found.items for s in i.path
    }
    assert [p.score for p in found.passed] == sorted((p.score for p in found.passed), reverse=True)
    assert ask(told, "What does Clara's employer build?", limit=2).passed == ()


_EDGE = """
MATCH (old:Fact {user_id: $user}) WHERE old.text CONTAINS 'Lyon'
MATCH (new:Fact {user_id: $user}) WHERE new.text CONTAINS 'Porto'
"""
_CONFLICT = (
    f"{_EDGE} CREATE (new)-[:CONFLICTS_WITH {{recorded_at: $at, revision: $revision}}]->(old)"
)
_REPLACED = (
    f"{_EDGE} CREATE (new)-[:SUPERSEDES {{at: $at, recorded_at: 1, revision: $revision}}]->(old)"
)
_TAKEN_BACK = """
MATCH (:Fact {user_id: $user})-[d:SUPERSEDES]->() SET d.retracted_at = $at, d.revision = $revision
"""


def link(memory: Memory, text: str, **params: object) -> None:
    """Write an edge between the two homes."""
    query = Query("test.link", text, frozenset({"user", "revision", *params}), "write", "")

    def work(tx: Transaction, revision: int) -> int:
        tx.run(query, {"user": USER, "revision": revision, **params})
        return revision

    with memory._pool.user(USER) as handle:
        handle.revision = handle.store.change(work, now_ms=1)


@pytest.fixture
def homes(fresh: Callable[[], Path]) -> Iterator[Memory]:
    """Ana lived in Lyon, then in Porto, and has a cello; what contradicts is told by the tests."""
    told = ((10, "I live in Lyon."), (15, "I play the cello."), (20, "I live in Porto."))
    with open_memory(fresh(), interference={"enabled": False}) as memory:
        for day, text in told:
            memory.remember(text, user_id=USER, speaker="Ana", session_id="s", at=at(day))
        yield memory


def test_disputed_facts_stand_side_by_side_with_their_dates(homes: Memory):
    """Both lines are there, newest first, each pointing to the day of the other."""
    question = "Porto or the cello?"
    before = ask(homes, question)
    link(homes, _CONFLICT, at=1)

    found = ask(homes, question)

    assert before.text.count("disputed") == 0
    texts = [item.text for item in found.items]
    assert texts.index("I live in Lyon.") == texts.index("I live in Porto.") + 1
    assert '[2024-03-10 09:00, Ana] "I live in Lyon." (disputed, see 2024-03-20)' in found.text
    assert '[2024-03-20 09:00, Ana] "I live in Porto." (disputed, see 2024-03-10)' in found.text
    [side] = found.items[texts.index("I live in Lyon.")].disputes
    assert (side.stance, side.occurred_at) == ("disputed", at(20))
    assert ("Lyon" in side.fact, "Porto" in side.against) == (True, True)


def test_a_fact_that_took_the_place_of_another_says_so(homes: Memory):
    """The older one is replaced and stands behind; a decision taken back is none."""
    link(homes, _REPLACED, at=to_ms(at(20)))
    standing = ask(homes, "Did Ana live in Lyon?")
    link(homes, _TAKEN_BACK, at=2)

    retracted = ask(homes, "Did Ana live in Lyon?")

    assert [item.text for item in standing.items[:2]] == ["I live in Porto.", "I live in Lyon."]
    assert retracted.items[0].text == "I live in Lyon."
    assert '"I live in Lyon." (replaced, see 2024-03-20)' in standing.text
    assert '"I live in Porto." (replaces 2024-03-10)' in standing.text
    assert "replace" not in retracted.text


def test_a_dispute_is_not_known_before_it_was_found(homes: Memory):
    """With ``known_at`` before the finding, both stand without a mark."""
    later = datetime.now(UTC) + timedelta(days=30)
    link(homes, _CONFLICT, at=int(later.timestamp() * 1000))

    early = ask(homes, "Where does Ana live?", known_at=later - timedelta(days=1))
    late = ask(homes, "Where does Ana live?", known_at=later + timedelta(days=1))

    assert "disputed" not in early.text
    assert late.text.count("disputed") == 2


def test_marks_count_towards_the_budget(homes: Memory):
    """Where the lines fit but not their marks, an item is left out, and with it the marks."""
    unmarked = ask(homes, "Where does Ana live?", limit=2)
    link(homes, _CONFLICT, at=1)

    tight = ask(homes, "Where does Ana live?", limit=2, budget_tokens=unmarked.tokens)

    assert len(unmarked.items) == 2
    assert len(tight.items) == 1
    assert "disputed" not in tight.text


def test_what_is_enough_is_a_first_part_of_all(mixed: Memory):
    """The more is wanted, the more items; one at least, and no other than those of the whole."""
    every = ask(mixed, "Who swims in the lake?", diffusion="network").items
    shares = (0.001, 0.3, 0.6, 0.9)
    some = [
        ask(mixed, "Who swims in the lake?", diffusion="network", enough=share).items
        for share in shares
    ]

    assert [len(items) for items in some] == sorted(len(items) for items in some)
    assert len(some[0]) == 1
    assert len(some[-1]) < len(every)
    assert all(items == every[: len(items)] for items in some)


def test_half_a_dispute_is_not_enough(homes: Memory):
    """What tells otherwise stays beside what is enough."""
    link(homes, _CONFLICT, at=1)

    found = ask(homes, "Where does Ana live?", diffusion="network", enough=0.001)

    assert found.text.count("disputed") == 2


def test_without_chances_nothing_is_left_out(mixed: Memory):
    """Hand-set weights give scores, which do not add up to anything."""
    plain, some = (
        ask(mixed, "Where does Ana live?", diffusion="spread", enough=share)
        for share in (None, 0.1)
    )

    assert some.items == plain.items


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "half", True])
def test_a_share_is_above_0_and_at_most_1(mixed: Memory, wrong: object):
    """The error says what it may be."""
    with pytest.raises(EventError, match="enough is"):
        ask(mixed, "anything", enough=wrong)


@pytest.mark.parametrize("wrong", [{"order": "size"}, {"select": "best"}, {"order": None}])
def test_unknown_words_are_refused(memory: Memory, wrong: dict[str, object]):
    """The error names the option and what it may be."""
    [name] = wrong

    with pytest.raises(EventError, match=f"{name} is one of"):
        ask(memory, "anything", **wrong)
