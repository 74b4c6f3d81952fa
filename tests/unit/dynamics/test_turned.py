"""What facts say of their objects."""

from __future__ import annotations

import pytest

from graphmem.dynamics.turned import done_to_many, from_object, lasts


@pytest.mark.parametrize(
    ("predicate", "thing", "said"),
    [
        ("hire", "Ana", "be hired by"),
        ("wrote", "Dune", None),
        ("write", "Dune", "be written by"),
        ("ceo_of", "Shell", "have ceo"),
        ("be_the_author_of", "Dune", "have author"),
        ("member_of", "Green Party", None),
        ("own", "Shell", "be owned by"),
        ("own", "a car", None),
        ("like", "Ana", None),
    ],
)
def test_a_closed_list_is_told_from_its_object(predicate: str, thing: str, said: str | None):
    """Members, friends and cars have many sides; who hired somebody has one."""
    assert from_object(predicate, thing) == said


def test_some_of_it_is_over_once_the_past_tells_it():
    """Who was employed by Shell may work elsewhere; a book keeps its author."""
    assert lasts("employ")
    assert not lasts("write")


def test_who_does_it_may_do_it_to_others_too():
    """One writes several books, and is the head of one company as a rule."""
    assert done_to_many("write", "Dune")
    assert not done_to_many("write_to", "Ana")
    assert not done_to_many("ceo_of", "Shell")
    assert not done_to_many("make", "2,400 euros")
