"""Changes as everyday talk tells them are found; what both holds is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphmem.memory import Memory
from tests.unit.ingest.telling import edges, open_judging, tell


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory in which each case is a user of its own."""
    with open_judging(tmp_path_factory.mktemp("talk")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("told", "newer"),
    [
        ("I take line 7 to work.", "I take line 9 to work, not line 7."),
        ("I take line 7 to work.", "I take line 9 to work and read on the way."),
        ("My favourite song is Creep.", "My favourite song is Hurt, it makes me cry."),
        ("My yoga class is on Monday.", "My yoga class is on Friday, I said Monday by mistake."),
        ("My yoga class is on Thursdays.", "My yoga class is on Mondays, so no dinner."),
        ("My book club is on Mondays.", "My book club has been pushed to Friday."),
        ("I call Leiden home.", "Just moved from Leiden to Cork!"),
        ("Cork is where I live.", "No more Cork for me, home is Brno now."),
        ("I work for Bosch.", "I no longer work for Bosch, it's Volvo now."),
        ("I work for Bosch.", "I swapped Bosch for Volvo, my first day was Monday."),
        ("I work for Bosch.", "I got sick of Bosch, so I left."),
        ("I study botany.", "Goodbye botany, I'm studying statistics now!"),
        ("I play the guitar in my free time.", "I used to play the guitar, not any more."),
        ("My uncle Milo smokes.", "Milo has stopped smoking."),
        ("My uncle Milo smokes.", "Milo doesn't smoke anymore, finally."),
        ("I have a motorbike.", "I got rid of the motorbike."),
        ("My dentist is Dr. Abel.", "I switched dentists from Dr. Abel to Dr. Brandt."),
        ("My dentist is Dr. Abel.", "I've got a new dentist, Dr. Brandt."),
        ("Ana is the head of the sales team.", "The sales team is led by Ben now."),
        ("My employer is Renault.", "I got a new job, I'm at Shell now."),
        ("Ben's piano teacher is Ms. Ekman.", "Ben has a new piano teacher, Ms. Duval."),
        ("My phone is a Pixel 7.", "I checked, my phone is a Nord 3, not a Pixel 7."),
        ("I study law.", "I switched from law to history this term."),
        ("Ana's wedding is in Venice.", "Ana's wedding will be in Vienna."),
    ],
)  # fmt: skip
def test_a_change_is_found(everyone: Memory, told: str, newer: str) -> None:
    """By words of another kind than the first statement's."""
    tell(everyone, [told, newer], user=f"{told} {newer}")

    assert edges(everyone, f"{told} {newer}")


@pytest.mark.parametrize(
    "lines",
    [
        ["I live in Oslo.", "I'd rather live in Rome instead of Oslo."],
        ["I live in Oslo.", "I used to live in Rome, not in Turin."],
        ["I work for Bosch.", "I'd swap Bosch for Volvo any time."],
        ["I work for Bosch.", "I'm at Lidl now, do you need anything?"],
        ["My friend Ana moved to Rome.", "My new friend Ben met Ana, not Tom."],
        ["I take the bus to the beach.", "I take the train to my parents."],
        ["I like tea.", "I like cocoa, not coffee."],
        ["I live in Oslo.", "My holiday home in Spain is being painted."],
        ["I study botany.", "I'm an exchange student."],
        ["I have a cat named Tom.", "I have a new cat named Ben."],
        ["My colleague is Tom.", "My new colleague is Ben."],
        ["My cousin Ana lives in Rome.", "I have a new cousin, Ben."],
        ["I had to leave Rome in 2012.", "I live in Oslo."],
    ],
)
def test_what_both_holds_is_no_change(everyone: Memory, lines: list[str]) -> None:
    """Wishes, the past, other things, and what one has several of."""
    user = " ".join(lines)
    tell(everyone, lines, user=user)

    assert edges(everyone, user) == []
