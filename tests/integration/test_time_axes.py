"""What was true then, what was known then, and how a recall got there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from graphmem.memory import Memory
from graphmem.psm.runtime import Encoder
from graphmem.types import Context, ContextItem, RecallOptions, Step
from tests.conftest import USER, make_settings, open_memory
from tests.toy import CONVERSATION, day, turn

QUESTION = "Where do I live, in Lyon or in Porto?"


def _names(context: Context) -> set[str | None]:
    return {s.external_id for item in context.items for s in item.sources}


def _ask(memory: Memory, question: str = QUESTION, **options: object) -> Context:
    return memory.recall(question, user_id=USER, options=RecallOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (day(1, 8), set()),
        (day(1, 9), {"e1"}),
        (day(5), {"e1", "e2", "e3"}),
        (datetime(2024, 3, 8, 10, tzinfo=timezone(timedelta(hours=1))), {"e1", "e2", "e3", "e4"}),
        (datetime(2024, 3, 1, 9, 30), {"e1"}),
        (datetime.max, {"e1", "e2", "e3", "e4", "e5", "e6"}),
        (datetime.min, set()),
    ],
)
def test_as_of_hides_what_happened_later(told: Memory, as_of: datetime, expected: set[str]):
    """Nothing later than the instant comes back; the instant itself does."""
    assert _names(_ask(told, as_of=as_of)) == expected


def test_known_at_hides_what_was_learned_later(fresh: Callable[[], Path]):
    """An event of long ago that was told today was not known yesterday."""
    before = datetime.now(UTC) - timedelta(seconds=1)
    with open_memory(fresh()) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)

        assert _ask(memory, known_at=before).items == ()
        assert _ask(memory, known_at=datetime.now(UTC)).items
        assert _ask(memory, known_at=datetime.now(UTC), as_of=day(1, 9)).items


@pytest.mark.parametrize(
    ("session", "expected"),
    [("s1", {"e1", "e2", "e3"}), ("s2", {"e4", "e5"}), ("day:2024-03-09", {"e6"}), ("s3", set())],
)
def test_session_confines_the_recall(told: Memory, session: str, expected: set[str]):
    """Only events of the session come back; an unknown session has none."""
    assert _names(_ask(told, session_id=session)) == expected


def test_deep_searches_what_the_gate_set_aside(told: Memory):
    """Laughter is found only by those who dig for it."""
    assert "e7" not in _names(_ask(told, "haha ok", limit=100))
    assert "e7" in _names(_ask(told, "haha ok", limit=100, deep=True))


@pytest.mark.parametrize("budget", [0, 1, 8, 20, 33, 60, 1000])
def test_budget_is_never_exceeded(told: Memory, budget: int):
    """Context.tokens counts the text, and stays in the budget; items come whole."""
    context = _ask(told, budget_tokens=budget, limit=100)

    assert context.tokens <= budget
    assert context.tokens == len(context.text.split())
    texts = {e.text for e in CONVERSATION}
    assert all(item.text in texts for item in context.items)
    assert (context.text == "") == (context.items == ())


def test_real_encoder_keeps_the_budget(tmp_path: Path):
    """With the shipped word pieces too."""
    encoder = Encoder.load(threads=1)
    with Memory.open(tmp_path, settings=make_settings(), encoder=encoder) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        for budget in (10, 40, 80):
            context = _ask(memory, budget_tokens=budget, limit=100)

            [tokens] = encoder.count_tokens([context.text])
            assert tokens <= budget
        best = _ask(memory, "Who is employed by a company that makes cookers?").items

    assert {"e2", "e3"} & {item.sources[0].external_id for item in best[:2]}


@pytest.mark.parametrize("limit", [1, 2, 5, 10**9])
def test_limit_bounds_the_items(told: Memory, limit: int):
    """At most so many, the best first; what is disputed stands as high as the better side."""
    items = _ask(told, limit=limit).items

    assert len(items) == min(limit, 6)
    scores = {item.sources[0].event_id: item.score for item in items}
    stands = [max(i.score, *(scores[d.event_id] for d in i.disputes), 0) for i in items]
    assert stands == sorted(stands, reverse=True)
    assert limit < 5 or (items[0].disputes and items[1].disputes)


@pytest.mark.parametrize("diffusion", ["spread", "pagerank", "none"])
def test_score_is_the_sum_of_its_parts(told: Memory, diffusion: str):
    """Whatever the diffusion, a score says what it is made of."""
    for item in _ask(told, diffusion=diffusion).items:
        assert item.score == pytest.approx(sum(item.parts.values()), abs=1e-5)


def test_path_is_empty_unless_asked_for(told: Memory):
    """Explanations cost something; who does not ask gets none."""
    assert all(item.path == () for item in _ask(told).items)


@pytest.fixture(scope="module")
def explained(told: Memory) -> tuple[Memory, list[tuple[ContextItem, Step]]]:
    """All steps of some recalls explained in one step by hand-set weights.

    The paths of the network lead over several events; ``test_weigh`` has them.
    """
    questions = (QUESTION, "Where does Clara work?", "What did Ben say of Helios Labs?", "Kenya")
    steps = [
        (item, step)
        for question in questions
        for item in _ask(told, question, explain=True, limit=100, diffusion="spread").items
        for step in item.path
    ]
    return told, steps


def test_each_step_leads_to_its_item(explained: tuple[Memory, list[tuple[ContextItem, Step]]]):
    """A path ends at the event it explains."""
    _, steps = explained

    assert {s.relation for _, s in steps} >= {"similar meaning", "same words", "mentions"}
    assert all(step.target == item.sources[0].event_id for item, step in steps)
    assert all(step.weight > 0 for _, step in steps)


def test_mention_steps_are_true_in_the_graph(
    explained: tuple[Memory, list[tuple[ContextItem, Step]]],
):
    """The source mentions the step's entity; the target is about it, or only names it too."""
    memory, steps = explained
    mentions = [s for _, s in steps if s.relation in {"mentions", "names too"}]
    text = (
        "MATCH (n:Entity) WHERE n.name = $name "
        "MATCH (a:Event {id: $source}) MATCH (b:Event {id: $target}) "
        "OPTIONAL MATCH (a)-[:HAS_SENTENCE]->(:Sentence)-[m1:MENTIONS]->(n) "
        "OPTIONAL MATCH (a)-[m2:MENTIONS]->(n) "
        "OPTIONAL MATCH (b)-[:HAS_SENTENCE]->(:Sentence)-[t1:MENTIONS {role: $role}]->(n) "
        "OPTIONAL MATCH (b)-[t2:MENTIONS {role: $role}]->(n) "
        "OPTIONAL MATCH (b)-[:STATES]->(:Fact)-[f1:SUBJECT]->(n) "
        "OPTIONAL MATCH (b)-[:HAS_SENTENCE]->(:Sentence)-[:STATES]->(:Fact)-[f2:SUBJECT]->(n) "
        "RETURN count(m1) + count(m2) AS mentioned, "
        "count(t1) + count(t2) AS named, count(t1) + count(t2) + count(f1) + count(f2) AS about"
    )

    assert mentions
    for step in mentions:
        role = "topic" if step.relation == "mentions" else "mention"
        params = {"name": step.via, "source": step.source, "target": step.target, "role": role}
        [row] = memory.query(text, params, user_id=USER)
        assert row["mentioned"], step
        told = row["about"] if step.relation == "mentions" else row["named"]
        assert told, step


