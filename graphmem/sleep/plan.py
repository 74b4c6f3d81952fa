"""What a sleep would change: the difference between what the evidence makes and what is stored.

Pure. Since a plan is a difference, a sleep that was cut short is finished by the next one, and
one over a graph in which nothing is new plans nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphmem.sleep.promote import Promotion

ACTIVE, DEMOTED = "active", "demoted"
GONE = "too few episodes state it now"
CONTRADICTED = "what it says was contradicted or replaced"
REFINED = "a finer pattern took its place"
JOINED = "it is told together with another"
UNDONE = "the sleep that promoted it was undone"


@dataclass(frozen=True, slots=True)
class Source:
    """What a memory rests on, as an edge tells it.

    Attributes:
        weight: Chance that it states it.
        covers: The memory says all that the episode says.
    """

    weight: float
    covers: bool = False


@dataclass(slots=True)
class Stored:
    """A semantic memory as the graph holds it.

    Attributes:
        held: Support up to which it is left as it is, after an undo; None: it is not.
        model: What its vector was made by (``applying.maker``).
        typical: Events whose words it is found by.
    """

    id: str
    kind: str
    text: str
    pattern: str
    support: int
    sessions: int
    first_at: int
    last_at: int
    confidence: float
    emotion: float
    status: str
    held: int | None
    model: str | None
    typical: Sequence[str] | None = None
    events: dict[str, Source] = field(default_factory=dict[str, Source])
    facts: dict[str, Source] = field(default_factory=dict[str, Source])
    topics: set[str] = field(default_factory=set[str])


@dataclass(frozen=True, slots=True)
class Edges:
    """How what a memory rests on changes.

    Attributes:
        added: Source -> its edge; ``weighed`` likewise, of edges that are there.
        dropped: Sources that it no longer rests on.
    """

    added: dict[str, Source]
    weighed: dict[str, Source]
    dropped: tuple[str, ...]

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.added or self.weighed or self.dropped)


@dataclass(frozen=True, slots=True)
class Write:
    """A semantic memory to be made, or brought up to its evidence.

    Attributes:
        fresh: It was not there, or did not stand.
        encode: It has other words now, or its vector is not of this encoder.
    """

    promotion: Promotion
    fresh: bool
    encode: bool
    events: Edges
    facts: Edges
    new_topics: tuple[str, ...]
    old_topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demotion:
    """A semantic memory that no longer stands."""

    id: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a sleep would write about semantic memories."""

    writes: tuple[Write, ...] = ()
    demotions: tuple[Demotion, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether it changes anything."""
        return bool(self.writes or self.demotions)

    def ids(self) -> dict[str, list[str]]:
        """Return what it changes, by id: no word of any memory."""
        return {
            "promoted": sorted(w.promotion.id for w in self.writes if w.fresh),
            "reinforced": sorted(w.promotion.id for w in self.writes if not w.fresh),
            "demoted": sorted(d.id for d in self.demotions),
        }


def plan(
    promotions: Iterable[Promotion],
    stored: Mapping[str, Stored],
    covers: Mapping[str, Collection[str]],
    *,
    unsettled: Collection[str] = (),
    model: str,
) -> Plan:
    """Return what must be written so that the graph holds what the evidence makes.

    Args:
        covers: Memory -> the episodes that it covers; none for a memory whose edges stay.
        unsettled: Facts that were contradicted or replaced.
        model: What vectors are made by (``applying.maker``).
    """
    wanted = {p.id: p for p in promotions}
    undone = [p for p in wanted.values() if _is_held(p, stored.get(p.id))]
    writes = [
        write
        for i, promotion in sorted(wanted.items())
        if not _is_held(promotion, stored.get(i))
        and (write := _write(promotion, stored.get(i), covers.get(i), model))
    ]
    lost = [
        s
        for i, s in sorted(stored.items())
        # Where a finer pattern was undone, the one it had replaced stands in for it.
        if s.status == ACTIVE and i not in wanted and not (s.held and _is_part(s, undone))
    ]
    demotions = [Demotion(s.id, s.text, _why(s, wanted.values(), unsettled)) for s in lost]
    return Plan(tuple(writes), tuple(demotions))


def due(
    promotions: Sequence[Promotion], stored: Mapping[str, Stored], model: str
) -> tuple[list[str], set[str]]:
    """Return which promotions must be looked at, and which episodes lose a memory.

    Those that are not stored as they are; and those that cover an episode together with a memory
    that no longer stands.
    """
    wanted = {p.id: p for p in living(promotions, stored)}
    changed = {i for i, p in wanted.items() if _write(p, stored.get(i), None, model)}
    fallen = [s for s in stored.values() if s.status == ACTIVE and s.id not in wanted]
    lost = {e for s in fallen for e in s.events}
    shared = {
        i
        for i in wanted.keys() & stored.keys()
        if any(source.covers and e in lost for e, source in stored[i].events.items())
    }
    return sorted(changed | shared), lost


def living(promotions: Iterable[Promotion], stored: Mapping[str, Stored]) -> list[Promotion]:
    """Return the promotions that stand, or will: without those that somebody undid."""
    return [
        p for p in promotions if not (_is_held(p, there := stored.get(p.id)) and _is_down(there))
    ]


def _is_down(there: Stored | None) -> bool:
    return there is not None and there.status == DEMOTED


def merged_ids(one: str | None, other: Mapping[str, Sequence[str]]) -> str:
    """Return the record of two halves of one sleep as JSON: what either of them changes."""
    before: dict[str, list[str]] = json.loads(one) if one else {}
    keys = sorted({*before, *other})
    both = {k: sorted({*before.get(k, ()), *other.get(k, ())}) for k in keys}
    both["reinforced"] = sorted({*both.get("reinforced", ())} - {*both.get("promoted", ())})
    return json.dumps(both, separators=(",", ":"))


def _is_held(promotion: Promotion, there: Stored | None) -> bool:
    """Tell whether somebody undid a memory, and nothing new tells of it since."""
    if there is None or there.held is None or promotion.support > there.held:
        return False
    return there.status == DEMOTED or there.events.keys() <= promotion.episodes.keys()


def _write(
    promotion: Promotion, there: Stored | None, covers: Collection[str] | None, model: str
) -> Write | None:
    """Return what a promotion changes; None: it is stored as it is."""
    events = _edges(promotion.episodes, there.events if there else {}, covers)
    facts = _edges(promotion.facts, there.facts if there else {}, None)
    topics = there.topics if there else set[str]()
    new = tuple(sorted(set(promotion.entities) - topics))
    old = tuple(sorted(topics - set(promotion.entities)))
    fresh = there is None or there.status != ACTIVE
    encode = there is None or there.model != model or _is_reworded(promotion, there)
    if there and not (
        fresh or encode or events or facts or new or old or _differs(promotion, there)
    ):
        return None
    return Write(promotion, fresh, encode, events, facts, new, old)


def _is_reworded(promotion: Promotion, there: Stored) -> bool:
    typical = [event for event, _ in promotion.typical]
    return there.text != promotion.text or list(there.typical or ()) != typical


def _differs(promotion: Promotion, there: Stored) -> bool:
    names = ("kind", "text", "support", "sessions", "first_at", "last_at", "confidence", "emotion")
    return any(getattr(promotion, name) != getattr(there, name) for name in names)


def _edges(
    wanted: Mapping[str, float], there: Mapping[str, Source], covers: Collection[str] | None
) -> Edges:
    """Return how edges change; where ``covers`` is None, those that are there keep theirs."""

    def source(i: str, weight: float) -> Source:
        kept = i in there and there[i].covers
        return Source(weight, kept if covers is None else i in covers)

    made = {i: source(i, weight) for i, weight in wanted.items()}
    return Edges(
        {i: s for i, s in made.items() if i not in there},
        {i: s for i, s in made.items() if i in there and there[i] != s},
        tuple(sorted(there.keys() - made.keys())),
    )


def _why(there: Stored, wanted: Iterable[Promotion], unsettled: Collection[str]) -> str:
    if there.facts.keys() & set(unsettled):
        return CONTRADICTED
    known = list(wanted)
    if _is_part(there, known):
        return REFINED
    return JOINED if any(there.facts.keys() <= p.facts.keys() for p in known) else GONE


def _is_part(there: Stored, promotions: Iterable[Promotion]) -> bool:
    """Tell whether one of some shapes rests on all that a memory rests on."""
    return any(p.kind == "shape" and there.facts.keys() <= p.facts.keys() for p in promotions)
