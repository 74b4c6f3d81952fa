"""The gate of the first version: no model, and the measure of those that came after.

It sends an event to the sensory tier only when every word of it is a greeting, a thank-you,
laughter or a backchannel: an event that later answers a question must never be lost.
"""

from __future__ import annotations

import re

from graphmem.ingest.extract import Extraction
from graphmem.ingest.gate.port import GateDecision
from graphmem.ingest.rules.words import wordset
from graphmem.types import Kind

PHATIC = "only a greeting, thanks, laughter or a backchannel"


class RuleGate:
    """A ``Gate`` made of rules; it also says which texts tell nothing at all."""

    @property
    def version(self) -> str:
        """Name and version, stored with each event."""
        return "rules-1"

    def decide(
        self,
        event_text: str,
        *,
        speaker: str | None,  # noqa: ARG002  a trained gate may use it
        important: bool,
        extraction: Extraction,
    ) -> GateDecision:
        """Drop small talk that says nothing; name the kind of everything else.

        Args:
            event_text: What was said.
            speaker: Who said it.
            important: The caller's word that it must be kept.
            extraction: What was found in it.
        """
        emotion = _emotion(event_text)
        if is_phatic(event_text, extraction):
            if important:
                return GateDecision("episodic", "small_talk", "marked important", 1.0, emotion)
            return GateDecision("sensory", "small_talk", PHATIC, 0.95, emotion)
        kind, reason = rule_kind(event_text, extraction)
        return GateDecision(
            "episodic", kind, "marked important" if important else reason, 0.7, emotion
        )


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_MAX_PHATIC_WORDS = 8
# Texts made of these phrases alone tell nothing; a name may stand among them ("Hi Ana!").
_PHATIC = re.compile(
    r"(?:(?:hi+|hey+|hello+|hiya|howdy|yo|greetings|bye+|goodbye"
    r"|good ?(?:morning|afternoon|evening|night)|gn|see (?:you|ya)(?: (?:later|soon|around))?"
    r"|cya|ttyl|take care|cheers"
    r"|thanks?(?: you)?(?: (?:so|very) much| a (?:lot|bunch|million|ton))?|thank u|thx|ty|tysm|tyvm"
    r"|you(?:'re| are) (?:very |so |most )?welcome|welcome|no (?:problem|worries)|np|my pleasure"
    r"|anytime"
    r"|o+k+(?:ay)?|okey|k+|alright|cool|nice|great|awesome|wow+|whoa|oh+|ah+|aw+|oo+h|hm+|mm+|mhm|uh|um|huh"
    r"|got it|gotcha|i see|sure(?: thing)?|right|fine|sounds (?:good|great)|same(?: here)?"
    r"|lol+|lmao+|rofl|haha(?:ha)*h?|hehe(?:he)*|ha|xd|omg"
    r"|so much|there|everyone|all|again|then|buddy|friend)(?=\s|\Z)\s*)+"
)
# An answer to a question nobody quoted: the turn before gives it meaning.
_ANSWERS = wordset(
    """
    yes no yeah yep yup nope nah sure right fine never always maybe same
    """
)
_STRONG = re.compile(
    r"\b(?:love[ds]?|hate[ds]?|amazing|awesome|terrible|horrible|thrilled|devastated|heartbroken|furious"
    r"|terrified|ecstatic|miserable|wonderful|awful|excited|scared|proud|grateful|died|death|cried"
    r"|crying|angry|afraid|overjoyed|panic\w*|grief|grieving|wow|omg)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:^|[.!?]\s+)(?:oh,? |oops,? |sorry,? |wait,? |no,? )*"
    r"(?:actually,? (?:i meant|it(?:'s| is| was)"
    r"|that(?:'s| is| was)|no|i (?:was|am|said))|correction\b|i meant\b|i misspoke|let me correct"
    r"|i was wrong|scratch that|that(?:'s| is) (?:wrong|not right|incorrect))",
    re.IGNORECASE,
)
_PREFERENCE = re.compile(
    r"\b(?:i|we)(?:'m| am|'ve| have|'d)?"
    r"(?: (?:really|just|absolutely|also|always|still|do|don't|never"
    r"|so|truly|totally|kinda))*"
    r" (?:like|love|hate|prefer|enjoy|adore|dislike|can't stand|rather"
    r"|allergic|obsessed|into|(?:a )?(?:big |huge )?fan of)\b|\bmy (?:all-time )?favou?rite\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m going to| am going to|'re going to| are going to|'m gonna|'re gonna"
    r"| plan to|'m planning| am planning|'re planning| intend to|'m thinking (?:of|about)| hope to"
    r"| want to|'d like to| need to| have to| gotta)\b",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"\b(?:i|we)(?: (?:just|finally|also|recently|even|actually|once|already))?"
    r" (?:went|saw|did|had|got|met|took|made|bought|visited|started|finished|tried|ate|watched|read"
    r"|played|ran|found|lost|won|came|spent|felt|was|were|\w{2,}ed)\b"
    r"|\b(?:i|we)(?:'ve| have) (?:been|just|\w{2,}ed)\b",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    return text.replace("’", "'").lower()


def is_phatic(text: str, extraction: Extraction) -> bool:
    """Tell whether every word is of a phrase that carries nothing; names are let pass."""
    bare = _without_names(text, extraction)
    words = _WORD.findall(_plain(bare))
    if not words:
        return not any(c.isalnum() for c in text) and "?" not in text
    if len(words) > _MAX_PHATIC_WORDS or "?" in text or any(w.isdigit() for w in words):
        return False
    if all(w in _ANSWERS for w in words):
        return False
    return _PHATIC.fullmatch(" ".join(words)) is not None


def opens_as_answer(text: str) -> bool:
    """Tell whether a text begins with the word of an answer ("Yes, both of them")."""
    word = _WORD.search(text[:200])
    return word is not None and _plain(word[0]) in _ANSWERS


def _without_names(text: str, extraction: Extraction) -> str:
    """Blank a single name at the end of a call ("Hi Ana!", "Thanks, Ben")."""
    names = [m for m in extraction.mentions if m.role != "speaker" and m.end > m.start]
    if len(names) != 1 or extraction.times or names[0].kind not in ("person", "name"):
        return text
    only = names[0]
    return text if only.start == 0 else text[: only.start] + text[only.end :]


def rule_kind(text: str, extraction: Extraction) -> tuple[Kind, str]:
    """Return the kind that the rules see in a text, and why."""
    plain = text.replace("’", "'")
    asks = plain.rstrip().endswith("?")
    if _CORRECTION.search(plain):
        return "correction", "corrects something said before"
    if asks and len(extraction.sentences) == 1:
        return "question", "asks something"
    for pattern, kind, reason in _CUES:
        if pattern.search(plain):
            return kind, reason
    if extraction.facts or (not asks and any(m.role == "topic" for m in extraction.mentions)):
        return "fact", "states something of a named thing"
    if asks:
        return "question", "asks something"
    return "other", "kept: nothing says that it is worthless"


_CUES: tuple[tuple[re.Pattern[str], Kind, str], ...] = (
    (_PREFERENCE, "preference", "tells a preference"),
    (_PLAN, "plan", "tells a plan"),
    (_EXPERIENCE, "experience", "tells an experience"),
)


def _emotion(text: str) -> float:
    """Add up exclamation marks, strong words and shouting; 1 at most."""
    marks = min(text.count("!"), 3) * 0.1
    strong = min(len(_STRONG.findall(text[:2000])), 3) * 0.2
    shouted = sum(1 for w in _WORD.findall(text[:2000]) if len(w) > 3 and w.isupper())
    return round(min(1.0, marks + strong + (0.1 if shouted >= 2 else 0.0)), 2)
