"""Statements that single sentences make, by precise rules.

A rule is a verb with its particle ("live in"). Its subject is the speaker ("I", "we", "my") or a
name that was found; its object is the name that follows, or a few words up to the next clause.
Questions, conditions and wishes state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from graphmem.ingest.extract import FactDraft, Mention, SentenceSpan
from graphmem.ingest.rules.fact_rules import (
    BE,
    CLAUSE_OPENERS,
    CONDITION,
    DANGLING,
    DEFINITION,
    KEPT,
    LITERAL,
    OWNER,
    POSSESSED,
    RULES,
    SUBJECT,
    VAGUE_OBJECTS,
    VERBS,
    FactRule,
)
from graphmem.ingest.rules.words import FUNCTION_WORDS, TIME_NAMES, fold
from graphmem.types import ResolvedTime

_NEXT = re.compile(r"['’]s\b|\s+([a-z]+)")
_ARTICLE = re.compile(r"(?:the|The)\s+")


@dataclass(frozen=True, slots=True)
class _Context:
    """One text and what was found in it."""

    text: str
    starts: dict[int, Mention]
    ends: dict[int, Mention]
    times: Sequence[ResolvedTime]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class _Object:
    start: int
    end: int
    words: str
    named: bool


def find_facts(
    text: str,
    sentences: Sequence[SentenceSpan],
    mentions: Sequence[Mention],
    times: Sequence[ResolvedTime],
    speaker: str | None,
) -> tuple[FactDraft, ...]:
    """Return the facts of a text in order; first-person ones only when the speaker is known."""
    real = [m for m in mentions if m.role != "speaker" and m.kind not in ("quantity", "url")]
    # Of two mentions that begin or end together the longer one stands.
    by_length = sorted(real, key=lambda m: m.end - m.start)
    context = _Context(
        text, {m.start: m for m in by_length}, {m.end: m for m in by_length}, times, speaker
    )
    found: list[FactDraft] = []
    for sentence in sentences:
        if not text[sentence.start : sentence.end].rstrip("\"'”’)").endswith("?"):
            found += _in_sentence(context, sentence)
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.predicate)))


def _in_sentence(context: _Context, sentence: SentenceSpan) -> Iterator[FactDraft]:
    for match in VERBS.finditer(context.text, sentence.start, sentence.end):
        rule = RULES[int((match.lastgroup or "r0")[1:])]
        lead = _before(SUBJECT, context.text, sentence.start, match.start())
        if lead is not None:
            yield from _stated(context, sentence, rule, match, lead)
    for match in KEPT.finditer(context.text, sentence.start, sentence.end):
        lead = _before(SUBJECT, context.text, sentence.start, match.start())
        if lead is not None:
            rule = FactRule(f"have_{_thing(match['pet'])}", "", named=True)
            yield from _stated(context, sentence, rule, match, lead)
    yield from _possessed(context, sentence)
    definition = _definition(context, sentence)
    if definition:
        yield definition


def _before(pattern: re.Pattern[str], text: str, start: int, at: int) -> re.Match[str] | None:
    """Match what ends right at ``at``, not further left than ``start``."""
    return pattern.search(text, max(start, at - 70), at)


def _thing(words: str) -> str:
    return "_".join(fold(words).split())


def _stated(
    context: _Context,
    sentence: SentenceSpan,
    rule: FactRule,
    match: re.Match[str],
    lead: re.Match[str],
) -> Iterator[FactDraft]:
    subject = _subject(context, lead)
    if subject is None or _unreal(context.text, sentence.start, match):
        return
    if rule.taste and not _own_clause(context.text, sentence.start, lead, match[0]):
        return
    found = _object(context, match.end(), sentence.end, rule)
    if found is None:
        return
    predicate = rule.predicate
    if predicate == "born":
        predicate = "born_in" if found.named else "born_on"
    valid_from, valid_to = _validity(context.times, sentence, predicate)
    yield FactDraft(
        start=lead.start(),
        end=found.end,
        subject=subject,
        predicate=predicate,
        object=found.words,
        object_is_entity=found.named,
        positive=not lead["neg"],
        confidence=0.8 if found.named else 0.7,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _own_clause(text: str, start: int, lead: re.Match[str], verb: str) -> bool:
    """Tell whether a taste is stated by itself, not in "things I love" or "dogs like Rex"."""
    if BE.search(lead[0]):
        return False
    if lead["name"] is not None:
        return fold(verb.split()[0]).endswith(("s", "d"))
    before = text[start : lead.start()].rstrip()
    last = fold(before.split()[-1]) if before else ""
    return not last[-1:].isalnum() or last in CLAUSE_OPENERS


def _subject(context: _Context, lead: re.Match[str]) -> str | None:
    if lead["name"] is None:
        return context.speaker
    end = lead.end("name")
    mention = context.ends.get(end) or context.ends.get(end - 2)  # a possessive's ending
    if mention is None or mention.kind in ("email", "place", "work"):
        return None
    # "the sister of Ana lives…", "Ana and Ben love…": the name is not the whole subject.
    before = fold(context.text[max(0, mention.start - 5) : mention.start])
    return None if before.endswith((" of ", " by ", "and ")) else mention.name


def _unreal(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a condition or a wish stands not far before the statement."""
    return CONDITION.search(text, max(start, match.start() - 120), match.start()) is not None


