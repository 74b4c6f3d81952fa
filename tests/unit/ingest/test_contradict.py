"""Contradictions are found as facts are written: real weights, the real embedded engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from graphmem.instrumentation import ConflictsFound, Record
from graphmem.memory import Memory
from tests.conftest import USER, make_settings
from tests.fakes import FakeEncoder
from tests.unit.ingest.telling import START, Edge, edges, ended, open_judging, tell


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory in which each case is a user of its own."""
    with open_judging(tmp_path_factory.mktemp("cases")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["I live in Porto.", "I now live in Oslo."],
         ("replaced", "Maya now lives in Oslo", "Maya lives in Porto")),
        (["I live in Porto.", "I moved to Lisbon last month."],
         ("replaced", "Maya moved to Lisbon last month", "Maya lives in Porto")),
        (["I work for Nokia.", "I left Nokia."],
         ("replaced", "Maya left Nokia", "Maya works for Nokia")),
        (["Ana lives in Rome.", "Ana no longer lives in Rome."],
         ("replaced", "Ana no longer lives in Rome", "Ana lives in Rome")),
        (["The CEO of Acme is Mia Berg.", "The CEO of Acme is now Bob Stone."],
         ("replaced", "Acme has ceo Bob Stone", "Acme has ceo Mia Berg")),
        (["I live in Porto.", "I live in Oslo."],
         ("value", "Maya lives in Oslo", "Maya lives in Porto")),
        (["I have a dog.", "I don't have a dog."],
         ("negation", "Maya does not have a dog", "Maya has a dog")),
        (["I'm vegan.", "I've become pescatarian."],
         ("replaced", "Maya has become pescatarian", "Maya is vegan")),
        (["I'm a member of the rowing club.", "I left the rowing club."],
         ("replaced", "Maya left the rowing club", "Maya is a member of the rowing club")),
        (["Tom leads the sales team.", "Ida took over the sales team."],
         ("replaced", "Ida took over the sales team", "Tom leads the sales team")),
        (["My employer is Nokia.", "I work for Ericsson."],
         ("value", "Maya works for Ericsson", "Maya has employer Nokia")),
        (["I make 2400 euros a month.", "I make 2900 euros a month."],
         ("value", "Maya makes 2900 euros a month", "Maya makes 2400 euros a month")),
        (["Tom leads the shop.", "I said Tom leads the shop, but Ida leads the shop."],
         ("value", "Ida leads the shop", "Maya said that Tom leads the shop")),
        (["My rent is 700 euros.", "They raised my rent to 800 euros."],
         ("replaced", "Maya's rent is now 800 euros", "Maya's rent is 700 euros")),
        (["My boss is called Anton.", "They replaced Anton, my boss is Miriam now."],
         ("replaced", "Maya has boss Miriam", "Maya has boss Anton")),
        (["Maya works for Nokia.", "Shell hired Maya."],
         ("replaced", "Shell hired Maya", "Maya works for Nokia")),
        (["Maya is employed by Nokia.", "Maya works for Shell now."],
         ("replaced", "Maya works for Shell now", "Nokia employed Maya")),
        (["The author of Dark Harbor is Mia Berg.", "The author of Dark Harbor is Bob Stone."],
         ("value", "Dark Harbor has author Bob Stone", "Dark Harbor has author Mia Berg")),
        (["The sport played by Mia Berg is golf.", "The sport played by Mia Berg is tennis."],
         ("value", "Mia Berg plays the sport tennis", "Mia Berg plays the sport golf")),
        (["Acme was created in Sweden.", "Acme was created in Norway."],
         ("value", "Acme was created in Norway", "Acme was created in Sweden")),
        (["Bob plays the position of goalkeeper.", "Bob plays the position of striker."],
         ("value", "Bob plays the position of striker", "Bob plays the position of goalkeeper")),
        (["I was born in 1990.", "I was born in 1991."],
         ("temporal", "Maya was born in 1991", "Maya was born in 1990")),
    ],
)  # fmt: skip
def test_what_excludes_what_was_said_before_is_noted(
    everyone: Memory, lines: list[str], found: Edge
):
    """A change ends the older fact; a plain contradiction leaves both."""
    user = lines[1]
    tell(everyone, lines, user=user)

    assert edges(everyone, user) == [found]


