"""JSON as language models write it: repaired where the damage is usual, refused where not."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.psm.llm_json import MOST_CHARS, is_closed, read_object

WHOLE = {"facts": [{"who": "Ana", "sure": True}, {"who": "Ben's dog", "sure": None}]}
PLAIN = json.dumps(WHOLE)


@pytest.mark.parametrize(
    "damaged",
    [
        f"```json\n{PLAIN}\n```",
        f"Sure! Here it is:\n{PLAIN}\nIs there anything else?",
        f"<think>Perhaps {{a}}?</think>{PLAIN}",
        PLAIN.replace("}]", "},],"),
        PLAIN.replace('"Ana"', "'Ana'"),
        PLAIN.replace('"', "'"),
        PLAIN.replace('"who"', "who"),
        PLAIN.replace('"sure"', "“sure”"),
        PLAIN.replace("true", "True").replace("null", "None"),
        PLAIN.replace('"Ana", ', '"Ana"\n'),
        PLAIN.replace("}, {", "} {"),
        PLAIN.replace('{"facts"', '{ // what was said\n"facts"'),
    ],
)
def test_usual_damage_is_repaired(damaged):
    """Fences, chatter, commas, quotes, bare keys and Python's words change nothing."""
    assert read_object(damaged).value == WHOLE


def test_an_intact_answer_is_not_called_repaired():
    """Only what needed it counts as repaired."""
    assert not read_object(PLAIN).repaired
    assert read_object(PLAIN.replace("null", "None")).repaired


def test_a_cut_answer_keeps_what_is_complete():
    """An item without its end is left out: it may say something else than was meant."""
    read = read_object('{"facts": [{"who": "Ana"}, {"who": "Ben", "what": "New Yo')

    assert read.value == {"facts": [{"who": "Ana"}]}
    assert read.cut


@given(st.integers(0, len(PLAIN)))
def test_an_answer_cut_anywhere_says_nothing_new(end):
    """Wherever it ends, each item that is read is an item of the whole."""
    try:
        read = read_object(PLAIN[:end])
    except ValueError:
        assert end == 0  # not even its brace
        return
    facts = read.value.get("facts", [])
    assert isinstance(facts, list)
    assert facts == WHOLE["facts"][: len(facts)]


_VALUES = st.booleans() | st.none() | st.text(max_size=12)


@given(st.dictionaries(st.text(max_size=5), _VALUES | st.lists(_VALUES, max_size=2), max_size=3))
def test_any_json_is_read_as_it_is(value):
    """Well-formed answers are read as the standard library reads them."""
    assert read_object(json.dumps(value)).value == value


@given(st.text(alphabet="{}[]\"'\\,:aTN1-u “”\n`", max_size=60))
def test_no_rubbish_does_worse_than_a_value_error(rubbish):
    """Whatever is written, it is an object or refused."""
    with suppress(ValueError):
        assert isinstance(read_object(rubbish).value, dict)


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "no braces at all",
        '{"a": NaN}',
        '{"a": __import__("os")}',
        '{"a": ' + "[" * 50,
        '{"a":' * 200_000,
        '{"a": "' + "x" * MOST_CHARS + '"}',
        '{"a": ' + "9" * 5000 + "}",
        '{"a" "b"}',
        '{"a": ]}',
        "{" * 100,
        "[1, 2]",
    ],
)
def test_what_is_hostile_is_refused(hostile):
    """Depth, length, numbers without end and code are refused before they cost anything."""
    with pytest.raises(ValueError, match=r"\S"):
        read_object(hostile)


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        (PLAIN, True),
        (f"{PLAIN}  ", True),
        (PLAIN[:-1], False),
        ('{"a": {"b": 1}', False),
        ('{"a": "}', False),
        ("none", False),
        ('{"a": bad}', False),
    ],
)
def test_an_answer_is_closed_when_its_object_is(answer, closed):
    """A brace within the object or a string does not end an answer."""
    assert is_closed(answer) is closed
