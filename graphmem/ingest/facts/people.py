"""Who "he" and "she" are in a text: one pass over it, in which only the safe is resolved.

A pronoun means a person of its sentence or the one before if that is the only one whose gender
fits, who was last spoken of as a subject or an owner, and no other person stands between ("the
player ... his"). A pronoun that was resolved counts as a mention, and tells its gender.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.resolve import Gender, Known, Turn, gender_of, is_person
from graphmem.ingest.facts.spans import is_name, joined, name_tokens
from graphmem.ingest.facts.tree import child, children, feature, lemma

NameOf = Callable[[Token], str | None]
_AGENT_NOUN = re.compile(
    r".*(?:er|or|ist|ian|man|woman|ant|ee)|student|monk|child|kid|person|friend|guy|boy|girl"
    r"|captain|king|queen|mother|father|wife|husband|son|daughter|brother|sister|cousin|chief|head"
)
_SPOKEN_OF = ud.SUBJECTS | {ud.POSS}
_BEFORE = -1  # number of the sentence, and position, of the turns before


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One mention of a person.

    Attributes:
        name: Empty for a name that may be anybody.
        sentence: Number of its sentence, of those with a verb.
        spoken_of: As a subject or an owner.
        at: Position of the word; before the text: -1.
        ago: Turns ago; 0 is this one.
    """

    name: str
    gender: Gender
    sentence: int
    spoken_of: bool
    at: int = _BEFORE
    ago: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """What the pass found.

    Attributes:
        pronouns: Position of each pronoun that was resolved -> name.
        mentioned: All mentions in order, those of the turns before first.
    """

    pronouns: dict[int, str]
    mentioned: tuple[Mentioned, ...]

    def known(self, last: int) -> tuple[Known, ...]:
        """Return the latest people, for the next turn."""
        genders: dict[str, Gender] = {}
        ago: dict[str, int] = {}
        for person in self.mentioned:
            genders[person.name] = genders.pop(person.name, "") or person.gender
            ago[person.name] = person.ago + 1
        known = (Known(name, gender, ago[name]) for name, gender in genders.items() if name)
        return tuple(known)[-last:]


def find_people(doc: Doc, turn: Turn, name_of: NameOf) -> People:
    """Return the people of a text and whom its pronouns mean.

    Args:
        turn: Who speaks, who is spoken to (neither is "she"), who was mentioned before.
        name_of: Gives a person's name from the head of the phrase; None where it has none.
    """
    present = {turn.speaker, turn.addressee}
    others = [k for k in turn.mentions if k.name not in present]
    seen = [Mentioned(k.name, k.gender, _BEFORE, spoken_of=True, ago=k.ago) for k in others]
    pronouns: dict[int, str] = {}
    number = 0
    for sentence in doc.sents:
        for token in sentence:
            if _gendered(token):
                name = _meant(token, sentence, number, seen)
                if name is None:
                    continue
                pronouns[token.i] = name
                seen.append(
                    Mentioned(name, _gender(token), number, token.dep_ in _SPOKEN_OF, token.i)
                )
            elif (owner := _named_here(token)) is not None:  # "her name is Clara"
                seen = [p for p in seen if p.name != pronouns.get(owner.i)]
                gender = _gender(owner)
                seen.append(
                    Mentioned(
                        joined(name_tokens(token)), gender, number, spoken_of=True, at=token.i
                    )
                )
            else:
                seen += [p for p in _person(token, number, name_of) if p.name not in present]
        number += any(token.pos_ in ud.VERBAL_POS for token in sentence)  # "Oh no." is none
    return People(pronouns, tuple(seen))


def _gendered(token: Token) -> bool:
    third = token.pos_ == "PRON" and feature(token, "Person") == "3"
    return third and _gender(token) != "" and feature(token, "Reflex") == ""


def _gender(token: Token) -> Gender:
    value = feature(token, "Gender")
    return "Masc" if value == "Masc" else "Fem" if value == "Fem" else ""


def _named_here(token: Token) -> Token | None:
    """Return "her" for Clara in "her name is Clara"."""
    if token.pos_ != "PROPN":
        return None
    subject = child(token, *ud.SUBJECTS)
    owner = child(subject, ud.POSS) if subject is not None and lemma(subject) == "name" else None
    return owner if owner is not None and _gendered(owner) else None


def _asked_for(token: Token) -> bool:
    """Tell Biscuit in "How is Biscuit?", of whom no label says that it is somebody."""
    asking = feature(token.head, "PronType") == "Int" and child(token.head, ud.COP) is not None
    return token.pos_ == "PROPN" and token.dep_ == ud.NSUBJ and asking


