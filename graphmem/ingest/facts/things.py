"""What "it" and "they" are: the one thing spoken of in the clause or the turn before.

Resolved only where a single thing can be meant: the object of the clause before, else its subject,
else what a preposition leads to. "It was fun" and "it makes me happy" mean what happened, no thing,
and stay open.

Source: Grosz, Joshi and Weinstein, 1995, "Centering", Computational Linguistics 21(2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import case_of, is_time
from graphmem.ingest.facts.clauses import chain_of, subjects_of
from graphmem.ingest.facts.resolve import Thing, gender_of, is_person
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, feature, is_predicate, lemma
from graphmem.ingest.rules.words import wordset

NameOf = Callable[[Token], str | None]
#: What no pronoun of the next clause means.
_NO_THING = wordset(
    """
    way time day thing lot idea news fun luck kind bit sort fact point reason part case problem
    question chance while moment life love hour week month year everything something anything
    nothing one hi hello bye thanks congrats congratulation wow gosh minute mile kilometer
    kilometre dollar % percent
    """
)
#: With these "it" as subject is what happened.
_EVENTS = wordset(
    """
    take make help mean feel happen look sound seem go turn matter depend rain snow get bring give
    remind let become inspire motivate show be do say appear keep pay hit
    """
)
#: With these "it" as object is what was said or happened.
_SAID = wordset(
    """
    do know think mean believe hear say tell appreciate understand imagine bet guess make see try
    deserve take work get admit forget remember handle hope find realize realise mention
    """
)
_ROLES = ("object", "subject", "other")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A thing in the text.

    Attributes:
        clause: Position of the verb that it hangs on.
        sentence: Number of its sentence; -1: the turn before.
    """

    name: str
    plural: bool
    role: str
    sentence: int
    at: int = -1
    clause: int = -1


@dataclass(frozen=True, slots=True)
class Things:
    """What the pass found: pronouns by position, and what the next turn may call "it"."""

    pronouns: dict[int, str]
    last: tuple[Thing, ...]


def find_things(doc: Doc, before: Sequence[Thing], name_of: NameOf) -> Things:
    """Return what the pronouns of a text mean.

    Args:
        before: The things of the turn before.
        name_of: Gives a name from the head of a phrase; None for what cannot be named.
    """
    seen = [_Seen(t.name, t.plural, t.role, -1) for t in before]
    pronouns: dict[int, str] = {}
    number = 0
    for sentence in doc.sents:
        found = list(_things(sentence, number, name_of))
        for token in sentence:
            if (plural := _number(token)) is None or not _refers(token):
                continue
            thing = _meant(token, plural, number, [*seen, *found])
            if thing is not None:
                pronouns[token.i] = thing.name
                found.append(_again(thing, token, number))
        seen += found
        number += any(t.pos_ == "VERB" and lemma(t) != "do" for t in sentence)  # "I did!"
    return Things(pronouns, tuple(_last(seen, number)))


def _last(seen: list[_Seen], number: int) -> Iterator[Thing]:
    for one in {s.name: s for s in seen if s.sentence >= max(number - 2, 0)}.values():
        yield Thing(one.name, one.plural, one.role)


def _again(thing: _Seen, token: Token, number: int) -> _Seen:
    return _Seen(thing.name, thing.plural, _role(token), number, token.i, _clause(token))


def _number(token: Token) -> bool | None:
    """Return whether a pronoun is plural; None for what is no such pronoun."""
    if token.pos_ != "PRON" or feature(token, "Person") != "3" or feature(token, "Reflex"):
        return None
    if feature(token, "Number") == "Plur":
        return True
    return False if feature(token, "Gender") == "Neut" else None


