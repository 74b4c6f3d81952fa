"""How a text is typed: lower case, missing apostrophes, slips, stretched words, emoji."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

_CHAT = {"you": "u", "your": "ur", "are": "r", "because": "bc", "though": "tho", "really": "rly",
         "going to": "gonna", "want to": "wanna", "please": "pls", "people": "ppl"}  # fmt: skip
_EMOJI = ("😂", "😊", "❤️", "🎉", "😭", "🙏", "😅", "🔥", ":)", "xD", ":(")
_FILLERS = ("Oh, ", "So, ", "Well, ", "Haha, ", "Honestly, ", "Yeah, ", "Btw, ", "Hmm, ", "Also, ")


@dataclass(frozen=True, slots=True)
class Habits:
    """How someone types; each is the chance that it shows in a text."""

    lower: float
    chat: float
    slips: float
    emoji: float
    loud: float
    filler: float


def habits(rng: Random) -> Habits:
    """Draw someone's habits: most people type with care."""
    if rng.random() < 0.65:
        return Habits(0.0, 0.0, 0.02, rng.choice((0, 0, 0.1)), rng.choice((0, 0.3)), 0.15)
    return Habits(rng.choice((0.2, 0.9)), rng.random() * 0.5, 0.1, 0.15, 0.2, 0.2)


def typed(rng: Random, text: str, own: Habits) -> str:
    """Return a text as someone with these habits types it."""
    if rng.random() < own.filler and text[:1].isalpha():
        rest = text if text.startswith(("I ", "I'")) else text[:1].lower() + text[1:]
        text = rng.choice(_FILLERS) + rest
    if rng.random() < own.loud:
        text = text.replace(".", "!", 1)
    if rng.random() < own.chat:
        for word, short in _CHAT.items():
            text = re.sub(rf"\b{word}\b", short, text)
    if rng.random() < own.lower:
        text = text.lower()
        text = text.replace("'", "") if rng.random() < 0.5 else text
        text = text.rstrip(".")
        text = text.replace("?", "") if rng.random() < 0.3 else text
    if rng.random() < own.slips:
        text = _slip(rng, text)
    if rng.random() < own.emoji:
        text = f"{text} {rng.choice(_EMOJI)}"
    return text


def _slip(rng: Random, text: str) -> str:
    """Swap two letters within a word."""
    places = [m.start() for m in re.finditer(r"(?<=[a-z])[a-z]{2}(?=[a-z])", text)]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
