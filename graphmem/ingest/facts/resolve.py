"""Whom a pronoun means: speaker, addressee, or someone named before, where that is safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.given_names import MEN, WOMEN
from graphmem.ingest.facts.tree import children, lemma

Gender = Literal["Masc", "Fem", ""]


@dataclass(frozen=True, slots=True)
class Known:
    """A person that was mentioned before.

    Attributes:
        gender: UD's value of Gender where it is known ("my sister": Fem), else empty.
        ago: Turns since the last mention; 1 is the turn before.
    """

    name: str
    gender: Gender = ""
    ago: int = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that the turn before spoke of.

    Attributes:
        role: "object", "subject" or "other": how likely "it" means it.
    """

    name: str
    plural: bool = False
    role: str = "object"


@dataclass(frozen=True, slots=True)
class Question:
    """The turn before, which another one spoke and which may ask something.

    Attributes:
        doc: Its parsed text.
        turn: What was known when it was said.
    """

    doc: Doc
    turn: Turn


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks to whom, and who was mentioned so far.

    Attributes:
        speaker: Who "I" is; None: first-person statements stay unresolved.
        addressee: Who "you" is; None: likewise.
        mentions: People of the turns before, oldest first. Hand in few: each one more makes
            it less often safe to resolve "she".
        things: What the turn before spoke of, that "it" may mean.
        asked: The turn before, if another one spoke it.
    """

    speaker: str | None = None
    addressee: str | None = None
    mentions: tuple[Known, ...] = ()
    things: tuple[Thing, ...] = ()
    asked: Question | None = None


def gender_of(noun: Token) -> Gender:
    """Return what kinship words, titles and common given names say of a person's gender."""
    words = {lemma(noun)} | {lemma(c) for c in noun.children if c.dep_ in ud.NAME_PARTS}
    words |= {lemma(c) for c in children(noun, (ud.APPOS,))}
    if noun.dep_ == ud.APPOS:
        words.add(lemma(noun.head))
    if words & lx.FEMALE:
        return "Fem"
    if words & lx.MALE:
        return "Masc"
    return gender_of_name(noun)


def gender_of_name(noun: Token) -> Gender:
    """Return what the first word of a name says, where that is nearly sure."""
    if noun.pos_ != "PROPN":
        return ""
    parts = [c for c in noun.children if c.dep_ in (ud.COMPOUND, ud.FLAT) and c.i < noun.i]
    first = (parts or [noun])[0].lower_
    if first in WOMEN:
        return "Fem"
    return "Masc" if first in MEN else ""


def is_person(token: Token) -> bool:
    """Tell whether a noun surely names a person: by its entity's label, or a kinship word."""
    if token.ent_type_ in lx.PEOPLE_LABELS:
        return True
    relation = token.head if token.dep_ == ud.APPOS else token
    pet = lemma(relation) in lx.PETS
    if pet and token.dep_ == ud.OBJ and lemma(token.head) in lx.OWNING:
        return True  # "we adopted a puppy"
    kin = relation.pos_ == "NOUN" and (pet or bool(gender_of(relation)))
    return kin and any(c.dep_ == ud.POSS for c in relation.children)
