"""What is promoted: a semantic memory made of a pattern, with all that it rests on.

Confidence is the chance that the pattern stands, by Laplace's rule of succession over sessions:
(s + 1) / (s + a + 2). What one session says counts once, as the chance that at least one of its
statements was read rightly (noisy or), since repeating oneself is no second witness; ``s`` is the
sum over sessions, ``a`` the number of episodes that say the contrary.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmem.dynamics.decay import LifeCycle, initial
from graphmem.dynamics.remarks import told_words
from graphmem.ids import digest
from graphmem.sleep.evidence import Evidence
from graphmem.sleep.joining import distinct, told, told_together
from graphmem.sleep.mining import Alike, Mined
from graphmem.sleep.patterns import Hashes
from graphmem.sleep.wording import gist, is_habit, sentence, tellings
from graphmem.sleeping import SemanticKind

MOST_TYPICAL = 3  # episodes whose own words find a memory


@dataclass(frozen=True, slots=True)
class Promotion:
    """A semantic memory as the evidence makes it.

    Attributes:
        pattern: Canonical hash of its graph.
        support: Episodes that state it (count).
        sessions: Sessions they come from (count).
        first_at: When it was first said (epoch ms); ``last_at`` likewise.
        confidence: Chance that it stands, in (0, 1).
        emotion: Mean of its episodes, in [0, 1].
        episodes: Event id -> chance that it states this (what it weighs).
        facts: Fact id -> likewise.
        entities: Ids of entities that it is about.
        typical: (event, fact) of the episodes by whose own words it is found: the first one of
            each of the commonest wordings.
        statements: The sentences that ``text`` is made of.
    """

    id: str
    kind: SemanticKind
    text: str
    pattern: str
    support: int
    sessions: int
    first_at: int
    last_at: int
    confidence: float
    emotion: float
    episodes: dict[str, float]
    facts: dict[str, float]
    entities: tuple[str, ...]
    typical: tuple[tuple[str, str], ...] = ()
    statements: tuple[str, ...] = ()

    @property
    def life_cycle(self) -> LifeCycle:
        """How strong it starts and how fast it fades."""
        return initial("fact", self.emotion)


def promoted(
    user_id: str, mined: Iterable[Mined], *, at_least: float, alike: Alike = lambda _: 0.0
) -> list[Promotion]:
    """Return what is promoted: one for each pattern that is likely enough to stand.

    Statements that were read from the same words ("plays tennis with Bob": who with, and what)
    become one, under the one with the shortest predicate. Statements about one thing do too
    (``joining``).

    Args:
        at_least: Confidence from which a pattern is promoted.
        alike: How near statements are in meaning (mean cosine); default: nothing is near.
    """
    hashes = Hashes()
    likely = [group for group in _same_words(mined) if _confidence(group[0]) >= at_least]
    made = [_promotion(user_id, group, hashes) for group in told_together(likely, alike)]
    best: dict[str, Promotion] = {}
    for promotion in made:
        best.setdefault(promotion.id, promotion)
    return sorted(best.values(), key=lambda p: p.id)


def confidence(evidence: Iterable[Evidence], against: int) -> float:
    """Return the chance that what some episodes say stands; see the module."""
    said = math.fsum(_weights((e.session, e.confidence) for e in evidence).values())
    return (said + 1) / (said + against + 2)


def semantic_id(user_id: str, pattern: str) -> str:
    """Id of a semantic memory by its pattern: what is promoted twice is one."""
    return digest("semantic", user_id, pattern)


def _promotion(user_id: str, group: Sequence[Mined], hashes: Hashes) -> Promotion:
    """Make one memory of patterns that say the same; the first one names it."""
    main = group[0]
    sources = [e for mined in group for e in mined.sources]
    pattern, times = hashes.name(main.pattern), [e.at for e in sources]
    ends = (end for e in sources for end in (e.subject, e.object))
    plain = distinct([said for mined in group for said in tellings(mined)])
    same = [e for mined in group for e in mined.evidence]
    return Promotion(
        id=semantic_id(user_id, pattern),
        kind=_kind(main),
        text=told(plain, main.evidence[0].subject.name),
        pattern=pattern,
        support=len({e.episode for e in same}),
        sessions=len({e.session for e in same}),
        first_at=min(times),
        last_at=max(times),
        confidence=min(map(_confidence, group)),
        emotion=round(math.fsum(e.emotion for e in sources) / len(sources), 6),
        episodes=_weights((e.episode, e.confidence) for e in sources),
        facts=_weights((e.fact_id, e.confidence) for e in sources),
        entities=tuple(sorted({end.key for end in ends if end.is_entity})),
        typical=_typical(sources),
        statements=tuple(plain),
    )


def _confidence(mined: Mined) -> float:
    return round(confidence(mined.evidence, mined.against), 6)


def _typical(sources: Sequence[Evidence]) -> tuple[tuple[str, str], ...]:
    """Return the first episode of each of the commonest wordings."""
    wordings: dict[tuple[str, ...], list[Evidence]] = defaultdict(list)
    for e in sources:
        wordings[told_words(e.text)].append(e)
    told_by = {words: len({e.episode for e in some}) for words, some in wordings.items()}
    common = sorted(wordings, key=lambda words: (-told_by[words], words))[:MOST_TYPICAL]
    firsts = (min(wordings[words], key=lambda e: (e.at, e.episode, e.fact_id)) for words in common)
    return tuple((e.episode, e.fact_id) for e in firsts)


def _kind(mined: Mined) -> SemanticKind:
    if mined.form != "fact":
        return "shape"
    return "routine" if is_habit(mined.evidence) else "statement"


def _same_words(mined: Iterable[Mined]) -> list[list[Mined]]:
    """Group facts that would become the same sentence; the plainest predicate comes first."""
    groups: dict[tuple[str, frozenset[str], bool], list[Mined]] = defaultdict(list)
    for one in mined:
        key = one.form, gist(sentence(one)), one.pattern.arcs[0].positive
        groups[key].append(one)
    return [sorted(group, key=_plainness) for group in groups.values()]


def _plainness(mined: Mined) -> tuple[int, str]:
    name = mined.pattern.arcs[0].predicate
    return name.count("_") + name.count(" "), repr(mined.pattern)


def _weights(said: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return for each source the chance that it was read rightly at least once, sorted by id."""
    missed: dict[str, float] = defaultdict(lambda: 1.0)
    for i, chance in said:
        missed[i] *= 1 - min(max(chance, 0.0), 1.0)
    return {i: round(1 - chance, 6) for i, chance in sorted(missed.items())}
