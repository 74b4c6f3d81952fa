"""Facts of clauses with a copula, or with one left out ("Clara is a doctor", "Ana so proud")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts import roles
from graphmem.ingest.facts.arguments import Argument, case_of, is_time, obliques
from graphmem.ingest.facts.building import build, subjects
from graphmem.ingest.facts.clauses import Clause
from graphmem.ingest.facts.clefts import cleft_facts, told_by_clause
from graphmem.ingest.facts.fact import Fact, Phrase, Predicate
from graphmem.ingest.facts.leading import leading
from graphmem.ingest.facts.modality import governed
from graphmem.ingest.facts.occasions import event_name, has_day, planned
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.ties import tied_names
from graphmem.ingest.facts.tree import (
    child,
    children,
    clean_lemmas,
    clean_words,
    feature,
    is_predicate,
    lemma,
    with_conjuncts,
)
from graphmem.ingest.facts.whereabouts import home_facts

Subject = tuple[Phrase, Token | None]


def copular_facts(clause: Clause, reader: Reader) -> Iterator[Fact]:
    """Yield the facts of a clause whose head is a noun, an adjective or a prepositional phrase."""
    listed = any(is_time(s) for s in clause.subjects)  # "Monday: lentil soup"
    if child(clause.head, ud.COP) is None and (listed or _apart(clause)):
        return
    for subject in subjects(clause, reader):
        told = told_by_clause(subject[1])
        if told is not None and (found := list(cleft_facts(clause, told, reader))):
            yield from found
            continue
        owned = reader.owned_by(subject[0])
        related = list(_relation(clause, subject, owned)) or list(
            _turned_round(clause, subject, reader)
        )
        yield from related or _plain(clause, subject, owned)
        yield from home_facts(clause, subject, owned)


def _apart(clause: Clause) -> bool:
    """Tell whether a mark stands where the copula would ("pronunciation: ...")."""
    if not clause.subjects or clause.how != "own":
        return False
    between = clause.head.doc[clause.subjects[-1].i : clause.head.i]
    return any(t.is_punct for t in between)


def _plain(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    head = clause.head
    subject = replace(subject[0], name=event_name(subject, head, reader)), subject[1]
    if head.pos_ == "VERB" and subject[1] is not None and lemma(subject[1]) in lx.AIMS:
        inner = [t for t in head.subtree if t.i >= head.i and t.dep_ != ud.PUNCT]
        said = _be(clause, (), head, reader)
        yield build(clause, subject, said, reader.span(inner, "clause"), "copula", reader)
        return
    if head.pos_ == "ADJ" or (head.pos_ == "ADV" and not case_of(head)):
        yield from _adjective(clause, subject, reader)
        return
    if head.lower_ == "where" or (
        head.pos_ == "PRON" and feature(head, "PronType") in ("Int", "Rel")
    ):
        return
    yield from leading(clause, subject, reader)
    for noun in [head, *_more(head)]:
        case = case_of(noun) or case_of(head)
        if is_time(noun) and not has_day(subject):
            continue
        said = _be(clause, case, noun, reader)
        phrase = reader.phrase(noun)
        fact = build(clause, subject, said, phrase, "copula", reader, (noun,))
        set_ = fact.modality == "planned" and case and planned(subject[1])  # it "will be in May"
        yield replace(fact, modality="asserted") if set_ else fact
        if not case:
            for related, place in tied_names(noun):
                tied = reader.phrase(place)
                yield build(clause, subject, related, tied, "copula", reader, (noun,))


def _more(head: Token) -> list[Token]:
    """Return predicate nouns coordinated with the first ("a doctor and a mother")."""
    return [n for n in with_conjuncts(head)[1:] if n.pos_ in ud.NOMINAL_POS]


def _adjective(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    head = clause.head
    first = subject[0].kind == "speaker"
    found = False
    for target in obliques(head):
        found = True
        name = "_".join([*_governors(clause), *clean_words([head, *target.through, *target.case])])
        words = " ".join([_copula(clause, first=first), *_texts(head, target)])
        said = Predicate(head.idx, head.idx + len(head.text), name, words)
        yield build(
            clause, subject, said, reader.phrase(target.head), "copula", reader, (target.head,)
        )
    if not found:
        for word in (head, *(c for c in children(head, (ud.CONJ,)) if _alike(c))):
            kept = [c for c in children(word, (ud.ADVMOD,)) if _degree(c)]
            run = [t for t in (*kept, word) if word.i - t.i <= len(kept)]
            phrase = reader.span(run if _adjacent(run) else [word], "value")
            yield build(clause, subject, _be(clause, (), word, reader), phrase, "copula", reader)


def _alike(word: Token) -> bool:
    """Tell an adjective of the same subject from one that heads a clause of its own."""
    return word.pos_ == "ADJ" and not is_predicate(word)


def _degree(adverb: Token) -> bool:
    """Tell "very tired" from "no longer tired", of which the adverb denies."""
    denies = any(lemma(c) == "no" for c in adverb.children)
    return adverb.i < adverb.head.i and lemma(adverb) not in lx.NEGATIONS | lx.HEDGES and not denies


def _adjacent(tokens: list[Token]) -> bool:
    places = sorted(t.i for t in tokens)
    return places[-1] - places[0] == len(places) - 1


def _texts(head: Token, target: Argument) -> list[str]:
    return [head.text.lower(), *(t.text.lower() for t in (*target.through, *target.case))]


def _governors(clause: Clause) -> list[str]:
    """Return the lemmas of verbs above a copula ("wants to be a doctor") that add a meaning."""
    chain = clause.chain
    pairs = pairwise(chain)
    return [
        w
        for g, b in pairs
        if g.pos_ != "ADJ" and lemma(g) not in lx.GOING_ON and governed(g, b) is None
        for w in clean_lemmas([g])
    ]


def _be(clause: Clause, case: tuple[Token, ...], noun: Token, reader: Reader) -> Predicate:
    """Return "be_in" for a place, "is_a" for a class, "be" for the rest."""
    copula = child(clause.head, ud.COP) or noun
    alone = "is_a" if _classifies(noun) and not case else "be"
    name = "_".join([*_governors(clause), alone, *clean_words(case)])
    first = reader.owner is not None and reader.owner.kind == "speaker"
    words = " ".join([_copula(clause, first=first), *(t.text.lower() for t in case)])
    return Predicate(copula.idx, copula.idx + len(copula.text), name, words)


def _classifies(noun: Token) -> bool:
    """Tell "a doctor" and "friends" from "the sister of Ben" and "Ben"."""
    if noun.pos_ != "NOUN":
        return False
    if child(noun, ud.POSS) is not None:
        return False
    article = child(noun, ud.DET)
    return article is None or feature(article, "Definite") == "Ind"


def _copula(clause: Clause, *, first: bool) -> str:
    """Return the copula with auxiliaries and negation, as said; "is" where it was left out."""
    third = {"am": "is", "'m": "is", "’m": "is", "'s": "is", "’s": "is", "'re": "is", "’re": "is"}
    if first:
        third |= {"are": "is", "were": "was", "have": "has", "'ve": "has", "’ve": "has"}
    long = {"n't": "not", "n’t": "not", "'ll": "will", "’ll": "will", "ca": "can", "wo": "will"}
    said: list[str] = []
    for verb in clause.chain:
        for token in sorted([verb, *verb.children], key=lambda t: t.i):
            if token.dep_ in ud.AUXILIARIES | {ud.COP} or _negates(token):
                word = token.lower_
                said.append(third.get(word, long.get(word, word)))
            elif token.i == verb.i and verb is not clause.head:
                said.append(token.lower_)
            elif token.dep_ == ud.MARK and token.lower_ == "to" and verb.dep_ == ud.XCOMP:
                said.append("to")
    return " ".join(said) or "is"


def _negates(token: Token) -> bool:
    return token.dep_ == ud.ADVMOD and lemma(token) in lx.NEGATIONS


def _relation(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield "my sister is Clara" as have_sister, "the capital of France is Paris" likewise.

    And the name of something: "my dog's name is Rex".
    """
    head, noun = clause.head, subject[1]
    if noun is None or noun.pos_ != "NOUN" or case_of(head) or child(noun, ud.APPOS) is not None:
        return
    noun = roles.named_role(noun)
    if not roles.is_value(noun, head) or not roles.lasting(noun):
        return
    whole = roles.whole_of(noun)
    owner = roles.owner_of(whole, reader) if whole is not None else None
    if owner is None:
        return
    said = roles.role(noun)
    for target in with_conjuncts(head):
        fact = build(
            clause, (owner, None), said, reader.phrase(target), "possessive", reader, (target,)
        )
        chosen = fact.modality == "obliged" and roles.favourite(noun)  # "it has to be Muse"
        yield replace(fact, modality="asserted") if chosen else fact
    if said.name == "name_is" and whole is not None:
        yield from named_whole(clause, whole, head, reader)


