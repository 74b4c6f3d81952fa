"""MQuAKE's edited facts, told in plain dated sentences among unrelated ones.

A fact is MQuAKE's own cloze with its value. How the new value is told follows a rule: clozes in the
past tense ("was founded by") and "author", which no change of the world alters, are told plainly;
of the others every second one, in the order of their words, is told as a change, in one of three
forms. Unrelated are facts of MQuAKE that nothing edits, and first sentences of encyclopaedic
passages that name no edited subject.

Source of the facts: MQuAKE-hard (Zhong et al., 2023, "MQuAKE: Assessing Knowledge Editing in
Language Models via Multi-Hop Questions").
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.cases import Question
from benchmarks.files import Record, find, find_one, read_lines, read_records
from benchmarks.updates_cases import Topic, Update, World
from graphmem.types import Event

_UNRELATED = 20  # per update
_FIRST, _LATER = datetime(2022, 1, 3, 9, tzinfo=UTC), datetime(2024, 1, 8, 9, tzinfo=UTC)
_SPAN = 500  # days over which old facts, and later the new ones, are told
_FOR_EVER = re.compile(r"\b(?:was|were|died|author|produced|origianl)\b")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"'][.!?])\s+(?=[A-Z\"'])")
_LENGTHS = range(30, 240)  # of a sentence, in characters


@dataclass
class _Group:
    """Cases that can be told in one memory: no fact has two old or two new values."""

    values: dict[str, tuple[str, str]] = field(default_factory=dict)
    edits: dict[str, Record] = field(default_factory=dict)
    cases: list[Record] = field(default_factory=list)

    def takes(self, case: Record) -> bool:
        """Add a case if it agrees with what is here."""
        told = {cloze(e): values(e) for e in case["requested_rewrite"]}
        if any(self.values.get(key, value) != value for key, value in told.items()):
            return False
        self.values |= told
        self.edits |= {cloze(e): e for e in case["requested_rewrite"]}
        self.cases.append(case)
        return True


def worlds(mquake: Path, passages: Path, *, limit: int | None, seed: int) -> list[World]:
    """Return memories that hold the edits of all cases (or of the first ``limit``).

    Args:
        mquake: Folder of MQuAKE.
        passages: Folder with ``*_corpus_large.jsonl``.
    """
    cases = read_records(find_one(mquake, "MQuAKE-hard*.json"))[:limit]
    groups: list[_Group] = []
    for case in cases:
        if not any(group.takes(case) for group in groups):
            groups.append(_Group())
            groups[-1].takes(case)
    edited = {key for group in groups for key in group.edits}
    rng = random.Random(seed)  # noqa: S311
    subjects = {e["subject"] for g in groups for e in g.edits.values()}
    extra = list(_others(cases, edited)) + _sentences(passages, subjects, rng)
    return [_world(n, group, extra, rng) for n, group in enumerate(groups)]


def cloze(edit: Record) -> str:
    """Return the words before the value."""
    return str(edit["prompt"].format(edit["subject"]))


def values(edit: Record) -> tuple[str, str]:
    """Return the old value and the new one."""
    return edit["target_true"]["str"], edit["target_new"]["str"]


def told_as_change(prompts: Sequence[str]) -> list[bool]:
    """Tell for each cloze whether its new value is worded as a change: the rule of this module."""
    found: list[bool] = []
    turn = False
    for prompt in prompts:
        turn = turn if _FOR_EVER.search(prompt) else not turn
        found.append(turn and not _FOR_EVER.search(prompt))
    return found


def as_change(words: str, at: datetime, form: int) -> str:
    """Word a statement as a change, in one of three forms."""
    lowered = "the" + words[3:] if words.startswith("The ") else words
    return (
        f"{words} now.",
        f"Since {at:%B %Y}, {ended(lowered)}",
        f"Things have changed: {lowered} now.",
    )[form % 3]


def ended(words: str) -> str:
    """End a sentence; "Inc." ends it already."""
    return words if words.endswith(".") else f"{words}."


def _world(number: int, group: _Group, extra: list[str], rng: random.Random) -> World:
    keys = sorted(group.edits)
    changed = told_as_change([group.edits[key]["prompt"] for key in keys])
    events: list[Event] = []
    updates: list[Update] = []
    topics: dict[str, list[Event]] = {}
    for n, (key, change) in enumerate(zip(keys, changed, strict=True)):
        edit = group.edits[key]
        old, new = values(edit)
        early, late = _FIRST + _day(rng), _LATER + _day(rng)
        words = f"{key} {new}"
        text = as_change(words, late, n) if change else ended(words)
        pair = [_event(f"old-{n}", ended(f"{key} {old}"), early), _event(f"new-{n}", text, late)]
        events += pair
        topics.setdefault(edit["relation_id"], []).extend(pair)
        kind = "changed" if change else "plain"
        before = late - timedelta(days=1)
        updates.append(Update(kind, edit["question"], f"new-{n}", f"old-{n}", before))
    unrelated = [
        _event(f"x-{n}", text, _FIRST + _day(rng, 2 * _SPAN))
        for n, text in enumerate(_take(extra, _UNRELATED * len(keys)))
    ]
    events = sorted([*events, *unrelated], key=lambda e: (e.at, e.external_id))
    return World(
        set="mquake",
        user_id=f"mquake-{number}",
        events=tuple(events),
        updates=tuple(updates),
        unrelated=frozenset(e.external_id or "" for e in unrelated),
        chains=tuple(_chains(group, keys)),
        topics=tuple(Topic(r, r, tuple(told)) for r, told in topics.items()),
    )


def _chains(group: _Group, keys: list[str]) -> Iterator[Question]:
    places = {key: n for n, key in enumerate(keys)}
    for case in group.cases:
        gold = frozenset(f"new-{places[hop['cloze']]}" for hop in case["new_single_hops"])
        for text in case["questions"]:
            yield Question("mquake", text, gold, group=str(case["case_id"]))


def _event(name: str, text: str, at: datetime) -> Event:
    return Event(text=text, at=at, external_id=name)


def _day(rng: random.Random, span: int = _SPAN) -> timedelta:
    return timedelta(days=rng.randrange(span), minutes=rng.randrange(600))


def _take(extra: list[str], n: int) -> list[str]:
    """Take the next ``n``; no two memories share one, and facts of MQuAKE come first."""
    taken, extra[:] = extra[:n], extra[n:]
    return taken


def _others(cases: Sequence[Record], edited: set[str]) -> Iterator[str]:
    """Yield facts of the data set that nothing edits and that have one answer there."""
    answers: dict[str, set[str]] = {}
    for hop in (h for c in cases for h in (*c["single_hops"], *c["new_single_hops"])):
        answers.setdefault(hop["cloze"], set()).add(hop["answer"])
    for key in sorted(answers.keys() - edited):
        if len(answers[key]) == 1:
            yield ended(f"{key} {min(answers[key])}")


def _sentences(folder: Path, subjects: set[str], rng: random.Random) -> list[str]:
    """Return the first sentence of each title, unless it names an edited subject."""
    found: dict[str, str] = {}
    for file in find(folder, "*_corpus_large.jsonl"):
        for passage in read_lines(file):
            first = _SENTENCE_END.split(" ".join(passage["text"].split()), 1)[0]
            if len(first) in _LENGTHS:
                found.setdefault(passage["title"].casefold(), first)
    named = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, subjects))) + r")\b")
    kept = [text for title, text in sorted(found.items()) if not named.search(text)]
    rng.shuffle(kept)
    return kept
