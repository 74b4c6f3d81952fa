"""Users that are not there, and words for what a path comes from."""

from __future__ import annotations

import pytest

from graphmem.api.opening import require_user, texts_on_paths, unknown_user, wanted_users
from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.types import RecallOptions
from tests.conftest import USER


def test_an_unknown_user_is_told_with_similar_ones():
    """Close ids come first, whatever their case; else some that exist; else how to begin."""
    assert "did you mean 'Anna'" in unknown_user("anna ", ["Anna", "ben"])
    assert "there are 'ben', 'carl'" in unknown_user("anna", ["carl", "ben"])
    assert "empty" in unknown_user("anna", [])


def test_require_user_refuses_only_the_unknown(told: Memory):
    """A user with a memory passes, another one is an EventError that names similar ids."""
    require_user(told, USER)
    with pytest.raises(EventError, match="did you mean 'ana'"):
        require_user(told, "anna")


def test_wanted_users_are_known_and_named_once(told: Memory):
    """None is everyone; a slip among several is refused before anything is done."""
    assert wanted_users(told, None) == told.users()
    assert wanted_users(told, [USER, "ben", USER]) == [USER, "ben"]
    with pytest.raises(EventError, match="did you mean 'ana'"):
        wanted_users(told, ["ben", "anna"])


def test_texts_on_paths_covers_every_event_that_a_path_comes_from(told: Memory):
    """Whatever a step's source is, but the question itself, has its words."""
    context = told.recall(
        "Where does Ben live?", user_id=USER, options=RecallOptions(limit=3, explain=True)
    )

    texts = texts_on_paths(told, USER, context)

    sources = {step.source for item in context.items for step in item.path}
    assert sources - {context.query} <= texts.keys()
    assert len(sources) > 1
