"""Pairs of statements that the suite ``interference`` judges."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.files import find_one, read_records
from graphmem.dynamics.statements import Pair, Statement
from graphmem.training.pairs.made import by_relation, fitting_sayings, say
from graphmem.training.pairs.paragraphs import Paragraphs, Told
from graphmem.training.pairs.sayings import Saying

_PARTS = 4


@dataclass(frozen=True, slots=True)
class Case:
    """A pair and the relation it speaks of.

    Attributes:
        relation: Wikidata's property of the older statement.
    """

    relation: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Edits:
    """MQuAKE's edited facts, and pairs of them that do not touch each other.

    Attributes:
        changed: Old and new value of one fact.
        unrelated: Of two subjects and relations.
        other_subject: Of one relation, two subjects.
        other_relation: Of one subject, two relations.
    """

    changed: list[Case]
    unrelated: list[Case]
    other_subject: list[Case]
    other_relation: list[Case]


def read_edits(folder: Path, *, limit: int | None, seed: int) -> Edits:
    """Read MQuAKE: each edited fact once, as the data set's own sentence."""
    facts: dict[tuple[str, str, str, str], str] = {}
    for case in read_records(find_one(folder, "MQuAKE-hard*.json")):
        for edit in case["requested_rewrite"]:
            values = edit["target_true"]["str"], edit["target_new"]["str"]
            facts[(edit["subject"], edit["relation_id"], *values)] = edit["prompt"]
    chosen = sorted(facts)[:limit]
    told = [
        (relation, _stated(subject, old, facts[key]), _stated(subject, new, facts[key]))
        for key in chosen
        for subject, relation, old, new in (key,)
    ]
    changed = [Case(relation, Pair(old, new)) for relation, old, new in told]
    apart = {"unrelated": [], "subject": [], "relation": []}
    for (r1, old, _), (r2, _, new) in combinations(told, 2):
        same = old.subject == new.subject, r1 == r2
        name = {(False, False): "unrelated", (False, True): "subject", (True, False): "relation"}
        if same in name:
            apart[name[same]].append(Case(r1, Pair(old, new)))
    rng = random.Random(seed)  # noqa: S311
    few = {name: _sample(rng, cases, len(changed)) for name, cases in apart.items()}
    return Edits(changed, few["unrelated"], few["subject"], few["relation"])


def _stated(subject: str, value: str, prompt: str) -> Statement:
    predicate = " ".join(prompt.replace("{}", " ").split())
    return Statement(subject, predicate, value, text=f"{prompt.format(subject)} {value}")


def coexisting(paragraphs: Paragraphs, sayings: Sequence[Saying], seed: int) -> list[Case]:
    """Return all pairs of two true objects of one subject by one relation, told by the list."""
    rng = random.Random(seed)  # noqa: S311
    told_by = by_relation(sayings)
    cases: list[Case] = []
    for told in paragraphs.told:
        for first, second in combinations(told.objects, 2):
            if told.relation not in told_by:
                continue
            fitting = fitting_sayings(told_by[told.relation], told.subject, first)
            saying, name = rng.choice(fitting), told.subject.names[0]
            pair = [say(saying, name, e.names[0], ("", e.kind)) for e in (first, second)]
            rng.shuffle(pair)
            cases.append(Case(told.relation, Pair(*pair)))
    return cases


def other_relation(
    paragraphs: Paragraphs, sayings: Sequence[Saying], seed: int, most: int = 600
) -> list[Case]:
    """Return pairs of one subject by two relations."""
    rng = random.Random(seed)  # noqa: S311
    told_by = by_relation(sayings)
    by_subject: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in paragraphs.told:
        if told.relation in told_by:
            by_subject[told.document, told.subject.names[0]].append(told)
    cases: list[Case] = []
    for facts in by_subject.values():
        for first, second in combinations(facts, 2):
            pair = [_said(rng, told_by[t.relation], t) for t in (first, second)]
            cases.append(Case(first.relation, Pair(*pair)))
    return _sample(rng, cases, most)


def _said(rng: random.Random, sayings: Sequence[Saying], told: Told) -> Statement:
    value = rng.choice(told.objects)
    saying = rng.choice(fitting_sayings(sayings, told.subject, value))
    return say(saying, told.subject.names[0], value.names[0], ("", value.kind))


def relation_parts(cases: Iterable[Case], seed: int) -> list[frozenset[str]]:
    """Divide the relations into parts that are left out of training one after the other."""
    relations = sorted({case.relation for case in cases})
    random.Random(seed).shuffle(relations)  # noqa: S311
    return [frozenset(relations[n::_PARTS]) for n in range(_PARTS)]


def _sample(rng: random.Random, cases: list[Case], most: int) -> list[Case]:
    return rng.sample(cases, most) if len(cases) > most else cases
