"""What has a day: whose it is, and what it is called ("Ana's exam" for "the exam of Ana")."""

from __future__ import annotations

from spacy.tokens import Token

from graphmem.dynamics.families import names_day
from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import case_of
from graphmem.ingest.facts.fact import Phrase
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, children, feature, lemma

Subject = tuple[Phrase, Token | None]
#: What has a day, of which nobody needs to be the owner ("the meeting is on Monday").
_PLANNED = frozenset(
    {"meeting", "deadline", "appointment", "exam", "interview", "party", "class", "training"}
    | {"practice", "flight", "wedding", "concert", "game", "match", "trip", "lesson", "test"}
    | {"rehearsal", "course", "presentation", "launch", "release", "delivery", "visit", "session"}
)


def planned(noun: Token | None) -> bool:
    """Tell whether a noun names what has a day."""
    return noun is not None and lemma(noun) in _PLANNED


def event_name(subject: Subject, head: Token, reader: Reader) -> str:
    """Return what something is called: "Ana's exam" for "the exam of Ana".

    A bare noun of what has a day is the speaker's ("football practice is on Mondays for me").
    """
    noun, name = subject[1], _lasting_name(subject[0].name)
    if noun is None or noun.pos_ != "NOUN" or child(noun, ud.POSS) is not None:
        return name
    whole = next((c for c in children(noun, (ud.NMOD,)) if is_name(c)), None)
    if whole is not None and whole.ent_type_ in lx.PEOPLE_LABELS and whole.i > noun.i:
        of = [lemma(p) for p in case_of(whole)] == ["of"]
        words = name.partition(" of ")[0]
        return f"{reader.phrase(whole).name}'s {words}" if of and planned(noun) else name
    bare = child(noun, ud.DET, ud.AMOD, ud.NMOD) is None and names_day(head.text)
    mine = any(feature(c, "Person") == "1" and case_of(c) for c in head.children)
    weekly = head.text.lower().endswith("days")
    if bare and (mine or weekly or planned(noun)) and reader.turn.speaker:
        return f"{reader.turn.speaker}'s {name[:1].lower()}{name[1:]}"
    return name


def _lasting_name(name: str) -> str:
    """Return the name of what stays the same when it is new ("my new rent")."""
    return name.replace("'s new ", "'s ", 1)


def has_day(subject: Subject) -> bool:
    """Tell what is worth keeping with its day: somebody's birthday, a meeting."""
    return planned(subject[1]) or "'s " in subject[0].name