@pytest.mark.parametrize(
    "lines",
    [
        ["I live in New York City.", "I live in NYC."],
        ["I like jazz.", "I like jazz, rock and blues."],
        ["I speak French.", "I speak French and German."],
        ["I live in Portugal.", "I live in Porto."],
        ["I live in Porto.", "I live in Portugal."],
        ["I was born in 1990.", "I was born on 3 May 1990."],
        ["I plan to move to Berlin.", "I moved to Berlin."],
        ["I will move to Berlin in June.", "I moved to Berlin.", "I live in Berlin."],
        ["I live in Oslo.", "I lived in Madrid in 2015.", "I used to live in Rome."],
        ["I went to Rome.", "I just went to Paris."],
        ["I stayed in Rome.", "I stayed in Oslo instead."],
        ["My sister is Ana.", "My sister is Ines."],
        ["I live in Porto and Lisbon."],
        ["I bought a red scarf.", "I just bought a blue hat."],
        ["The sport played by Mia Berg is golf.", "The sport played by Bob Stone is tennis."],
        ["The company that produced Alpha is Nokia.", "The company that produced Beta is Shell."],
        ["Alpha is chaired by Mia Berg.", "These days Beta is chaired by Mia Berg."],
        ["My daughter is called Nele.", "My other daughter is called Jette."],
        ["The Promise is a 1995 Indian film.", "The Promise is a 1969 American film."],
        ["My uncle is called Tom.", "My uncle is called Ben."],
        ["The head of state in Norway is Mia Berg.", "The head of state in Chile is Bob Stone."],
        ["Nokia hired Maya.", "Nokia hired Bob Stone."],
        ["I could eat paella right now, I love it.", "I could eat sushi right now, I love it."],
        ["Acme was created in Sweden.", "Acme was created in 1921."],
        ["Acme was founded in the city of Lund.", "Acme was founded in Sweden."],
        ["Bob Stone worked in the city of Lund.", "Bob Stone worked in the city of Oslo."],
        ["Bob Stone speaks the language of Danish.", "Bob Stone speaks the language of Dutch."],
        ["Mia Berg wrote Dark Harbor.", "Mia Berg wrote Cold Coast."],
    ],
)
def test_what_holds_side_by_side_is_left_alone(everyone: Memory, lines: list[str]):
    """An alias, a list, a narrower place, a finer date, a plan and its outcome, two happenings."""
    user = " ".join(lines)
    tell(everyone, lines, user=user)

    assert edges(everyone, user) == []


_TEXTS = ("Ben has a shop. The shop opens at 9.", "Tove has a shop. The shop opens at 10.")


@pytest.mark.parametrize(("speaker", "found"), [(None, 0), ("Maya", 1)])
def test_the_shop_of_one_text_is_not_the_shop_of_another(
    fresh: Callable[[], Path], speaker: str | None, found: int
):
    """What an earlier sentence introduced is of its text; in talk it is what is talked about."""
    with open_judging(fresh()) as memory:
        for words in _TEXTS:
            memory.remember(words, user_id=USER, speaker=speaker, at=START)

        assert len(edges(memory)) == found


def test_an_earlier_fact_that_is_told_late_retires_nothing(memory: Memory):
    """The time that is spoken of decides, not the time at which it is heard."""
    tell(memory, ["I moved to Lisbon.", "I live in Porto."], days=[60, 0])

    assert edges(memory) == [("replaced", "Maya moved to Lisbon", "Maya lives in Porto")]


def test_who_comes_back_lives_there_again(memory: Memory):
    """The first place holds again, and the second one is over."""
    tell(memory, ["I live in Porto.", "I now live in Lisbon."])
    assert ended(memory, "Maya lives in Porto") == [_ms(60)]
    memory.remember(
        "I live in Porto now.", user_id=USER, speaker="Maya", at=START + timedelta(days=120)
    )

    assert ended(memory, "Maya lives in Porto") == [None]
    assert ended(memory, "Maya now lives in Lisbon") == [_ms(120)]


def test_a_loser_holds_again_when_its_winner_is_erased(memory: Memory):
    """What took its place is forgotten, with the edge."""
    tell(memory, ["I live in Porto.", "I now live in Lisbon."])
    memory.forget(user_id=USER, event_id="I now live in Lisbon.")

    assert ended(memory, "Maya lives in Porto") == [None]


def test_nothing_is_found_twice(memory: Memory):
    """What was judged is not judged again, and a second look adds nothing."""
    tell(memory, ["I live in Porto.", "I now live in Lisbon.", "I have a dog."])
    before = edges(memory)
    with memory._pool.user(USER) as handle:
        handle.store.judged = 0

    assert memory.detect(USER) == 0
    assert edges(memory) == before


LINES = [
    "I live in Porto.", "I work for Nokia.", "I have a dog.", "I now live in Lisbon.",
    "I don't have a dog.", "Ana lives in Rome.", "Ana moved to Milan.", "I left Nokia.",
]  # fmt: skip


