"""How long a statement stays useful and how strongly it is felt, against two readers and the rules.

The decay head is judged on the topics that its weights never saw, and by cross-validation over the
topics of all 200 statements, each fold trained anew. The first version knew a half-life by kind;
its class is the nearest one. ``kind's usual class`` gives these kinds the class that the labelled
statements of training suggest: what kinds alone can tell. Feelings: rank correlation with the mean
of two readers' labels.

What is generated or trained on has the judged statements' author and was written after them. The
rows ``without near-likes`` leave out whole templates, and texts, one of which has a cosine of 0.5
or more with a judged text; ``nothing generated`` leaves out all templates.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.context import Encode, Row, Run
from graphmem.dynamics.decay import HALF_LIFE_DAYS
from graphmem.psm.decay import CLASSES, HALF_LIVES, DecayHead
from graphmem.psm.emotion import EmotionLexicon, emotion
from graphmem.training import decay_feeling
from graphmem.training.decay_agreement import cohens_kappa, read_feelings
from graphmem.training.decay_data import Example, as_said, gold_examples, held_out, read_labelled
from graphmem.training.decay_fit import FitOptions, fit
from graphmem.training.decay_train import crossed, made_examples

Floats = NDArray[np.float64]
_LOGS = np.log10(np.array(HALF_LIVES))
_SAMPLES = 2000
_NEAR = 0.5  # cosine


def run(run: Run) -> list[Row]:
    """Run the suite."""
    rows = read_labelled()
    gold = gold_examples(rows, run.encode)
    out = held_out(e.group for e in gold)
    inside = [e for e in gold if e.group not in out]
    outside = [e for e in gold if e.group in out]
    table = [_agreement([r.readers for r in rows])]
    head = DecayHead.load()
    unknown = [replace(e, statement=replace(e.statement, kind="other")) for e in outside]
    begun = time.process_time()
    decided = _decided(head, outside)
    spent: Row = {"ms_per_event": 1000 * (time.process_time() - begun) / len(outside)}
    table.append(_judged("held-out topics", "decay head", outside, decided) | spent)
    table.append(_judged("held-out topics", "same, kind unknown", outside, _decided(head, unknown)))
    made, options = made_examples(run.encode), FitOptions()
    far = {e.group for e in made} - _near_groups(made, [r.text for r in rows], run.encode)
    unlike = [e for e in made if e.group in far]
    run.notes["templates"] = len({e.group for e in made})
    run.notes["templates_unlike"] = len(far)
    parts = {"same, without near-likes": unlike, "same, nothing generated": []}
    for name, part in parts.items():
        found = _decided(fit(inside, part, options), outside)
        table.append(_judged("held-out topics", name, outside, found))
    table += _baselines("held-out topics", inside, outside)
    for name, part in {"decay head": made, **parts}.items():
        table.append(_judged("all topics in turn", name, gold, crossed(gold, part, options)))
    table += _baselines("all topics in turn", gold, gold)
    return table + _feelings(run)


def _near_groups(made: Sequence[Example], judged: list[str], encode: Encode) -> set[str]:
    """Return the templates that made something like a judged text."""
    vectors = encode([e.statement.text for e in made])
    near = (vectors @ encode(judged).T).max(axis=1) >= _NEAR
    return {e.group for e, like in zip(made, near, strict=True) if like}


def _decided(head: DecayHead, examples: Sequence[Example]) -> Floats:
    return np.array([head.decide(e.statement, e.vector).probabilities for e in examples])


def _agreement(readers: Sequence[tuple[str, str]]) -> Row:
    a, b = (np.array([CLASSES.index(pair[n]) for pair in readers]) for n in (0, 1))  # type: ignore[arg-type]
    return {
        "set": "decay: two readers",
        "system": "reader B against A",
        "n": len(a),
        "exact": float((a == b).mean()),
        "within_one": float((abs(a - b) <= 1).mean()),
        "kappa": cohens_kappa(a, b, len(CLASSES)),
        "weighted_kappa": cohens_kappa(a, b, len(CLASSES), quadratic=True),
    }


def _judged(name: str, system: str, examples: Sequence[Example], shares: Floats) -> Row:
    """Judge probabilities: class, neighbours, half-life, calibration."""
    labels = np.array([e.label for e in examples])
    row = _by_class(name, system, labels, shares.argmax(axis=1), shares @ _LOGS)
    picked = shares[np.arange(len(labels)), labels]
    return row | {"log_loss": float(-np.log(picked).mean()), "ece": _ece(labels, shares)}


def _by_class(name: str, system: str, labels: Floats, found: Floats, logs: Floats) -> Row:
    right, near = found == labels, abs(found - labels) <= 1
    low, high = wilson(int(right.sum()), len(labels))
    near_low, near_high = wilson(int(near.sum()), len(labels))
    return {
        "set": f"decay: {name}",
        "system": system,
        "n": len(labels),
        "exact": float(right.mean()),
        "exact_lo": low,
        "exact_hi": high,
        "within_one": float(near.mean()),
        "within_one_lo": near_low,
        "within_one_hi": near_high,
        "decades_off": float(abs(logs - _LOGS[labels]).mean()),
    }


def _baselines(name: str, known: Sequence[Example], asked: Sequence[Example]) -> list[Row]:
    """Return the first version's rows: half-lives by kind, and what kinds alone can tell."""
    labels = np.array([e.label for e in asked])
    logs = np.array([np.log10(HALF_LIFE_DAYS[e.statement.kind]) for e in asked])
    nearest = abs(logs[:, None] - _LOGS).argmin(axis=1)
    usual = {k: Counter(e.label for e in known if e.statement.kind == k) for k in HALF_LIFE_DAYS}
    most = Counter(e.label for e in known).most_common(1)[0][0]
    by_kind = {k: c.most_common(1)[0][0] if c else most for k, c in usual.items()}
    chosen = np.array([by_kind[e.statement.kind] for e in asked])
    always = np.full(len(asked), most)
    return [
        _by_class(name, "rules-1: half-life by kind", labels, nearest, logs),
        _by_class(name, "kind's usual class", labels, chosen, _LOGS[chosen]),
        _by_class(name, "always the commonest", labels, always, _LOGS[always]),
    ]


