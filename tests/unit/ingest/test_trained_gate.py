"""What the trained gate keeps, keeps for the session, and drops."""

from datetime import UTC, datetime
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.ingest.events import date_event
from graphmem.ingest.extract import Extraction, Said
from graphmem.ingest.gate import Gate, GateDecision, TrainedGate
from graphmem.ingest.gate.features import FEATURES, features
from graphmem.ingest.models import make_extractor
from graphmem.ingest.pipeline import Understanding
from graphmem.settings import Settings
from graphmem.types import Event, Kind, Tier
from tests.fakes import FakeEncoder

NOW = datetime(2023, 6, 14, 10, 30, tzinfo=UTC)
EXTRACTOR = make_extractor(Settings())
GATE: Gate = TrainedGate.load()


def extract(text: str) -> Extraction:
    """Return what the rules find in a text."""
    return EXTRACTOR.extract_all([Said(text, NOW, "Ana")])[0]


def decide(text: str, *, important: bool = False) -> GateDecision:
    """Ask the gate about a text."""
    return GATE.decide(text, speaker="Ana", important=important, extraction=extract(text))


@pytest.mark.parametrize(
    "text",
    ["My dad died.", "She said yes!", "I'm pregnant!", "I got the job!",
     "My sister moved to Bergen last week.", "Bergen", "It's on Friday at 6",
     "The code is 4711", "I'm allergic to peanuts.",
     "We're going to sail to Crete next summer.", "no, I meant Tove"],
)  # fmt: skip
def test_decide_keeps_what_may_be_asked_for(text):
    """Short or long: facts, plans, news, names, times and numbers are kept."""
    assert decide(text).tier == "episodic"


@pytest.mark.parametrize("text", ["hi!", "ok", "lol", "Thanks so much!", "👍", "Good night"])
def test_decide_drops_what_says_nothing(text):
    """What is only a greeting, thanks or laughter goes to the sensory tier."""
    decision = decide(text)

    assert (decision.tier, decision.kind) == ("sensory", "small_talk")
    assert "greeting" in decision.reason


@pytest.mark.parametrize(
    "text",
    ["yes", "What do you think?", "You're doing so great, keep it up!",
     "Well, you know, it is what it is, I guess."],
)  # fmt: skip
def test_decide_keeps_support_and_questions_out_of_ordinary_recall(text):
    """They tell nothing of anyone: at most the session needs them."""
    assert decide(text).tier in ("working", "sensory")


def test_decide_keeps_what_nobody_said():
    """A text without a speaker may be a document, which the weights know nothing of."""
    text = "It makes a difference to people."

    decision = GATE.decide(text, speaker=None, important=False, extraction=extract(text))

    assert decision.tier == "episodic"
    assert "no speaker" in decision.reason


def test_working_memory_needs_a_session():
    """A question of no session is kept: nobody could find it in one."""
    understanding = Understanding(FakeEncoder(), EXTRACTOR, GATE, chunk_tokens=200, gated=True)
    events = [
        Event(text="What do you think?", speaker="Ana", at=NOW, session_id=session)
        for session in ("monday", None)
    ]
    dated = [date_event(e, user_id="ana", now=NOW, local=UTC) for e in events]

    with_session, without = understanding.understand(dated)

    assert with_session.decision.tier == "working"
    assert without.decision.tier == "episodic"


def test_decide_says_why_something_is_not_kept():
    """The reason names the tier's meaning, the kind and the chance."""
    decision = decide("You're doing so great, keep it up!")

    assert decision.reason.startswith(("dropped:", "for this session only:"))
    assert "chance that it is asked for: 0.0" in decision.reason


@pytest.mark.parametrize("text", ["ok", "yes", "What do you think?", "haha so true"])
def test_decide_never_drops_what_is_important(text):
    """The caller's word stands above the gate."""
    decision = decide(text, important=True)

    assert (decision.tier, decision.reason) == ("episodic", "marked important")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Where do you live?", "question"),
        ("I really love green tea.", "preference"),
        ("We're going to sail to Crete next summer.", "plan"),
        ("I went to the market yesterday and bought figs.", "experience"),
        ("Sorry, I meant Bergen, not Oslo.", "correction"),
        ("My sister lives in Bergen.", "fact"),
        ("You got this, keep it up!", "small_talk"),
    ],
)
def test_decide_names_the_kind(text, kind):
    """The kind follows what the statement does."""
    assert decide(text).kind == kind


@given(st.text(max_size=300))
def test_decide_takes_any_text(text):
    """Any text has finite features and a decision within its bounds."""
    found = extract(text) if text.strip() else Extraction((), (), (), ())
    row = features(text, speaker=None, extraction=found)
    decision = GATE.decide(text, speaker=None, important=False, extraction=found)

    assert row.shape == (len(FEATURES),)
    assert np.isfinite(row).all()
    assert decision.tier in get_args(Tier)
    assert decision.kind in get_args(Kind)
    assert 0 < decision.confidence <= 1


def test_features_do_not_count_what_stands_in_brackets():
    """The caption of a photo was not said by anyone: "you" in it is no talk to the other."""
    bare, shown = "Look!", "Look! [shares a photo: you and your dog]"
    one, two = (features(t, speaker="Ana", extraction=extract(t)) for t in (bare, shown))
    same = FEATURES.index("cue_you")

    assert one[same] == two[same] == 0
    assert two[FEATURES.index("aside")] > one[FEATURES.index("aside")]
