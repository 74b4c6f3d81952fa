"""Mining: what enough episodes of enough sessions bear out, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphmem.sleep.evidence import Evidence, predicate_key, spellings
from graphmem.sleep.mining import Bar, mine
from graphmem.sleep.patterns import names
from graphmem.sleep.wording import sentence
from tests.unit.sleep.saying import far, near, says, where, who

BAR = Bar()


def forms(evidence, bar=BAR, alike=near) -> list[str]:
    """Return what was found, by form."""
    return [mined.form for mined in mine(evidence, bar, alike)]


def test_a_fact_of_three_episodes_is_found():
    """Three episodes of two sessions make a pattern."""
    found = mine([says(n, "Ana", "love_play", "tennis") for n in range(3)], BAR, near)
    assert [(m.form, len(m.evidence), m.against) for m in found] == [("fact", 3, 0)]


@pytest.mark.parametrize(
    "evidence",
    [
        [says(n, "Ana", "love_play", "tennis") for n in range(2)],
        [says(n, "Ana", "love_play", "tennis", session="s") for n in range(9)],
        [says(1, "Ana", "love_play", "tennis", session=f"s{n}") for n in range(9)],
    ],
    ids=["two episodes", "one session", "one episode"],
)
def test_what_is_not_told_often_enough_is_no_pattern(evidence):
    """Episodes and sessions count, not statements."""
    assert forms(evidence) == []


def test_other_words_for_the_same_count_together():
    """Sayings of one family, articles and capitals make no difference."""
    evidence = [
        says(1, "Ana", "love", "Jazz"),
        says(2, "Ana", "enjoy", "jazz"),
        says(4, "Ana", "like", "the jazz"),
    ]
    assert [len(m.evidence) for m in mine(evidence, BAR, near)] == [3]


def test_who_goes_swimming_swims():
    """Light verbs and a few sayings are one; what merely sounds near is not."""
    pool = where("Fern pool")
    swims = [says(n, "Ana", ["swim_at", "go_swim_at"][n % 2], pool) for n in range(4)]
    assert [len(m.evidence) for m in mine(swims, BAR, near)] == [4]
    trades = [says(n, "Ana", ["buy", "sell"][n % 2], "car") for n in range(4)]
    assert mine(trades, BAR, near) == []


@pytest.mark.parametrize("predicate", ["swim_at", "go_swim_at", "work_for", "work_at", "love"])
def test_all_spellings_of_a_predicate_have_its_key(predicate: str):
    """Whoever reads one group of facts reads all that count for it."""
    others = spellings(predicate)
    assert predicate in others
    same = {x for x in others if predicate_key(x) == predicate_key(predicate)}
    assert len(same) > 1
    assert all(predicate in spellings(x) for x in same)


def test_a_predicate_of_signs_alone_has_a_key():
    """What stood in program code must not end a sleep."""
    assert predicate_key("_") != predicate_key("=")


def test_the_contrary_counts_against():
    """Who says both yes and no is not promoted as if there were no doubt."""
    yes = [says(n, "Ana", "like", "jazz") for n in range(4)]
    no = [says(9, "Ana", "hate", "jazz"), says(11, "Ana", "dislike", "jazz")]
    found = mine([*yes, *no], BAR, near)
    assert [(m.evidence[0].predicate, m.against) for m in found] == [("like", 2)]
    plain = [says(n, "Ana", "eat", "meat") for n in range(4)]
    denied = [says(9, "Ana", "eat", "meat", positive=False)]
    assert [m.against for m in mine([*plain, *denied], BAR, near)] == [1]


def test_of_two_homes_only_the_last_is_a_pattern():
    """What has one value at a time: the latest stands, if the others were told before it."""
    lyon = [says(n, "Ana", "live_in", where("Lyon")) for n in range(3)]
    porto = [says(n, "Ana", "live_in", where("Porto")) for n in range(10, 13)]
    found = mine([*lyon, *porto], BAR, near)
    assert [m.evidence[0].object.name for m in found] == ["Porto"]
    again = says(11, "Ana", "live_in", where("Lyon"), episode="late")
    assert forms([*lyon, *porto, again]) == [], "told in turns: nobody knows"


def test_a_finer_value_is_no_other_value():
    """A city and the country it lies in are one home."""
    porto = [says(n, "Ana", "live_in", where("Porto")) for n in range(4)]
    finer = [says(5, "Ana", "live_in", where("Porto Portugal"))]
    assert forms([*porto, *finer]) == ["fact"]


def test_a_declared_predicate_has_one_value():
    """The user's word says of which predicates there is one value."""
    evidence = [says(n, "Ana", "drive", f"car {n % 2}") for n in range(8)]
    assert forms(evidence) == ["fact", "fact"]
    assert forms(evidence, Bar(declared={"drive": "one_at_a_time"})) == []


def test_a_subject_that_does_one_thing_with_several_is_a_shape():
    """The variable stands for things of a kind; each was told at least once."""
    evidence = [
        says(n, "Ana", "play", what) for n, what in enumerate(["tennis", "chess", "golf", "tennis"])
    ]
    (shape,) = mine(evidence, BAR, near)
    assert shape.form == "objects"
    assert [fill.name for fill in shape.fills] == ["tennis", "chess", "golf"]
    assert forms(evidence, alike=far) == [], "things that have nothing in common are no pattern"
    assert forms(evidence[:2] + evidence[3:]) == [], "two things are none either"