def _ece(labels: Floats, shares: Floats, bins: int = 5) -> float:
    """Return the expected calibration error of the class chosen, in bins of equal size."""
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == labels
    parts = np.array_split(np.argsort(sure), bins)
    gaps = [abs(right[part].mean() - sure[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(labels))


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    share, spread = hits / n, z * np.sqrt(hits * (n - hits) / n**3 + z**2 / (4 * n**2))
    middle, scale = share + z**2 / (2 * n), 1 + z**2 / n
    return float((middle - spread) / scale), float((middle + spread) / scale)


def _feelings(run: Run) -> list[Row]:
    texts, a, b = read_feelings()
    mean = (a + b) / 2
    readers: Row = {"set": "emotion: two readers", "system": "reader B against A", "n": len(a)}
    readers |= {
        "exact": float((a == b).mean()),
        "within_one": float((abs(a - b) <= 1).mean()),
        "kappa": cohens_kappa(a, b, 4),
        "weighted_kappa": cohens_kappa(a, b, 4, quadratic=True),
        "rank": spearman(a.astype(float), b.astype(float)),
    }
    vectors = run.encode(as_said(texts))
    both = list(zip(texts, vectors, strict=True))
    unlike = _unlike_feelings(run, texts)
    scored = {
        "words and vector": [emotion(t, v) for t, v in both],
        "same, without near-likes": [unlike.felt(t, v) for t, v in both],
        "words alone": [emotion(t) for t in texts],
        "rules-1: strong words and marks": [first_version(t) for t in texts],
    }
    dice = np.random.default_rng(run.options.seed)
    draws = dice.integers(0, len(mean), (_SAMPLES, len(mean)))
    return [readers, *(_ranked(n, mean, np.array(s), draws) for n, s in scored.items())]


def _unlike_feelings(run: Run, judged: list[str]) -> EmotionLexicon:
    """Return the lexicon with a direction learned from texts that are like no judged one."""
    labels, texts = decay_feeling.read_feelings()
    far = (run.encode(texts) @ run.encode(judged).T).max(axis=1) < _NEAR
    run.notes["feelings"], run.notes["feelings_unlike"] = len(texts), int(far.sum())
    kept = [text for text, keep in zip(texts, far, strict=True) if keep]
    lexicon = EmotionLexicon.load()
    found = decay_feeling.fit_direction(lexicon, labels[far], kept, run.encode)
    return replace(lexicon, direction=found)


def _ranked(system: str, mean: Floats, found: Floats, draws: NDArray[np.int64]) -> Row:
    spread = [spearman(mean[d], found[d]) for d in draws]
    low, high = np.percentile(spread, [2.5, 97.5])
    row: Row = {"set": "emotion: rank correlation", "system": system, "n": len(mean)}
    return row | {"rank": spearman(mean, found), "rank_lo": float(low), "rank_hi": float(high)}


def spearman(a: Floats, b: Floats) -> float:
    """Return the rank correlation; ties share their mean rank."""
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _ranks(values: Floats) -> Floats:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[places]


_STRONG = re.compile(
    r"\b(?:love[ds]?|hate[ds]?|amazing|awesome|terrible|horrible|thrilled|devastated|heartbroken"
    r"|furious|terrified|ecstatic|miserable|wonderful|awful|excited|scared|proud|grateful|died"
    r"|death|cried|crying|angry|afraid|overjoyed|panic\w*|grief|grieving|wow|omg)\b",
    re.IGNORECASE,
)


def first_version(text: str) -> float:
    """Return the weight that the first version's rule gave."""
    marks = min(text.count("!"), 3) * 0.1
    strong = min(len(_STRONG.findall(text)), 3) * 0.2
    shouted = sum(w.isupper() and len(w) > 3 for w in re.findall(r"[^\W\d_]+", text))
    return min(1.0, marks + strong + (0.1 if shouted >= 2 else 0.0))
