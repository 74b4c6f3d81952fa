"""What each part of recall is worth: seeds, one step, PageRank, features, messages, a second hop.

Over the questions of ``multihop`` and ``locomo``. ``--networks DIR`` names a folder of other recall
networks, each in a folder of its own: one without message passing (``features``), ones that were
trained without a set (``without-musique`` …). Each is a system of its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import locomo, multihop
from benchmarks.cases import Corpus, limited
from benchmarks.context import Row, Run
from benchmarks.evaluate import Answers, Ask, Depth, answered, recaller, systems
from benchmarks.files import DataError
from benchmarks.metrics import percentile
from benchmarks.second_hop import second_hop
from benchmarks.store import filled_at
from benchmarks.tabulate import event_unit, pick, rows, sets_of
from graphmem.instrumentation import RecallSettled, Record
from graphmem.memory import Memory
from graphmem.settings import IngestSettings, RecallSettings, Settings
from graphmem.types import RecallOptions

_DEPTH = Depth(20)
_ANSWERABLE = frozenset("1234")


@dataclass
class StageTimes:
    """Collects how long each stage of the recalls took (ms)."""

    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, record: Record) -> None:
        """Note a recall."""
        if isinstance(record, RecallSettled):
            for stage, ms in record.stages_ms:
                self.ms[stage].append(ms)

    def row(self) -> Row:
        """Return the median and the 95th percentile of each stage."""
        shares = ((50, 0.5), (95, 0.95))
        return {
            f"{stage}_ms_p{n}": percentile(times, share)
            for stage, times in self.ms.items()
            for n, share in shares
        }


def run(run: Run) -> list[Row]:
    """Run the suite."""
    table: list[Row] = []
    corpora = [*multihop.load(run.options), *_locomo(run)]
    for corpus in limited(corpora, run.options.limit):
        answers, stages = _ask(run, corpus)
        unit = event_unit(2, 5, 10, 20, main="r@10" if corpus.name == "locomo" else "r@5")
        for name in sets_of(answers):
            part = pick(answers, lambda a, name=name: a.question.set == name)
            made = rows(part, unit, {"set": name}, seed=run.options.seed)
            table += [r | stages if r["system"] == "graphmem" else r for r in made]
    return table


def _locomo(run: Run) -> Iterator[Corpus]:
    """LoCoMo's questions that have an answer, where the data hold it."""
    try:
        found = locomo.load(run.options)
    except DataError:
        return
    for corpus in found:
        yield corpus.keeping(lambda q: q.group in _ANSWERABLE)


def _ask(run: Run, corpus: Corpus) -> tuple[Answers, Row]:
    answers: Answers = {}
    times = StageTimes()
    with filled_at(run, corpus) as (root, _):
        with _opened(root, None) as memory:
            for case in corpus.cases:
                asking = systems(run, memory, case, _DEPTH)
                asking["seeds"] = recaller(memory, case.user_id, _options("none"))
                network = _options("network")
                asking["second_hop"] = second_hop(memory, run.encode, case.user_id, network)
                for system, ask in asking.items():
                    answers.setdefault(system, []).extend(
                        answered(case, ask, _DEPTH, f"{system} {case.user_id}")
                    )
        with _opened(root, None, times) as memory:
            for case in corpus.cases:
                ask = recaller(memory, case.user_id, _options("network"))
                answered(case, ask, _DEPTH, f"stages {case.user_id}")
        for folder in _networks(run):
            with _opened(root, folder) as memory:
                for case in corpus.cases:
                    ask: Ask = recaller(memory, case.user_id, _options("network"))
                    answers.setdefault(folder.name, []).extend(
                        answered(case, ask, _DEPTH, f"{folder.name} {case.user_id}")
                    )
    return answers, times.row()


def _options(diffusion: str) -> RecallOptions:
    return RecallOptions(limit=_DEPTH.events, diffusion=diffusion)  # type: ignore[arg-type]


def _networks(run: Run) -> list[Path]:
    folder = run.options.networks
    return [] if folder is None else sorted(p for p in folder.iterdir() if p.is_dir())


@contextmanager
def _opened(root: Path, network: Path | None, hook: StageTimes | None = None) -> Iterator[Memory]:
    recall = RecallSettings(network=None if network is None else str(network))
    settings = Settings(home=root, ingest=IngestSettings(), recall=recall)
    with Memory.open(root, settings=settings, hooks=() if hook is None else (hook,)) as memory:
        yield memory
