"""Values for the parameters of any query file, so that a test can run every one of them."""

from __future__ import annotations

import itertools
import re

from graphmem.stores.base import Row
from graphmem.stores.queries import Query, bare
from tests.fakes import FakeEncoder
from tests.unit.stores.seeding import ALIEN_MARK

_LATER = 2**53
_VECTOR = FakeEncoder().encode([ALIEN_MARK])[0].tolist()
#: What each parameter means where it is no id; a new one needs a value here.
PARAMETERS: dict[str, object] = {
    "revision": -1, "until": 1000, "limit": 1000, "now": 1_710_000_000_000, "model": "another",
    "external_id": "e1", "encoder": "another", "secret": "key", "lineage": ALIEN_MARK,
    "name": "Clara", "from_name": "Clara", "to_name": f"{ALIEN_MARK} Labs", "session": ALIEN_MARK,
    "keys": ["clara"], "words": ALIEN_MARK, "vector": _VECTOR, "k": 1000, "fanout": 1000,
    "tiers": ["episodic", "sensory"], "start": 0, "end": _LATER, "as_of": _LATER,
    "known_at": _LATER, "after": "", "phase": "x", "step": 1, "tally": "{}",
    "forms": [ALIEN_MARK],
    "extractor": "another", "source_lineage": "x", "source_revision": 1, "id": "x", "version": "0",
    "first": "", "predicate": "work_at", "reason": "x", "judged": 1, "slots": ["x:x"],
    "predicates": ["live_in"], "most": 5, "deep": True, "sure": 0.7,
    "owner": "x", "process": "", "ttl_ms": 1000, "plan": "{}", "state": "done", "undone": "x",
    "run": "x", "since": 0,
}  # fmt: skip
#: The same for the columns of ``$rows``.
COLUMNS: dict[str, object] = {
    "id": "x", "key": "x", "kind": "x", "model": "x", "name": "x", "predicate": "x", "query": "x",
    "role": "mention", "speaker": "x", "text": "x", "tier": "x", "gate": "x", "metadata": "{}",
    "media_type": "x", "uri": "x", "external_id": "x", "literal": "x", "session_id": "x",
    "tail_id": "x", "at": 1, "count": 1, "end": 1, "ended_at": 1, "gap_ms": 1, "occurred_at": 1,
    "part": 1, "recalled_at": 1, "recorded_at": 1, "seq": 1, "start": 1, "started_at": 1,
    "tail_at": 1, "tail_seq": 1, "tokens": 1, "valid_from": 1, "valid_to": 1, "confidence": 0.5,
    "decay_rate": 0.5, "emotion": 0.5, "strength": 0.5, "implicit": True, "important": True,
    "polarity": True, "searchable": True, "aliases": ["x"], "event_ids": ["x"],
    "time_texts": ["x"], "time_starts": [1], "time_ends": [1], "scores": [1.0],
    "embedding": _VECTOR, "properties": {}, "tense": "x", "said_by": "x", "modality": "x",
    "status": "x", "extractor": "x", "bars": True, "new_id": "y", "new_text": "y", "support": 1,
    "sessions": 1, "first_at": 1, "last_at": 1, "zone": "x", "subject_id": "x", "retracted_at": 1,
    "score": 0.5, "rule": "x", "by": "x", "reason": "x", "only": None, "event": "x",
    "restores": 1, "decided_at": 1, "closed_by": "x", "access_id": None, "judged_ids": ["x"],
    "mover": "x", "packed": "x", "packed_vectors": "x", "from_tier": "x", "to_tier": "x",
    "verdicts": ["x"], "judged_at": [1], "helpful_count": 1, "irrelevant_count": 1,
    "weight": 0.5, "covers": True, "run": "x", "now": 1, "held": 1, "pattern": "x", "said": "x",
    "typical": ["x"],
    "predicates": ["live_in"], "most": 5,
}  # fmt: skip
_KEY = re.compile(r":(\w+) \{id: (\$|row\.)(\w+)")
_COLUMN = re.compile(r"\brow\.(\w+)")
_MOST = 8  # ids of one label in the rows of a write

Ids = dict[str, list[str]]


def arguments(query: Query, user_id: str, first: Ids, others: Ids | None = None) -> Row:
    """Return parameters under which a query has something to do, were the ids the user's.

    Args:
        first: Ids by label for the first key that the text names.
        others: Ids by label for its further keys, if they are of another user.
    """
    owner = first["User"][0]
    known: Row = {
        **PARAMETERS,
        "session_id": first["Session"][0],
        **{name: first[label][0] for label, name in _keys(query, "$") if label in first},
        "ids": [i for found in first.values() for i in found],
        "facts": [i for ids in (first, others or {}) for found in ids.values() for i in found],
        "rows": _rows(query, first, others or first),
        "slots": ["x:x", *(f"{i}:live_in" for i in first.get("Entity", ()))],
        "properties": {"id": owner, "user_id": owner, "revision": 99},
        "user_id": user_id,
    }
    return {name: known[name] for name in query.params}


def _keys(query: Query, mark: str) -> list[tuple[str, str]]:
    return [(label, name) for label, m, name in _KEY.findall(query.text) if m == mark]


def _rows(query: Query, first: Ids, others: Ids) -> list[Row]:
    """Return a row for each combination of ids; each tries to pass for another user's."""
    keys = _keys(query, "row.")
    columns = set(_COLUMN.findall(bare(query.text))) - {name for _, name in keys}
    plain = {"user_id": first["User"][0], **{c: COLUMNS[c] for c in columns}}
    ids = [(others if n else first).get(label, [])[:_MOST] for n, (label, _) in enumerate(keys)]
    names = [name for _, name in keys]
    return [{**plain, **dict(zip(names, i, strict=True))} for i in itertools.product(*ids)]
