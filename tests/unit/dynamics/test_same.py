"""Names of one entity: how names go together, and what is never joined."""

from __future__ import annotations

import numpy as np
import pytest

from graphmem.dynamics.same import FEATURES, NameBook, Pair, Place, Scorer, Seen, apart, features
from graphmem.dynamics.same_groups import Groups, ambiguous, propose, rivals
from graphmem.dynamics.same_names import Tie, fold, keys, tie


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("José Peña", "Jose Pena", "spelling"),
        ("Coca-Cola", "coca cola", "spelling"),
        ("Acme Inc.", "Acme", "spelling"),
        ("The Beatles", "Beatles", "spelling"),
        ("Dr. Lopez", "Lopez", "title"),
        ("Maria", "Maria Lopez", "first"),
        ("Lopez", "Maria Lopez", "last"),
        ("Ana Ruiz", "Ana Maria Ruiz", "inside"),
        ("J. Smith", "John Smith", "initials"),
        ("Liz Moore", "Elizabeth Moore", "nickname"),
        ("IBM", "International Business Machines", "acronym"),
        ("USA", "United States of America", "acronym"),
        ("Kaiserlautern", "Kaiserslautern", "typo"),
    ],
)
def test_names_go_together(one: str, other: str, how: str):
    """Both ways round, and the shorter name is known as the short one."""
    found, turned = tie(fold(one), fold(other)), tie(fold(other), fold(one))

    assert found is not None
    assert turned is not None
    assert (found.how, turned.how) == (how, how)
    assert keys(fold(one)) & keys(fold(other)), "they would never meet"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Ruiz", "Ana Costa"),
        ("Mr. Darcy", "Mrs. Darcy"),
        ("York", "New York"),
        ("Korea", "North Korea"),
        ("Windows", "Windows 7"),
        ("Porto", "University of Porto"),
        ("John Smith", "John Smith Jr."),
        ("Bill Moore", "Bill and Ada Moore"),
        ("Armenia", "Armenian"),
        ("Argentina", "Argentine"),
        ("Maria Lopez", "Marta Lopez"),
        ("...", "Ana"),
    ],
)
def test_names_of_two(one: str, other: str):
    """What the names alone say are two."""
    assert tie(fold(one), fold(other)) is None
    assert tie(fold(other), fold(one)) is None


def book(*names: str, kind: str = "person") -> NameBook:
    """Return names whose ids they are themselves."""
    return NameBook((n, n, kind) for n in names)


def seen(name: str, *sessions: str, near: dict[str, set[str]] | None = None) -> Seen:
    """Return a person named in some sessions, beside others."""
    places = tuple(Place(s, f"{s}-{name}", (n,)) for n, s in enumerate(sessions))
    return Seen(name, name, "person", places, {s: frozenset(x) for s, x in (near or {}).items()})


def joined(book: NameBook, chance: float = 0.9, least: float = 0.8, **more: float) -> list[Pair]:
    """Return what is joined, were every candidate's chance the same but for some short names."""
    pairs = book.pairs()
    scored = [(more.get(p.short, chance), p) for p in pairs]
    return [p for _, p in propose(scored, Groups(book), rivals(pairs), least)]


def test_a_person_is_no_place():
    """Kinds that exclude each other make no candidate, unknown ones do."""
    kinds = {"person": 0, "place": 0, "name": 1}

    for kind, wanted in kinds.items():
        names = NameBook([("a", "Florence Moore", "person"), ("b", "Florence Moore", kind)])
        assert len(names.pairs()) == (wanted or kind == "person")


def test_a_first_name_of_two_people_joins_neither():
    """A name may be either's; two spellings of one name are no rivals."""
    assert not joined(book("Ana", "Ana Ruiz", "Ana Costa"))
    assert len(joined(book("Ana", "Ana Ruiz"))) == 1
    assert len(joined(book("Ana", "Ana Ruiz", "Ana Maria Ruiz"))) == 2


