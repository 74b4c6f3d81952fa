"""A batch of texts read as wholes: parsed together, then names, times and facts of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.lang.en import English
from spacy.vocab import create_vocab

from graphmem.ingest.extract import Before, Extraction, Said, SentenceSpan
from graphmem.ingest.facts import Turn, after, find_facts
from graphmem.ingest.facts.drafts import drafts
from graphmem.ingest.facts.read import Parsed, read_texts
from graphmem.ingest.names import join_names
from graphmem.ingest.rules.entities import find_mentions
from graphmem.ingest.rules.language import foreign
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.ingest.rules.times import find_times
from graphmem.psm.remembered import SentenceParser

_CAPTION = re.compile(r"\[[^\[\]]*\s[^\[\]]*\]")
_LOOKED_AT = 4  # last sentences of an earlier turn
Text = tuple[str, tuple[SentenceSpan, ...]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One text, cut into sentences.

    Attributes:
        reason: Why the English rules do not apply; None: they do.
        before: The turns before it that are English, with the sentences that are looked at.
    """

    said: Said
    sentences: tuple[SentenceSpan, ...]
    reason: str | None
    before: tuple[tuple[Before, Text], ...]


def read_said(said: Sequence[Said], parser: SentenceParser) -> list[Extraction]:
    """Return what each text says, in order.

    Raises:
        ValueError: An ``occurred_at`` has no zone.
    """
    cut: dict[str, tuple[SentenceSpan, ...]] = {}  # a turn comes again before the next ones
    plans = [_plan(one, cut) for one in said]
    texts = list(dict.fromkeys(text for plan in plans for text in _texts(plan)))
    # A vocabulary of its own for each batch: a lasting one would grow with every word ever
    # seen, and threads would write to it at once.
    vocab = create_vocab("en", English.Defaults)
    parsed = dict(zip(texts, read_texts(texts, parser, vocab), strict=True))
    return [_extraction(plan, [parsed[text] for text in _texts(plan)]) for plan in plans]


def _plan(said: Said, cut: dict[str, tuple[SentenceSpan, ...]]) -> _Plan:
    if said.occurred_at.tzinfo is None:
        raise ValueError("occurred_at must have a zone")

    def sentences(text: str) -> tuple[SentenceSpan, ...]:
        if text not in cut:
            cut[text] = split_sentences(text)
        return cut[text]

    reason = foreign(said.text)
    if reason is not None:
        return _Plan(said, sentences(said.text), reason, ())
    turns = [turn for turn in said.before if foreign(turn.text) is None]
    before = [
        (turn, (turn.text, _spoken(turn.text, sentences(turn.text))[-_LOOKED_AT:]))
        for turn in turns
    ]
    return _Plan(said, sentences(said.text), None, tuple(before))


def _texts(plan: _Plan) -> list[Text]:
    """Return what is to be parsed for a text: the turns before it, then itself."""
    text = plan.said.text
    own: list[Text] = [] if plan.reason else [(text, _spoken(text, plan.sentences))]
    return [text for _, text in plan.before] + own


def _spoken(text: str, sentences: tuple[SentenceSpan, ...]) -> tuple[SentenceSpan, ...]:
    """Return sentences with what stands in square brackets, as a photo's caption, cut out apart."""
    return tuple(part for span in sentences for part in _around_captions(text, span))


def _around_captions(text: str, span: SentenceSpan) -> Iterator[SentenceSpan]:
    start = span.start
    for caption in _CAPTION.finditer(text, span.start, span.end):
        yield from _stripped(text, start, caption.start())
        yield SentenceSpan(caption.start(), caption.end())
        start = caption.end()
    yield from _stripped(text, start, span.end)


def _stripped(text: str, start: int, end: int) -> Iterator[SentenceSpan]:
    words = text[start:end]
    if words.strip():
        yield SentenceSpan(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _extraction(plan: _Plan, parsed: Sequence[Parsed]) -> Extraction:
    said = plan.said
    found = find_mentions(said.text, plan.sentences, said.speaker)
    if plan.reason is not None:
        warning = f"language: the model is for English ({plan.reason}); names only"
        return Extraction(plan.sentences, found, (), (), (warning,))
    *before, own = parsed
    times = find_times(said.text, plan.sentences, said.occurred_at)
    turn = _turn(plan, before)
    facts = find_facts(own.doc, turn).facts
    named = join_names(said.text, found, own)
    return Extraction(
        sentences=plan.sentences,
        mentions=named,
        times=times,
        facts=tuple(drafts(facts, own, times, named)),
    )


def _turn(plan: _Plan, before: Sequence[Parsed]) -> Turn:
    """Return who speaks to whom, and the people that the turns before spoke of."""
    speakers = [plan.said.speaker, *(turn.speaker for turn in plan.said.before)]
    order = [*(turn.speaker for turn, _ in plan.before), plan.said.speaker]
    turn = Turn(order[0], _addressee(order[0], speakers))
    for parsed, speaker in zip(before, order[1:], strict=True):
        turn = after(parsed.doc, turn, speaker, _addressee(speaker, speakers))
    return turn


def _addressee(speaker: str | None, speakers: Sequence[str | None]) -> str | None:
    """Return who is spoken to: the only other one who speaks here, if there is just one."""
    others = set(_others(speaker, speakers))
    return others.pop() if len(others) == 1 else None


def _others(speaker: str | None, speakers: Sequence[str | None]) -> Iterator[str]:
    for name in speakers:
        if name is not None and name != speaker:
            yield name
