"""Predicates that speak of one thing in different words, among them those that begin or end it.

A closed list of common verbs; what it does not hold is compared by the similarity of the words.
"""

from __future__ import annotations

from dataclasses import dataclass

_FAMILIES = {
    "residence": (
        "live in|reside in|dwell in|live at|move to|relocate to|settle in|settle down in|move into"
        "|move back to|be based in|home be in|have move to|residence be|address be|home be",
        "move out of|move away from|leave",
    ),
    "employment": (
        "work for|work at|be employed by|employer be|join|start at|start work at|start work for"
        "|begin at|be hired by|get a job at|have a job at|take a job at|switch to|start job at",
        "leave|quit|quit job at|leave job at|resign from|be fired from|be laid off from"
        "|be laid off by|retire from|stop work at|stop work for",
    ),
    "marriage": (
        "be married to|marry|wife be|husband be|spouse be|get married to|wed",
        "divorce|be divorced from|separate from|leave",
    ),
    "courtship": (
        "date|be dating|be in a relationship with|go out with|boyfriend be|girlfriend be"
        "|partner be|be together with",
        "break up with|split from|split up with|leave",
    ),
    "liking": (
        "like|love|enjoy|adore|be fond of|be into|be a fan of|be keen on|appreciate",
        "hate|dislike|detest|loathe|despise|not stand|be sick of|be tired of|can stand",
    ),
    "ownership": ("own|have|possess|buy|get|adopt", "sell|lose|give away|get rid of"),
    "trust": ("trust|believe in|rely on", "distrust|mistrust"),
    "agreement": ("agree with|support|be for", "disagree with|oppose|be against"),
    "leadership": ("lead|run|head|be the ceo of|be ceo of|be in charge of", "step down from|leave"),
    "study": ("study at|go to|attend|be enrolled at|be a student at|enroll at", "drop out of"),
    "schedule": (
        "be on|be at|be scheduled for|take place on|move to|reschedule to|postpone to"
        "|be reschedule to|be postpone to|be push to|start on|start at",
        "be cancelled on",
    ),
    "habit": ("smoke|drink|eat|do|use|take", "quit|give up|stop"),
}  # fmt: skip
# Their other side is an opinion, not the end of a state.
_OPINIONS = frozenset({"liking", "trust", "agreement"})
_LEMMAS = {
    "is": "be", "are": "be", "was": "be", "were": "be", "am": "be", "been": "be", "'s": "be",
    "has": "have", "had": "have", "lives": "live", "lived": "live", "living": "live",
    "resides": "reside", "works": "work", "worked": "work", "working": "work", "moved": "move",
    "moves": "move", "moving": "move", "relocated": "relocate", "relocates": "relocate",
    "settled": "settle", "joined": "join", "joins": "join", "started": "start", "starts": "start",
    "began": "begin", "switched": "switch", "left": "leave", "leaves": "leave", "quits": "quit",
    "married": "marry", "marries": "marry", "divorced": "divorce", "dates": "date",
    "likes": "like", "liked": "like", "loves": "love", "loved": "love", "enjoys": "enjoy",
    "enjoyed": "enjoy", "hates": "hate", "hated": "hate", "dislikes": "dislike",
    "disliked": "dislike", "adores": "adore", "owns": "own", "owned": "own", "bought": "buy",
    "sold": "sell", "got": "get", "lost": "lose", "runs": "run", "leads": "lead", "took": "take",
    "led": "lead", "goes": "go", "went": "go", "attends": "attend", "studies": "study",
    "studied": "study", "trusts": "trust", "agrees": "agree", "supports": "support",
    "opposes": "oppose", "resigned": "resign", "retired": "retire", "broke": "break",
    "smokes": "smoke", "drinks": "drink", "eats": "eat", "uses": "use", "stopped": "stop",
    "adopted": "adopt", "gave": "give", "split": "split", "dropped": "drop",
    "rescheduled": "reschedule", "postponed": "postpone", "detests": "detest",
}  # fmt: skip
_FILLERS = frozenset(
    {"now", "currently", "still", "just", "recently", "also", "always", "really", "finally", "no"}
    | {"longer"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a predicate stands.

    Attributes:
        family: What it speaks of.
        begins: True when it says that the thing holds, False when it says that it does not.
    """

    family: str
    begins: bool


def normalised(predicate: str) -> str:
    """Return a predicate in lemmas without tense: "has moved to" and "move_to" are one."""
    plain = predicate.casefold().replace("_", " ").replace("'s ", " ").split()
    lemmas = [_LEMMAS.get(w, w) for w in plain if w not in _FILLERS]
    if len(lemmas) > 1 and lemmas[0] in {"have", "do", "be"} and lemmas[1] in set(_LEMMAS.values()):
        lemmas = lemmas[1:]
    if lemmas[:1] == ["be"] and len(lemmas) > 1 and lemmas[1] == "marry":
        lemmas = lemmas[1:]
    return " ".join(lemmas)


def places(predicate: str) -> tuple[Place, ...]:
    """Return all families a predicate may belong to ("leave" ends several)."""
    return _INDEX.get(normalised(predicate), ())


def sayings(predicate: str) -> frozenset[str]:
    """Return the predicates of the families that one belongs to, as extraction names them."""
    families = {place.family for place in places(predicate)}
    listed = (side for family in families for side in _FAMILIES[family])
    return frozenset(saying.replace(" ", "_") for side in listed for saying in side.split("|"))


def shared(older: str, newer: str) -> tuple[Place, Place] | None:
    """Return how two predicates stand in a family that they share; None where there is none."""
    for first in places(older):
        for second in places(newer):
            if first.family == second.family:
                return first, second
    return None


def is_end(older: Place, newer: Place) -> bool:
    """Tell whether the newer predicate says that the state of the older one is over."""
    return older.begins and not newer.begins and older.family not in _OPINIONS


def _index() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for family, sides in _FAMILIES.items():
        for begins, listed in zip((True, False), sides, strict=True):
            for saying in listed.split("|"):
                found.setdefault(normalised(saying), []).append(Place(family, begins))
    return {saying: tuple(dict.fromkeys(where)) for saying, where in found.items()}


_INDEX = _index()
