"""The extraction network's heads on held-out parts of the training sets, and its speed.

The parts are the committed id lists of ``graphmem/training/splits``; nothing in them was trained
on. It stands beside the other suites, as it needs the training data:

    python -m benchmarks.heads --train-data DIR [--out FILE.json]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.context import Options
from benchmarks.head import head, weights_hash
from benchmarks.rule_names import rule_parse
from graphmem.psm.extraction import Extractor
from graphmem.psm.labels import ENTITY_TYPES
from graphmem.psm.runtime import Encoder
from graphmem.training.augment import lowered
from graphmem.training.data import read_all
from graphmem.training.evaluate import score_spans, score_trees
from graphmem.training.example import Example
from graphmem.training.splits import EVALUATION, without_leaks

Row = dict[str, Any]
_NAMES = {
    "re_docred": ("person", "organisation", "place", "work", "product", "event", "date", "number"),
    "btc": ("person", "organisation", "place"),
    "ewt_dev": ("person", "organisation", "place"),
    "wnut_dev": ("person", "organisation", "place", "work", "product"),
    "wikigold": ("person", "organisation", "place"),
    "gum": ("person", "organisation", "place", "date"),
}
_WORDS = 25
_ROUNDS = 40


def tree_rows(extractor: Extractor, examples: Sequence[Example]) -> list[Row]:
    """Score syntax on each treebank's evaluation part, as written and without capitals."""
    rows: list[Row] = []
    for source in ("ewt_dev", "gum"):
        chosen = [e for e in examples if e.source == source]
        for name, version in ((source, chosen), (f"{source}_lower", [*map(lowered, chosen)])):
            parses = extractor.parse([e.words for e in version])
            figures = score_trees(list(zip(version, parses, strict=True)))
            rows.append({"set": name, "system": "extractor", "n": len(chosen)} | asdict(figures))
    return rows


def name_rows(extractor: Extractor, examples: Sequence[Example]) -> list[Row]:
    """Score names on each set, over all types and by type; without capitals; by the old rules."""
    rows: list[Row] = []
    for source, kinds in _NAMES.items():
        chosen = [e for e in examples if e.source == source and e.mentions is not None]
        common = {"n": len(chosen)}
        typed_pairs = list(zip(chosen, extractor.parse([e.words for e in chosen]), strict=True))
        for kind in (None, *kinds):
            row = {"set": source, "unit": kind or "all", "system": "extractor"} | common
            rows.append(row | asdict(score_spans(typed_pairs, kind)))
        lower = [*map(lowered, chosen)]
        pairs = list(zip(lower, extractor.parse([e.words for e in lower]), strict=True))
        row = {"set": f"{source}_lower", "unit": "all", "system": "extractor"} | common
        rows.append(row | asdict(score_spans(pairs)))
        # The rules leave most names without a type, so the two are compared by spans alone.
        row = {"set": source, "unit": "spans", "system": "extractor"} | common
        rows.append(row | asdict(score_spans(typed_pairs, typed=False)))
        pairs = [(replace(e, annotated=ENTITY_TYPES), rule_parse(e.words)) for e in chosen]
        row = {"set": source, "unit": "spans", "system": "rules"} | common
        rows.append(row | asdict(score_spans(pairs, typed=False)))
    return rows


def speed_row(sentences: Sequence[Sequence[str]], threads: int) -> Row:
    """Time sentences of 25 words: one by one, and in batches with and without the embedding."""
    texts = [" ".join(words) for words in sentences]
    extractor, encoder = Extractor.load(threads=threads), Encoder.load(threads=threads)
    extractor.parse(sentences[:1])
    encoder.encode(texts[:1])
    singles = [_seconds(lambda: extractor.parse(sentences[:1])) for _ in range(_ROUNDS)]
    alone = min(_seconds(lambda: extractor.parse(sentences)) for _ in range(3))
    vectors = min(_seconds(lambda: encoder.encode(texts)) for _ in range(3))
    return {
        "set": "speed",
        "unit": f"{threads} threads",
        "system": "extractor",
        "n": len(sentences),
        "single_ms": 1000 * median(singles),
        "sentences_per_s": len(sentences) / alone,
        "events_per_s": len(sentences) / (alone + vectors),
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def of_25_words(examples: Sequence[Example]) -> list[list[str]]:
    """Return 256 sentences of 25 words, cut from longer ones."""
    long = [list(e.words[:_WORDS]) for e in examples if len(e.words) >= _WORDS]
    return long[:256]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.heads", description=__doc__)
    parser.add_argument("--train-data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    started, clock = datetime.now(UTC), time.perf_counter()
    examples = without_leaks(read_all(given.train_data))[EVALUATION]
    extractor = Extractor.load(threads=2)
    rows = tree_rows(extractor, examples) + name_rows(extractor, examples)
    timed = of_25_words([e for e in examples if e.source == "ewt_dev"])
    rows += [speed_row(timed, threads) for threads in (1, 2)]
    rows = [{k: round(v, 4) if isinstance(v, float) else v for k, v in r.items()} for r in rows]
    for row in rows:
        print(" ".join(f"{k}={v}" for k, v in row.items()))
    options = Options(suite="heads", train_data=given.train_data)
    result = head(options, weights=weights_hash(), notes={"version": extractor.version})
    result |= {"started": started.isoformat(timespec="seconds")}
    result |= {"seconds": round(time.perf_counter() - clock, 1), "results": rows}
    if given.out:
        given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
