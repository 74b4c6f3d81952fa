"""Convergence: what a small budget holds, chosen by coverage against the best by score.

The same memories and questions as ``locomo`` and ``multihop``; the same activation for both
choices, so each difference is the selection's. Then, without a budget, how much ``enough`` saves
and loses against ten items (``budget`` "10 items", ``system`` the share). ``found`` is the share of
gold events among an item's sources, ``all`` the share of questions with all gold, ``tokens`` what
was used, ``redundancy`` the mean over items of the highest cosine to another item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rich.progress import track

from benchmarks import locomo, multihop
from benchmarks.cases import Case, Corpus, Question, limited
from benchmarks.context import Floats, MemoryPort, Row, Run
from benchmarks.dialogues import load as load_dialogues
from benchmarks.metrics import mean, paired_gain
from benchmarks.store import filled
from graphmem.types import Context, RecallOptions, Selection

BUDGETS = (128, 256, 512)  # tokens
CHOICES: tuple[Selection, ...] = ("score", "coverage")
SHARES = (None, 0.8, 0.9, 0.95)
_LIMIT = 20  # items: more than any of the budgets holds of turns
_ITEMS = 10
_ALL = "all"
_ADVERSARIAL = "5"  # LoCoMo: its evidence is about someone else


@dataclass(frozen=True, slots=True)
class Held:
    """What one context holds of what a question needs."""

    question: Question
    found: float
    everything: float
    items: int
    tokens: int
    redundancy: float


#: Set, budget (tokens, or how many items), and what chose.
_Key = tuple[str, int | str, str]


class Vectors:
    """Vectors of texts, each encoded once."""

    def __init__(self, run: Run) -> None:
        self._encode = run.encode
        self._known: dict[str, Floats] = {}

    def of(self, texts: list[str]) -> Floats:
        """Return unit vectors. Shape: (n, dimension)."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known |= dict(zip(fresh, self._encode(fresh), strict=True))
        return np.array([self._known[text] for text in texts], np.float32)


def run(run: Run) -> list[Row]:
    """Run the suite; on training questions and generated dialogues with ``--train-data``."""
    held: dict[_Key, list[Held]] = {}
    for corpus in limited(corpora(run), run.options.limit):
        with filled(run, corpus) as (memory, _):
            for case in corpus.cases:
                for key, answers in _asked(run, memory, case):
                    held.setdefault(key, []).extend(answers)
    return list(_rows(held, run.options.seed))


def corpora(run: Run) -> list[Corpus]:
    """Return what is asked of: LoCoMo and the multi-hop sets, or what weights are chosen on."""
    if run.options.train_data is not None:
        return [*multihop.load(run.options), load_dialogues(run.options.seed)]
    return [*locomo.load(run.options), *multihop.load(run.options)]


def _asked(run: Run, memory: MemoryPort, case: Case) -> Iterator[tuple[_Key, list[Held]]]:
    """Yield what each set's contexts hold, by set, budget and choice."""
    vectors = Vectors(run)
    questions = [q for q in case.questions if q.gold and q.group != _ADVERSARIAL]
    for question in track(questions, description=f"converge {case.user_id}"):
        for budget in BUDGETS:
            for choice in CHOICES:
                options = RecallOptions(limit=_LIMIT, budget_tokens=budget, select=_auto(choice))
                context = memory.recall(question.text, user_id=case.user_id, options=options)
                yield (question.set, budget, choice), [_held(question, context, vectors)]
        for share in SHARES:
            options = RecallOptions(limit=_ITEMS, enough=share)
            context = memory.recall(question.text, user_id=case.user_id, options=options)
            name = _ALL if share is None else str(share)
            yield (question.set, f"{_ITEMS} items", name), [_held(question, context, vectors)]


def _auto(choice: Selection) -> Selection:
    """Return what a caller says by default, where coverage is wanted."""
    return "auto" if choice == "coverage" else choice


def _held(question: Question, context: Context, vectors: Vectors) -> Held:
    told = {s.external_id or s.event_id for item in context.items for s in item.sources}
    share = len(told & question.gold) / len(question.gold)
    repeated = redundancy(vectors.of([item.text for item in context.items]))
    whole = float(share == 1)
    return Held(question, share, whole, len(context.items), context.tokens, repeated)


def redundancy(vectors: Floats) -> float:
    """Return the mean over rows of the highest cosine to another row; 0 for fewer than two."""
    if len(vectors) < 2:
        return 0.0
    similar = vectors @ vectors.T
    np.fill_diagonal(similar, -1.0)
    return float(similar.max(axis=1).mean())


def _rows(held: dict[_Key, list[Held]], seed: int) -> Iterator[Row]:
    for (name, budget, choice), answers in held.items():
        row: Row = {"set": name, "budget": budget, "system": choice, "n": len(answers)}
        row |= {
            "found": mean([a.found for a in answers]),
            "all": mean([a.everything for a in answers]),
            "items": mean([float(a.items) for a in answers]),
            "tokens": mean([float(a.tokens) for a in answers]),
            "redundancy": mean([a.redundancy for a in answers]),
        }
        plain = _ALL if isinstance(budget, str) else "score"
        if choice != plain:
            base = held[name, budget, plain]
            row |= _gain("found", [a.found for a in answers], [a.found for a in base], seed)
            row |= _gain(
                "redundancy", [a.redundancy for a in answers], [a.redundancy for a in base], seed
            )
        yield row


def _gain(name: str, ours: list[float], theirs: list[float], seed: int) -> Row:
    gain, low, high = paired_gain(ours, theirs, seed=seed)
    return {f"gain_{name}": gain, f"gain_{name}_lo": low, f"gain_{name}_hi": high}