def test_a_group_never_holds_two_whole_names():
    """Whatever the chances, Ruiz and Costa are not joined through Ana."""
    names = book("Ana", "Ana Ruiz", "Ana Costa")
    groups = Groups(names)
    groups.join("Ana", "Ana Ruiz")

    assert not groups.may_join("Ana", "Ana Costa")
    assert ambiguous(Pair("Ana", "Ana Ruiz", Tie("first")), rivals(names.pairs()), groups)


def test_what_the_user_called_two_stays_two():
    """Also through a third name."""
    names = book("Ana", "Ana Ruiz", "Ana Maria Ruiz")
    groups = Groups(names, [("Ana", "Ana Maria Ruiz")])
    groups.join("Ana", "Ana Ruiz")

    assert not groups.may_join("Ana Ruiz", "Ana Maria Ruiz")


def test_a_member_that_nothing_speaks_of_stands_against_nobody():
    """A merge outlives what was said of one of its names."""
    groups = Groups(book("Ana", "Ana Ruiz"))
    groups.join("Ana", "gone")

    assert groups.may_join("Ana", "Ana Ruiz")


def test_below_the_threshold_nothing_is_joined():
    """The least chance decides."""
    assert len(joined(book("Ana", "Ana Ruiz"), chance=0.8)) == 1
    assert not joined(book("Ana", "Ana Ruiz"), chance=0.79)


@pytest.mark.parametrize(
    ("short", "kept_apart"),
    [
        (seen("Ana", "s1"), False),
        (seen("Ana", "s2"), True),
        (seen("Ana", "s1", "s2"), True),
        (seen("Ana", "s1", "s2", near={"s2": {"Ben"}}), False),
        (seen("Ana", "s1", "s2", near={"s2": {"Zoe"}}), True),
    ],
)
def test_a_first_name_of_another_session_is_another_person(short: Seen, kept_apart: bool):
    """Unless somebody stands beside it there who stands beside the whole name."""
    names, whole = book("Ana", "Ana Ruiz"), seen("Ana Ruiz", "s1", near={"s1": {"Ben"}})
    pair = names.pair("Ana", "Ana Ruiz")

    assert pair is not None
    assert apart(pair, short, whole) == kept_apart


def test_whole_names_need_no_session_in_common():
    """Two spellings of a whole name are one person's wherever they are told."""
    pair = book("José Peña", "Jose Pena").pair("José Peña", "Jose Pena")

    assert pair is not None
    assert not apart(pair, seen("José Peña", "s1"), seen("Jose Pena", "s2"))


def test_features_are_named():
    """Each value stands where its name does."""
    pair = book("Ana", "Ana Ruiz").pair("Ana", "Ana Ruiz")
    assert pair is not None

    x = dict(
        zip(
            FEATURES,
            features(pair, seen("Ana", "s1", "s2"), seen("Ana Ruiz", "s1"), 2),
            strict=True,
        )
    )

    assert x["first of person"] == x["one kind"] == x["words of short"] == 1
    assert x["together"] == 0.5
    assert x["others of the word"] == pytest.approx(np.log(3))
    assert x["first"] == x["spelling"] == x["same sentence"] == 0


def test_chance_is_a_chance():
    """However far the features go."""
    scorer = Scorer(np.full(len(FEATURES), 1e6), 0.0, 0.5, "x")

    assert 0 <= scorer.chance(np.full(len(FEATURES), -1e9)) < 1e-9
    assert 1 - 1e-9 < scorer.chance(np.full(len(FEATURES), 1e9)) <= 1


def test_candidates_do_not_grow_with_all_pairs():
    """A word that many names share ties none of them; others are found all the same."""
    many = [f"Maria {a}{b}ez" for a in "bcdfghjklm" for b in "aeiou"]
    names = book(*many, "Ana", "Ana Ruiz")

    assert [(p.short, p.long) for p in names.pairs()] == [("Ana", "Ana Ruiz")]
