r"""Makes the cases that recall is trained on, and writes them as JSON lines.

    python -m graphmem.training.questions \
        --multihop FOLDER --train FOLDER --n 1500 --dialogues 60 --out FOLDER

Writes ``made-{set}.jsonl``, ``human.jsonl``, ``relations.jsonl`` and ``dialogues.jsonl``.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from graphmem.ingest.model_extractor import ModelExtractor
from graphmem.training.questions.case import RecallCase, write_cases
from graphmem.training.questions.corpus import corpus_questions
from graphmem.training.questions.dialogue import dialogue_cases
from graphmem.training.questions.docred import docred_case
from graphmem.training.questions.recast import human_questions
from graphmem.training.questions.texts import SETS

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    given.out.mkdir(parents=True, exist_ok=True)
    _write(given.out / "human.jsonl", human_questions(given.train))
    _write(given.out / "dialogues.jsonl", list(dialogue_cases(given.dialogues, given.seed)))
    path = given.train / "re_docred" / "dev_revised.json"
    _write(given.out / "relations.jsonl", [docred_case(path, given.n, given.seed)])
    extractor = ModelExtractor.load() if given.cache and given.read else None
    for name in SETS:
        made = corpus_questions(
            given.multihop, name, given.n, given.seed,
            extractor=extractor, cache=given.cache, to_read=given.read,
        )  # fmt: skip
        _write(given.out / f"made-{name}.jsonl", [made])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.questions")
    parser.add_argument("--multihop", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--train", type=Path, required=True, help="folder of the train sets")
    parser.add_argument("--out", type=Path, required=True, help="folder that is written to")
    parser.add_argument("--n", type=int, default=1500, help="questions per corpus")
    parser.add_argument("--dialogues", type=int, default=60, help="conversations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path, help="folder of what the network read before")
    parser.add_argument("--read", type=int, default=0, help="passages to read per corpus at most")
    return parser


def _write(path: Path, cases: Sequence[RecallCase]) -> None:
    write_cases(path, cases)
    asked = sum(len(case.asked) for case in cases)
    _log.info("%s: %d cases, %d questions", path.name, len(cases), asked)


if __name__ == "__main__":
    main()
