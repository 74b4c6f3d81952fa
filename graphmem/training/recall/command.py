r"""Training of the recall network, one command per stage.

    python -m graphmem.training.questions --multihop CORPORA --train TRAIN --out CASES
    python -m graphmem.training.train recall-regions --cases CASES --corpora CORPORA \
        --stores STORES --out REGIONS
    python -m graphmem.training.train recall --regions REGIONS --out RUN

``recall-regions`` writes each case's events through ``Memory`` into ``STORES`` (what is there is
not written again) and makes the region of every question. ``recall`` fits the network and writes
``recall.onnx``, ``recall.json`` and ``curve.json``.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from rich.console import Console

from graphmem.memory import Memory
from graphmem.psm.confidence import calibration_error
from graphmem.psm.runtime import Encoder
from graphmem.settings import Settings
from graphmem.training.questions.case import RecallCase, read_cases
from graphmem.training.recall import prepare
from graphmem.training.recall.confidence import examples, fit_confidence, write_confidence
from graphmem.training.recall.export import export
from graphmem.training.recall.fit import Schedule, fit, recalls, score_all
from graphmem.training.recall.regions import Region, read_regions, write_regions
from graphmem.types import Event

_TALK = "dialogue"
CORPORA = ("hotpotqa", "2wiki", "musique")
_LICENCE = "CC-BY-SA-4.0"
_SOURCE = "human questions of HotpotQA, 2WikiMultihopQA and MuSiQue; generated questions; dialogues"


def add_stages(stages: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``recall-regions`` and ``recall`` to the training command."""
    make = stages.add_parser("recall-regions", help="regions that the recall network is fitted to")
    make.add_argument("--cases", type=Path, required=True, help="folder of cases (*.jsonl)")
    make.add_argument("--corpora", type=Path, required=True, help="folder of the passages")
    make.add_argument("--stores", type=Path, required=True, help="folder of memories, kept")
    make.add_argument("--out", type=Path, required=True, help="folder of the regions")
    make.add_argument(
        "--said", type=int, default=40, help="questions in the words said, for each conversation"
    )
    make.add_argument("--only", nargs="*", help="names of corpora or cases")
    make.set_defaults(run=_make_regions)
    stage = stages.add_parser("recall", help="the recall network")
    stage.add_argument("--regions", type=Path, required=True, help="folder of the regions")
    stage.add_argument("--out", type=Path, required=True, help="folder of the run")
    stage.add_argument("--leave-out", nargs="*", default=[], help="sources not to train on")
    stage.add_argument("--version", default="1", help="version of the weights")
    stage.add_argument(
        "--config",
        type=Path,
        help="JSON of Schedule's fields; default: the shipped network's",
        default=Path(__file__).with_name("config.json"),
    )
    stage.set_defaults(run=_fit)


def corpus_case(folder: Path, name: str, *, titled: bool) -> RecallCase:
    """Return a corpus's passages as the events of a case, with their titles or without."""
    path = folder / f"{name}_corpus_large.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as file:
        passages = [json.loads(line) for line in file]
    events = tuple(
        Event(
            text=f"{p['title']}. {p['text']}" if titled and p.get("title") else p["text"],
            external_id=p["id"],
        )
        for p in passages
    )
    return RecallCase(name=name, events=events, corpus=name, asked=())


def _make_regions(given: argparse.Namespace) -> None:
    settings, encoder = Settings(), Encoder.load()
    for root, case, source in _memories(given):
        target = given.out / f"{source}-{case.name}.npz"
        if target.exists() or not case.asked:
            continue
        with Memory.open(root, settings=settings, encoder=encoder) as memory:
            prepare.remember(memory, case)
            if source == _TALK:
                case = prepare.with_said(memory, case, given.said)
        held = prepare.hold(root, case.name, encoder, settings)
        made = list(prepare.regions(held, case.asked, encoder, source=source))
        Console().print(f"{target.name}: {write_regions(target, made)} regions")


def _memories(given: argparse.Namespace) -> Iterator[tuple[Path, RecallCase, str]]:
    """Yield memories to make: where each lies, its case, and what its questions are called."""
    cases = [case for path in sorted(given.cases.glob("*.jsonl")) for case in read_cases(path)]
    for name in CORPORA:
        asked = tuple(prepare.of_corpus(cases, name))
        for titled in (True, False):
            source = name if titled else f"{name}-untitled"
            if given.only is None or source in given.only:
                case = replace(corpus_case(given.corpora, name, titled=titled), asked=asked)
                yield given.stores / source, case, source
    for case in cases:
        kind = case.name.split("-")[0]
        if case.events is not None and (given.only is None or kind in given.only):
            yield given.stores / kind, case, kind


def _fit(given: argparse.Namespace) -> None:
    found = list(read_regions(sorted(given.regions.glob("*.npz"))))
    kept = [r for r in found if not _left_out(r, given.leave_out)]
    training = [r for r in kept if not r.held_out]
    validation = [r for r in kept if r.held_out]
    schedule = Schedule(**json.loads(given.config.read_text()))
    console, curve = Console(), []
    console.print(f"{len(training)} regions to train on, {len(validation)} to validate on")
    base = recalls(validation, [r.scores for r in validation])
    console.print(f"hand-set weights: {_told(base)}")

    def told(epoch: int, loss: float, figures: dict[str, float]) -> None:
        curve.append({"epoch": epoch, "loss": loss, "recall": figures})
        console.print(f"epoch {epoch}: loss {loss:.3f}; {_told(figures)}")

    network = fit(training, validation, schedule, told)
    given.out.mkdir(parents=True, exist_ok=True)
    state = {"shape": asdict(network.shape), "state": network.state_dict()}
    torch.save(state, given.out / "model.pt")
    export(network, given.out, version=given.version, licence=_LICENCE, source=_SOURCE)
    features, whole = examples(validation, score_all(network, validation))
    line = fit_confidence(features, whole)
    write_confidence(given.out, line, version=given.version, source=_SOURCE)
    report = {
        "confidence_error": calibration_error(1 / (1 + np.exp(-(features @ line))), whole),
        "training": len(training),
        "validation": len(validation),
        "hand_set": base,
        "recall": recalls(validation, score_all(network, validation)),
        "curve": curve,
        "schedule": asdict(schedule),
    }
    (given.out / "curve.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _left_out(region: Region, names: list[str]) -> bool:
    return any(region.source == n or region.source.startswith(f"{n}-") for n in names)


def _told(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {100 * value:.1f}" for name, value in figures.items())
