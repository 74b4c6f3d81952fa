"""Of two statements of one thing, the one that was said last stands first: real weights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from graphmem import Memory, RecallOptions
from graphmem.recall.newest import PART, asks_present
from graphmem.recall.seed import Query
from graphmem.settings import InterferenceSettings, RecallSettings
from tests.conftest import USER, make_settings

START = datetime(2024, 1, 5, tzinfo=UTC)
#: (speaker, words), a month apart.
TOLD = (
    ("Ana", "My landlord is Mr. Haas, he fixes everything himself."),
    ("Ben", "My landlord is Mr. Quist, nobody has ever seen him."),
    ("Ana", "Rain all week, and the cellar is wet again."),
    ("Ana", "My landlord is Mr. Roche, he never answers the phone."),
    ("Ana", "Is my landlord Mr. Falk or Mr. Dorn, what do you think?"),
    ("Ana", "Clara says her landlord is Mr. Vogt, and never answers the phone."),
)


def told(root: Path, *, newest_at: float) -> Memory:
    """Return a memory that looks for no contradictions."""
    settings = make_settings(
        interference=InterferenceSettings(enabled=False), recall=RecallSettings(newest_at=newest_at)
    )
    memory = Memory.open(root, settings=settings)
    for n, (speaker, words) in enumerate(TOLD):
        memory.remember(words, user_id=USER, speaker=speaker, at=START + timedelta(days=30 * n))
    return memory


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """Two landlords of Ana, one after the other, and one of Ben."""
    with told(tmp_path_factory.mktemp("newest"), newest_at=0.6) as opened:
        yield opened


def ranked(memory: Memory, question: str, **options: object) -> list[str]:
    """Return who is named as a landlord, best first."""
    found = memory.recall(question, user_id=USER, options=RecallOptions(**options))  # type: ignore[arg-type]
    named = ("Haas", "Quist", "Roche", "Vogt")
    names = [name for item in found.items for name in named if name in item.text]
    assert [item.score for item in found.items] == sorted(
        (item.score for item in found.items), reverse=True
    )
    return names


def test_what_was_said_last_stands_first(memory: Memory):
    """Before what the same speaker said of it earlier; nothing is left out."""
    names = ranked(memory, "Who is Ana's landlord?")

    assert names.index("Roche") < names.index("Haas")
    assert set(names) == {"Haas", "Quist", "Roche", "Vogt"}


def test_what_is_said_of_another_replaces_nothing(memory: Memory):
    """It is newer, of the same speaker, and near; but it is Clara's."""
    assert ranked(memory, "Who is my landlord?").index("Vogt") > 0
    found = memory.recall("Who is Ana's landlord?", user_id=USER)
    assert all(PART not in item.parts for item in found.items if "Vogt" in item.text)


def test_what_came_up_says_so(memory: Memory):
    """The part of its score that it took over stands among the parts."""
    found = memory.recall("Who is Ana's landlord?", user_id=USER)

    traded = [item for item in found.items if PART in item.parts]
    parts = {item.text.split()[4].rstrip(","): item.parts for item in traded}
    assert parts["Roche"][PART] > 0 > parts["Haas"][PART]


def test_as_of_a_day_it_is_what_was_said_until_then(memory: Memory):
    """What was said later is out of scope."""
    names = ranked(memory, "Who is Ana's landlord?", as_of=START + timedelta(days=45))

    assert "Roche" not in names
    assert names[0] == "Haas"


@pytest.mark.parametrize("question", ["Who was Ana's landlord?", "Who are Ana's landlords?"])
def test_other_questions_leave_the_order(tmp_path: Path, memory: Memory, question: str):
    """Of what was, or for several, nothing is newer."""
    with told(tmp_path, newest_at=1) as plain:
        assert ranked(memory, question) == ranked(plain, question)
        assert ranked(plain, "Who is Ana's landlord?")[0] == "Haas"


@pytest.mark.parametrize(
    ("question", "present"),
    [
        ("Where does Ana live?", True),
        ("Which bus does Ana take?", True),
        ("How much is Ana's rent?", True),
        ("Where did Ana live?", False),
        ("Where has Ana worked?", False),
        ("What hobbies does Ana have?", False),
        ("What kind of music does Ana like?", False),
        ("Would Ana like a dog?", False),
        ("Who was Ana's first boss?", False),
    ],
)
def test_questions_for_one_thing_that_is_so(question: str, *, present: bool):
    """Not for what was, for several things, or for what would be."""
    assert asks_present(Query(question, np.zeros(1, np.float32), (), ())) is present


def test_a_question_about_a_time_is_none_of_now():
    """It asks for what was said of that time."""
    assert not asks_present(Query("Where is Ana?", np.zeros(1, np.float32), (), ((0, 1),)))
