"""What the gate lets pass, and what it calls it."""

from datetime import UTC, datetime

import pytest

from graphmem.ingest.gate import GateDecision, RuleGate
from graphmem.ingest.rules import RuleExtractor

NOW = datetime(2023, 6, 14, 10, 30, tzinfo=UTC)
EXTRACTOR = RuleExtractor()


def decide(text: str, *, important: bool = False) -> GateDecision:
    """Ask the gate about a text."""
    found = EXTRACTOR.extract(text, occurred_at=NOW, speaker="Ana")
    return RuleGate().decide(text, speaker="Ana", important=important, extraction=found)


@pytest.mark.parametrize(
    "text",
    ["hi!", "ok", "lol", "Thanks so much!", "Good night", "😂😂", "Hey Ben!", "haha ok", "👍",
     "...",
     "Thanks, Ben! You're welcome.", "Great, see you later!", "Mhm", "Bye Tove, take care!"],
)  # fmt: skip
def test_decide_drops_what_says_nothing(text):
    """Greetings, thanks, laughter and backchannels go to the sensory tier as small talk."""
    decision = decide(text)

    assert (decision.tier, decision.kind) == ("sensory", "small_talk")


@pytest.mark.parametrize(
    "text",
    ["yes", "No.", "Bergen", "ok 5", "Thanks for telling me about your dog", "See you tomorrow",
     "Hi, I'm Ben", "Cool. Bergen it is", "What?", "Good night's sleep at last", "Ben", "never"],
)  # fmt: skip
def test_decide_keeps_whatever_may_say_something(text):
    """An answer, a name, a time or a number is kept: it may be what is asked for later."""
    assert decide(text).tier == "episodic"


def test_decide_never_drops_what_is_important():
    """The caller's word stands above the gate."""
    decision = decide("ok", important=True)

    assert decision.tier == "episodic"
    assert decision.reason == "marked important"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Where do you live?", "question"),
        ("I really love green tea.", "preference"),
        ("My favourite colour is blue.", "preference"),
        ("We're going to sail to Crete.", "plan"),
        ("I went to the market and bought figs.", "experience"),
        ("Actually, I meant Bergen.", "correction"),
        ("Tove lives in Bergen.", "fact"),
        ("rain again", "other"),
    ],
)
def test_decide_names_the_kind(text, kind):
    """The kind follows what the statement does."""
    assert decide(text).kind == kind


def test_decide_feels_more_in_stronger_words():
    """Emotion grows with exclamation marks and strong words, and stays within [0, 1]."""
    calm, loud = decide("The bus was late."), decide("I HATE THIS BUS!!! I am furious, terrified!")

    assert calm.emotion == 0
    assert 0.5 < loud.emotion <= 1