def _person(token: Token, number: int, name_of: NameOf) -> Iterator[Mentioned]:
    """Yield the person that a noun names; without entity labels a name may be anybody."""
    if token.dep_ in ud.NAME_PARTS | {ud.APPOS} or feature(token, "Number") == "Plur":
        return
    spoken_of = token.dep_ in _SPOKEN_OF
    if is_person(token):
        name = name_of(token)
        if name is not None:
            kept = lemma(token) in lx.PETS  # "we adopted a puppy. His name is"
            yield Mentioned(name, gender_of(token), number, spoken_of or kept, token.i)
    elif _asked_for(token):
        yield Mentioned(
            joined(name_tokens(token)), gender_of(token), number, spoken_of=True, at=token.i
        )
    elif is_name(token) and not token.doc.ents:
        yield Mentioned("", "", number, spoken_of, token.i)


def _meant(pronoun: Token, sentence: Span, number: int, seen: list[Mentioned]) -> str | None:
    """Return the one person that a pronoun can mean."""
    if any(_someone(t) for t in sentence.doc[sentence.start : pronoun.i]):
        return None
    near = [p for p in seen if number - p.sentence <= 1]
    told = {p.name: p.gender for p in seen if p.gender}
    barred = _same_clause(pronoun, near)
    near = [p for p in near if p.name not in barred]
    fitting = [p for p in near if told.get(p.name, "") in ("", _gender(pronoun))]
    here = [p for p in fitting if p.at != _BEFORE and told.get(p.name, "") == _gender(pronoun)]
    if here and all(p.at == _BEFORE or p in here for p in fitting):
        fitting = here  # "Tim says that he ...": nobody of the turns before
    fitting = _latest(fitting)
    fitting = _run_on(pronoun, fitting) or fitting
    names = {p.name for p in fitting}
    names = {n for n in names if not any(n != other and n in other.split() for other in names)}
    if len(names) != 1 or not (fitting[-1].spoken_of or _done_to(pronoun, fitting[-1])):
        return None
    return names.pop() or None


def _run_on(pronoun: Token, people: list[Mentioned]) -> list[Mentioned]:
    """Return the subject of the clause that a pronoun's clause runs on from, if it may be meant.

    "Milo left Bosch, he works at Lidl": whom a label takes for a person behind "left" or "sick of"
    is meant only if he is known to be one.

    Source: Grosz, Joshi and Weinstein, 1995, "Centering", Computational Linguistics 21(2): the
    subject of the clause before is what the next one goes on about.
    """
    verb = pronoun.head
    if verb.dep_ not in (ud.PARATAXIS, ud.CONJ, ud.CCOMP) or pronoun.dep_ != ud.NSUBJ:
        return []
    above = verb.head
    mine = any(feature(s, "Person") == "1" for s in children(above, ud.SUBJECTS))
    before = {c.i for c in children(above, {ud.OBJ} if mine else ud.SUBJECTS)}
    subjects = [p for p in people if p.at in before]
    rivals = [p for p in people if p not in subjects and p.at != _BEFORE]
    vague = all(not p.gender and not p.spoken_of and " " not in p.name for p in rivals)
    return subjects if len(subjects) == 1 and vague else []


def _done_to(pronoun: Token, person: Mentioned) -> bool:
    """Tell whether somebody is the object of what the speaker just did ("we met Ana, she")."""
    if person.at == _BEFORE:
        return False
    named = pronoun.doc[person.at]
    verb = named.head
    subject = child(verb, *ud.SUBJECTS)
    mine = subject is not None and feature(subject, "Person") == "1"
    return named.dep_ == ud.OBJ and mine and pronoun.head.head.i == verb.i


def _latest(people: list[Mentioned]) -> list[Mentioned]:
    """Leave out who was last spoken of in an earlier turn than another of the turns before.

    Source: Grosz, Joshi and Weinstein, 1995, "Centering", Computational Linguistics 21(2): what
    the last utterance was about is what a pronoun means first.
    """
    before = [p.ago for p in people if p.at == _BEFORE]
    return [p for p in people if p.at != _BEFORE or p.ago == min(before)]


def _same_clause(pronoun: Token, near: list[Mentioned]) -> set[str]:
    """Return the subject of a pronoun's own verb: "Ben saw him" is not about Ben twice."""
    if pronoun.dep_ not in (ud.OBJ, ud.IOBJ, ud.OBL):
        return set()
    subjects = {c.i for c in pronoun.head.children if c.dep_ in ud.SUBJECTS}
    return {p.name for p in near if p.at in subjects}


def _someone(token: Token) -> bool:
    """Tell whether a noun may be a person who is not named ("the player")."""
    if token.pos_ != "NOUN" or feature(token, "Number") == "Plur" or is_person(token):
        return False
    return _AGENT_NOUN.fullmatch(token.lemma_.lower()) is not None