def test_one_by_one_in_a_batch_and_afterwards_find_the_same(fresh: Callable[[], Path]):
    """So does a process that finds what another left unjudged."""
    found: list[list[Edge]] = []
    events = [
        {"text": line, "speaker": "Maya", "at": START + timedelta(days=n)}
        for n, line in enumerate(LINES)
    ]
    with open_judging(fresh()) as one_by_one:
        for event in events:
            one_by_one.remember(event, user_id=USER)
        found.append(edges(one_by_one))
    with open_judging(fresh()) as in_a_batch:
        in_a_batch.remember(events, user_id=USER)
        found.append(edges(in_a_batch))
    root = fresh()
    with open_judging(root, enabled=False) as unjudged:
        unjudged.remember(events, user_id=USER)
        assert edges(unjudged) == []
        assert unjudged.detect(USER) == len(found[0])
        found.append(edges(unjudged))

    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 4


def test_a_write_judges_what_a_killed_one_left(fresh: Callable[[], Path]):
    """Facts whose judging was cut off are judged with the next batch."""
    root = fresh()
    with open_judging(root, enabled=False) as cut_off:
        tell(cut_off, ["I live in Porto.", "I now live in Lisbon."])
    with open_judging(root) as again:
        again.remember("I have a dog.", user_id=USER, speaker="Maya", at=START)

        assert edges(again) == [("replaced", "Maya now lives in Lisbon", "Maya lives in Porto")]


@pytest.mark.parametrize(
    ("predicate", "cardinality", "lines", "count"),
    [
        ("live in", "many", ["I live in Porto.", "I live in Oslo."], 0),
        ("works_for", "one_at_a_time", ["I work for Nokia.", "I work for Ericsson."], 1),
        ("work_for", "one_at_a_time", ["I work for Nokia.", "I work for Ericsson."], 1),
    ],
)
def test_a_declaration_outweighs_what_the_words_say(
    fresh: Callable[[], Path], predicate: str, cardinality: str, lines: list[str], count: int
):
    """Names of predicates are matched in their normalised form."""
    with open_judging(fresh(), declared={predicate: cardinality}) as memory:
        tell(memory, lines)

        assert len(edges(memory)) == count


def test_a_hook_hears_of_what_was_found_by_ids_alone(fresh: Callable[[], Path]):
    """Records carry no text of a memory."""
    heard: list[Record] = []
    chosen = make_settings()
    opened = Memory.open(fresh(), settings=chosen, encoder=FakeEncoder(), hooks=[heard.append])
    with opened as memory:
        tell(memory, ["I live in Porto.", "I now live in Oslo.", "I live in Rome."])

    found = [r for r in heard if isinstance(r, ConflictsFound)]
    assert [(len(r.conflicts), len(r.replaced)) for r in found] == [(0, 1), (1, 0)]
    assert "Oslo" not in repr(found)


def _ms(days: int) -> int:
    return round((START + timedelta(days=days)).timestamp() * 1000)


def test_facts_that_were_not_judged_yet_say_nothing_of_a_predicate(fresh: Callable[[], Path]):
    """Others who move in the same call do not make one's own move less sure."""
    events = [
        {"text": f"{name} lives in {place}.", "at": START + timedelta(days=day)}
        for day, place in ((0, "Porto"), (90, "Oslo"))
        for name in ("Ana", "Ben", "Clara")
    ]
    with open_judging(fresh()) as memory:
        memory.remember(events, user_id=USER)

        assert [kind for kind, _, _ in edges(memory)] == ["value"] * 3


def test_what_is_too_unsure_for_a_conflict_is_only_ordered(fresh: Callable[[], Path]):
    """Nothing is listed, nothing ends; recall names the newer one first."""
    with open_judging(fresh(), conflict_at=0.9, retire_at=0.95) as memory:
        tell(memory, ["I live in Porto, by the sea.", "I live in Oslo."])
        rivals = memory.query("MATCH (:Fact)-[:RIVALS]->(b) RETURN b.text AS b", user_id=USER)
        found = memory.recall("Where by the sea does Maya live?", user_id=USER).items

        assert [row["b"] for row in rivals] == ["Maya lives in Porto, by the sea"]
        assert memory.conflicts(USER, status="all") == []
        assert ended(memory, "Maya lives in Porto, by the sea") == [None]
        assert [item.text for item in found] == ["I live in Oslo.", "I live in Porto, by the sea."]
        assert not any(item.disputes for item in found)
