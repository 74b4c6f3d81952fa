"""Ask every question of every system over the same passages."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.progress import track

from benchmarks.baselines import Bm25, Dense, Fused, Scorer, best
from benchmarks.cases import Case, Corpus, Question, limited
from benchmarks.context import MemoryPort, Run
from benchmarks.metrics import unique
from benchmarks.store import Ingest, filled
from benchmarks.vectors import embed, pieces
from graphmem.types import Context, ContextItem, Diffusion, RecallOptions

BASELINES = ("bm25", "dense", "rrf", "ppr", "spread")
_BUDGET_ITEMS = 10  # tokens are counted over what a recall returns by default


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system gave for one question.

    Attributes:
        ranked: External ids of distinct events, best first.
        sessions: Distinct sessions in the order in which they come up.
        gold_sessions: Sessions that hold the answer.
        tokens: Tokens of the first ten items; 0 for baselines, which make no context.
        confidence: Said chance that all gold is in the context; None for baselines.
    """

    question: Question
    ranked: tuple[str, ...]
    sessions: tuple[str, ...]
    gold_sessions: frozenset[str]
    ms: float
    tokens: int = 0
    confidence: float | None = None


Answers = dict[str, list[Answer]]  # by system, questions in the same order for each


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found: ranked external ids, and what its context says of itself."""

    ranked: list[str]
    tokens: int = 0
    confidence: float | None = None


Ask = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep a suite looks.

    Attributes:
        events: Distinct events ranked per question.
        split: Texts are long: baselines see them in pieces, recall is asked for more items,
            since several may be parts of one event.
    """

    events: int
    split: bool = False


def ask_all(run: Run, corpora: list[Corpus], depth: Depth) -> tuple[Answers, list[Ingest]]:
    """Fill each memory once and ask each of its questions of each system."""
    answers: Answers = {}
    ingests: list[Ingest] = []
    for corpus in limited(corpora, run.options.limit):
        with filled(run, corpus) as (memory, ingest):
            ingests.append(ingest)
            for case in corpus.cases:
                for system, ask in systems(run, memory, case, depth).items():
                    label = f"{system} {case.user_id}"
                    answers.setdefault(system, []).extend(answered(case, ask, depth, label))
    return answers, ingests


def systems(run: Run, memory: MemoryPort, case: Case, depth: Depth) -> dict[str, Ask]:
    """Return every system over one user's passages, ``graphmem`` first."""
    ours = {
        "graphmem": recaller(memory, case.user_id, _options("auto", depth)),
        "spread": recaller(memory, case.user_id, _options("spread", depth)),
        "ppr": recaller(memory, case.user_id, _options("pagerank", depth)),
    }
    theirs = {name: _ranker(s, case, depth) for name, s in baselines(run, case, depth).items()}
    return ours | theirs


def baselines(run: Run, case: Case, depth: Depth) -> dict[str, Scorer]:
    """Build ``bm25``, ``dense`` and ``rrf`` over one user's passages."""
    texts, owners = pieces(case.texts, split=depth.split)
    cache = run.options.reuse_store / "vectors" if run.options.reuse_store else None
    vectors = embed(run.encode, texts, version=run.weights, cache=cache, label=case.user_id)
    words = Bm25(case.texts)
    meaning = Dense(run.encode, vectors, owners)
    return {"bm25": words, "dense": meaning, "rrf": Fused(words, meaning)}


def _ranker(scorer: Scorer, case: Case, depth: Depth) -> Ask:
    return lambda question: Found(best(scorer(question), case.ids, depth.events))


def _options(diffusion: Diffusion, depth: Depth) -> RecallOptions:
    return RecallOptions(limit=depth.events * (3 if depth.split else 1), diffusion=diffusion)


def recaller(memory: MemoryPort, user_id: str, options: RecallOptions) -> Ask:
    """Return what asks a memory."""

    def ask(question: str) -> Found:
        context = memory.recall(question, user_id=user_id, options=options)
        tokens = sum(item.tokens for item in context.items[:_BUDGET_ITEMS])
        return Found(ranked_ids(context), tokens, context.confidence)

    return ask


def ranked_ids(context: Context) -> list[str]:
    """Return the external ids of a context's items, best first."""
    return [name_of(item) for item in context.items]


def name_of(item: ContextItem) -> str:
    """Return the external id of an item's event, or its own where it has none."""
    return item.sources[0].external_id or item.sources[0].event_id


def answered(case: Case, ask: Ask, depth: Depth, label: str) -> list[Answer]:
    """Ask one system all questions of a case, showing progress."""
    questions: Sequence[Question] = case.questions
    if questions:
        ask(questions[0].text)  # not counted: caches fill at the first question
    return [_answer(case, q, ask, depth) for q in track(questions, description=label)]


def _answer(case: Case, question: Question, ask: Ask, depth: Depth) -> Answer:
    started = time.perf_counter()
    found = ask(question.text)
    ms = 1000 * (time.perf_counter() - started)
    ranked = unique(found.ranked)[: depth.events]
    sessions = unique(case.session_of.get(i, "") for i in ranked)
    gold = question.gold_sessions or frozenset(case.session_of[g] for g in question.gold)
    return Answer(
        question, tuple(ranked), tuple(sessions), gold, ms, found.tokens, found.confidence
    )
