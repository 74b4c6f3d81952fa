"""Questions made from the passages of a shared corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

from graphmem.ingest.extract import Extraction, Extractor
from graphmem.training.questions.asking import Question
from graphmem.training.questions.case import Asked, RecallCase
from graphmem.training.questions.kinds import Kinds
from graphmem.training.questions.read import read_passages
from graphmem.training.questions.texts import Passage, Texts, read_texts
from graphmem.training.questions.things import Things
from graphmem.training.questions.words import reworded

#: How often each kind is drawn in the manner of a set.
_MANNERS: Mapping[str, Mapping[str, float]] = {
    "musique": {"bridge2": 50, "bridge3": 24, "bridge4": 6, "back": 5, "embedded": 3, "both": 2,
                "single": 10},
    "hotpotqa": {"bridge2": 24, "described": 10, "back": 20, "embedded": 18, "compare": 20,
                 "both": 5, "single": 3},
    "2wiki": {"plain2": 44, "compare": 28, "compare_makers": 17, "kin": 6, "single": 5},
}  # fmt: skip
_OTHER_MANNER = 0.2  # how often a question is made in the manner of another set
_REWORDED = {"musique": 0.35, "hotpotqa": 0.22, "2wiki": 0.06}
#: Share of a question's words that its passages contain, and words per passage needed, above
#: which most are dropped; chosen on the human training questions.
_COPIED = {"musique": (0.66, 9)}
_DROPPED = 0.85
_VALIDATION = 0.1
_MAX_GOLD = 6  # questions that need one passage, so that a hub is not asked for all the time
_MIN_WORDS, _MAX_WORDS = 4, 48
_RARE = ("bridge3", "bridge4", "kin", "compare_makers", "embedded", "both")
_TRIES = 60  # draws for one question of a kind
_WORD = re.compile(r"[A-Za-z]{4,}|\d+")
_BROKEN = re.compile(r"\b(\w+) \1\b|[:;]|\( | \)|``|\bof of\b|\bthe the\b|^\W*$", re.IGNORECASE)


def corpus_questions(
    folder: Path,
    set_name: str,
    n: int,
    seed: int,
    *,
    extractor: Extractor | None = None,
    cache: Path | None = None,
    to_read: int = 0,
) -> RecallCase:
    """Make questions about the passages of a set's large corpus.

    Args:
        folder: Holds the corpora.
        set_name: "musique", "hotpotqa" or "2wiki".
        n: How many questions; fewer where the passages give no more.
        seed: The same seed makes the same questions.
        extractor: Reads passages for statements that a sentence's form does not show; None: what
            the cache holds.
        cache: Folder of what was read before; None: nothing is read.
        to_read: How many passages are read at most.

    Raises:
        SettingsError: The folder holds no such corpus.
    """
    texts = read_texts(folder, set_name)
    read: Mapping[str, Extraction] = {}
    if cache is not None:
        chosen = _worth_reading(texts, to_read) if extractor else [*texts.passages.values()]
        read = read_passages(chosen, extractor, cache / f"{set_name}.jsonl")
    return questions_about(Things(texts, read), set_name, n, seed)


def questions_about(things: Things, set_name: str, n: int, seed: int) -> RecallCase:
    """Make ``n`` questions about things, in the manner of a set."""
    rng = Random(f"{set_name}-{seed}")  # noqa: S311  no secret
    makers = _makers(Kinds(rng, things))
    asked: dict[str, Asked] = {}
    used: dict[str, int] = {}
    for _ in range(3 * n):
        if len(asked) >= n:
            break
        manner = set_name if rng.random() > _OTHER_MANNER else rng.choice([*_MANNERS])
        kind = rng.choices([*_MANNERS[manner]], [*_MANNERS[manner].values()])[0]
        for _ in range(_TRIES * (3 if kind in _RARE else 1)):
            question = makers[kind]()
            if question is None or max(used.get(g, 0) for g in question.gold) >= _MAX_GOLD:
                continue
            text = _finished(rng, question, _REWORDED[manner])
            if text and text not in asked and not _copied(rng, text, question, things, manner):
                used |= {g: used.get(g, 0) + 1 for g in question.gold}
                hops = 1 if kind == "single" else len(question.gold)
                asked[text] = Asked(text, question.gold, kind, None, hops)
                break
    return RecallCase(f"made-{set_name}", None, set_name, parted(rng, [*asked.values()]))


def _copied(rng: Random, text: str, question: Question, things: Things, manner: str) -> bool:
    """Draw whether a question is dropped that repeats its passages more than people do."""
    words = {w.lower() for w in _WORD.findall(text)}
    passages = (things.texts.passages[g] for g in question.gold)
    said = {w.lower() for p in passages for w in _WORD.findall(f"{p.title} {p.text}")}
    share = len(words & said) / max(1, len(words))
    limit, most = _COPIED.get(manner, (1.0, _MAX_WORDS))
    return (share > limit or len(words) > most * len(question.gold)) and rng.random() < _DROPPED


def parted(rng: Random, asked: list[Asked]) -> tuple[Asked, ...]:
    """Set a tenth aside for validation, and drop the others that share gold with it."""
    order = asked.copy()
    rng.shuffle(order)
    aside = {a.text for a in order[: round(len(asked) * _VALIDATION)]}
    held = {g for a in asked if a.text in aside for g in a.gold}
    return tuple(
        replace(a, part="validation") if a.text in aside else a
        for a in asked
        if a.text in aside or held.isdisjoint(a.gold)
    )


def _makers(kinds: Kinds) -> Mapping[str, Callable[[], Question | None]]:
    return {
        "bridge2": lambda: kinds.bridge(2),
        "bridge3": lambda: kinds.bridge(3),
        "bridge4": lambda: kinds.bridge(4),
        "plain2": lambda: kinds.bridge(2, plain=True),
        "described": kinds.described,
        "back": kinds.back,
        "embedded": kinds.embedded,
        "compare": kinds.pairs.compare,
        "compare_makers": kinds.pairs.compare_makers,
        "kin": kinds.kin,
        "both": kinds.both,
        "single": kinds.single,
    }


def _finished(rng: Random, question: Question, share: float) -> str:
    """Return the question in its last form, or "" if it gives away or garbles something."""
    text = re.sub(r"\s+", " ", question.text).strip(" ?.,")
    text = re.sub(r" ([,'])", r"\1", text)
    text = re.sub(r"\ba (?=[aeiou])", "an ", text)
    if _BROKEN.search(text) or any(name in text for name in question.hidden):
        return ""
    words = text.lower().split()
    thrice = [tuple(words[i : i + 3]) for i in range(len(words) - 2)]
    if len(set(thrice)) < len(thrice):
        return ""
    if not _MIN_WORDS <= len(text.split()) <= _MAX_WORDS:
        return ""
    text = reworded(rng, text, question.said, share)
    return f"{text[:1].upper()}{text[1:]}?"


def _worth_reading(texts: Texts, n: int) -> list[Passage]:
    """Return passages that name others, and those; the first ones are always the same."""
    rng = Random(7)  # noqa: S311  no secret
    ids = [i for i, p in texts.passages.items() if p.title and texts.links[i]]
    rng.shuffle(ids)
    chosen: dict[str, None] = {}
    for passage in ids:
        chosen[passage] = None
        for name in dict.fromkeys(link.name for link in texts.links[passage][:3]):
            chosen |= dict.fromkeys(p.id for p in texts.named[name][:2])
    return [texts.passages[i] for i in [*chosen][:n]]
