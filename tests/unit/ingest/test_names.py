"""Mentions of the rules and names of the network become one list."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from graphmem.ingest.extract import Mention
from graphmem.ingest.facts.read import Named, Parsed
from graphmem.ingest.names import join_names


def _parsed(text: str, pos: str, *names: Named) -> Parsed:
    """Make a parse of words that blanks part, with their parts of speech."""
    words = text.split()
    vocab = create_vocab("en", English.Defaults)
    doc = Doc(vocab, words=words, pos=pos.split())
    starts, ends, at = {}, {}, 0
    for token in doc:
        start = text.index(token.text, at)
        at = start + len(token.text)
        starts[token.idx], ends[token.idx + len(token.text)] = start, at
    return Parsed(doc, starts, ends, names)


def _at(text: str, words: str, label: str, score: float = 0.9) -> Named:
    start = text.index(words)
    return Named(start, start + len(words), label, score)


def _rule(text: str, words: str, confidence: float = 0.8, **fields: str) -> Mention:
    start = text.index(words)
    values = {"kind": "name", "role": "mention"} | fields
    return Mention(start, start + len(words), words, confidence=confidence, **values)


def _told(mentions: tuple[Mention, ...]) -> list[tuple[str, str, str]]:
    return [(m.name, m.kind, m.role) for m in mentions]


def test_the_network_tells_the_kind_of_what_the_rules_found():
    """The words stay the rules', so that keys stay the same."""
    text = "Ana met Siemens in Oslo"
    parsed = _parsed(text, "PROPN VERB PROPN ADP PROPN", _at(text, "Siemens", "organisation", 0.95))

    [mention] = join_names(text, [_rule(text, "Siemens")], parsed)

    assert (mention.name, mention.kind, mention.confidence) == ("Siemens", "organisation", 0.95)


def test_names_without_capitals_come_from_the_network():
    """The rules see capitals only; a leading article is no part of a name."""
    text = "i saw the louvre with tom"
    parsed = _parsed(
        text,
        "PRON VERB DET PROPN ADP PROPN",
        _at(text, "the louvre", "place"),
        _at(text, "tom", "person"),
    )

    assert _told(join_names(text, [], parsed)) == [
        ("louvre", "place", "mention"),
        ("tom", "person", "mention"),
    ]


def test_what_the_network_is_not_sure_of_is_left_out():
    """Alone it needs more than an even chance; dates and numbers are no names."""
    text = "saw blue on monday with 3"
    parsed = _parsed(
        text,
        "VERB ADJ ADP PROPN ADP NUM",
        _at(text, "blue", "work", 0.3),
        _at(text, "monday", "date"),
        _at(text, "3", "number"),
    )

    assert join_names(text, [], parsed) == ()


def test_a_capital_that_is_the_sentences_is_no_name():
    """The rules doubt "Sushi" of "Sushi is great"; the network reads a noun."""
    text = "Sushi is great"
    doubtful, sure = _rule(text, "Sushi", 0.5), _rule(text, "Sushi", 0.8)
    parsed = _parsed(text, "NOUN AUX ADJ")

    assert join_names(text, [doubtful], parsed) == ()
    assert _told(join_names(text, [sure], parsed)) == [("Sushi", "name", "mention")]
    named = _parsed(text, "PROPN AUX ADJ")
    assert _told(join_names(text, [doubtful], named)) == [("Sushi", "name", "mention")]


def test_topics_and_speakers_keep_their_roles_and_lead():
    """Speaker first, then by place; a topic before a mention of the same place."""
    text = "Rome : a city"
    speaker = Mention(0, 0, "Ana", "person", "speaker", 1.0)
    topic = _rule(text, "Rome", role="topic")
    parsed = _parsed(text, "PROPN PUNCT DET NOUN", _at(text, "Rome", "place"))

    found = join_names(text, [topic, speaker], parsed)

    assert _told(found) == [("Ana", "person", "speaker"), ("Rome", "place", "topic")]


def test_addresses_and_amounts_are_the_rules_business():
    """A kind that a pattern told is not changed."""
    text = "pay 5 kg to a@b.org"
    found = [_rule(text, "5 kg", kind="quantity"), _rule(text, "a@b.org", kind="email")]
    parsed = _parsed(
        text,
        "VERB NUM NOUN ADP X",
        _at(text, "5 kg", "product"),
        _at(text, "a@b.org", "organisation"),
    )

    assert [m.kind for m in join_names(text, found, parsed)] == ["quantity", "email"]
