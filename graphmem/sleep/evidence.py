"""What an episode says of a fact, as sleep reads it. Pure values: no store, no model."""

from __future__ import annotations

from dataclasses import dataclass

from graphmem.dynamics.families import normalised, places, sayings
from graphmem.dynamics.objects import words

#: Families whose sayings mean the same: who loves tennis and who enjoys it say one thing.
_SYNONYMS = frozenset({"liking", "marriage", "trust", "agreement"})
#: Other sayings that mean the same, by the plainest of them. Vectors cannot tell: they find buying
#: and selling a car as near as walking a dog and taking it for a walk.
_SAME_SAYINGS = {
    "live in": "reside in|dwell in|live at|be based in",
    "work at": "work for|be employed by|be employed at",
    "be member of": "belong to",
}
_SAME = {other: name for name, others in _SAME_SAYINGS.items() for other in others.split("|")}
_PARTICLE_WORDS = """
to for with on in at out back by from into over through down up off away around along about home
without after well
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
#: Families of which a subject has one value at a time.
_EXCLUSIVE = frozenset({"residence", "employment", "study", "marriage", "courtship"})
_FAVOURITE = ("favourite", "favorite")


@dataclass(frozen=True, slots=True)
class Thing:
    """An end of a fact.

    Attributes:
        key: Id of the entity (of its group), or "=" and the folded words of a literal.
        kind: Of the entity; "" for a literal.
    """

    key: str
    name: str
    kind: str = ""

    @property
    def is_entity(self) -> bool:
        """True for an entity, False for a literal."""
        return not self.key.startswith("=")


def literal(text: str) -> Thing:
    """Return a value that is no entity; articles, accents and capitals make no difference."""
    return Thing("=" + " ".join(words(text)), text)


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is said, whoever says it, in whatever words.

    Attributes:
        predicate: Normalised; one name for sayings that mean the same.
    """

    subject: str
    predicate: str
    positive: bool
    object: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One episode that states one fact.

    Attributes:
        predicate: As extraction names it ("love_play").
        episode: Id of the event, of the whole one where a chunk states it.
        session: Id of the session it was said in.
        at: When it was said (epoch ms).
        text: The statement in words, without times that only fit its day.
        tense: ``past``, ``perfect``, ``present``, ``future`` or ``none``.
        confidence: Chance that the text states it.
        day: Start of the time that its words name (epoch ms); None: none.
        emotion: How strongly the episode was felt, in [0, 1].
        detail: Stems of what the statement says besides ("for a walk", "with Emil"): who took the
            dog to the vet did not take it for a walk.
    """

    fact_id: str
    subject: Thing
    predicate: str
    object: Thing
    positive: bool
    episode: str
    session: str
    at: int
    text: str
    tense: str = "none"
    confidence: float = 1.0
    day: int | None = None
    emotion: float = 0.0
    detail: frozenset[str] = frozenset()

    @property
    def proposition(self) -> Proposition:
        """What it says."""
        return Proposition(
            self.subject.key, predicate_key(self.predicate), self.positive, self.object.key
        )


def predicate_key(predicate: str) -> str:
    """Return one name for predicates that mean the same."""
    found = places(predicate)
    if len(found) == 1 and found[0].family in _SYNONYMS:
        return f"{found[0].family}{'+' if found[0].begins else '-'}"
    first, *rest = normalised(predicate).split() or [predicate]  # of signs alone nothing is left
    if first == "go" and rest and rest[0] not in _PARTICLES:  # who goes swimming swims
        first, *rest = rest
    name = " ".join([first, *rest])
    return _SAME.get(name, name)


def spellings(predicate: str) -> frozenset[str]:
    """Return the names under which the graph may hold what ``predicate_key`` takes as one."""
    key = predicate_key(predicate)
    others = _SAME_SAYINGS.get(key, "").replace(" ", "_").split("|")
    plain = key.replace(" ", "_")
    said = sayings(predicate)  # where it has a family, the key may be that
    return said | frozenset({predicate, *others, *(() if said else (plain, f"go_{plain}"))} - {""})


def is_exclusive(predicate: str, declared: dict[str, str]) -> bool:
    """Tell whether a subject has one value of a predicate at a time.

    Args:
        declared: What the user says of predicates (``settings.interference.declared``).
    """
    said = declared.get(predicate)
    if said is not None:
        return said != "many"
    if predicate.startswith(_FAVOURITE):
        return True
    return any(place.family in _EXCLUSIVE for place in places(predicate))
