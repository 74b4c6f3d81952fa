"""Questions over a few passages: what they need, what they do not say, and their seed."""

from pathlib import Path
from random import Random

import pytest

from graphmem.errors import SettingsError
from graphmem.training.questions.case import Asked
from graphmem.training.questions.corpus import corpus_questions, parted, questions_about
from graphmem.training.questions.kinds import Kinds
from tests.unit.training.questions.toy import TEXTS, toy_things


def test_the_same_seed_asks_the_same():
    """Another one asks otherwise."""
    made = [questions_about(toy_things(), "hotpotqa", 20, seed).asked for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert len(made[0]) >= 5


def test_a_bridge_is_not_named_and_its_passage_is_gold():
    """The director's college is asked for, so both passages are needed; neither name is said."""
    kinds = Kinds(Random(3), toy_things())
    made = [q for q in (kinds.bridge(2, plain=True) for _ in range(400)) if q]
    via_director = [q for q in made if q.gold == ("a", "b")]
    assert via_director
    assert all("Edna Vole" in q.hidden and "Edna Vole" not in q.text for q in via_director)


def test_a_grandfather_needs_two_passages():
    """Piers Quill's father is told by one, that one's father by another."""
    kinds = Kinds(Random(3), toy_things())
    made = {(q.text, q.gold) for q in (kinds.kin() for _ in range(400)) if q}
    assert any("paternal grandfather" in text and gold == ("d", "e") for text, gold in made)


def test_what_is_compared_is_named():
    """Both titles stand in the question, and both passages are gold."""
    kinds = Kinds(Random(3), toy_things())
    kinds.pairs._having = {"birth date": [toy_things().all[i] for i in "bde"]}
    made = [q for q in (kinds.pairs.compare() for _ in range(60)) if q]
    assert made
    for question in made:
        assert all(TEXTS[g][0] in question.text for g in question.gold)
        assert len(question.gold) == 2


def test_no_training_question_shares_a_passage_with_validation():
    """A tenth is set aside; the others that need one of its passages are dropped."""
    asked = [Asked(f"q{i}", (f"p{i % 30}", f"p{i % 7}"), "bridge") for i in range(60)]
    made = parted(Random(1), asked)
    held = {g for a in made if a.part == "validation" for g in a.gold}
    assert held
    assert all(held.isdisjoint(a.gold) for a in made if a.part == "training")
    assert sum(a.part == "validation" for a in made) == 6


def test_a_missing_corpus_is_said(tmp_path: Path):
    """The message names the file."""
    with pytest.raises(SettingsError, match="musique_corpus_large"):
        corpus_questions(tmp_path, "musique", 3, 1)
