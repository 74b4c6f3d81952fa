"""All facts of a parsed text: every clause and noun phrase, filtered, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from graphmem.ingest.facts.again import employed_at, said_again
from graphmem.ingest.facts.answers import answered
from graphmem.ingest.facts.clauses import find_clauses
from graphmem.ingest.facts.code import code_spans, is_in
from graphmem.ingest.facts.copular import copular_facts
from graphmem.ingest.facts.denied import corrected, denied_facts, ended, last_told
from graphmem.ingest.facts.fact import Fact, Found, Rejected
from graphmem.ingest.facts.filters import reason
from graphmem.ingest.facts.nominal import nominal_facts
from graphmem.ingest.facts.people import People, find_people
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.resolve import Known, Question, Turn
from graphmem.ingest.facts.talk import said_elsewhere, small_talk
from graphmem.ingest.facts.things import Things, find_things
from graphmem.ingest.facts.verbal import verbal_facts
from graphmem.ingest.facts.whereabouts import home_named, where_facts


def find_facts(doc: Doc, turn: Turn | None = None) -> Found:
    """Return the facts of a text whose ``Doc`` holds heads, UD labels, UPOS, features, lemmas.

    Args:
        doc: One turn or passage; entity spans, where it has them, tell people and times.
        turn: Who speaks to whom; absent: "I" and "you" stay unresolved.
    """
    reader, _, _ = _reader(doc, turn or Turn())
    best: dict[tuple[str, str, str, bool], Fact] = {}
    dropped: list[Rejected] = []
    chat = reader.turn.speaker is not None
    code = code_spans(doc.text)
    for fact in _candidates(doc, reader):
        why = "code" if is_in(code, fact.predicate.start) else reason(fact)
        why = why or (small_talk(fact) if chat else None)
        if why is not None:
            dropped.append(Rejected(fact, why))
            continue
        key = (fact.subject.name, fact.predicate.name, fact.object.name, fact.positive)
        if key not in best or best[key].confidence < fact.confidence:
            best[key] = fact
    kept = said_elsewhere(list(best.values())) if chat else best.values()
    return Found(tuple(sorted(kept, key=_order)), tuple(dropped))


def mentions(doc: Doc, turn: Turn | None = None, *, last: int = 4) -> tuple[Known, ...]:
    """Return the people of a text and of the turns before it, for the next turn's ``Turn``.

    Args:
        doc: A parsed turn.
        turn: What was handed to it.
        last: How many at most, the latest.
    """
    _, people, _ = _reader(doc, turn or Turn())
    return people.known(last)


def after(doc: Doc, turn: Turn, speaker: str | None, addressee: str | None) -> Turn:
    """Return what is known when somebody speaks after a turn.

    Args:
        doc: The parsed turn.
        turn: What was known when that was said.
        speaker: Who speaks now.
        addressee: To whom; None: to several, or to nobody known.
    """
    _, people, things = _reader(doc, turn)
    asked = Question(doc, turn) if turn.speaker not in (None, speaker) else None
    return Turn(speaker, addressee, people.known(4), things.last, asked)


def pronouns_of(doc: Doc, turn: Turn | None = None) -> dict[int, str]:
    """Return whom the pronouns of a text mean, by position; only those that are resolved."""
    _, people, _ = _reader(doc, turn or Turn())
    return people.pronouns


def _reader(doc: Doc, turn: Turn) -> tuple[Reader, People, Things]:
    reader = Reader(doc, turn)
    people = find_people(doc, turn, reader.person_name)
    reader = replace(reader, pronouns=people.pronouns)
    things = find_things(doc, turn.things, reader.thing_name)
    return replace(reader, things=things.pronouns), people, things


def _candidates(doc: Doc, reader: Reader) -> Iterator[Fact]:
    if (asked := reader.turn.asked) is not None:
        yield from answered(doc, reader, _reader(asked.doc, asked.turn)[0])
    told: list[Fact] = []
    for sentence in doc.sents:
        if sentence[0].text == "[":  # what a photo shows
            continue
        found = [*_of_sentence(sentence, reader)]
        if reader.turn.speaker is not None:
            found += [d for f in found for d in denied_facts(f, doc, reader)]
            last = last_told(told, sentence)
            found += [] if last is None else corrected(last, sentence, reader)
            found += employed_at(sentence, found)
            found += said_again(sentence, [*told, *found], reader)
            found = [ended(f, found, doc) for f in found]
        yield from found
        told += [f for f in found if reason(f) is None]


def _of_sentence(sentence: Span, reader: Reader) -> Iterator[Fact]:
    yield from nominal_facts(sentence, reader)
    for clause in find_clauses(sentence):
        rules = verbal_facts if clause.verbal else copular_facts
        where = [*where_facts(clause.head, clause, reader)]
        yield from (f for f in rules(clause, reader) if not where or f.rule != "single")
        yield from where
        for noun in clause.subjects if clause.how == "own" else ():
            yield from home_named(noun, clause, reader)


def _order(fact: Fact) -> tuple[int, int, int, int, str]:
    return (*fact.span, fact.object.start, fact.predicate.start, fact.predicate.name)
