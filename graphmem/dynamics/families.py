"""Predicates that speak of one thing in different words, among them those that begin or end it.

A closed list of common verbs; what it does not hold is compared by the similarity of the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FAMILIES = {
    "residence": (
        "live in|reside in|dwell in|live at|move to|relocate to|settle in|settle down in|move into"
        "|live out in|live up in|live down in|live back in|live together in|home in"
        "|move back to|be based in|home be in|have move to|residence be|address be|home be|stay in"
        "|have address|have home|have flat|have apartment|move in to|move over to|live over in",
        "move out of|move away from|move from|relocate from|leave|swap|trade|give up|turn back on",
    ),
    "employment": (
        "work for|work at|be employed by|employer be|join|start at|start work at|start work for"
        "|begin at|be hired by|get a job at|have a job at|take a job at|switch to|start job at"
        "|have employer|be employed at|be employed with|be employed for|get hired by|sign on with"
        "|get job at|have job at|start job with|start work with|work in job at|sign with",
        "leave|quit|quit job at|leave job at|resign from|be fired from|be laid off from"
        "|be laid off by|retire from|stop work at|stop work for|quit work at|quit work for"
        "|switch from|change from|get fired from|get laid off from|swap|trade|ditch|move on from"
        "|hand in notice at|give notice at|give notice to|get sick of|get tired of|have enough of"
        "|go from|part way with|dump",
    ),
    "marriage": (
        "be married to|marry|wife be|husband be|spouse be|get married to|wed|have wife"
        "|have husband|have spouse",
        "divorce|be divorced from|separate from|leave",
    ),
    "courtship": (
        "date|be dating|be in a relationship with|go out with|boyfriend be|girlfriend be"
        "|partner be|be together with|have partner|have boyfriend|have girlfriend|be with"
        "|together with",
        "break up with|split from|split up with|split with|leave|dump",
    ),
    "liking": (
        "like|love|enjoy|adore|be fond of|be into|be a fan of|be keen on|appreciate",
        "hate|dislike|detest|loathe|despise|not stand|be sick of|be tired of|can stand",
    ),
    "ownership": (
        "own|have|possess|buy|get|adopt|have phone|have bike|have laptop|ride",
        "sell|lose|give away|get rid of|put down|trade in|trade|swap|switch from|scrap|return"
        "|replace|ditch|throw out|throw away",
    ),
    "income": ("earn|make|have salary|get pay|be pay|get|have income|take home|bring home", ""),
    "driving": (
        "drive|have car|drive in|be drive", "sell|trade in|swap|scrap|trade|replace|get rid of"
    ),
    "telephone": ("have phone|use|switch to|get", "switch from|swap|replace|ditch"),
    "schooling": (
        "go to|attend|be enrolled at|switch to|transfer to|change to|start at|have school",
        "switch from|leave|transfer from|change from|take out of|drop out of",
    ),
    "subject of study": (
        "study|have major|major in|switch to|be study|take up",
        "drop|switch from|stop study|give up|quit|drop out of|abandon|swap|trade|change from|ditch",
    ),
    "membership": (
        "be in|be a|be|belong to|be a member of|be member of|join|be part of|sing in"
        "|play in|play for|play with|train with|dance with|volunteer at|volunteer for",
        "leave|quit|drop out of|stop|give up|resign from|step down from|withdraw from|be out of",
    ),
    "provision": (
        "have provider|have phone provider|have bank|bank with|be with|switch to|have plan"
        "|have internet provider|have insurer|have insurance",
        "switch from|leave|cancel|close account at|swap|ditch|drop|change from",
    ),
    "occupation": ("work as|be a|become|have job|have profession|have occupation|turn", "quit"),
    "condition": ("be|become|turn|go|be a|get|marry|engage|divorce|separate|retire", ""),
    "learning": ("learn|study|take lesson in|practise|practice", "stop|give up|quit|drop|abandon"),
    "trust": ("trust|believe in|rely on", "distrust|mistrust"),
    "agreement": ("agree with|support|be for", "disagree with|oppose|be against"),
    "leadership": ("lead|run|head|be the ceo of|be ceo of|be in charge of", "step down from|leave"),
    "study": (
        "study at|study in|student at|be a student at|transfer to"
        "|go to|attend|be enrolled at|be a student at|enroll at", "drop out of"),
    "schedule": (
        "be on|be|be at|be scheduled for|take place on|move to|reschedule to|postpone to"
        "|be reschedule to|be postpone to|be push to|start on|start at|reschedule|postpone"
        "|pushed to|moved to|shifted to|delayed to",
        "be cancelled on",
    ),
    "authorship": ("be written by|have author|have writer", ""),
    "creation": ("be created by|have creator|have inventor", ""),
    "founding": ("be founded by|have founder", ""),
    "development": ("be developed by|have developer", ""),
    "direction": ("be directed by|have director", ""),
    "composition": ("be composed by|have composer", ""),
    "performance": ("be performed by|have performer|have singer", ""),
    "making": ("be produced by|have manufacturer|have producer|have maker", ""),
    "property": ("be owned by|have owner", ""),
    "chair": ("be chaired by|have chairperson|have chairman|have chairwoman|have chair", ""),
    "chief": ("have ceo|have chief executive officer|have chief executive", ""),
    "coaching": ("be coached by|have coach|have head coach", ""),
    "citizenship": (
        "citizen of|be a citizen of|have nationality|hold citizenship of|have citizenship", ""),
    "seat": (
        "be headquartered in|have headquarters|have head office|have headquarter|have seat", ""),
    "habit": (
        "smoke|drink|eat|do|use|take|go|play|practise|practice|vape|jog|run|swim|cycle|dance|sing"
        "|gamble|paint|bite",
        "quit|give up|stop|cut out|kick",
    ),
}  # fmt: skip
_VISITED = frozenset({"go to", "attend", "be at", "switch to", "transfer to", "change to"})
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|june|july"
    r"|august|september|october|november|december)\b|\bmay \d|\d(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_SCHOOLS = (
    "school", "university", "college", "kindergarten", "academy", "nursery", "primary", "elementary"
)  # fmt: skip
#: What has one of them at a time: these are compared by their object, not by their subject.
_HELD_BY_ONE = frozenset(
    """
    lead|head|chair|captain|take over|be in charge of|be the head of|be head of|be the ceo of
    |be ceo of|be captain of|be the captain of|coach|head of|be the manager of|be responsible for
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_LED = tuple(
    [noun] for noun in ("team", "project", "department", "group", "club", "shop", "store", "office")
)
# Their other side is an opinion, not the end of a state.
_OPINIONS = frozenset({"liking", "trust", "agreement"})
#: Of these the values of two different predicates are not compared, only the end with what it ends.
ENDING_ONLY = frozenset({"ownership", "membership", "learning", "habit", "condition"})
#: What people have one of at a time, whatever the words of a text say of others.
_ONE_AT_A_TIME = frozenset(
    """
    live in|reside in|be based in|move to|relocate to|have address|live at|work for|work at
    |have employer|be employed at|be employed by|employed at|employed by|start job at|earn
    |have salary|study|major in|have major|have boss|have manager|have landlord|have landlady
    |have doctor|have dentist|have partner|have boyfriend|have girlfriend|date|marry|marry to|drive
    |have car|have bank|bank with|have provider|have phone provider|name be|have job|together with
    |be together with|study in|study at|student at|transfer to
    |have profession|have occupation|work as|have phone|be called|have therapist|have school
    |have hairdresser|have supervisor|have wife|have husband|have password|have spouse
    |have capital|have head of state|have head of government|have prime minister|have president
    |have king|have queen|have monarch|have chancellor|have governor|have mayor|have ceo
    |have chief executive officer|have chief executive|have chairperson|have chairman|have chair
    |have chairwoman|have coach|have head coach|be coached by|be chaired by|have headquarters
    |have headquarter|have head office|headquartered in|have nationality|have birthplace
    |have place of birth|have date of birth|have place of death|have father|have mother
    |have position|have official language|have original language|have native language
    |have original network|have country of origin|have political party|have record label
    |have religion|have continent|have workplace|have home town|have hometown|have tutor|have email
    |have email address|have number|have phone number|have trainer|have team lead|train at
    |get job at|have job at|have lawyer|have accountant|have vet|have babysitter|have nanny
    |have secretary|have username|have pin|have wifi password|have insurer|have captain|have club
    |have supplier
    |have advisor|have agent|have editor|have roommate|have flatmate|have birthday|have job title
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
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
    "marrie": "marry", "dat": "date", "dating": "date", "leade": "lead", "leading": "lead",
    "switche": "switch", "studie": "study", "studying": "study", "driving": "drive",
    "transferre": "transfer", "transferred": "transfer", "quitted": "quit", "earns": "earn",
    "engaged": "engage", "separated": "separate", "makes": "make", "paid": "pay",
    "dropp": "drop", "swapp": "swap",
    "adopted": "adopt", "gave": "give", "split": "split", "dropped": "drop",
    "rescheduled": "reschedule", "postponed": "postpone", "detests": "detest",
}  # fmt: skip
_FILLERS = frozenset(
    {"now", "currently", "still", "just", "recently", "also", "always", "really", "finally", "no"}
    | {"longer"}
)


_PASSIVE = re.compile(r"be \w+ed\b")


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


def names_day(value: str) -> bool:
    """Tell whether a value names a day of the week or of a month."""
    return _DAY.search(value) is not None


def one_at_a_time(predicate: str, value: str = "") -> bool:
    """Tell whether somebody has one of it at a time, as a rule ("have boss", "favourite sport").

    Args:
        value: Its object: one goes to one school, and to many concerts.
    """
    plain = normalised(predicate)
    if plain in _VISITED and value.casefold().endswith(_SCHOOLS):
        return True
    if names_day(value) and any(p.family == "schedule" for p in places(predicate)):
        return True
    return plain in _ONE_AT_A_TIME or plain.startswith(("favourite ", "have favourite "))


def switches(predicate: str) -> bool:
    """Tell whether a predicate says that one thing came in the place of another."""
    return normalised(predicate) in {"switch to", "change to", "transfer to"}


def held_by_one(predicate: str, thing: str | None = None) -> bool:
    """Tell whether a thing has one subject of it at a time ("leads", "is in charge of").

    Args:
        thing: Its object: one runs a team, many run a race. None: any.
    """
    plain = normalised(predicate)
    led = thing is None or thing.casefold().split()[-1:] in _LED
    return plain in _HELD_BY_ONE or (plain in {"run", "manage"} and led)


def ends_habit(predicate: str) -> bool:
    """Tell whether a predicate says that a habit is over ("quit", "gave up")."""
    return any(p.family == "habit" and not p.begins for p in places(predicate))


def is_end(older: Place, newer: Place) -> bool:
    """Tell whether the newer predicate says that the state of the older one is over."""
    return older.begins and not newer.begins and older.family not in _OPINIONS


def _index() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for family, sides in _FAMILIES.items():
        for begins, listed in zip((True, False), sides, strict=True):
            for saying in filter(None, listed.split("|")):
                found.setdefault(normalised(saying), []).append(Place(family, begins))
                if _PASSIVE.match(saying):  # as extraction names it
                    bare = saying.removeprefix("be ")
                    found.setdefault(normalised(bare), []).append(Place(family, begins))
    return {saying: tuple(dict.fromkeys(where)) for saying, where in found.items()}


_INDEX = _index()
