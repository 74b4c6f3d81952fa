"""Semantic nodes after an erasure: what no episode supports goes, others say what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.stores.barring import words_of
from graphmem.stores.base import Row
from graphmem.stores.cutting import Forms
from graphmem.stores.erasure import Touched, Work
from graphmem.stores.queries import load
from graphmem.types import Kept

_EPISODES = load("erase.list_episodes")
_DELETE = load("erase.delete_semantics")
_SET = load("erase.set_semantics")


@dataclass(frozen=True, slots=True)
class SettledSemantics:
    """Semantic nodes that went, by id, and those that stay with what supports them now.

    Attributes:
        reworded: Those that say something else: caches must not only bring them up to date.
    """

    gone: tuple[str, ...]
    kept: tuple[Kept, ...]
    reworded: tuple[str, ...]


def settle_semantics(work: Work, touched: Touched) -> SettledSemantics:
    """Count the support of Semantic nodes anew; those that quote what is gone get other words."""
    episodes: dict[str, list[Row]] = defaultdict(list)
    wanted = sorted(touched.semantics)
    for row in work.run(_EPISODES, {"ids": wanted}) if wanted else ():
        episodes[str(row["id"])].append(row)
    gone, rows, kept = list[str](), list[Row](), list[Kept]()
    for i, found in sorted(episodes.items()):
        supports = [row for row in found if row["label"] is not None]
        row = _settled(work, i, supports, touched) if supports else None
        if row is None:
            gone.append(i)
            continue
        rows.append(row)
        events = sorted(str(r["episode_id"]) for r in supports if r["label"] == "Event")
        one = events[0] if events else None
        kept.append(Kept("semantic", i, str(row["text"]), len(events), one))
    if gone:
        work.run(_DELETE, {"ids": gone})
    work.change(_SET, rows)
    reworded = tuple(str(row["id"]) for row in rows if row["tokens"] is not None)
    return SettledSemantics(tuple(gone), tuple(kept), reworded)


def _settled(work: Work, i: str, supports: Sequence[Row], touched: Touched) -> Row | None:
    """Return what a node is now; None where its words are gone and nothing can take their place."""
    events = [row for row in supports if row["label"] == "Event"]
    times = [cast("int", row["occurred_at"]) for row in events]
    row: Row = {
        "id": i,
        "text": supports[0]["text"],
        "support": len(events) or len(supports),
        "sessions": len({row["session_id"] for row in events}),
        "first_at": min(times, default=None),
        "last_at": max(times, default=None),
        "tokens": None,
        "embedding": None,
        "model": None,
    }
    text: str | None = str(row["text"])
    if _quotes(text, touched, supports):
        text = _other_words(supports, touched.forms)
        if text is None or work.encoder is None:
            return None
    # The vector was made of the words of what is gone too: it is of the sentence alone until the
    # next sleep.
    if work.encoder is None:
        return row
    if supports[0]["embedded"]:
        vectors = work.encoder.encode([text])
        row |= {"embedding": vectors[0].tolist(), "model": work.encoder.version}
    return {**row, "text": text, "tokens": work.encoder.count_tokens([text])[0]}


def _quotes(text: str, touched: Touched, supports: Sequence[Row]) -> bool:
    """Tell whether a node says what was erased, and no episode that is left says it too."""
    if touched.forms is not None and text in touched.forms:
        return True
    said = _bare(text)
    quoted = (_bare(words) for words in touched.quoted)
    if not any(words and (words in said or said in words) for words in quoted):
        return False
    return not any(said in _bare(str(row["episode"])) for row in supports if row["episode"])


def _bare(text: str) -> str:
    return words_of(text).removeprefix("words:")


def _other_words(supports: Sequence[Row], forms: Forms | None) -> str | None:
    """Return what the node may say instead: a fact's words, else the latest event's."""
    told = [
        row for row in supports if row["episode"] and (not forms or row["episode"] not in forms)
    ]
    facts = [str(row["episode"]) for row in told if row["label"] == "Fact"]
    if facts:
        return min(facts, key=lambda text: (len(text), text))
    latest = max(told, key=lambda r: (r["occurred_at"], r["episode_id"]), default=None)
    return None if latest is None else str(latest["episode"])
