"""The same pairs with subject, predicate and object from graphmem's own extraction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.context import Row
from benchmarks.interference_pairs import Case, Edits
from graphmem.dynamics.statements import Pair, Statement
from graphmem.errors import ModelError
from graphmem.ingest.extract import FactDraft, Said
from graphmem.ingest.model_extractor import ModelExtractor
from graphmem.psm.interference import Interference

_AT = datetime(2024, 1, 1, tzinfo=UTC)


def extracted_rows(head: Interference, edits: Edits) -> list[Row]:
    """Return rows over MQuAKE's sentences as they are read; none without the network's weights."""
    try:
        extractor = ModelExtractor.load()
        sets = {
            "mquake": edits.changed,
            "unrelated": edits.unrelated,
            "other-subject": edits.other_subject,
            "other-relation": edits.other_relation,
        }
        found = {name: judged(head, extractor, cases) for name, cases in sets.items()}
    except ModelError:
        return []
    alarms = [p for name in sets if name != "mquake" for p in found[name][0]]
    flagged = sum(p >= head.threshold for p in found["mquake"][0])
    false = sum(p >= head.threshold for p in alarms)
    n = len(edits.changed)
    precision, recall = flagged / max(1, flagged + false), flagged / max(1, n)
    row: Row = {"set": "mquake", "system": "graphmem-extracted", "n": n + len(alarms)}
    row |= {"precision": precision, "recall": recall}
    row |= {"f1": 2 * precision * recall / max(1e-9, precision + recall)}
    return [
        row
        | {
            "false_alarms": false / max(1, len(alarms)),
            "with_facts": found["mquake"][1],
            "compared": found["mquake"][2],
        }
    ]


def judged(
    head: Interference, extractor: ModelExtractor, cases: Sequence[Case]
) -> tuple[list[float], float, float]:
    """Return conflict by case, and the shares of cases with facts and with compared facts."""
    texts = list(dict.fromkeys(s.words for c in cases for s in (c.pair.older, c.pair.newer)))
    drafts = extractor.extract_all([Said(f"{text}.", _AT) for text in texts])
    facts = {t: [statement(f) for f in d.facts] for t, d in zip(texts, drafts, strict=True)}
    scores: list[float] = []
    told = compared = 0
    for case in cases:
        older, newer = (facts[s.words] for s in (case.pair.older, case.pair.newer))
        verdicts = head.judge([Pair(a, b) for a in older for b in newer])
        scores.append(max((v.conflict for v in verdicts), default=0.0))
        told += bool(older and newer)
        compared += any(v.single is not None for v in verdicts)
    return scores, told / max(1, len(cases)), compared / max(1, len(cases))


def statement(fact: FactDraft) -> Statement:
    """Return a fact as the head takes it."""
    return Statement(
        subject=fact.subject,
        predicate=fact.predicate,
        object=fact.object,
        subject_kind=fact.subject_kind,
        object_kind=fact.object_kind if fact.object_is_entity else "",
        positive=fact.positive,
        modality=fact.modality,
        tense=fact.tense,
        text=fact.text,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
    )
