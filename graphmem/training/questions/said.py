"""Questions in the words that were said: from the facts that the write path found in a memory.

Whoever asks their own memory often asks with the words they used. These questions come from the
statements that the extractor made of a case's events, so they need no template for what was told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import networkx

from graphmem.psm.verb_lemmas import PASTS
from graphmem.training.questions.case import Asked
from graphmem.training.questions.synonyms import SYNONYMS

_WORD = re.compile(r"[\w'’$%-]+")
_TAIL = re.compile(r"\s+(in|at|to|with|for|from|on|about|behind|near|into|by)\s+", re.IGNORECASE)
_WHEN = re.compile(
    r"\s+(?:(?:last|this|next|every)\s+\w+|yesterday|today|tonight|tomorrow"
    r"|\w+\s+\w+\s+ago|just now"
    r"|(?:on|in)\s+(?:\w+day|\d[\w ,]*|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)[\w ,]*)\.?$",
    re.IGNORECASE,
)
_VAGUE = frozenset(("it", "that", "this", "them", "one", "something", "everything", "so", "too"))
_PLACES = frozenset(("in", "at", "to", "behind", "near", "into", "on"))
_MOST_TOLD = 3  # what more turns say is no question for one of them
_REWORDED = 0.35  # chance that a word is exchanged for another of the same sense


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a fact's words say: subject, verb (base form), what follows it; and who told it."""

    subject: str
    verb: str
    rest: str
    past: bool
    events: tuple[str, ...]


def said_questions(
    graph: networkx.MultiDiGraph[str], number_of: Mapping[str, str], rng: Random, n: int
) -> list[Asked]:
    """Return up to ``n`` questions, each about another statement.

    Args:
        graph: ``Memory.to_networkx`` of a case's memory.
        number_of: External id by event id.
    """
    found = sorted(_statements(graph, number_of), key=lambda s: (s.events, s.verb, s.rest))
    rng.shuffle(found)
    asked: list[Asked] = []
    seen: set[str] = set()
    for statement in found:
        text = _question(statement, rng)
        if text is None or statement.events[0] in seen:
            continue
        seen.add(statement.events[0])
        asked.append(Asked(_reworded(text, rng), statement.events, "said"))
        if len(asked) == n:
            break
    return asked


def _statements(
    graph: networkx.MultiDiGraph[str], number_of: Mapping[str, str]
) -> Iterator[_Statement]:
    """Yield what asserted facts with a named subject say."""
    told: dict[str, set[str]] = defaultdict(set)
    tense: dict[str, str] = {}
    subject: dict[str, str] = {}
    for source, target, fields in graph.edges(data=True):
        if fields["type"] == "STATES":
            told[target].add(_event_of(graph, source))
            tense[target] = str(fields.get("tense"))
        elif fields["type"] == "SUBJECT":
            subject[source] = str(graph.nodes[target]["caption"])
    for fact, fields in graph.nodes(data=True):
        if fields["label"] != "Fact" or fact not in subject or not _plain(fields):
            continue
        events = tuple(sorted(number_of[e] for e in told[fact] if e in number_of))
        parts = _parted(str(fields["caption"]), subject[fact], str(fields["predicate"]))
        if parts is not None and 0 < len(events) <= _MOST_TOLD:
            yield _Statement(subject[fact], *parts, tense[fact] == "past", events)


def _event_of(graph: networkx.MultiDiGraph[str], unit: str) -> str:
    """Return the event that a sentence is of; an event is its own."""
    if graph.nodes[unit]["label"] != "Sentence":
        return unit
    return next(
        (a for a, _, d in graph.in_edges(unit, data=True) if d["type"] == "HAS_SENTENCE"), unit
    )


def _plain(fact: Mapping[str, Any]) -> bool:
    return fact["modality"] == "asserted" and fact["polarity"] and fact["status"] == "active"


def _parted(text: str, subject: str, predicate: str) -> tuple[str, str] | None:
    """Return verb and rest of a statement's words; None where they cannot be told apart."""
    if not subject[:1].isupper() or not text.startswith(subject):
        return None
    verb = predicate.split("_")[0]
    for match in _WORD.finditer(text, len(subject)):
        word = match.group().lower()
        if word == verb or PASTS.get(word) == verb or _regular(word) == _regular(verb):
            rest = text[match.end() :].strip(" .,!?")
            words = {w.lower() for w in _WORD.findall(rest)}
            return (verb, rest) if len(rest) > 2 and not words <= _VAGUE else None
    return None


def _regular(word: str) -> str:
    """Return a word without a regular ending."""
    for ending in ("ing", "ies", "ied", "ed", "es", "s", "d", "e", "y"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


def _question(said: _Statement, rng: Random) -> str | None:
    """Ask for a part of a statement, with the rest of its words."""
    do = "did" if said.past else "does"
    rest = _WHEN.sub("", said.rest)
    timed = rest != said.rest
    first, *tail = _TAIL.split(rest, maxsplit=1)
    forms: list[str] = []
    if timed or said.past:
        forms += [f"When {do} {said.subject} {said.verb} {rest}?"] * (3 if timed else 1)
    if tail and first:
        preposition, what = tail
        forms.append(f"What {do} {said.subject} {said.verb} {preposition} {what}?")
        asking = "Where" if preposition in _PLACES else f"{preposition.capitalize()} whom or what"
        forms += [f"{asking} {do} {said.subject} {said.verb} {first}?"] * 2
    forms.append(f"What does {said.subject} say about {rest}?")
    forms.append(f"Who is it that {said.verb}s {rest}?" if not said.past else f"Why {do} "
                 f"{said.subject} {said.verb} {rest}?")  # fmt: skip
    return None if said.verb in ("be", "say", "do") else rng.choice(forms)


def _reworded(text: str, rng: Random) -> str:
    """Exchange some words for others of the same sense."""

    def other(match: re.Match[str]) -> str:
        choices = SYNONYMS.get(match.group().lower())
        return rng.choice(choices) if choices and rng.random() < _REWORDED else match.group()

    return _WORD.sub(other, text)
