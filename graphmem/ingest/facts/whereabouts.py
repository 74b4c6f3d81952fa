"""Where somebody lives or works, told around a corner.

"My flat is in Porto", "I call Porto home", "home for me is Porto", "Porto, where I live".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import roles
from graphmem.ingest.facts.arguments import case_of, is_time
from graphmem.ingest.facts.building import build
from graphmem.ingest.facts.clauses import Clause, subjects_of
from graphmem.ingest.facts.fact import Fact, Phrase, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import predicate
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, children, feature, lemma

Subject = tuple[Phrase, Token | None]
HOMES = frozenset({"apartment", "flat", "home", "house", "place", "studio"})
#: A home of the past, of the holidays, or one among others.
_OTHER_HOMES = frozenset(
    {"old", "former", "previous", "last", "first", "second", "other", "holiday", "summer", "dream"}
    | {"childhood", "weekend", "future", "next", "vacation"}
)
_JOBS = frozenset({"job", "work", "position", "post", "employment"})
#: Who lets or sold a home does not live there.
_GIVEN_AWAY = frozenset({"rent", "let", "sublet", "sell", "lease"})
_STAYING = frozenset({"live", "work", "study", "stay", "teach"})
_OF_SELF = frozenset({"to", "for"})


def home_facts(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield that somebody lives where their home is said to be."""
    head, noun = clause.head, subject[1]
    if noun is None:
        return
    if "'s " in subject[0].name and [lemma(p) for p in case_of(head)] == ["at"]:
        yield from _amount(clause, subject, reader)
    if lemma(noun) in HOMES and is_name(head):
        owner = _owner(noun, head, reader)
        case = [lemma(p) for p in case_of(head)]
        if owner is not None and case in (["in"], [] if lemma(noun) == "home" else ["in"]):
            yield _lives(clause, owner, head, head, reader)
    elif lemma(noun) in _JOBS and is_name(head) and (who := _employee(noun, reader)):
        case = [lemma(p) for p in case_of(head)]
        copula = child(head, ud.COP) or head
        if case in (["at"], ["with"]):
            said = Predicate(copula.idx, copula.idx + len(copula.text), "work_at", "works at")
            yield build(
                clause, (who, None), said, reader.phrase(head), "possessive", reader, (head,)
            )
    elif lemma(head) == "home" and is_name(noun) and (who := _whose_home(head, reader)):
        yield _lives(clause, who, noun, head, reader)


