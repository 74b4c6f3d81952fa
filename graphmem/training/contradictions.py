"""Error curves of finding contradictions in a memory, from which its two thresholds are chosen.

Texts of the training documents are remembered as they are. What they say holds side by side, so
that each fact that is flagged or retired there is an error. Sentences made of the list of
predicates tell the other side: what has one value is told twice, with another value and with
"now". Only training data are read; nothing of an evaluation set.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graphmem.memory import Memory
from graphmem.settings import Settings
from graphmem.training.pairs.made import LISTED
from graphmem.training.pairs.sayings import Saying, read_sayings
from graphmem.training.read_files import lines

_FIRST = [
    "Ada",
    "Ben",
    "Cleo",
    "Dan",
    "Eva",
    "Finn",
    "Gina",
    "Hugo",
    "Iris",
    "Jan",
    "Kira",
    "Leo",
    "Mona",
    "Nils",
    "Olga",
    "Paul",
    "Rosa",
    "Sven",
]
_LAST = [
    "Abel",
    "Bohm",
    "Carr",
    "Dale",
    "Egan",
    "Falk",
    "Gray",
    "Hart",
    "Ives",
    "Jung",
    "Kerr",
    "Lund",
    "Mohr",
    "Nash",
    "Orr",
    "Pike",
]
_NAMES = {
    "place": [
        "Porto",
        "Lisbon",
        "Oslo",
        "Rome",
        "Madrid",
        "Kyoto",
        "Lima",
        "Berlin",
        "Vienna",
        "Prague",
        "Dublin",
        "Turin",
    ],
    "organisation": [
        "Nokia",
        "Ericsson",
        "Siemens",
        "Philips",
        "Bosch",
        "Fiat",
        "Renault",
        "Airbus",
        "Roche",
        "Shell",
    ],
    "work": ["Solaris", "Emma", "Persuasion", "Dune", "Ulysses", "Walden", "Hamlet", "Macbeth"],
}
_LOWEST = 0.3  # score from which edges are written here
_STEPS = [n / 100 for n in range(30, 100, 5)] + [0.74, 0.78, 0.82]
_START = datetime(2020, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Flag:
    """An edge that was found."""

    older_id: str
    older: str
    newer: str
    retires: bool
    score: float


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield names and texts: paragraphs of Re-DocRED, and documents of the web treebank."""
    found: list[dict[str, Any]] = json.loads(
        "".join(lines(folder / "re_docred" / "dev_revised.json"))
    )
    for document in found:
        yield document["title"], " ".join(" ".join(words) for words in document["sents"])
    texts: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in lines(folder / "ud_ewt" / "en_ewt-ud-dev.conllu"):
        if line.startswith("# newdoc id = "):
            name = line.removeprefix("# newdoc id = ").strip()
        elif line.startswith("# text = "):
            texts[name].append(line.removeprefix("# text = ").strip())
    yield from ((name, " ".join(said)) for name, said in texts.items())


def updates(count: int, seed: int) -> list[tuple[Saying, str, str, str]]:
    """Return a saying, what is told first, then with another value, and that with "now"."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    sayings = [s for s in read_sayings() if s.subject_kind == "person" and _values(s)]
    people = [f"{a} {b}" for a in _FIRST for b in _LAST]
    rng.shuffle(people)
    found: list[tuple[Saying, str, str, str]] = []
    for person in people[:count]:
        saying = rng.choice(sayings)
        one, other = rng.sample(_values(saying), 2)
        first, second = (_filled(saying.text, person, value) for value in (one, other))
        found.append((saying, first, second, f"{second.rstrip('.')} now."))
    return found


def _values(saying: Saying) -> list[str]:
    if saying.object_kind == "person":
        return [f"{a} {b}" for a, b in zip(_LAST, reversed(_FIRST), strict=False)]
    return list(_NAMES.get(saying.object_kind) or LISTED.get(saying.object_kind, ()))


def _filled(text: str, subject: str, value: str) -> str:
    filled = re.sub(r"\bX\b", subject, text)
    return re.sub(r"\bY\b", value, filled) + "."


def flags(memory: Memory, user: str) -> list[Flag]:
    """Return what was found in a user's memory."""
    rows = memory.query(
        "MATCH (a:Fact)-[r:CONFLICTS_WITH|SUPERSEDES]->(b:Fact) RETURN b.id AS older_id, "
        "b.text AS older, a.text AS newer, type(r) = 'SUPERSEDES' AS retires, r.score AS score",
        user_id=user, max_rows=100_000,
    )  # fmt: skip
    return [Flag(**row) for row in rows]  # type: ignore[arg-type]