def named_whole(clause: Clause, whole: Token, name: Token, reader: Reader) -> Iterator[Fact]:
    """Yield "have_boss Ida" beside the name of "my boss"."""
    owner = child(whole, ud.POSS) if whole.pos_ == "NOUN" and roles.lasting(whole) else None
    found = roles.owner_of(owner, reader) if owner is not None else None
    if found is not None and found.kind != "pronoun" and is_name(name):
        said, target = roles.role(whole), reader.phrase(name)
        yield build(clause, (found, None), said, target, "possessive", reader, (name,))


def _turned_round(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield "Clara is my sister" as have_sister, "swimming is my favourite sport" likewise."""
    noun = clause.head
    whole = child(noun, ud.POSS)
    if whole is None or noun.pos_ != "NOUN" or case_of(noun) or not roles.lasting(noun):
        return
    if subject[0].kind != "entity" and not roles.favourite(noun):
        return
    owner = roles.owner_of(whole, reader)
    if owner is not None and owner.kind != "pronoun":
        yield build(
            clause, (owner, None), roles.role(noun), subject[0], "possessive", reader, (noun,)
        )


def role_of(noun: Token, reader: Reader) -> tuple[Phrase, Predicate] | None:
    """Return whose, and what, "your favourite food" and "her name" are; None for other things."""
    whole = child(noun, ud.POSS)
    told = roles.favourite(noun) or lemma(noun) in roles.VALUED | roles.NAMED
    if whole is None or not told:
        return None
    owner = roles.owner_of(whole, reader)
    return (owner, roles.role(noun)) if owner is not None and owner.kind != "pronoun" else None
