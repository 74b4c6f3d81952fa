"""What a remark says, in words that can be compared: without what tells nothing."""

from __future__ import annotations

import re

#: What stands between the statements that one memory tells; their subject is named once.
BETWEEN = ", and "
_LONGEST = 64  # words; what is longer is no remark whose parts are put in another order
#: Words, and the signs that change what a number says.
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[-+](?=\d)|[$€£¥₹%°]|(?<=\d)[.,/](?=\d)")
_START = re.compile(r"(?:^|[.!?…\n])[^\w]*$")
_EMPTY_WORDS = "a an the well oh ah hey hi hello yeah yes yep ok okay wow haha so"
_EMPHATIC_WORDS = """
really very totally absolutely definitely honestly actually truly simply still also
"""
_DENYING_WORDS = "not no never none nobody nothing neither nor without hardly"
_POINTING_WORDS = "he she they him her them his hers their theirs"
#: Of these a statement may have one more or less.
_EMPTY = frozenset(_EMPTY_WORDS.split())
#: These too, unless something is denied: "not really" is no "not".
_EMPHASIS = frozenset(_EMPHATIC_WORDS.split())
DENIALS = frozenset(_DENYING_WORDS.split())
#: Someone who was named before: the same words may speak of another one.
OTHERS = frozenset(_POINTING_WORDS.split())
_SPELT_OUT = {
    "can't": "can not", "won't": "will not", "shan't": "shall not", "cannot": "can not",
    "i'm": "i am", "you're": "you are", "we're": "we are", "they're": "they are",
    "i've": "i have", "you've": "you have", "we've": "we have", "they've": "they have",
    "i'll": "i will", "you'll": "you will", "we'll": "we will", "they'll": "they will",
}  # fmt: skip


def told_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that tell something, contractions spelt out, in lower case."""
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group().replace("’", "'")
        folded = word.casefold()
        if folded not in _EMPTY or _is_name(word, text[max(match.start() - 8, 0) : match.start()]):
            words += _spelt_out(folded)
    if not DENIALS & set(words):
        words = [w for w in words if w not in _EMPHASIS]
    return tuple(words)


def _is_name(word: str, before: str) -> bool:
    return word[:1].isupper() and not _START.search(before)


def _spelt_out(word: str) -> list[str]:
    if "'" not in word and word != "cannot":
        return [word]
    if word in _SPELT_OUT:
        return _SPELT_OUT[word].split()
    return [word.removesuffix("n't"), "not"] if word.endswith("n't") else [word]


def turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return one form for all in which the end of a remark stands in front ("on Mondays I run")."""
    if len(words) > _LONGEST:
        return words
    return min((words[n:] + words[:n] for n in range(len(words))), default=())
