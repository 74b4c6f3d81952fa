"""Feeling is read from words, how they are said, and signs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.errors import ModelError
from graphmem.psm.emotion import TABLE, EmotionLexicon, emotion
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("We meet at five.", "I am sad."),
        ("I am sad.", "I am so sad."),
        ("I am not scared.", "I am scared."),
        ("I am a bit nervous.", "I am nervous."),
        ("I am happy.", "I am HAPPY."),
        ("We won.", "We won!!!"),
        ("I am tired.", "I am tiiiired."),
        ("The dog is gone.", "The dog is gone 😭"),
        ("Thanks, great!", "My grandmother passed away."),
        ("I like tea.", "I am heartbroken."),
        ("It was fine.", "It was FINE, I SAID."),
    ],
)
def test_feeling_is_graded(weaker: str, stronger: str):
    """What is felt more scores more."""
    assert emotion(weaker) < emotion(stronger)


def test_polarity_does_not_matter():
    """Joy and grief both count."""
    assert emotion("I am overjoyed") == emotion("I am devastated") > 0.3


def test_a_plain_fact_is_not_felt():
    """Most memories have no weight of this sort."""
    assert emotion("The train to Leeds leaves from platform 4.") == 0.0


@given(st.text(max_size=300))
def test_any_text_has_a_weight_between_nothing_and_one(text: str):
    """Whatever is handed in, the result can be stored."""
    assert 0.0 <= emotion(text) <= 1.0


def test_a_long_text_is_not_felt_for_its_length():
    """Many mild sentences do not add up to a strong one."""
    assert emotion("It was a happy day. " * 200) < emotion("I was devastated, I cried for days!")


def test_a_damaged_table_is_an_error_that_says_what_to_do(tmp_path: Path):
    """A wrong strength is never used in silence."""
    fields = json.loads((weights_folder() / TABLE).read_bytes())
    fields["values"]["words"]["4.0"] = "table"
    (tmp_path / TABLE).write_text(json.dumps(fields))

    with pytest.raises(ModelError, match=r"checksum.*reinstall"):
        EmotionLexicon.load(tmp_path)


def test_a_missing_table_is_an_error(tmp_path: Path):
    """Not a silent zero."""
    with pytest.raises(ModelError, match="reinstall"):
        EmotionLexicon.load(tmp_path)


def test_a_vector_tells_what_no_word_says():
    """Great things are often told in plain words."""
    texts = [
        "She has moved out and taken the children.",
        "She has moved the desk and taken the lamp.",
    ]

    strong, plain = Encoder.load(threads=1).encode(texts)

    assert emotion(texts[0], strong) > emotion(texts[1], plain) + 0.1
    assert emotion(texts[0]) == emotion(texts[1])


def test_the_direction_is_of_the_shipped_encoder():
    """Vectors of another encoder would mean nothing."""
    assert EmotionLexicon.load().direction.encoder == Encoder.load(threads=1).version
