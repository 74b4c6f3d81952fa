"""Questions in the words that were said, from the facts of a memory."""

from __future__ import annotations

from random import Random

import networkx
import pytest

from graphmem.training.questions.said import said_questions


def _graph(*facts: tuple[str, str, str], **changes: object) -> networkx.MultiDiGraph[str]:
    """Return a graph of facts, each told by an event of its own: subject, predicate, words."""
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for n, (subject, predicate, words) in enumerate(facts):
        fields = {"modality": "asserted", "polarity": True, "status": "active", **changes}
        made.add_node(f"e{n}", label="Event")
        made.add_node(f"s{n}", label="Sentence")
        made.add_node(subject, label="Entity", caption=subject)
        made.add_node(f"f{n}", label="Fact", caption=words, predicate=predicate, **fields)
        made.add_edge(f"e{n}", f"s{n}", type="HAS_SENTENCE")
        made.add_edge(f"s{n}", f"f{n}", type="STATES", tense="past")
        made.add_edge(f"f{n}", subject, type="SUBJECT")
    return made


def _asked(*facts: tuple[str, str, str], seed: int = 0, **changes: object):
    names = {f"e{n}": f"x{n}" for n in range(len(facts))}
    return said_questions(_graph(*facts, **changes), names, Random(seed), 10)


def test_a_statement_becomes_a_question_with_its_words():
    """The verb stands in its base form, the answer is the event."""
    texts = {
        _asked(("Ana", "sell", "Ana sold the blue bicycle for Ben"), seed=s)[0].text
        for s in range(30)
    }
    assert any(t.startswith("When did Ana sell") for t in texts)
    assert any("whom or what did Ana sell" in t for t in texts)
    assert all("Ana" in t and t.endswith("?") for t in texts)


def test_the_event_is_the_answer():
    """Also where a sentence of it states the fact."""
    [question] = _asked(("Ana", "plant", "Ana planted beans behind the house"))
    assert question.gold == ("x0",)
    assert question.kind == "said"


def test_the_day_is_not_given_away():
    """A question for the time does not tell it."""
    for seed in range(30):
        [question] = _asked(("Ana", "run", "Ana ran the marathon last Sunday"), seed=seed)
        assert "Sunday" not in question.text or not question.text.startswith("When")


@pytest.mark.parametrize(
    "facts",
    [
        (("she", "plant", "she planted beans"),),
        (("Ana", "be", "Ana is a vet"),),
        (("Ana", "love", "Ana loves it"),),
        (("Ana", "plant", "Beans were planted by Ana"),),
    ],
)
def test_what_would_ask_nothing_is_left_out(facts: tuple[tuple[str, str, str], ...]):
    """No name, nothing to ask for, or words that cannot be told apart."""
    assert _asked(*facts) == []


def test_plans_and_denials_are_left_out():
    """Only what is said to be so is asked for."""
    fact = ("Ana", "sell", "Ana sold the blue bicycle")
    assert _asked(fact, modality="planned") == []
    assert _asked(fact, polarity=False) == []
    assert len(_asked(fact)) == 1


def test_the_same_seed_asks_the_same():
    """And never twice about one event."""
    facts = [("Ana", "sell", f"Ana sold bicycle number {n} to Ben") for n in range(20)]
    one, other = _asked(*facts, seed=3), _asked(*facts, seed=3)
    assert one == other
    assert len({q.gold for q in one}) == len(one) == 10