def curve(found: Sequence[Flag], facts: int) -> list[dict[str, float]]:
    """Return the share of facts that are flagged, and retired, from each score on."""
    return [
        {
            "at": at,
            "flagged": len({f.older_id for f in found if f.score >= at}) / facts,
            "retired": len({f.older_id for f in found if f.retires and f.score >= at}) / facts,
        }
        for at in sorted(_STEPS)
    ]


def measure(folder: Path, *, most: int, count: int, seed: int) -> dict[str, Any]:
    """Return the error curves.

    Args:
        folder: Of the training sets.
        most: Documents of each kind.
        count: Updates.
        seed: Of the updates.
    """
    chosen = {
        "interference": {"conflict_at": _LOWEST, "retire_at": _LOWEST, "messages": 0},
        "encoder": {"threads": 1},
    }
    settings = Settings.model_validate({**chosen, "store": {"durable_flush": False}})
    with TemporaryDirectory() as root, Memory.open(root, settings=settings) as memory:
        report = {"side by side": _apart(memory, folder, most)}
        told = updates(count, seed)
        for way, place in (("another value", 2), ("another value now", 3)):
            report[way] = _told(memory, way, [(t[0], t[1], str(t[place])) for t in told])
    return report


def _apart(memory: Memory, folder: Path, most: int) -> dict[str, Any]:
    taken = list(documents(folder))
    random.Random(0).shuffle(taken)  # noqa: S311 - nothing secret
    events = [
        {
            "text": text,
            "session_id": name,
            "speaker": "Ann Teller",
            "at": _START + timedelta(days=n),
        }
        for n, (name, text) in enumerate(taken[:most])
    ]
    memory.remember(events, user_id="apart")
    facts = len(memory.query("MATCH (f:Fact) RETURN f.id AS id", user_id="apart", max_rows=10**6))
    found = flags(memory, "apart")
    return {"documents": len(events), "facts": facts, "curve": curve(found, facts)}


def _told(memory: Memory, user: str, told: Sequence[tuple[Saying, str, str]]) -> dict[str, Any]:
    """Return how often a second value is flagged, by how many values the predicate has."""
    for place, at in ((1, _START), (2, _START + timedelta(days=90))):
        memory.remember(
            [{"text": t[place], "at": at, "session_id": str(place)} for t in told], user_id=user
        )
    found: dict[str, list[Flag]] = defaultdict(list)
    for flag in flags(memory, user):
        found[" ".join(flag.older.split()[:2]).removesuffix("'s")].append(flag)
    stated = {
        " ".join(str(row["text"]).split()[:2]).removesuffix("'s")
        for row in memory.query(
            "MATCH (f:Fact) RETURN f.text AS text", user_id=user, max_rows=10**6
        )
    }
    by: dict[str, list[list[Flag]]] = defaultdict(list)
    for saying, first, _ in told:
        person = next(p for p in (f"{a} {b}" for a in _FIRST for b in _LAST) if p in first)
        if person in stated:
            by[saying.cardinality].append(found[person])
    return {
        cardinality: {
            "n": len(rows),
            "curve": [
                {
                    "at": at,
                    "flagged": sum(any(f.score >= at for f in row) for row in rows) / len(rows),
                    "retired": sum(any(f.retires and f.score >= at for f in row) for row in rows)
                    / len(rows),
                }
                for at in sorted(_STEPS)
            ],
        }
        for cardinality, rows in sorted(by.items())
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.contradictions")
    parser.add_argument("--train-data", type=Path, required=True, help="folder of the train sets")
    parser.add_argument("--documents", type=int, default=600, help="texts to remember (count)")
    parser.add_argument("--updates", type=int, default=250, help="updates to tell (count)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    given = parser.parse_args(arguments)
    report = measure(given.train_data, most=given.documents, count=given.updates, seed=given.seed)
    given.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
