"""Mining: which propositions, shapes and chains of facts several episodes bear out.

Frequent structure in the sense of frequent subgraph mining (Kuramochi and Karypis, ICDM 2001), kept
to one or two facts: what is told of a life repeats in small pieces. Evidence is one episode that
states one fact; support is counted in episodes, and they must come from several sessions, since
one conversation goes over the same thing again and again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from graphmem.dynamics.objects import compare
from graphmem.sleep.evidence import Evidence, Proposition, Thing, is_exclusive
from graphmem.sleep.patterns import End, Pattern, chain, single
from graphmem.sleep.worth import is_known_by, may_vary

Form = Literal["fact", "objects", "subjects", "chain"]
#: Names -> how near they are to one another in meaning (mean cosine).
Alike = Callable[[Sequence[str]], float]
K = TypeVar("K", bound=Hashable)
_GROUPS = frozenset({"person", "organisation"})  # several of these may share something
_MOST_WORDINGS = 64  # of one statement that are compared
_MOST_SAY = 0.7  # share of the episodes of a statement that a finer one must have
#: Prepositions behind which more is said of a thing; not "of": a glass of water is no glass.
_ADDING_WORDS = """
about along around at after before beside by during for from in into near on over through to
towards with
"""
_ADDING = frozenset(_ADDING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Bar:
    """From when on something repeated is a pattern.

    Attributes:
        support: Episodes that state it (count).
        sessions: Sessions they come from (count).
        fills: Things that a variable stands for (count).
        alike: How near the literals that a variable stands for must be in meaning (cosine).
        declared: Values a predicate has, where the user knows it.
    """

    support: int = 3
    sessions: int = 2
    fills: int = 3
    alike: float = 0.33
    declared: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Mined:
    """A pattern and the episodes that bear it out.

    Attributes:
        form: A fact; a subject with several objects; several subjects with one object; that and
            what is told of each of these things.
        evidence: What bears it out; of a chain its first facts.
        fills: What the variable stands for, the most often told first.
        links: Of a chain: its second facts.
        against: Episodes that deny it (count).
    """

    form: Form
    pattern: Pattern
    evidence: tuple[Evidence, ...]
    fills: tuple[Thing, ...] = ()
    links: tuple[Evidence, ...] = ()
    against: int = 0

    @property
    def sources(self) -> tuple[Evidence, ...]:
        """All that it rests on."""
        return (*self.evidence, *self.links)


def mine(evidence: Sequence[Evidence], bar: Bar, alike: Alike) -> list[Mined]:
    """Return the patterns in some evidence, one for each.

    Args:
        evidence: All that stands of the groups that are looked at: of one subject and predicate,
            or of one predicate and object.
    """
    lists = object_shapes(evidence, bar, alike)
    chains = [c for shape in lists for c in chained(shape, evidence, bar)]
    return [*statements(evidence, bar), *finest(lists, chains), *subject_shapes(evidence, bar)]


def finest(shapes: Iterable[Mined], chains: Sequence[Mined]) -> list[Mined]:
    """Return shapes and chains, without a shape of whose things a chain tells more."""
    told: dict[tuple[End, ...], list[set[str]]] = defaultdict(list)
    for one in chains:
        told[_outline(one)].append({fill.key for fill in one.fills})
    kept = [s for s in shapes if {f.key for f in s.fills} not in told[_outline(s)]]
    return [*kept, *chains]


def statements(evidence: Iterable[Evidence], bar: Bar) -> list[Mined]:
    """Return what is stated again and again, in the same words or others."""
    groups = _grouped(evidence, lambda e: e.proposition)
    rivals = _latest_values(groups, bar)
    finer = _generalised(groups)
    found: list[Mined] = []
    for said, group in groups.items():
        against = _episodes(groups.get(_opposite(said), ()))
        if rivals(said, group):
            continue
        for detail, some in _detailed([*group, *finer.get(said, ())], bar):
            name = f"{said.predicate} | {' '.join(sorted(detail))}" if detail else said.predicate
            pattern = single(End(said.subject), name, End(said.object), positive=said.positive)
            found.append(Mined("fact", pattern, tuple(some), against=against))
    return found


def _detailed(
    group: Sequence[Evidence], bar: Bar
) -> Iterator[tuple[frozenset[str], list[Evidence]]]:
    """Yield what episodes say in common of one proposition, with the episodes that say so.

    Only what somebody said just so is taken, the commonest first: of "took the dog for a walk" and
    "took the dog to the vet" nobody said that he took the dog. What most of these say besides is
    taken along.
    """
    left = list(group)
    while is_borne_out(left, bar):
        said = {d: [e for e in left if d <= e.detail] for d in _commonest(left)}
        fit = {detail: some for detail, some in said.items() if is_borne_out(some, bar)}
        if not fit:
            return
        detail = min(fit, key=lambda d: (-_episodes(fit[d]), -len(d), sorted(d)))
        most = _MOST_SAY * _episodes(fit[detail])
        narrow = [d for d in fit if d > detail and _episodes(fit[d]) >= most]
        detail = min(narrow, key=lambda d: (-len(d), -_episodes(fit[d]), sorted(d)), default=detail)
        # The plainest wording comes first: it is the one that the sentence is made of.
        yield detail, sorted(fit[detail], key=lambda e: (len(e.detail), e.at, e.episode))
        left = [e for e in left if not detail <= e.detail]


def _commonest(group: Iterable[Evidence]) -> list[frozenset[str]]:
    """Return what is said besides, as it was said, the commonest first; not more than some."""
    told = Counter(e.detail for e in group)
    return sorted(told, key=lambda d: (-told[d], len(d), sorted(d)))[:_MOST_WORDINGS]


def _generalised(
    groups: Mapping[Proposition, Sequence[Evidence]],
) -> dict[Proposition, list[Evidence]]:
    """Return evidence for plainer propositions that others say too: a run by the river is a run."""
    found: dict[Proposition, list[Evidence]] = defaultdict(list)
    for said, group in groups.items():
        head, rest = _head(said.object)
        plain = replace(said, object=head) if head and said.positive else None
        if plain is None or plain not in groups:
            continue
        target = groups[plain][0].object
        found[plain] += [replace(e, object=target, detail=e.detail | rest) for e in group]
    return found


def _head(target: str) -> tuple[str, frozenset[str]]:
    """Return a literal without what a preposition adds to it, and the words of that."""
    words = target[1:].split() if target.startswith("=") else []
    for place, word in enumerate(words[1:], start=1):
        if word in _ADDING:
            return "=" + " ".join(words[:place]), frozenset(words[place + 1 :])
    return "", frozenset()


def object_shapes(evidence: Iterable[Evidence], bar: Bar, alike: Alike) -> list[Mined]:
    """Return subjects that do one thing with several objects of a kind."""
    several = (e for e in evidence if not is_exclusive(e.predicate, dict(bar.declared)))
    fit = (e for e in several if may_vary(e) and is_known_by(e))
    groups = _grouped(
        fit, lambda e: (e.subject.key, e.predicate, e.object.kind, e.object.is_entity)
    )
    found: list[Mined] = []
    for (subject, predicate, kind, entities), group in groups.items():
        fills = _fills(e.object for e in group)
        if len(fills) < bar.fills or not is_borne_out(group, bar):
            continue
        if not entities and alike([f.name for f in fills]) < bar.alike:
            continue
        pattern = single(End(subject), predicate, End(kind, variable=True))
        found.append(Mined("objects", pattern, tuple(group), fills))
    return found


def subject_shapes(evidence: Iterable[Evidence], bar: Bar) -> list[Mined]:
    """Return what several people or organisations have in common."""
    fit = (e for e in evidence if may_vary(e) and e.subject.kind in _GROUPS)
    groups = _grouped(fit, lambda e: (e.subject.kind, e.predicate, e.object.key))
    found: list[Mined] = []
    for (kind, predicate, target), group in groups.items():
        fills = _fills(e.subject for e in group)
        if len(fills) >= bar.fills and is_borne_out(group, bar):
            pattern = single(End(kind, variable=True), predicate, End(target))
            found.append(Mined("subjects", pattern, tuple(group), fills))
    return found


def chained(shape: Mined, evidence: Iterable[Evidence], bar: Bar) -> list[Mined]:
    """Return what is told of all or several of the things that a shape's variable stands for."""
    keys = {fill.key for fill in shape.fills if fill.is_entity}
    about = (e for e in evidence if e.subject.key in keys and e.positive)
    groups = _grouped(about, lambda e: (e.predicate, e.object.key))
    found: list[Mined] = []
    for (predicate, target), group in groups.items():
        fills = _fills(e.subject for e in group)
        wanted = {fill.key for fill in fills}
        first = tuple(e for e in shape.evidence if e.object.key in wanted)
        if len(fills) >= bar.fills and is_borne_out(first, bar):
            pattern = chain(shape.pattern, predicate, End(target))
            found.append(Mined("chain", pattern, first, fills, tuple(group)))
    return found