def test_chain_steps_are_true_in_the_graph(
    explained: tuple[Memory, list[tuple[ContextItem, Step]]],
):
    """A step to a neighbour in time is a NEXT edge, in the direction it tells."""
    memory, steps = explained
    chained = [s for _, s in steps if s.relation.startswith("next")]

    assert chained
    for step in chained:
        pair = [step.source, step.target]
        before, after = pair if step.relation == "next: after" else pair[::-1]
        rows = memory.query(
            "MATCH (a:Event {id: $a})-[:NEXT]->(b:Event {id: $b}) RETURN a.id AS id",
            {"a": before, "b": after},
            user_id=USER,
        )
        assert rows


def test_late_event_takes_its_place(memory: Memory):
    """An event of the past that is told last stands between its neighbours."""
    memory.remember([turn(1, "First thing."), turn(3, "Third thing.")], user_id=USER)
    memory.remember(turn(2, "Second thing."), user_id=USER)

    rows = memory.query(
        "MATCH (a:Event)-[r:NEXT]->(b:Event) "
        "RETURN a.external_id AS a, b.external_id AS b, r.gap_ms AS gap ORDER BY a",
        user_id=USER,
    )

    gap = 86_400_000
    assert rows == [{"a": "e1", "b": "e2", "gap": gap}, {"a": "e2", "b": "e3", "gap": gap}]