def test_what_one_does_with_anything_is_no_shape():
    """Verbs that go with everything make no pattern."""
    evidence = [says(n, "Ana", "have", what) for n, what in enumerate(["dog", "cat", "bird"])]
    assert forms(evidence) == []


def test_several_people_who_share_something_are_a_shape():
    """The variable may stand for the subject."""
    friends = ["Ana", "Ben", "Clara"]
    evidence = [says(2 * n, name, "work_at", where("Helios")) for n, name in enumerate(friends)]
    (shape,) = mine(evidence, BAR, near)
    assert (shape.form, len(shape.fills)) == ("subjects", 3)


def test_a_chain_takes_the_place_of_the_shape_it_goes_on_from():
    """Whom Ana visits, and that all of them live in Porto."""
    friends = ["Ben", "Clara", "Dana"]
    visits = [says(n, "Ana", "visit", who(name)) for n, name in enumerate(friends)]
    homes = [says(9 + n, name, "be_from", where("Porto")) for n, name in enumerate(friends)]
    found = mine([*visits, *homes], BAR, near)
    assert [m.form for m in found] == ["chain"]
    assert len(found[0].pattern.arcs) == 2
    assert {e.episode for e in found[0].sources} == {e.episode for e in [*visits, *homes]}
    apart = [*visits, says(5, "Ana", "visit", who("Emil")), *homes]
    assert sorted(forms(apart)) == ["chain", "objects"], "Emil is from elsewhere"


def test_the_order_of_evidence_makes_no_difference():
    """The same episodes give the same patterns."""
    evidence = [says(n, "Ana", "play", what) for n, what in enumerate(["tennis", "chess", "golf"])]
    evidence += [says(n, "Ana", "love", "jazz") for n in range(4)]
    forward, backward = (mine(e, BAR, near) for e in (evidence, evidence[::-1]))
    assert sorted(names(m.pattern for m in forward)) == sorted(names(m.pattern for m in backward))
    assert {m.fills for m in forward} == {m.fills for m in backward}


def details(evidence) -> list[tuple[str, int]]:
    """Return the sentences of statements, with their support."""
    found = [m for m in mine(evidence, BAR, near) if m.form == "fact"]
    return [(sentence(m), len({e.episode for e in m.evidence})) for m in found]


def took(number: int, where_to: str) -> Evidence:
    """Return what somebody did with a dog."""
    text = f"Ben took Rufus{where_to}"
    words = frozenset(where_to.split()) - {"for", "a", "to", "the", "in"}
    return says(number, "Ben", "take", who("Rufus"), text=text, detail=words)


def test_what_is_said_besides_is_no_other_matter():
    """A dog taken to the vet was not taken for a walk."""
    walks = [took(n, " for a walk") for n in range(3)] + [took(3, " for a walk in the park")]
    assert details([*walks, took(5, " to the vet")]) == [("Ben took Rufus for a walk.", 4)]
    vets = [took(n, " to the vet") for n in range(6, 9)]
    assert details([*walks, *vets]) == [
        ("Ben took Rufus for a walk.", 4),
        ("Ben took Rufus to the vet.", 3),
    ]
    assert details([took(n, f" to place{n}") for n in range(5)]) == [], "nobody said just that"


def test_what_most_say_besides_is_taken_along():
    """Of a plain wording and a fuller one that nearly all use, the fuller one."""
    plain, full = took(0, ""), [took(n, " for a walk") for n in range(1, 5)]
    assert details([plain, *full]) == [("Ben took Rufus for a walk.", 4)]
    many = [took(n, "") for n in range(10, 16)]
    assert details([*many, *full]) == [("Ben took Rufus.", 10)]


def test_a_run_by_the_river_is_a_run():
    """What a preposition adds to a thing does not keep the plain statement from being told."""
    runs = ["run", "run", "run along the river", "run before work"]
    evidence = [says(n, "Ana", "go_for", what, verb="goes for a") for n, what in enumerate(runs)]
    assert details(evidence) == [("Ana goes for a run.", 4)]
    denied = [replace(e, positive=False) for e in evidence]
    assert details(denied) == [], "not to run by the river is not to run nowhere"
    glasses = ["glass", "glass of water", "glass of milk"]
    drinks = [says(n, "Ana", "break", what) for n, what in enumerate(glasses)]
    assert details(drinks) == []


def test_a_sentence_begins_with_its_subject_where_anybody_says_it_so():
    """A clause that lost its first word is the last choice, however often it was said."""
    often = [says(n, "Edda", "do", "yoga", text="Wednesday Edda does yoga") for n in range(3)]
    once = says(9, "Edda", "do", "yoga", text="Edda does yoga on Wednesdays")

    [found] = mine([*often, once], BAR, near)
    assert sentence(found).startswith("Edda does yoga")


@pytest.mark.parametrize("text", ["Saturday Edda does yoga", "Edda does yoga Saturday"])
def test_a_day_that_lost_its_every_is_such_days(text: str):
    """What is told in several weeks is no single Saturday."""
    [found] = mine([says(n, "Edda", "do", "yoga", text=text) for n in range(3)], BAR, near)
    assert sentence(found) == "Edda does yoga on Saturdays."
