"""What the gate keeps: LoCoMo's evidence, generated dialogues, and paragraphs labelled by hand.

A turn of LoCoMo is wanted if some question cites it. Each system scores the same turns in the same
run; the shipped gate is scored by its chance, and by what it decides with its own thresholds, which
were not chosen here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import gate_scores, locomo
from benchmarks.context import Options, Row, Run
from benchmarks.files import DataError, find_one, open_text, read_records
from benchmarks.gate_scores import Event, Scored, System
from graphmem.ingest.extract import Extractor, Said
from graphmem.ingest.gate import TrainedGate
from graphmem.ingest.models import make_extractor
from graphmem.settings import load_settings
from graphmem.training.dialogues import Turn, dialogues
from graphmem.training.gate_fit import auc

_AT = datetime(2024, 1, 1, tzinfo=UTC)
_DIALOGUES = 40
_SEED = 77  # of dialogues that nothing was trained or chosen on
_KEEP = 0.98
_BATCH = 256
#: What is scored: text, speaker, time, wanted, kind.
Raw = tuple[str, str | None, datetime, bool, str]


def run(run: Run) -> list[Row]:
    """Run the suite."""
    extractor = make_extractor(load_settings())
    run.notes["extractor"] = extractor.version
    gate = TrainedGate.load()
    run.notes["gate"] = gate.version
    systems: dict[str, System] = {
        "length": gate_scores.length,
        "rules-1": gate_scores.rules,
        "surface-11": gate_scores.surface(_turns("training", 90)),
        "gate": gate_scores.trained(gate),
    }
    table: list[Row] = []
    for name, raw in _sets(run.options).items():
        events = understood(raw[: run.options.limit], extractor)
        table += _rows(name, events, systems)
    return table


def _sets(options: Options) -> dict[str, list[Raw]]:
    found = {"locomo": list(_locomo(options)), "generated": list(_generated())}
    if options.train_data is not None:
        found["ewt"] = list(labelled(options))
    return found


def _turns(part: str, n: int) -> list[Turn]:
    made = dialogues(n, seed=_SEED, part=part)  # type: ignore[arg-type]
    return [turn for dialogue in made for turn in dialogue.turns]


def _locomo(options: Options) -> Iterator[Raw]:
    records = read_records(find_one(options.folder("locomo"), "locomo_[!a]*.json"))
    for record in records:
        cited = locomo.evidence([e for q in record["qa"] for e in q.get("evidence", ())])
        for event in locomo.conversation(record).events:
            wanted = event.external_id in cited
            yield event.text, event.speaker, event.at or _AT, wanted, ""


def _generated() -> Iterator[Raw]:
    for turn in _turns("held_out", _DIALOGUES):
        yield turn.text, turn.speaker, turn.at, bool(turn.facts), turn.kind


def labels() -> list[tuple[str, str, int]]:
    """Return the labelled paragraphs: id, kind, whether it is worth remembering."""
    path = files("benchmarks").joinpath("labels/gate_ewt.json")
    found = json.loads(path.read_text(encoding="utf-8"))["paragraphs"]
    return [(str(paragraph), str(kind), int(worth)) for paragraph, kind, worth in found]


def labelled(options: Options) -> Iterator[Raw]:
    """Yield the reported half of the labelled paragraphs: settings were chosen on the other.

    Raises:
        DataError: There is no training data, or a paragraph is not in it.
    """
    if options.train_data is None:
        raise DataError("the labelled paragraphs need --train-data DIR")
    texts = paragraphs(options.train_data)
    for paragraph, kind, worth in labels()[1::2]:
        if paragraph not in texts:
            raise DataError(f"ud_ewt has no paragraph {paragraph}")
        yield texts[paragraph], "Speaker", _AT, bool(worth), kind


def paragraphs(folder: Path) -> dict[str, str]:
    """Return the texts of EWT's training part by the id of their paragraph."""
    found: dict[str, list[str]] = {}
    here: list[str] = []
    with open_text(find_one(folder / "ud_ewt", "en_ewt-ud-train*.conllu")) as lines:
        for line in lines:
            if line.startswith("# newpar id = "):
                here = found.setdefault(line.split(" = ", 1)[1].strip(), [])
            elif line.startswith("# text = "):
                here.append(line.split(" = ", 1)[1].strip())
    return {name: " ".join(sentences) for name, sentences in found.items()}


def understood(raw: Sequence[Raw], extractor: Extractor) -> list[Event]:
    """Return events with what an extractor finds in them."""
    found: list[Event] = []
    for start in range(0, len(raw), _BATCH):
        part = raw[start : start + _BATCH]
        said = [Said(text, at, speaker) for text, speaker, at, _, _ in part]
        for (text, speaker, at, wanted, kind), extraction in zip(
            part, extractor.extract_all(said), strict=True
        ):
            found.append(Event(text, speaker, at, extraction, wanted, kind))
    return found


def _rows(name: str, events: Sequence[Event], systems: Mapping[str, System]) -> Iterator[Row]:
    wanted = np.array([e.wanted for e in events])
    for system, score in systems.items():
        scored = score(events)
        row: Row = {"set": name, "system": system, "n": len(events), "wanted": int(wanted.sum())}
        yield row | ranked(scored.worth, wanted) | _decided(scored, wanted) | _kinds(scored, events)


def ranked(worth: NDArray[np.float64], wanted: NDArray[np.bool_]) -> Row:
    """Return the AUC, and the share of all that is dropped when 98 % of the wanted is kept."""
    floor = np.quantile(worth[wanted], 1 - _KEEP, method="lower")
    low, high = _bounds(worth, wanted)
    return {
        "auc": auc(worth, wanted),
        "auc_lo": low,
        "auc_hi": high,
        "dropped_at_98": float((worth < floor).mean()),
    }


def _bounds(worth: NDArray[np.float64], wanted: NDArray[np.bool_]) -> tuple[float, float]:
    """Return a 95 % bootstrap interval of the AUC, over events."""
    rng = np.random.default_rng(0)
    found = []
    for _ in range(200):
        some = rng.integers(0, len(worth), len(worth))
        found.append(auc(worth[some], wanted[some]))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def _decided(scored: Scored, wanted: NDArray[np.bool_]) -> Row:
    """Return what becomes of all events, and of the wanted ones, with the gate's own thresholds."""
    if scored.decisions is None:
        return {}
    row: Row = {} if scored.ms_per_event is None else {"ms_per_event": scored.ms_per_event}
    for tier in ("episodic", "working", "sensory"):
        there = np.array([d.tier == tier for d in scored.decisions])
        row[tier] = float(there.mean())
        row[f"wanted_{tier}"] = float(there[wanted].mean())
    return row


def _kinds(scored: Scored, events: Sequence[Event]) -> Row:
    if scored.kinds is None or not events or not events[0].kind:
        return {}
    right = [k == e.kind for k, e in zip(scored.kinds, events, strict=True)]
    return {"kind_accuracy": sum(right) / len(right)}
