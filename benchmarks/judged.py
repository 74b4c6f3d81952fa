"""Facts of LoCoMo turns, and memories that sleeps made, judged by hand in two readings.

The drawn turns and their facts come from ``python -m benchmarks.sample_turns``. Two readers judge
them without seeing each other's words; ids and judgements, without any text, are kept in
``benchmarks/results/judged_turns.jsonl``, a row per turn and reader. What sleeps made is drawn by
``python -m benchmarks.sample_promotions`` and kept in ``judged_promotions.jsonl``. This suite
counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.context import Row, Run
from benchmarks.files import DataError, Record, read_lines

JUDGED = Path(__file__).parent / "results" / "judged_turns.jsonl"
PROMOTED = JUDGED.with_name("judged_promotions.jsonl")
JUDGEMENTS = ("right", "worthless", "partial", "wrong")
_GROUPS = ("kept", "evidence")
_PROMOTED_GROUPS = ("locomo", "life")
_READERS = ("a", "b")
_SAMPLES = 2000


def run(run: Run) -> list[Row]:
    """Run the suite."""
    seed = run.options.seed
    table = list(count(list(read_lines(JUDGED)), seed=seed))
    promoted = count(
        list(read_lines(PROMOTED)), seed=seed, groups=_PROMOTED_GROUPS, name="promotions"
    )
    return [*table, *promoted]


def count(
    records: Sequence[Record],
    *,
    seed: int,
    groups: Sequence[str] = _GROUPS,
    name: str = "judged",
) -> Iterator[Row]:
    """Yield one row per group of turns: each reader, both together, and their agreement.

    Args:
        records: Rows of ``id, reader, group, judgements, missed``.
        seed: Of the bootstrap over turns.

    Raises:
        DataError: A turn lacks a reader, or the readers judged different facts.
    """
    for group in groups:
        chosen = [r for r in records if r["group"] == group]
        if not chosen:
            continue
        first, second = ({r["id"]: r for r in chosen if r["reader"] == who} for who in _READERS)
        if first.keys() != second.keys():
            raise DataError(f"{group}: the readers judged different turns")
        common: Row = {"set": name, "unit": group, "n": len(first)}
        for who, turns in zip(_READERS, (first, second), strict=True):
            yield common | {"system": f"reader {who}"} | shares(list(turns.values()))
        both = [(first[key], second[key]) for key in sorted(first)]
        yield common | {"system": "both readers"} | _together(both, seed) | agreement(both)


def shares(records: Sequence[Record]) -> Row:
    """Return the shares of judgements, and of the stated facts that were found.

    ``found`` counts right and partial facts over these and the missed ones.
    """
    counted = Counter(word for r in records for word in r["judgements"])
    facts, missed = counted.total(), sum(int(r["missed"]) for r in records)
    given = counted["right"] + counted["partial"]
    return {
        "facts": facts,
        **{word: counted[word] / max(1, facts) for word in JUDGEMENTS},
        "found": given / max(1, given + missed),
    }


def _together(both: Sequence[tuple[Record, Record]], seed: int) -> Row:
    """Return the mean of the two readers, with 95 % intervals over drawn turns."""
    middle = _mean(both)
    random = Random(seed)  # noqa: S311 - a bootstrap, no secret
    drawn = [_mean(random.choices(both, k=len(both))) for _ in range(_SAMPLES)]
    for name in ("right", "wrong", "found"):
        values = sorted(float(str(row[name])) for row in drawn)
        middle[f"{name}_low"] = values[round(0.025 * (_SAMPLES - 1))]
        middle[f"{name}_high"] = values[round(0.975 * (_SAMPLES - 1))]
    return middle


def _mean(both: Sequence[tuple[Record, Record]]) -> Row:
    one, other = shares([a for a, _ in both]), shares([b for _, b in both])
    return {
        name: (float(str(one[name])) + float(str(other[name]))) / 2
        if name != "facts"
        else one[name]
        for name in one
    }


def agreement(both: Sequence[tuple[Record, Record]]) -> Row:
    """Return how often the readers say the same of a fact, and Cohen's kappa.

    Source: Cohen, 1960, "A coefficient of agreement for nominal scales".
    """
    pairs: list[tuple[str, str]] = []
    for a, b in both:
        if len(a["judgements"]) != len(b["judgements"]):
            raise DataError(f"{a['id']}: the readers judged different facts")
        pairs += zip(a["judgements"], b["judgements"], strict=True)
    total = max(1, len(pairs))
    same = sum(a == b for a, b in pairs) / total
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[word] * other[word] for word in JUDGEMENTS) / total**2
    kappa = (same - chance) / (1 - chance) if chance < 1 else 1.0
    return {"agreement": same, "kappa": kappa}
