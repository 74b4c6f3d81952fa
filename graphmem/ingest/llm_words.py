"""English word forms, as far as they are needed to find a predicate's words in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphmem.ingest.extract import Modality
from graphmem.ingest.rules.words import wordset
from graphmem.psm.verb_lemmas import PASTS

#: Words as (start, end, lower case).
Words = list[tuple[int, int, str]]
#: Beside the pasts that ``psm/verb_lemmas`` knows: the verb and its other forms, clitics too.
_OTHER_FORMS = """
be am is are was were been being 'm 's 're ’m ’s ’re im|have has having 've 's 'd ’ve ’s ’d
do does did done doing|go goes going gon gonna|get getting|make making|take taking|come coming
see saw seen seeing|find found|let letting|set setting|run running|sit sitting
lie lay lain lying|lose losing|cut cutting|fly flies|win winning|hit hitting|put putting
quit quitting|beat beaten|bear bore born|spell spelt|die dies dying|tie tying
can ca|will wo 'll ’ll|want wanna
"""
_FORMS: dict[str, set[str]] = {}
_BASES: dict[str, str] = {}


def _know(lemma: str, said: Sequence[str]) -> None:
    """Note the forms of a verb; one that several share ("'s", "lay") is of the first."""
    _FORMS.setdefault(lemma, {lemma}).update(said)
    for word in (lemma, *said):
        _BASES.setdefault(word, lemma)


for _verb in _OTHER_FORMS.replace("\n", "|").strip("|").split("|"):
    _know(_verb.split()[0], _verb.split()[1:])
for _past, _lemma in PASTS.items():
    _know(_lemma, [_past])

#: "don't" is two words, "do" and "n't", and "I'm" too.
_WORD = re.compile(
    r"[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’](?:m|s|re|ve|d|ll)\b|[^\W_]+(?:-[^\W_]+)*", re.IGNORECASE
)
DENIALS = wordset(
    """n't n’t not no never none nobody nothing nowhere neither nor cannot without hardly barely
    longer anymore used stop stops stopped stopping quit quits refuse refuses refused fail fails
    failed avoid avoids avoided decline declined dont doesnt didnt isnt wasnt cant wont nt"""
)
_ARTICLES = frozenset({"a", "an", "the"})
_PREPOSITIONS = wordset(
    """in on at to from of for with by about into onto over under near after before through
    during against between among behind beside as like than without within around"""
)
#: Left out of a predicate: its polarity tells them.
NEGATIVES = frozenset({"not", "n't", "n’t", "never", "no", "longer"})
#: Left out at the head of a predicate: told by its tense and modality.
_HELPERS = {"do", "does", "did", "will", "would", "can", "could", "may", "might",
                      "must", "should", "shall"}  # fmt: skip
_GOVERNORS: dict[Modality, frozenset[str]] = {
    "wanted": frozenset({"want", "hope", "wish"}),
    "planned": frozenset({"plan", "intend", "go"}),
    "attempted": frozenset({"try", "attempt"}),
    "obliged": frozenset({"have", "need"}),
}
_MOST_WORDS = 6


def words_in(text: str) -> Words:
    """Return the words of a text."""
    return [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(text)]


def base(word: str) -> str:
    """Return the base form of an irregular verb's form; other words as they are."""
    return _BASES.get(word, word)


def forms(word: str) -> frozenset[str]:
    """Return the forms that a word in its base form may have in a sentence."""
    known = frozenset(_FORMS.get(word, ()))
    if len(word) < 3 or not word.isalpha():
        return known | {word}
    stem = word[:-1]
    regular = {word, f"{word}s", f"{word}es", f"{word}ed", f"{word}ing"}
    if word.endswith("e"):
        regular |= {f"{word}d", f"{stem}ing"}
    elif word.endswith("y"):
        regular |= {f"{stem}ies", f"{stem}ied"}
    elif word[-1] not in "aeiou":
        regular |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return known | regular


def predicate_name(words: list[str], modality: Modality) -> str:
    """Return a predicate's normalised name, as the rules over trees give it ("move_to").

    Returns:
        Its lemmas, joined; empty if there is nothing beyond helping words.
    """
    left = [w for w in words if w not in _ARTICLES and w not in NEGATIVES]
    while left and left[0] in _HELPERS and len(left) > 1:
        left = left[1:]
    governors = _GOVERNORS.get(modality, frozenset())
    if len(left) > 2 and base(left[0]) in governors and left[1] == "to":
        left = left[2:]
    if left:
        left = _copula(left) if base(left[0]) == "be" else [base(w) for w in left]
    return "_".join(left) if 0 < len(left) <= _MOST_WORDS else ""


def _copula(words: list[str]) -> list[str]:
    """Name what is told with "be": "is_a", "be_from", "allergic_to", a participle as it is."""
    rest = words[1:]
    if not rest:
        return ["is_a"]
    return ["be", *rest] if rest[0] in _PREPOSITIONS else rest


def grounded(words: list[str], sentence: Words) -> tuple[int, int] | None:
    """Return the span of a predicate's words in a sentence; None if they are not all there.

    Articles need not be there, and "be" and "have" not where another word says what is meant:
    "my brother Per" is "have brother".
    """
    found: list[tuple[int, int]] = []
    missing: list[str] = []
    for word in words:
        wanted = forms(base(word)) | {word}
        spans = [(a, b) for a, b, said in sentence if said in wanted]
        found += spans[:1]
        missing += [] if spans or word in _ARTICLES else [base(word)]
    content = [w for w in words if base(w) not in ("be", "have") and w not in _ARTICLES]
    if not found or any(w not in ("be", "have") or not content for w in missing):
        return None
    if all(w in _PREPOSITIONS for w in content) and missing:
        return None
    return min(a for a, _ in found), max(b for _, b in found)
