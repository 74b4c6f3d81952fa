"""Statements about a name, and what questions and descriptions can be made of them.

Read plainly off a sentence that begins with its subject, or from facts of the network. "Feitl
played for the Rockets in 1986" becomes "Who did Feitl play for?", "the team that Feitl played
for" or "the player who played for the Rockets".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphmem.ingest.extract import Extraction
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.psm.verb_lemmas import PASTS
from graphmem.training.questions.texts import Passage
from graphmem.training.questions.words import lemma, listed, pattern

_BRACKETS = re.compile(r"\s*\([^()]*\)")
BE = frozenset({"is", "are", "was", "were"})
AUXILIARY = BE | {"has", "had", "have", "will", "can", "could", "would", "may", "must", "did"}
_ADVERBS = listed("adverbs")
STRANDED = listed("stranded")
_GOING = {
    "starring": "stars", "featuring": "features", "including": "includes", "bordering": "borders",
    "portraying": "portrays", "covering": "covers", "serving": "serves", "using": "uses",
    "hosting": "hosts", "playing": "plays", "representing": "represents", "joining": "joined",
    "replacing": "replaced", "succeeding": "succeeded", "defeating": "defeated",
}  # fmt: skip
_END = re.compile(
    r"; |, (?:which|where|who|whom|whose|while|but|and (?:he|she|it|they|was|is)|when|with|as|"
    r"after|before|although|making|becoming|including|such)\b|\.$| – | — "
)
NAME = re.compile(r"\b[A-Z][\w’.-]*(?: (?:(?:of|the|de|van|von|du|la|of the) )?[A-Z][\w’.-]*)*")
_NUMBER = re.compile(r"\b(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten) [a-z]+s\b")
_WHEN = pattern(r"(?:\b(?:in|on|since|until|from) )?(?:<date>)")
_OWNED = frozenset({"His", "Her", "Its", "Their"})
_GENERAL = listed("general")
_MAX_SUBJECT, _MAX_REST = 7, 26


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject and what is said of it.

    Attributes:
        passage: Id of the passage that says it.
        subject: As said.
        main: Whether the subject is what the passage is about.
        rest: From the verb on.
    """

    passage: str
    subject: str
    main: bool
    rest: str

    @property
    def text(self) -> str:
        """The whole statement."""
        return f"{self.subject} {self.rest}"


@dataclass(frozen=True, slots=True)
class Slot:
    """Something in a clause's rest, at [start, end), that can be asked for.

    Attributes:
        sort: "when", "many" (a number of things), or "name".
    """

    start: int
    end: int
    sort: str


def plain_clauses(passage: Passage) -> Iterator[Clause]:
    """Yield the clauses of sentences that begin with subject and verb."""
    text = _BRACKETS.sub("", passage.text).replace('"', "")
    for span in split_sentences(text):
        if found := _parted(text[span.start : span.end].strip()):
            subject, rest = found
            yield Clause(passage.id, subject, _is_main(passage, subject), rest)


def read_clauses(passage: Passage, read: Extraction) -> Iterator[Clause]:
    """Yield the clauses of facts that are said to be so."""
    seen: set[str] = set()
    for fact in read.facts:
        text = re.sub(r"\bunited (?=[A-Z])", "United ", fact.text)
        sure = fact.modality == "asserted" and fact.positive and fact.confidence > 0.62
        if not sure or fact.tense == "none" or text in seen or not text.startswith(fact.subject):
            continue
        seen.add(text)
        rest = text[len(fact.subject) :].strip()
        if rest and rest[0].islower() and 1 < len(rest.split()) <= _MAX_REST:
            yield Clause(passage.id, fact.subject, _is_main(passage, fact.subject), rest)


def slots(rest: str) -> Iterator[Slot]:
    """Yield what can be asked for in a clause's rest."""
    for found in _WHEN.finditer(rest):
        yield Slot(found.start(), found.end(), "when")
    for found in _NUMBER.finditer(rest):
        yield Slot(found.start(), found.end(), "many")
    for found in NAME.finditer(rest):
        if not _WHEN.search(found[0]):
            yield Slot(found.start(), found.end(), "name")


def _parted(sentence: str) -> tuple[str, str] | None:
    """Part a sentence before its verb; nothing where that is not plain to see."""
    words = sentence.split()
    for n, word in enumerate(words[: _MAX_SUBJECT + 1]):
        if n and _is_verb(word, words[n - 1]):
            rest = " ".join(words[n:])
            cut = _END.search(rest)
            rest = (rest[: cut.start()] if cut else rest).strip(" .,")
            subject = " ".join(words[:n]).strip(" ,")
            short = 2 < len(rest.split()) <= _MAX_REST
            return (subject, rest) if short and "," not in subject else None
    return None


def _is_verb(word: str, before: str) -> bool:
    if word in AUXILIARY or word in PASTS:
        return True
    return word.islower() and word.isalpha() and word.endswith("ed") and before[0].isupper()


def _is_main(passage: Passage, subject: str) -> bool:
    """Whether a subject is what the passage is about: its name, or a pronoun for it."""
    plain = subject.removeprefix("The ").removeprefix("the ")
    if not passage.title or plain in _OWNED:
        return False
    if plain in ("He", "She", "It", "They") or plain in _GENERAL:
        return True
    words, own = plain.split(), passage.name.split()
    return bool(words) and (
        words == own[-len(words) :] or (words[0], words[-1]) == (own[0], own[-1])
    )


def fragment(rest: str, at: int) -> str:
    """Return the words that lead from the nearest verb to ``at``: "was directed by"; or ""."""
    words = rest[:at].split()
    for n in range(len(words) - 1, 0, -1):
        word = words[n]
        if word in _GOING or (word.endswith("ed") and len(word) > 4) or word in PASTS:
            lead = _GOING.get(word) or f"{'' if words[n - 1] in AUXILIARY else 'was '}{word}"
            lead = f"{words[n - 1]} {lead}" if words[n - 1] in AUXILIARY else lead
            return _bare(" ".join([lead, *words[n + 1 :]]))
    return _bare(" ".join(words)) if words and words[-1] in STRANDED else ""


def _bare(words: str) -> str:
    return re.sub(r"\s(?:the|an?|his|her|its|their)$", "", words.strip())


def stranded(left: str) -> bool:
    """Whether words can stand before a gap: they end with a verb or a preposition."""
    last = left.split()[-1] if left else ""
    return last in STRANDED or last in PASTS or (last.endswith("ed") and len(last) > 4)


def without(rest: str, slot: Slot, *, keep_after: bool) -> str:
    """Take a slot out of a clause, with its article, and what follows it unless wanted."""
    before = re.sub(r"(?:^|\s)(?:the|an?|his|her|its|their)$", "", rest[: slot.start].rstrip())
    after = rest[slot.end :] if keep_after else ""
    if re.match(r"\s*(?:,|and|'s)", after):
        after = ""
    return f"{before} {after.strip()}".strip()


def ask_of(subject: str, rest: str) -> str:
    """Put subject and verb in the order of a question: "did X play for" of "X played for"."""
    first, _, more = rest.partition(" ")
    if first in AUXILIARY:
        return f"{first} {subject} {more}".strip()
    if first in _ADVERBS or first.endswith("ly"):
        return ask_of(subject, more)
    help_word = "does" if first.endswith("s") and not first.endswith("ss") else "did"
    return f"{help_word} {subject} {lemma(first)} {more}".strip()