@pytest.mark.parametrize("together", [True, False])
def test_events_of_one_instant_keep_their_order(memory: Memory, together: bool):
    """Without ``seq`` the order of arrival counts, also where a ``seq`` was given before."""
    at = day(1)
    events = [turn(n, f"Thing number {n}.", at=at, seq=5 if n == 1 else None) for n in range(5)]
    more = [turn(9, "Told with a number.", at=at, seq=0), turn(10, "Told without.", at=at)]
    for batch in [events, more] if together else [[e] for e in (*events, *more)]:
        memory.remember(batch, user_id=USER)

    rows = memory.query(
        "MATCH (e:Event) RETURN e.external_id AS id ORDER BY e.seq, e.id", user_id=USER
    )

    order = [r["id"] for r in rows]
    assert set(order[:2]) == {"e0", "e9"}
    assert order[2:] == ["e1", "e2", "e3", "e4", "e10"]


def test_chunks_speak_for_their_parent(memory: Memory):
    """A long text is found by its chunks, cited by its own id, and forgotten as a whole."""
    text = " ".join(f"Sentence {n} is about the harbour." for n in range(80))
    text += " The lighthouse keeper is called Olga."
    receipt = memory.remember(turn(1, text, metadata={"page": 3}), user_id=USER)
    memory.remember(turn(2, "The harbour is closed.", at=day(2)), user_id=USER)

    [best, *_] = _ask(memory, "Who is the lighthouse keeper Olga?").items
    parts = memory.query("MATCH (e:Event) RETURN e.searchable AS x, e.part AS part", user_id=USER)

    assert len(receipt.chunks) >= 2
    assert {r["part"] for r in parts if not r["x"]} == {0}
    assert "Olga" in best.text
    assert best.text != text
    assert best.sources[0].external_id == "e1"
    assert best.sources[0].event_id == receipt.event_id
    assert best.sources[0].metadata == {"page": 3}
    report = memory.forget(user_id=USER, event_id=receipt.chunks[0])
    assert set(report.events) == {receipt.event_id, *receipt.chunks}
    assert _names(_ask(memory, "Olga")) == {"e2"}
    memory.remember(turn(3, "The harbour is open.", at=day(3)), user_id=USER)
    chain = "MATCH (a:Event)-[:NEXT]->(b:Event) RETURN b.external_id AS id"
    assert memory.query(chain, user_id=USER) == [{"id": "e3"}]


def test_forgetting_takes_what_only_the_event_supports(memory: Memory):
    """Its own entities, facts and session go; shared ones stay, and the chain closes."""
    memory.remember(list(CONVERSATION), user_id=USER)
    before = {
        str(r["key"]) for r in memory.query("MATCH (n:Entity) RETURN n.key AS key", user_id=USER)
    }

    memory.forget(user_id=USER, event_id="e3")
    report = memory.forget(user_id=USER, event_id="e6")

    rows = memory.query("MATCH (n:Entity) RETURN n.key AS key", user_id=USER)
    after = {str(r["key"]) for r in rows}
    assert "kenya" in before - after
    assert {"clara", "helios labs"} <= after
    assert len(report.sessions) == 1
    assert not memory.query("MATCH (e:Event {external_id: 'e3'}) RETURN e.id AS id", user_id=USER)
    assert "Kenya" not in str(memory.to_networkx(USER).nodes(data=True))
    assert "e3" not in _names(_ask(memory, "ovens in Kenya", limit=100))
