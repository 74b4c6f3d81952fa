"""Facts that noun phrases take for granted: possession by name, apposition, description."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts import roles
from graphmem.ingest.facts.arguments import case_of
from graphmem.ingest.facts.building import standing
from graphmem.ingest.facts.fact import Fact, Phrase, Predicate
from graphmem.ingest.facts.naming import own_name
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.ties import tied_names
from graphmem.ingest.facts.tree import child, children, clean_lemmas, lemma, with_conjuncts


def nominal_facts(sentence: Span, reader: Reader) -> Iterator[Fact]:
    """Yield the facts of a sentence's noun phrases."""
    bounds = (sentence.start_char, sentence.end_char)
    for noun in sentence:
        if noun.pos_ == "NOUN":
            yield from _possessed(noun, bounds, reader)
        elif is_name(noun):
            yield from _described(noun, bounds, reader)


def _possessed(noun: Token, bounds: tuple[int, int], reader: Reader) -> Iterator[Fact]:
    """Yield "my sister Clara", "Ana's dog Rex", "the mayor of Lyon, Ben" (``nmod:poss``)."""
    whole = child(noun, ud.POSS) or _of(noun)
    name = own_name(noun)
    owner = _owner(whole, reader) if whole is not None else None
    if name is not None and owner is not None:
        said = _have(noun)
        for target in with_conjuncts(name):
            if is_name(target):
                yield standing(bounds, owner, said, reader.phrase(target), "possessive")
        return
    if name is not None and (whole is None or not _mine(whole)):
        yield _is_a(name, noun, bounds, reader)
        return
    told = name is not None or child(noun, ud.COP) is not None  # "Clara is my sister"
    if not told and owner is not None and lemma(noun) in lx.KEPT_KIN and _mine(whole):
        said = Predicate(noun.idx, noun.idx + len(noun.text), "have", "has")
        thing = reader.span([noun], "noun")
        yield standing(bounds, owner, said, thing, "existential")


def _mine(whole: Token | None) -> bool:
    return whole is not None and whole.dep_ == ud.POSS


def _have(noun: Token) -> Predicate:
    said = roles.role(noun)
    told = said.name != "name_is" and said.name.count("_of_") == 0
    relation = clean_lemmas([*children(noun, (ud.COMPOUND,)), noun])
    name = said.name if told else "_".join(["have", *relation])
    words = said.words if roles.favourite(noun) else f"has {noun.lower_}"
    return Predicate(noun.idx, noun.idx + len(noun.text), name, words)


def _of(noun: Token) -> Token | None:
    return next(
        (c for c in children(noun, (ud.NMOD,)) if [lemma(p) for p in case_of(c)] == ["of"]), None
    )


def _owner(whole: Token, reader: Reader) -> Phrase | None:
    """Return the owner; None where it is a pronoun that stays unresolved."""
    found = reader.phrase(whole)
    if whole.pos_ != "PRON":
        return found
    name = reader.owner_name(whole)
    if name is None:
        return None
    kind = "entity" if found.kind == "pronoun" else found.kind
    return Phrase(found.start, found.end, found.words, name, kind)


def _is_a(name: Token, noun: Token, bounds: tuple[int, int], reader: Reader) -> Fact:
    """Return the class of a named thing ("a dog named Rex", "the river Rhone")."""
    said = Predicate(noun.idx, noun.idx + len(noun.text), "is_a", "is a")
    return standing(bounds, reader.phrase(name), said, _class(noun, reader), "apposition")


def _class(noun: Token, reader: Reader) -> Phrase:
    """Return the noun with its modifiers, not the name that stands beside it."""
    kept = [noun]
    for part in children(noun, (ud.AMOD, ud.COMPOUND)):
        if part.i < noun.i:
            kept += [t for t in part.subtree if t.i < noun.i]
    places = sorted(t.i for t in kept)
    if places[-1] - places[0] != len(places) - 1:
        return reader.span([noun], "noun")
    return reader.span(kept, "noun")


def _described(name: Token, bounds: tuple[int, int], reader: Reader) -> Iterator[Fact]:
    """Yield "Rex, my dog", "Ana, a doctor" (``appos``), "actor Ben Ray" (``nmod:desc``)."""
    for noun in children(name, (ud.APPOS,)):
        if noun.pos_ != "NOUN" or case_of(noun):
            continue
        pronoun = child(noun, ud.POSS)
        owner = _owner(pronoun, reader) if pronoun is not None else None
        if owner is not None:
            yield standing(bounds, owner, _have(noun), reader.phrase(name), "possessive")
        elif pronoun is None:
            said = Predicate(noun.idx, noun.idx + len(noun.text), "is_a", "is")
            target = reader.phrase(noun)
            yield standing(bounds, reader.phrase(name), said, target, "apposition")
            for related, place in tied_names(noun):
                tied = reader.phrase(place)
                yield standing(bounds, reader.phrase(name), related, tied, "apposition")
    for noun in children(name, (ud.DESC, ud.COMPOUND)):
        if noun.pos_ == "NOUN" and noun.i < name.i and noun.dep_ == ud.DESC:
            yield from _title(name, noun, bounds, reader)


def _title(name: Token, noun: Token, bounds: tuple[int, int], reader: Reader) -> Iterator[Fact]:
    if lemma(noun) in lx.HONORIFICS:
        return
    whole = child(noun, ud.POSS) or child(name, ud.POSS)
    owner = _owner(whole, reader) if whole is not None else None
    if owner is not None:
        yield standing(bounds, owner, _have(noun), reader.phrase(name), "possessive")
    elif whole is None:
        yield _is_a(name, noun, bounds, reader)
