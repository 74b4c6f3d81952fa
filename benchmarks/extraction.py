"""What is extracted: CaRB, WebNLG, and counts over gold trees, for both versions of the rules.

The first version reads words; the second reads the network's trees. ``--train-data`` adds counts
over gold trees (EWT and GUM), which say how much the rules find where the parse is right, and how
often a resolved pronoun is right (GUM's gold trees, GAP's texts as the network parses them).
"""

from __future__ import annotations

import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from benchmarks import carb_tuples, webnlg_score
from benchmarks.carb_score import Extraction, read_gold, score
from benchmarks.context import Options, Row, Run
from benchmarks.files import find_one, open_text, read_lines
from benchmarks.pronouns_gap import gap_rows
from benchmarks.triples_parse import Read, first_version, network, placing, reader
from benchmarks.triples_pronouns import pronoun_row
from benchmarks.triples_trees import Tree, read_trees
from benchmarks.webnlg_score import Counts, Triple, read_triple
from graphmem.ingest.extract import FactDraft
from graphmem.ingest.facts import Fact, Turn, find_facts

_AT = datetime(2024, 1, 1, tzinfo=UTC)
#: Genres of GUM that may be used freely.
_GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
Extract = Callable[[str], list[Extraction]]


def run(run: Run) -> list[Row]:
    """Run the suite."""
    read = reader()
    table = [*carb(run.options, read), *webnlg(run.options, read)]
    if run.options.train_data is not None:
        table += gold_trees(run.options.train_data, run.options.limit)
        table += gap_rows(run.options.train_data, placing(network()), run.options.limit)
    return table


def carb(options: Options, read: Read) -> Iterator[Row]:
    """Yield CaRB's token-level precision, recall and F1."""
    with open_text(find_one(options.folder("carb"), "carb_gold_dev.tsv")) as lines:
        gold = read_gold(lines)
    if options.limit is not None:
        gold = dict(list(gold.items())[: options.limit])
    systems: dict[str, Extract] = {
        "rules-1": _of_drafts,
        "tree facts": lambda s: carb_tuples.of_facts(find_facts(read(s)), all_candidates=False),
        "tree candidates": lambda s: carb_tuples.of_facts(find_facts(read(s)), all_candidates=True),
        "tree clauses": lambda s: carb_tuples.of_clauses(read(s)),
    }
    for name, extract in systems.items():
        found = {sentence: extract(sentence) for sentence in gold}
        result = score(gold, found)
        row: Row = {"set": "carb", "system": name, "n": len(gold)}
        yield row | {
            "p": result.precision,
            "r": result.recall,
            "f1": result.f1,
            "extracted": result.extracted,
            "gold": result.gold,
        }


def _of_drafts(sentence: str) -> list[Extraction]:
    return [_of_draft(sentence, draft) for draft in first_version(sentence, _AT)]


def _of_draft(sentence: str, draft: FactDraft) -> Extraction:
    """Take the words between subject and object as the relation, where both stand there."""
    start = sentence.find(draft.subject, max(0, draft.start - len(draft.subject)))
    end = sentence.find(draft.object, draft.start)
    if 0 <= start < end:
        between = sentence[start + len(draft.subject) : end]
        return Extraction(between, draft.subject, draft.object)
    return Extraction(draft.predicate.replace("_", " "), draft.subject, draft.object)


def webnlg(options: Options, read: Read) -> Iterator[Row]:
    """Yield WebNLG's triples found, over the first good text of each entry."""
    path = find_one(options.folder("webnlg"), "webnlg_*_dev.jsonl")
    cases = list(_webnlg_cases(path))[: options.limit]
    systems: dict[str, Callable[[str], list[Triple]]] = {
        "rules-1": _drafted,
        "tree facts": lambda text: _triples(find_facts(read(text)).facts),
    }
    for name, extract in systems.items():
        pair, full = Counts(), Counts()
        for text, gold in cases:
            found = extract(text)
            webnlg_score.count(pair, gold, found, pair=True)
            webnlg_score.count(full, gold, found, pair=False)
        row: Row = {"set": "webnlg", "system": name, "n": len(cases)}
        yield row | full.row() | {f"pair_{k}": v for k, v in pair.row().items()}


def _webnlg_cases(path: Path) -> Iterator[tuple[str, list[Triple]]]:
    for entry in read_lines(path):
        text = next((lex["text"] for lex in entry["lexs"] if lex["comment"] == "good"), None)
        if text is not None:
            yield text, [read_triple(triple) for triple in entry["triples"]]


def _drafted(text: str) -> list[Triple]:
    drafts = first_version(text, _AT)
    return webnlg_score.unique(Triple(d.subject, d.predicate, d.object) for d in drafts)


def _triples(facts: Iterable[Fact]) -> list[Triple]:
    return webnlg_score.unique(
        Triple(f.subject.name, f.predicate.name, f.object.name) for f in facts
    )


def gold_trees(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield how many facts gold trees give: a check of the rules without a parser's errors."""
    sets = {"ewt-train": _ewt(folder), "gum": _gum(folder)}
    for name, trees in sets.items():
        yield _counted(name, list(trees)[:limit])
    yield pronoun_row("gum", _gum_documents(folder))


def _counted(name: str, trees: Sequence[Tree]) -> Row:
    turn = Turn(speaker="Speaker", addressee="Addressee")
    begun = time.process_time()
    found = [find_facts(tree.doc, turn) for tree in trees]
    spent = time.process_time() - begun
    facts = [fact for result in found for fact in result.facts]
    reasons = Counter(r.reason.split(":")[0] for result in found for r in result.rejected)
    row: Row = {"set": "gold trees", "system": name, "n": len(trees), "facts": len(facts)}
    return row | {
        "rejected": reasons.total(),
        "stated": sum(f.modality == "asserted" for f in facts),
        "negative": sum(not f.positive for f in facts),
        "sentences_with": sum(bool(result.facts) for result in found) / max(1, len(found)),
        "ms_per_sentence": 1000 * spent / max(1, len(found)),
    }


def _ewt(folder: Path) -> Iterator[Tree]:
    with open_text(find_one(folder / "ud_ewt", "en_ewt-ud-train*.conllu")) as lines:
        yield from read_trees(lines)


def _gum(folder: Path) -> Iterator[Tree]:
    for lines in _gum_documents(folder):
        yield from read_trees(iter(lines))


def _gum_documents(folder: Path) -> Iterator[list[str]]:
    with tarfile.open(find_one(folder / "gum", "gum_dep_conllu.tar")) as archive:
        for name in sorted(archive.getnames()):
            if name.endswith(".conllu") and name.split("GUM_")[-1].startswith(_GENRES):
                member = archive.extractfile(name)
                if member is not None:
                    yield TextIOWrapper(member, encoding="utf-8").readlines()
