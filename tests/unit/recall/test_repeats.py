"""What counts as said again: the same in other clothes, nothing that tells something else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.dynamics.remarks import told_words
from graphmem.recall.repeats import NEAR, Choice, merge, propose, statement
from graphmem.stores.index.user_index import UserIndex
from tests.fakes import FakeGraph
from tests.toy import entity_row, event_row, link_row, session_row


def said(*events: tuple[str, dict[str, object]]) -> list[object]:
    """Return the statement of each event, from an index that holds them."""
    rows = [event_row(n, text, **changes) for n, (text, changes) in enumerate(events, 1)]
    graph = FakeGraph(
        sessions=[session_row()],
        entities=[entity_row(50, "Clara"), entity_row(51, "Maria")],
        events=rows,
        links=[link_row(1, 50, "mention"), link_row(2, 51, "mention")],
    )
    index = UserIndex(384)
    index.refresh(graph, 1)
    return [statement(index, n, row) for n, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I love hiking in the mountains.", "I really love hiking in the mountains!"),
        ("I run at six every morning.", "Every morning I run at six."),
        ("I'm vegan.", "Oh well, I am vegan"),
        ("We don't own a car.", "we do not own a car"),
        ("I still live in Leeds", "I LIVE IN LEEDS"),
        ("I like the old Café.", "i like the old café"),
    ],
)
def test_the_same_in_other_clothes_is_a_repetition(one: str, other: str):
    """Interjections, emphasis, contractions, case, and a part put in front."""
    first, second = said((one, {}), (other, {}))

    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I run at 10:00", "I run at 11:00"),
        ("I run 5 km", "I run 5.5 km"),
        ("It was 5 degrees", "It was -5 degrees"),
        ("It cost $20", "It cost €20"),
        ("Clara called", "Maria called"),
        ("I moved from Leeds to Porto", "I moved to Leeds from Porto"),
        ("Clara likes Maria", "Maria likes Clara"),
        ("the dog chased the cat", "the cat chased the dog"),
        ("I eat meat", "I don't eat meat"),
        ("Yes, I eat meat", "No, I eat meat"),
        ("Yes.", "No."),
        ("I live in Porto.", "I live in Lisbon."),
        ("I still live in Porto", "I no longer live in Porto"),
        ("I do not like it", "I do not really like it"),
        ("I eat meat", "I never eat meat"),
        ("I live in Leeds", "I lived in Leeds"),
        ("You live in Leeds.", "You live in Leeds?"),
        ("I saw Who", "I saw The Who"),
        ("I left before noon", "I left after noon"),
        ("I ran two miles", "I ran three miles"),
        ("!!!", "???"),
    ],
)
def test_what_differs_in_what_it_tells_is_no_repetition(one: str, other: str):
    """A number, sign, currency, name, role, denial, tense, question, order of time."""
    first, second = said((one, {}), (other, {}))

    assert first != second


@pytest.mark.parametrize(
    "changes",
    [
        {"speaker": "Ben"},
        {"time_starts": [5], "time_ends": [9]},
        {"time_starts": [5, 7], "time_ends": [8, 9]},
    ],
)
def test_speaker_and_times_count(changes: dict[str, object]):
    """Another speaker, or a "tomorrow" that names another day, tells something else."""
    same = {"speaker": "Ana", "time_starts": [5], "time_ends": [8]}

    first, second, third = said(
        ("Dentist tomorrow", same), ("Dentist tomorrow", {**same, **changes}),
        ("Dentist tomorrow", {**same, "speaker": "ANA"}),
    )  # fmt: skip

    assert first != second
    assert first == third


def test_she_may_be_another_one():
    """The first event is linked to Clara, the second to Maria: "she" is not the same."""
    she, also_she = said(("She moved.", {}), ("She moved.", {}))
    same, also_same = said(("I moved.", {}), ("I moved.", {}))

    assert she != also_she
    assert same == also_same


def test_merge_keeps_the_best_and_leaves_out_what_is_gone():
    """Rows of one key stand behind the best of them; a row without a key is not there."""
    keys = {4: "a", 2: "b", 9: None, 7: "a", 1: "a"}

    found = merge([4, 2, 9, 7, 1], keys.get)

    assert found == [Choice(4, (7, 1)), Choice(2, ())]
    assert found[0].rows == (4, 7, 1)


def test_long_texts_are_not_turned():
    """Parts of a passage do not change places: only the whole is the same."""
    words = " ".join(f"word{n}" for n in range(70))
    turned = " ".join(words.split()[35:] + words.split()[:35])

    first, second, third = said((words, {}), (turned, {}), (words, {}))

    assert first != second
    assert first == third


@given(st.lists(st.integers(0, 4), max_size=20), st.integers(1, 6))
def test_proposed_rows_hold_the_distinct_ones_and_all_near_them(kinds: list[int], limit: int):
    """The first of each of ``limit`` kinds, and every row of these kinds."""
    vectors = np.eye(5, dtype=np.float32)[kinds].reshape(len(kinds), 5)

    rows = propose(list(range(len(kinds))), vectors, limit=limit)

    wanted = list(dict.fromkeys(kinds))[:limit]
    assert rows == [row for row, kind in enumerate(kinds) if kind in wanted]


def test_texts_below_the_threshold_are_not_asked_for():
    """Only what is as near as ``NEAR`` to a better row is read beyond the limit."""

    def at(cosine: float) -> list[float]:
        return [cosine, (1 - cosine**2) ** 0.5]

    vectors = np.array([[1, 0], at(NEAR - 0.01), at(NEAR + 0.01)], np.float32)

    assert propose([0, 1], vectors[:2], limit=1) == [0]
    assert propose([0, 2], vectors[[0, 2]], limit=1) == [0, 2]


@given(st.text(max_size=60))
def test_words_of_any_text_are_folded(text: str):
    """Whatever the text, its words are in lower case, and reading it twice gives the same."""
    words = told_words(text)

    assert all(word == word.casefold() for word in words)
    assert told_words(text) == words