def _object(context: _Context, at: int, end: int, rule: FactRule) -> _Object | None:
    for start in (at, _after_article(context.text, at)):
        mention = context.starts.get(start)
        if mention and mention.end <= end and (rule.named or not _modifies(context, mention)):
            return _Object(mention.start, mention.end, mention.name, named=True)
    when = next((t for t in context.times if t.span[0] == at), None)
    if rule.dates and when:
        return _Object(*when.span, when.text, named=False)
    if rule.named:
        return None
    if rule.taste and _ARTICLE.search(context.text, max(0, at - 5), at):
        return None  # "I love the smell": of what, another sentence says
    return _literal(context.text, at, end)


def _literal(text: str, at: int, end: int) -> _Object | None:
    found = LITERAL.match(text, at, end)
    words = found[0].split() if found else []
    if not words or fold(words[0]) in VAGUE_OBJECTS:
        return None
    while words and fold(words[-1]) in DANGLING:
        words.pop()
    if not words or (fold(words[0]) in DANGLING and len(words) == 1):
        return None
    stop = at
    for word in words:
        stop = text.index(word, stop) + len(word)
    return _Object(at, stop, " ".join(words), named=False)


def _modifies(context: _Context, mention: Mention) -> bool:
    """Tell whether a name only modifies the noun after it ("the Miami vibe")."""
    found = _NEXT.match(context.text, mention.end)
    return found is not None and (not found[1] or fold(found[1]) not in FUNCTION_WORDS | TIME_NAMES)


def _after_article(text: str, at: int) -> int:
    found = _ARTICLE.match(text, at)
    return found.end() if found else at


def _validity(
    times: Sequence[ResolvedTime], sentence: SentenceSpan, predicate: str
) -> tuple[datetime | None, datetime | None]:
    inside = [t for t in times if sentence.start <= t.span[0] < sentence.end]
    since = next((t for t in inside if fold(t.text).startswith("since")), None)
    if since:
        return since.start, None
    if predicate in ("move_to", "start_at", "marry") and len(inside) == 1:
        return inside[0].start, None
    return None, None


def _possessed(context: _Context, sentence: SentenceSpan) -> Iterator[FactDraft]:
    """Yield "my sister Ana", "Ben's favourite colour is blue", "my dog's name is Rex"."""
    for match in POSSESSED.finditer(context.text, sentence.start, sentence.end):
        lead = _before(OWNER, context.text, sentence.start, match.start())
        subject = _subject(context, lead) if lead and _owns(lead) else None
        if lead is None or subject is None or _unreal(context.text, sentence.start, match):
            continue
        favourite = match["favourite"] is not None
        if _listed(context, match):
            continue
        found = _object(context, match.end(), sentence.end, FactRule("", "", named=not favourite))
        if found is None:
            continue
        thing = _thing(match["favourite"] or match["relation"])
        predicate = f"favourite_{thing}" if favourite else f"have_{thing}"
        yield FactDraft(
            start=lead.start(),
            end=found.end,
            subject=subject,
            predicate="name_is" if predicate == "have_name" else predicate,
            object=found.words,
            object_is_entity=found.named,
            positive=not match["neg"],
            confidence=0.85,
        )


def _listed(context: _Context, match: re.Match[str]) -> bool:
    """Tell whether a comma only lists ("my girlfriend, Toby and I")."""
    if not match[0].rstrip().endswith(","):
        return False
    mention = context.starts.get(match.end())
    return mention is None or context.text[mention.end : mention.end + 5].lower() == " and "


def _owns(lead: re.Match[str]) -> bool:
    return lead["name"] is None or fold(lead["name"]).endswith(("'s", "s'"))


def _definition(context: _Context, sentence: SentenceSpan) -> FactDraft | None:
    """Return "X is a Y" for the name that opens the sentence."""
    at = _after_article(context.text, sentence.start)
    mention = context.starts.get(sentence.start) or context.starts.get(at)
    if mention is None:
        return None
    match = DEFINITION.match(context.text, mention.end, sentence.end)
    words = " ".join(match["what"].split()) if match else ""
    if match is None or not words:
        return None
    return FactDraft(
        start=mention.start,
        end=match.end("what"),
        subject=mention.name,
        predicate="is_a",
        object=words,
        object_is_entity=False,
        positive=not match["neg"],
        confidence=0.7,
    )
