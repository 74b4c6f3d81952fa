"""Does a sentence look ahead or back at one of its words? Read from the verb nearest to it.

"I went on Friday and will go again on Monday": the first is past, the second to come. Without any
cue a time is past, as most of what is told is.
"""

from __future__ import annotations

import re

from graphmem.ingest.rules.words import wordset
from graphmem.psm.verb_lemmas import PASTS

_AHEAD = re.compile(
    r"\b(?:will|won't|gonna|shall|should|must|tomorrow|upcoming|soon|schedul\w+|deadline|due"
    r"|let['’]s|looking forward|(?:am|is|are|['’]m|['’]re|['’]s) (?:about to|[a-z]+ing)"
    r"|(?:am|is|are|['’]m|['’]re|['’]s) (?:\w+ )?(?:on|by|until|till)"
    r"|plan(?:s|ning)? (?:to|on|for)|hop(?:e|ing) to|want to|going to|would like to"
    r"|(?:need|have|has|got|ought|able) to|starts|begins|opens|leaves|arrives|ends|takes place"
    r"|(?:i|we|you|they) (?:have|start|leave|fly|begin|return) (?!been\b)"
    r"|can|can['’]?t|could|might)\b|['’]ll\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    rf"\b(?:{'|'.join(sorted(PASTS))}|was|were|did|didn['’]?t|saw|read|been|ago|[a-z]{{2,}}ed)\b",
    re.IGNORECASE,
)
_NO_PAST = wordset(
    """
    need feed seed speed bed wed red shed weed breed indeed exceed proceed succeed bleed scheduled
    supposed expected planned allowed married excited booked
    """
)
_LIMIT = re.compile(r"\b(?:by|until|till)\s+(?:the\s+)?$", re.IGNORECASE)
_AFTER = 2  # a cue behind the time counts as that much farther away
_APART = 40  # added where a comma stands between
_LEAD = 12  # characters before a time in which "by" may stand


class Direction:
    """Tells for each place of a sentence whether it looks ahead.

    Args:
        text: The text.
        start: Where the sentence begins.
        end: And ends.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._cues: list[tuple[int, int, bool]] | None = None

    def ahead(self, at: int) -> bool:
        """Tell whether a time at this offset is to come."""
        cues = self._found()
        if not cues:
            before = self._text[max(self._start, at - _LEAD) : at]
            return _LIMIT.search(before) is not None
        return min(cues, key=lambda cue: self._distance(cue, at))[2]

    def _found(self) -> list[tuple[int, int, bool]]:
        """Return the cues of the sentence, read when the first time asks for them."""
        if self._cues is None:
            ahead = [(m.start(), m.end(), True) for m in self._all(_AHEAD)]
            taken = [(a, b) for a, b, _ in ahead]
            back = [
                (m.start(), m.end(), False)
                for m in self._all(_BACK)
                if m[0].lower() not in _NO_PAST and not any(a <= m.start() < b for a, b in taken)
            ]
            self._cues = ahead + back
        return self._cues

    def _distance(self, cue: tuple[int, int, bool], at: int) -> int:
        start, end, _ = cue
        if end <= at:
            return at - end
        apart = any(c in self._text[at:start] for c in ",;") * _APART
        return max(start - at, 0) * _AFTER + apart

    def _all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        return list(pattern.finditer(self._text, self._start, self._end))