def _refers(token: Token) -> bool:
    """Tell whether a pronoun may mean a thing, and not what happened."""
    if token.dep_ == ud.EXPL:
        return False
    head = token.head
    if feature(token, "Number") == "Plur" or token.dep_ == ud.POSS:
        return True
    if token.dep_ in ud.SUBJECTS:
        if child(head, ud.COP) is not None:  # "it's for Ana", "it is from Ghana"
            measured = head.pos_ == "NUM" or child(head, ud.NUMMOD) is not None
            return measured or (bool(case_of(head)) and head.pos_ in ud.NOMINAL_POS)
        return lemma(head) not in _EVENTS and child(head, "csubj") is None
    return lemma(head) not in _SAID


def _meant(token: Token, plural: bool, number: int, seen: list[_Seen]) -> _Seen | None:  # noqa: FBT001
    """Return the one thing that can be meant, of the nearest clause that has any."""
    clause = _clause(token)
    near = [s for s in seen if s.at < token.i and s.clause != clause and s.plural == plural]
    near = [s for s in near if number - s.sentence <= 1]
    if not near:
        return None
    last = max(s.sentence for s in near)
    near = [s for s in near if s.sentence == last]
    inner = max((s.clause for s in near), default=-1)
    near = [s for s in near if s.clause == inner]
    for role in _ROLES:
        names = {s.name: s for s in near if s.role == role}
        if names:
            other = _rival(role, near, names)
            return None if len(names) > 1 or other else next(iter(names.values()))
    return None


def _rival(role: str, near: list[_Seen], names: dict[str, _Seen]) -> bool:
    """Tell whether a subject may be meant as well as the object."""
    return role == "object" and any(s.role == "subject" and s.name not in names for s in near)


def _things(sentence: Span, number: int, name_of: NameOf) -> Iterator[_Seen]:
    if sentence[0].text == "[":  # what a photo shows
        return
    for token in sentence:
        if not _is_thing(token):
            continue
        name = name_of(token)
        if name is not None:
            plural = feature(token, "Number") == "Plur"
            yield _Seen(name, plural, _role(token), number, token.i, _clause(token))


def _is_thing(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ud.NAME_PARTS | {ud.APPOS, ud.POSS}:
        return False
    if is_time(token) or lemma(token) in _NO_THING or _single_person(token):
        return False
    if token.pos_ == "PROPN" and not is_name(token):
        return False
    determined = any(c.dep_ in (ud.DET, ud.POSS, ud.NUMMOD) for c in token.children)
    plural = feature(token, "Number") == "Plur"
    if lemma(token).endswith("ing") and not determined:
        return False
    return determined or plural or token.pos_ == "PROPN" or token.dep_ == ud.OBJ


def _single_person(token: Token) -> bool:
    if feature(token, "Number") == "Plur":
        return False
    named = token.ent_type_ in lx.PEOPLE_LABELS
    if named or is_person(token) or bool(gender_of(token)) or lemma(token) in lx.PETS:
        return True
    return token.dep_ == ud.NSUBJ and _acts(token)


def _acts(noun: Token) -> bool:
    """Tell whether a noun names who does something ("our conductor moved it")."""
    owned = child(noun, ud.POSS) is not None
    return owned and lemma(noun).endswith(("er", "or", "ist", "ian", "man", "woman", "ant"))


def _role(token: Token) -> str:
    if token.dep_ in (ud.OBJ, ud.ROOT, "ROOT"):  # a noun alone is what it is about
        return "object"
    return "subject" if token.dep_ in ud.SUBJECTS else "other"


def _clause(token: Token) -> int:
    """Return the position of the verb that a word belongs to."""
    while token.head.i != token.i:
        token = token.head
        if is_predicate(token):
            break
    return token.i


def owned_by_subject(noun: Token, words: str, name_of: NameOf) -> str | None:
    """Return "Leo's puppy" for what somebody has or got; None where nobody is told to."""
    verb = noun.head
    if noun.dep_ not in (ud.OBJ, ud.XCOMP) or lemma(verb) not in lx.OWNING:
        return None
    if any(lemma(v) != "use" for v in chain_of(verb)[:-1]):
        return None
    subjects, _ = subjects_of(verb)
    if len(subjects) != 1:
        return None
    owner = name_of(subjects[0])
    return f"{owner}'s {words}" if owner else None
