"""What rules found between two messages of one person, and their reading does not bear out.

Rules compare predicates, and two of one family may speak of two things ("switched to law",
"switched to a new phone"). Where the update reader is sure that both messages hold, nothing is
recorded.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphmem.ids import normalise_name
from graphmem.ingest.comparing import Judged
from graphmem.ingest.sides import Turn
from graphmem.psm.updates import UpdateReader


def borne_out(
    judged: Sequence[Judged], reader: UpdateReader, *, doubt_below: float, from_score: float
) -> list[Judged]:
    """Return verdicts without those that the messages, read together, speak against.

    Args:
        doubt_below: Chance of an update under which a verdict falls.
        from_score: Verdicts below this score record nothing anyway and are not read.
    """
    read = [j for j in judged if j.verdict.conflict >= from_score and _of_one_voice(j.turn)]
    texts = [(j.turn.older.words, j.turn.newer.words) for j in read]
    readings = zip(read, reader.read(texts), strict=True)
    fallen = {id(j) for j, reading in readings if reading.update < doubt_below}
    return [j for j in judged if id(j) not in fallen]


def _of_one_voice(turn: Turn) -> bool:
    """Tell whether both statements stand in messages of one speaker, and in which words."""
    older, newer = turn.older, turn.newer
    if not (older.speaker and newer.speaker and older.words and newer.words):
        return False
    same = normalise_name(older.speaker) == normalise_name(newer.speaker)
    return same and older.event_id != newer.event_id