def called_home(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield "lives in Porto" for "calls Porto home"."""
    verb = clause.head
    place = child(verb, ud.OBJ)
    home = next((c for c in children(verb, (ud.XCOMP, ud.OBJ)) if lemma(c) == "home"), None)
    if lemma(verb) == "call" and home is not None and place is not None and is_name(place):
        said = Predicate(verb.idx, verb.idx + len(verb.text), "live_in", "lives in")
        who = (subject[0], None)
        yield build(clause, who, said, reader.phrase(place), "possessive", reader, (place,))


def home_named(noun: Token, clause: Clause, reader: Reader) -> Iterator[Fact]:
    """Yield where somebody lives whose "flat in Porto" a clause is about."""
    owner = child(noun, ud.POSS)
    place = next((c for c in children(noun, (ud.NMOD,)) if is_name(c)), None)
    if owner is None or place is None or lemma(noun) not in HOMES or _another(noun):
        return
    if lemma(clause.head) in _GIVEN_AWAY:
        return
    who = roles.owner_of(owner, reader)
    if who is None or who.kind == "pronoun" or [lemma(p) for p in case_of(place)] != ["in"]:
        return
    said = Predicate(noun.idx, noun.idx + len(noun.text), "live_in", "lives in")
    yield build(clause, (who, None), said, reader.phrase(place), "possessive", reader, ())


def where_facts(verb: Token, clause: Clause, reader: Reader) -> Iterator[Fact]:
    """Yield "lives in Porto" for "Porto, where I live" and "Porto is where I live"."""
    place = _place_of(verb)
    if place is None or not is_name(place) or lemma(verb) not in _STAYING:
        return
    case = [lemma(p) for p in case_of(place)]
    at = case if case in (["at"], ["in"]) else _preposition(verb, place)
    subjects, _ = subjects_of(verb)
    for who in subjects:
        phrase = reader.phrase(who)
        said = predicate((verb,), first_person=phrase.kind == "speaker")
        name, words = f"{said.name.split('_')[0]}_{at[0]}", f"{said.words} {at[0]}"
        told = Predicate(said.start, said.end, name, words)
        yield build(clause, (phrase, None), told, reader.phrase(place), "relative", reader, ())


def _place_of(verb: Token) -> Token | None:
    """Return the place whose "where" a verb has."""
    above = verb.head
    if verb.dep_ == "advcl:relcl" and above.lower_ == "where":
        return child(above, *ud.SUBJECTS)
    where = any(c.lower_ == "where" and c.i < verb.i for c in verb.children)
    return above if verb.dep_ == ud.RELCL and where else None


def _preposition(verb: Token, place: Token) -> list[str]:
    work = lemma(verb) in ("work", "teach", "study")
    return ["at"] if work and place.ent_type_ == "organisation" else ["in"]


def _lives(clause: Clause, who: Phrase, place: Token, at: Token, reader: Reader) -> Fact:
    copula = child(at, ud.COP) or at
    said = Predicate(copula.idx, copula.idx + len(copula.text), "live_in", "lives in")
    return build(clause, (who, None), said, reader.phrase(place), "possessive", reader, (place,))


def _owner(noun: Token, head: Token, reader: Reader) -> Phrase | None:
    """Return whose home it is: "my flat", "home for me"; of "home" alone, the speaker's."""
    whole = child(noun, ud.POSS)
    if whole is not None:
        owner = None if _another(noun) else roles.owner_of(whole, reader)
        return owner if owner is not None and owner.kind != "pronoun" else None
    if lemma(noun) != "home" or child(noun, ud.DET) is not None:
        return None
    return _self(noun, head, reader)


def _amount(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield what an amount is ("my rent is at 700 euros")."""
    head = clause.head
    numbered = any(t.pos_ == "NUM" for t in (head, *head.children))
    if numbered and not is_time(head):
        copula = child(head, ud.COP) or head
        said = Predicate(copula.idx, copula.idx + len(copula.text), "is_a", "is")
        yield build(clause, subject, said, reader.phrase(head), "copula", reader, (head,))


def _employee(job: Token, reader: Reader) -> Phrase | None:
    """Return whose job it is, if it is the present one."""
    whole = child(job, ud.POSS)
    if whole is None or any(True for _ in children(job, (ud.AMOD,))):
        return None
    owner = roles.owner_of(whole, reader)
    return owner if owner is not None and owner.kind != "pronoun" else None


def _whose_home(home: Token, reader: Reader) -> Phrase | None:
    """Return the speaker for "Porto is home (to me)"; nobody for "home to 9,000 people"."""
    if any(c.dep_ in (ud.DET, ud.POSS, ud.AMOD, ud.COMPOUND) for c in home.children):
        return None
    return _self(home, home, reader)


def _self(noun: Token, head: Token, reader: Reader) -> Phrase | None:
    """Return the speaker, unless it is said to be somebody else's."""
    for word in {noun.i: noun, head.i: head}.values():
        for other in children(word, (ud.NMOD, ud.OBL)):
            whose = [lemma(p) for p in case_of(other)][:1]
            first = feature(other, "Person") == "1"
            timed = other.ent_type_ in ("date", "time")
            if whose and whose[0] in _OF_SELF and not first and not timed:
                return None
    found = reader.speaker_at(noun)
    return found if found.kind == "speaker" else None


def _another(noun: Token) -> bool:
    return any(lemma(c) in _OTHER_HOMES for c in children(noun, (ud.AMOD, ud.COMPOUND)))
