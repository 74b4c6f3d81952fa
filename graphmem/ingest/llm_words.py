"""English word forms, as far as they are needed to find a predicate's words in a sentence."""

from __future__ import annotations

import re

from graphmem.ingest.extract import Modality
from graphmem.ingest.rules.words import wordset

#: Words as (start, end, lower case).
Words = list[tuple[int, int, str]]
_IRREGULAR = """
be am is are was were been being 'm 's 're ’m ’s ’re im|have has had having 've 's 'd ’ve ’s ’d
do does did done doing|go goes went gone going|get got gotten getting|make made making
take took taken taking|come came coming|see saw seen seeing|know knew known|give gave given
find found|think thought|tell told|become became|leave left|feel felt|bring brought
begin began begun|keep kept|hold held|write wrote written|stand stood|hear heard|let letting
mean meant|set setting|meet met|run ran running|pay paid|sit sat sitting|speak spoke spoken
lie lay lain lying|lead led|read|grow grew grown|lose lost losing|fall fell fallen|send sent
build built|understand understood|draw drew drawn|break broke broken|spend spent|cut cutting
rise rose risen|drive drove driven|buy bought|wear wore worn|choose chose chosen|eat ate eaten
teach taught|fly flew flown flies|forget forgot forgotten|sell sold|sing sang sung|sleep slept
swim swam swum|win won winning|wake woke woken|ride rode ridden|catch caught|fight fought
throw threw thrown|show showed shown|steal stole stolen|tear tore torn|hide hid hidden
bite bit bitten|drink drank drunk|ring rang rung|shake shook shaken|hurt|hit hitting|put putting
quit quitting|cost|beat beaten|bear bore born|lend lent|bend bent|dig dug|feed fed|hang hung
lay laid|shoot shot|shut|say said|seek sought|stick stuck|strike struck|swear swore sworn
sweep swept|dream dreamt|learn learnt|burn burnt|spell spelt|die dies dying|tie tying
can ca|will wo 'll ’ll|want wanna|go gonna gon
"""
_FORMS: dict[str, frozenset[str]] = {}
_BASES: dict[str, str] = {}
for _verb in _IRREGULAR.replace("\n", "|").split("|"):
    if _words := _verb.split():
        _FORMS[_words[0]] = _FORMS.get(_words[0], frozenset()) | set(_words)
        for _word in _words:
            _BASES.setdefault(_word, _words[0])

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
    known = _FORMS.get(word, frozenset())
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
