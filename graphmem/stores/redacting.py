"""Cutting words out of events that stay: texts, sentences, vectors, and what was read there.

What is left gets ids anew, made with the user's secret: an event's own id may be a hash of its
words, and whoever holds it could test a guess at those that are gone. To caches it is another
event. Who says the old words again is refused. What was archived lies unpacked until the next
sleep.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from graphmem import ids
from graphmem.stores.base import Row
from graphmem.stores.cutting import BAR, Forms, Span, blanked, is_inside, meets, merged, starts_of
from graphmem.stores.erasing import text_of
from graphmem.stores.erasure import Embedder, Touched, Work
from graphmem.stores.feed import tombstone_key
from graphmem.stores.passages import Passage, place_of, read_passages
from graphmem.stores.queries import Query, load
from graphmem.stores.records import spoken

_SEMANTICS = load("erase.list_semantics_of_events")
_SET_TEXTS = load("erase.set_texts")
_SET_SPANS = load("erase.set_spans")
_UNITS = ("event", "sentence")
_SET_SAID = {u: load(f"erase.set_{u}_statements") for u in _UNITS}
_DELETE_SAID = {u: load(f"erase.delete_{u}_statements") for u in _UNITS}
_DELETE_MENTIONS = {u: load(f"erase.delete_{u}_mentions") for u in _UNITS}
_TAIL = load("sessions.set_tails")
_PAGE = 200  # events that are cut at a time: their vectors are held
_BATCH = 128  # texts that the encoder takes at once


@dataclass(frozen=True, slots=True)
class Cut:
    """What goes from a passage.

    Attributes:
        spans: Of the whole event's text.
        clean: What becomes of its other words: the caller's data, the words of statements; None
            for what cannot stay. Given text as it is, it gives text as it may stay.
        speaker: Who said it is not told any more.
        values: Words that no statement may hold which is told in part of what is cut.
    """

    spans: tuple[Span, ...]
    clean: Callable[[str], str] = str
    speaker: bool = False
    values: Forms = field(default_factory=lambda: Forms(()))


@dataclass(slots=True)
class Redaction:
    """What was cut.

    Attributes:
        events: Id now and id before, of whole events.
        buried: Ids that are no more: of the events and of their chunks.
        words: Texts as they were.
    """

    events: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    buried: list[str] = field(default_factory=list[str])
    words: list[str] = field(default_factory=list[str])


Planner = Callable[[Passage], "Cut | None"]


def redact(
    work: Work,
    event_ids: Sequence[str],
    plan: Planner,
    touched: Touched,
    doomed: Collection[str] = (),
) -> Redaction:
    """Cut words out of whole events, as ``plan`` says of each; None leaves it as it is.

    A statement whose words are all cut goes with them; one that keeps some is told in plain words.

    Args:
        touched: Gets what loses support by it.
        doomed: Facts that go in any case.
    """
    done = Redaction()
    for first in range(0, len(event_ids), _PAGE):
        page = read_passages(work, event_ids[first : first + _PAGE])
        cuts = [(p, cut) for p in page if (cut := plan(p)) is not None]
        touched.semantics |= set(work.ids((_SEMANTICS,), [p.id for p, _ in cuts]))
        for passage, cut in cuts:
            _unsay(work, passage, cut, touched, doomed)
            touched.quoted.add(passage.text)
            done.words.append(passage.text)
        _write(work, cuts, done)
    return done


def _unsay(
    work: Work, passage: Passage, cut: Cut, touched: Touched, doomed: Collection[str]
) -> None:
    """Take away mentions and statements that are cut, and other words of those that stay."""
    spans = merged(cut.spans)
    gone = [
        row
        for row in passage.mentions
        if (row["role"] == "speaker" and cut.speaker) or is_inside(place_of(row), spans)
    ]
    _change(work, _DELETE_MENTIONS, gone)
    touched.entities |= {str(row["entity_id"]) for row in gone}
    left = blanked(passage.text, spans)
    lost, plain = list[Row](), list[Row]()
    for row in passage.sayings:
        said, place, words = str(row["text"]), place_of(row), _in_plain_words(row)
        partly = meets(place, spans)
        touched.facts.add(str(row["fact_id"]))
        quoting = cut.clean(words) != words or (partly and words in cut.values)
        unnamed = partly and _loses_a_name(row, passage.text, left)
        if row["fact_id"] in doomed or is_inside(place, spans) or quoting or unnamed:
            lost.append(row)
        elif partly or cut.clean(said) != said:
            plain.append({**row, "new_text": words})
    _change(work, _DELETE_SAID, lost)
    _change(work, _SET_SAID, plain)


def _change(work: Work, queries: Mapping[str, Query], rows: Sequence[Row]) -> None:
    """Write to the edges of events, and to those of sentences."""
    for unit, query in queries.items():
        work.change_rows(query, [row for row in rows if row["unit"] == unit])


def _loses_a_name(row: Row, text: str, left: str) -> bool:
    """Tell whether a statement is about something that stood in the text only where it is cut."""
    about = (str(row[n]) for n in ("subject", "object", "literal") if row[n] is not None)
    names = [Forms((name,)) for name in about]
    return any(text in name and left not in name for name in names)


def _in_plain_words(row: Row) -> str:
    """Return a statement as subject, predicate and object, without the words it was told in."""
    verb = str(row["predicate"]).replace("_", " ")
    target = row["object"] if row["object"] is not None else row["literal"]
    return f"{row['subject']} {'' if row['polarity'] else 'not '}{verb} {target}"


def _write(work: Work, cuts: Sequence[tuple[Passage, Cut]], done: Redaction) -> None:
    """Store what is left of texts and sentences, with their vectors, under other ids."""
    units: list[Row] = []
    sentences: list[Row] = []
    tails: list[Row] = []
    for passage, cut in cuts:
        event_id = _renamed(work, passage.id)
        units += [_unit(passage, cut, row, event_id) for row in (passage.row, *passage.pieces)]
        sentences += [_sentence(passage, cut, row, event_id) for row in passage.spans]
        done.events.append((event_id, passage.id))
        done.buried += [passage.id, *(str(row["id"]) for row in passage.pieces)]
        if passage.row["tail_id"] == passage.id:
            tails.append(
                {
                    "session_id": passage.row["session_id"],
                    "tail_id": event_id,
                    "tail_at": passage.row["occurred_at"],
                    "tail_seq": passage.row["seq"],
                }
            )
    for rows in (units, sentences):
        _embed(work.encoder, rows)
    work.change(_SET_TEXTS, units)
    work.change(_SET_SPANS, sentences)
    work.change_rows(_TAIL, tails)


def _renamed(work: Work, event_id: str) -> str:
    """Return another id for an event, which tells nothing of its words."""
    return ids.digest("redacted", tombstone_key(work.secret, event_id))


def _unit(passage: Passage, cut: Cut, row: Row, event_id: str) -> Row:
    """Return what is left of an event or a chunk; of one that is in no known place, nothing."""
    new_id, text, start = event_id, passage.text, 0
    if row is not passage.row:
        text, places = text_of(row), [(str(r["id"]), text_of(r)) for r in passage.pieces]
        start = starts_of(passage.text, passage.id, places).get(str(row["id"]), -1)
        new_id = ids.digest("chunk", event_id, str(start), str(start + len(text)))
    left = blanked(text, merged(cut.spans), start) if start >= 0 else BAR * len(text)
    speaker = None if cut.speaker else cast("str | None", row["speaker"])
    metadata = row["metadata"] and _clean_json(str(row["metadata"]), cut.clean)
    uri = row["uri"] if row["uri"] is None or cut.clean(str(row["uri"])) == row["uri"] else None
    return {
        "id": row["id"],
        "new_id": new_id,
        "text": left,
        "tokens": row["tokens"],
        "speaker": speaker,
        "metadata": metadata,
        "uri": uri,
        "said": spoken(left, speaker) if row["searchable"] else None,
        **_times(row, left),
    }


def _times(row: Row, text: str) -> Row:
    """Return the time expressions whose words are left."""
    columns = ("time_texts", "time_starts", "time_ends")
    values = [cast("list[object]", row[name] or []) for name in columns]
    left = [item for item in zip(*values, strict=True) if str(item[0]) in text]
    return {name: [item[n] for item in left] for n, name in enumerate(columns)}


def _clean_json(text: str, clean: Callable[[str], str]) -> str:
    def cleaned(value: object) -> object:
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, list):
            return [cleaned(v) for v in cast("list[object]", value)]
        if isinstance(value, dict):
            items = cast("dict[str, object]", value).items()
            return {clean(k): cleaned(v) for k, v in items}
        return value

    return json.dumps(cleaned(json.loads(text)), ensure_ascii=False, sort_keys=True)


def _sentence(passage: Passage, cut: Cut, row: Row, event_id: str) -> Row:
    """Return what is left of a sentence; in the archive it had neither words nor vector."""
    start, end = place_of(row)
    left = blanked(passage.text[start:end], merged(cut.spans), start)
    searched = row["embedded"] or passage.row["packed"] is not None
    speaker = None if cut.speaker else cast("str | None", passage.row["speaker"])
    event = ids.EventId(event_id)
    return {
        "id": row["id"],
        "new_id": ids.sentence_id(event, start, end),
        "text": left,
        "said": spoken(left, speaker) if searched else None,
    }


def _embed(encoder: Embedder | None, rows: Sequence[Row]) -> None:
    """Give rows the vectors of what they say; without an encoder they have none."""
    for row in rows:
        row |= {"embedding": None, "model": None}
    wanted = [row for row in rows if row["said"] is not None]
    if encoder is None:
        return
    for first in range(0, len(wanted), _BATCH):
        page = wanted[first : first + _BATCH]
        texts = [str(row["said"]) for row in page]
        vectors, tokens = encoder.encode(texts), encoder.count_tokens(texts)
        for row, vector, count in zip(page, vectors, tokens, strict=True):
            row |= {"embedding": vector.tolist(), "model": encoder.version, "tokens": count}
