"""Which things may stand in a list of what somebody does again and again."""

from __future__ import annotations

import pytest

from graphmem.sleep.evidence import Evidence, Thing, literal
from graphmem.sleep.worth import is_known_by


def _told(target: Thing, text: str) -> Evidence:
    ben = Thing("ben", "Ben", "person")
    return Evidence("f", ben, "read", target, True, "e", "s", 0, text)


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (literal("novels"), "Ben reads novels"),
        (literal("jazz"), "Ben really loves jazz, and plays it"),
        (literal("basketball"), "Ben still plays basketball often"),
        (Thing("p", "Porto", "place"), "Ben visited the beautiful Porto"),
        (Thing("t", "The Times", "name"), "Ben reads The Times"),
    ],
)
def test_names_and_kinds_are_the_same_each_time(thing: Thing, text: str):
    """They are what a list tells."""
    assert is_known_by(_told(thing, text))


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (literal("novel"), "Ben reads a novel that he likes"),
        (literal("novel"), "Ben read the novel a while back"),
        (literal("that novel"), "Ben read that novel"),
        (literal("bunch of novels"), "Ben reads a bunch of novels"),
        (literal("novels"), "Ben reads Clara's novels"),
        (literal("Clara's novels"), "Ben reads Clara's novels"),
        (literal("toys for my dogs"), "Ben loves toys for my dogs"),
        (Thing("n", "novel", "name"), "Ben reads this novel"),
    ],
)
def test_what_is_another_one_each_time_is_no_part_of_a_list(thing: Thing, text: str):
    """A list of a book, that book and the other book tells nobody anything."""
    assert not is_known_by(_told(thing, text))
