"""Facts of whole chats, read by the shipped network: what is stated is found, small talk is not.

``tests/data/chat_facts.json`` holds four chats. Each stated fact has one or more wordings, a list
of the subject and of words that the fact's text must hold.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from graphmem.ingest.extract import Before, Extraction, FactDraft, Said
from graphmem.ingest.model_extractor import ModelExtractor

_AT = datetime(2024, 3, 5, 12, tzinfo=UTC)
_CHATS = json.loads(
    (Path(__file__).parents[3] / "data" / "chat_facts.json").read_text(encoding="utf-8")
)
_FOUND, _TOLD = 0.82, 0.85  # least share of stated facts found; of facts that were stated


@cache
def _extractor() -> ModelExtractor:
    return ModelExtractor.load(threads=2)


def _read(turns: list[tuple[str, str]]) -> list[Extraction]:
    before = [tuple(Before(*t) for t in turns[max(0, n - 4) : n]) for n in range(len(turns))]
    said = [Said(text, _AT, who, b) for (who, text), b in zip(turns, before, strict=True)]
    return _extractor().extract_all(said)


def _last(*turns: str) -> list[FactDraft]:
    """Return the facts of the last turn of a talk of Ana and Ben, which Ana says."""
    who = [("Ana", "Ben")[(len(turns) - n) % 2 == 0] for n in range(len(turns))]
    return list(_read(list(zip(who, turns, strict=True)))[-1].facts)


def _holds(fact: FactDraft, wording: list[str]) -> bool:
    words = f"{fact.text}{'' if fact.positive else ' not '}".lower()
    subject, *told = (w.lower() for w in wording)
    return subject in fact.subject.lower() and all(w in words for w in told)


def test_most_of_what_chats_state_is_found_and_little_else() -> None:
    """Over the 85 turns of the four chats; the shares are floors."""
    stated = found = facts = told = 0
    for chat in _CHATS:
        read = _read([(turn["speaker"], turn["text"]) for turn in chat])
        for turn, extraction in zip(chat, read, strict=True):
            wordings = turn["facts"]
            stated += len(wordings)
            found += sum(any(_holds(f, w) for f in extraction.facts for w in ws) for ws in wordings)
            facts += len(extraction.facts)
            told += sum(any(_holds(f, w) for ws in wordings for w in ws) for f in extraction.facts)

    assert found / stated >= _FOUND, (found, stated)
    assert told / facts >= _TOLD, (told, facts)


@pytest.mark.parametrize(
    ("question", "answer", "text"),
    [
        ("How many kids do you have?", "Two! A girl and a boy.",
         "Ana has two kids: a girl and a boy"),
        ("Do you have kids?", "Yeah, two kids!", "Ana has two kids"),
        ("What kind of music do you listen to?", "Mostly jazz.", "Ana listens to mostly jazz"),
        ("Where do you live now?", "In a flat in Porto.", "Ana lives in a flat in Porto"),
        ("Do you still volunteer there?", "Yep, every Sunday.",
         "Ana still volunteers there every Sunday"),
        ("When are you leaving?", "Next Friday.", "Ana is leaving next Friday"),
        ("How old is your son?", "Six.", "Ana's son is six years old"),
    ],
)  # fmt: skip
def test_an_answer_takes_the_predicate_of_its_question(
    question: str, answer: str, text: str
) -> None:
    """The answer alone has no verb, or no subject."""
    assert text in [fact.text for fact in _last(question, answer)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How are you?", "Great, thanks!"),
        ("Want to grab a coffee?", "Sure!"),
        ("Can you help me?", "Yes, of course."),
        ("Why did you leave?", "Money."),
        ("Where did you grow up?", "Ben!"),
    ],
)
def test_a_polite_or_loose_answer_states_nothing(question: str, answer: str) -> None:
    """Requests, greetings, reasons and calls are no facts."""
    assert _last(question, answer) == []


def test_no_denies_what_was_asked() -> None:
    """And the words say so."""
    [fact] = _last("Do you have any allergies?", "No, none.")

    assert (fact.subject, fact.predicate, fact.object) == ("Ana", "have", "allergies")
    assert not fact.positive
    assert fact.text == "Ana does not have allergies"


def test_it_is_the_thing_of_the_clause_before() -> None:
    """But not what happened: "it was fun" stays out."""
    facts = _last("I bought a red kayak last week. I keep it in the garage. It was fun.")

    assert [(f.predicate, f.object) for f in facts][1] == ("keep", "Ana's red kayak")
    assert len(facts) == 2


def test_a_pet_gets_its_name_and_stays_the_same() -> None:
    """Case: a puppy, then its name, then "he"."""
    facts = _last("We adopted a puppy last week. His name is Biscuit. He loves the beach.")

    assert ("Ana's puppy", "name_is", "Biscuit") in [
        (f.subject, f.predicate, f.object) for f in facts
    ]
    assert ("Biscuit", "love", "beach") in [(f.subject, f.predicate, f.object) for f in facts]


def test_she_is_who_was_just_named() -> None:
    """Case: "her name is Ottilie, she owns ..."."""
    [fact] = _last("What is she like?", "Her name is Ottilie, she owns Kestrel.")

    assert (fact.subject, fact.predicate, fact.object) == ("Ottilie", "own", "Kestrel")


def test_a_wish_keeps_who_wishes() -> None:
    """In words, and as who said it."""
    [fact] = _last("My mom wants me to come home to Lagos.")

    assert fact.text == "Ana's mom wants Ana to come home to Lagos"
    assert (fact.modality, fact.said_by) == ("wanted", "Ana's mom")


def test_what_is_denied_is_not_told_in_the_words_of_the_rest() -> None:
    """Case: "green tea, no more coffee"."""
    text = "The doctor told me to stop, so now I only drink green tea, no more coffee."
    texts = {f.object: f.text for f in _last(text)}

    assert texts["coffee"] == "Ana drinks no more coffee"
    assert texts["green tea"].startswith("Ana only drinks green tea")


@pytest.mark.parametrize(
    "text",
    [
        "I'm so proud of you!",
        "Art really helps people express themselves.",
        "Exhausting, but worth it.",
        "I can't wait to see the pictures!",
        "The world needs more people like you.",
        "[shares a photo: a dog on a beach]",
    ],
)
def test_small_talk_gives_nothing(text: str) -> None:
    """Praise, generalities, exclamations and captions."""
    assert _last("Hi!", text) == []


def test_a_reason_belongs_to_the_fact() -> None:
    """A short clause of why or when is part of what is told."""
    [fact] = [f for f in _last("I quit my job because my boss was rude.") if f.predicate == "quit"]

    assert fact.text == "Ana quit Ana's job because Ana's boss was rude"


def test_read_is_past_beside_a_time_of_the_past() -> None:
    """The spelling does not tell."""
    [fact] = _last("I read a novel last month.")

    assert (fact.tense, fact.text) == ("past", "Ana read a novel last month")