def is_borne_out(evidence: Collection[Evidence], bar: Bar) -> bool:
    """Tell whether enough episodes of enough sessions state something."""
    return _episodes(evidence) >= bar.support and len({e.session for e in evidence}) >= bar.sessions


def _latest_values(
    groups: Mapping[Proposition, Sequence[Evidence]], bar: Bar
) -> Callable[[Proposition, Sequence[Evidence]], bool]:
    """Return a test: another value of what has one at a time was told since, or in between."""
    values: dict[tuple[str, str], list[Proposition]] = defaultdict(list)
    for said, group in groups.items():
        if said.positive and is_exclusive(group[0].predicate, dict(bar.declared)):
            values[said.subject, said.predicate].append(said)

    def has_rival(said: Proposition, group: Sequence[Evidence]) -> bool:
        first = min(e.at for e in group)
        told = (o for o in values[said.subject, said.predicate] if o.object != said.object)
        others = (o for o in told if _excludes(group[0].object, groups[o][0].object))
        return said.positive and any(e.at >= first for o in others for e in groups[o])

    return has_rival


def _excludes(one: Thing, other: Thing) -> bool:
    """Tell whether two values are two: not one in other words, nor a finer one."""
    kind = one.kind if one.kind == other.kind else ""
    return compare(one.name, other.name, kind=kind) == "different"


def _opposite(said: Proposition) -> Proposition:
    predicate = said.predicate
    if predicate.endswith(("+", "-")):  # a family's two sides: who hates it does not like it
        other = predicate[:-1] + ("-" if predicate.endswith("+") else "+")
        return Proposition(said.subject, other, said.positive, said.object)
    return Proposition(said.subject, predicate, not said.positive, said.object)


def _outline(mined: Mined) -> tuple[End, ...]:
    """Return what a shape and a chain that goes on from it share."""
    first = mined.pattern.arcs[0]
    return (*mined.pattern.ends[:2], End(first.predicate))


def _fills(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return distinct things, the most often told first."""
    told: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        told[thing.key].append(thing)
    order = sorted(told.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(min(same, key=lambda t: (t.name.islower(), t.name)) for _, same in order)


def _episodes(evidence: Iterable[Evidence]) -> int:
    return len({e.episode for e in evidence})


def _grouped(evidence: Iterable[Evidence], key: Callable[[Evidence], K]) -> dict[K, list[Evidence]]:
    groups: dict[K, list[Evidence]] = defaultdict(list)
    for item in evidence:
        groups[key(item)].append(item)
    return dict(groups)
