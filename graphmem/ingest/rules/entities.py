"""Find what a text mentions: names, quoted titles, addresses, amounts, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graphmem.ingest.extract import EntityKind, Mention, SentenceSpan
from graphmem.ingest.rules.spans import NameSpan, name_spans, words_of
from graphmem.ingest.rules.topics import (
    defined_topics,
    find_heading,
    heading_topics,
    opens_as_topic,
)
from graphmem.ingest.rules.words import (
    FUNCTION_WORDS,
    HONORIFICS,
    ORG_WORDS,
    PERSON_VERBS,
    PLACE_WORDS,
    WORD,
    fold,
    wordset,
)

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'”)\]]+[^\s<>\"'”)\].,;:!?]", re.IGNORECASE)
_QUOTED = re.compile(
    r"[\"“]([^\"“”\n]{2,80}?)[.,!?]?[\"”]|(?<!\w)[‘']([A-Z][^'’\n]{1,60}?)[.,]?[’'](?!\w)"
)
_QUANTITY = re.compile(
    r"(?<![\w.,])(?:[$€£¥]\s?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:k|m|bn|thousand|million|billion)\b)?"
    r"|\d+(?:,\d{3})*(?:\.\d+)?\s?(?:%|percent\b|°[CF]?|(?:km/h|mph|kph|km|kilometers?|kilometres?|miles?"
    r"|meters?|metres?|cm|mm|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|kg|kilos?|kilograms?"
    r"|grams?|lbs?|pounds?|ounces?|oz|tons?|tonnes?|lit(?:er|re)s?|ml|gallons?|gb|mb|tb|kb|hz|khz"
    r"|mhz|ghz|watts?|kw|kwh|volts?|calories|kcal|degrees|dollars?|euros?|cents|usd|eur|gbp|yen"
    r"|rupees)\b))",
    re.IGNORECASE,
)
_AMBIGUOUS = 0.5
_PLACE_CUES = wordset(
    """
    in at near from to toward towards around through visit visited
    """
)


def find_mentions(
    text: str, sentences: Sequence[SentenceSpan], speaker: str | None
) -> tuple[Mention, ...]:
    """Return the mentions of a text in order: the speaker first, then by place.

    Spans of one role do not overlap, save the shorter forms of a heading.
    """
    heading = find_heading(text, told=speaker is not None)
    topics = heading_topics(text, heading) if heading else []
    if not topics and speaker is None:
        topics = defined_topics(text)
    body_start = heading[1] if heading else 0
    fixed = _fixed(text, body_start)
    taken = (*topics, *fixed)
    found = [*topics, *fixed]
    for i, sentence in enumerate(sentences):
        if sentence.end > body_start:
            part = _after(sentence, body_start)
            opening = "" if topics or i else "told" if speaker else "written"
            found += _named(text, part, taken, opening=opening)
    said = [Mention(0, 0, speaker, "person", "speaker", 1.0)] if speaker else []
    return (*said, *sorted(found, key=lambda m: (m.start, m.role != "topic", -m.end)))


def _after(sentence: SentenceSpan, start: int) -> SentenceSpan:
    return sentence if sentence.start >= start else SentenceSpan(start, sentence.end)


def _fixed(text: str, start: int) -> list[Mention]:
    """Return what a pattern alone tells: addresses, amounts, quoted titles."""
    found: list[Mention] = []
    if "@" in text:
        found += _matches(_EMAIL, text, start, "email")
    if "://" in text or "www." in text.lower():
        found += [m for m in _matches(_URL, text, start, "url") if not _inside(m, found)]
    found += [m for m in _matches(_QUANTITY, text, start, "quantity") if not _inside(m, found)]
    for match in _QUOTED.finditer(text, start):
        group = 1 if match[1] else 2
        if _is_title(match[group]):
            at = match.span(group)
            found.append(Mention(*at, match[group], "work", "mention", 0.8))
    return found


def _matches(pattern: re.Pattern[str], text: str, start: int, kind: EntityKind) -> list[Mention]:
    return [
        Mention(m.start(), m.end(), m[0], kind, "mention", 0.95)
        for m in pattern.finditer(text, start)
    ]


def _is_title(quoted: str) -> bool:
    words = WORD.findall(quoted)
    if not words or len(words) > 8 or not words[0][0].isupper():
        return False
    weighty = [w for w in words if len(w) > 3 or w[0].isupper()]
    capital = sum(w[0].isupper() for w in weighty)
    if len(words) == 1 and (len(words[0]) < 3 or fold(words[0]) in FUNCTION_WORDS):
        return False
    return capital >= 0.7 * len(weighty)


def _inside(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(o.start < mention.end and mention.start < o.end for o in others)


def _named(
    text: str, sentence: SentenceSpan, fixed: Sequence[Mention], *, opening: str
) -> list[Mention]:
    words = words_of(text, sentence)
    found: list[Mention] = []
    for k, name in enumerate(name_spans(text, words)):
        surface = text[name.start : name.end]
        here = Mention(name.start, name.end, surface, _kind(name), "mention", _trust(name))
        if fixed and _inside(here, fixed):
            continue
        # In talk a single word that opens a sentence is too often no name ("Sushi is great").
        sure = opening == "written" or (opening == "told" and here.confidence > _AMBIGUOUS)
        if sure and k == 0 and opens_as_topic(text, sentence, name, words):
            found += _as_topic(here)
        else:
            found.append(_without_article(here) if name.opens else here)
    return found


def _without_article(mention: Mention) -> Mention:
    """Take off the "The" with which a sentence opens: seldom a part of the name."""
    if not mention.name.startswith("The "):
        return mention
    return replace(mention, start=mention.start + 4, name=mention.name[4:])


def _as_topic(mention: Mention) -> list[Mention]:
    topic = replace(mention, role="topic", confidence=0.9)
    shorter = _without_article(topic)
    return [topic, *([replace(shorter, confidence=0.7)] if shorter is not topic else [])]


def _trust(name: NameSpan) -> float:
    first = name.words[0]
    if name.honorific or name.end > first.end:
        return 0.9
    # Alone at the head of a sentence, its capital may be the sentence's.
    return _AMBIGUOUS if name.opens and first.text[1:].islower() else 0.8


def _kind(name: NameSpan) -> EntityKind:
    lows = {word.low for word in name.words}
    if name.honorific in HONORIFICS:
        return "person"
    if lows & ORG_WORDS:
        return "organisation"
    if len(name.words) > 1 and name.words[-1].low in PLACE_WORDS:
        return "place"
    if name.after in PERSON_VERBS and len(name.words) <= 3:
        return "person"
    if name.before in _PLACE_CUES and name.before != "to":
        return "place" if name.before in ("in", "near", "visit", "visited") else "name"
    return "name"
