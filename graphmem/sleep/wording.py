"""Readable sentences for patterns, made of the words in which the episodes tell them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from graphmem.dynamics.remarks import DENIALS, told_words
from graphmem.sleep.evidence import Evidence, Thing
from graphmem.sleep.mining import Mined

_MOST_NAMED = 6  # things that a list names; of more it says how many
_FEW, _SHARE = 3, 0.3  # episodes (count, share) that say more, for it to be told
_MOST_WORDS = 5  # between subject and object; more than these are no verb
_PAST = frozenset({"past", "perfect"})
_PLURAL = {"be": "are", "have": "have", "do": "do", "go": "go"}
_WAS = {"was": "were", "is": "are", "has": "have", "does": "do"}
_DANGLING = re.compile(
    r"[\s,;:]+(?:on|in|at|since|by|until|till|from|during|for|around|about|and)?[\s,;:]*$",
    re.IGNORECASE,
)
#: Words that stood first where they were told, and stand inside now ("swims Every Friday").
_FORMER_FIRST = re.compile(
    r"(?<=[\w,] )(?:Every|Each|On|In|At|By|From|Since|Last|Next|This|That)\b(?= )"
)
_BLANKS = re.compile(r"\s{2,}")
_KEPT_BEFORE = re.compile(r"\b(?:every|each|most|some|many)\s*$", re.IGNORECASE)
_FUNCTION_WORDS = """
a an the this that these those i me my mine myself you your we us our he him his she her it its they
them their am is are was were be been being do does did have has had having to of in on at by for
with from and or but as if then than too so just now there here again every each
"""
#: Words of which a statement may have one more or less without saying anything else.
STYLE = frozenset(_FUNCTION_WORDS.split()) - DENIALS
_EACH = frozenset({"everi", "each"})  # "every Thursday" and "on Thursdays" are one; stems
_HABIT = re.compile(
    r"\b(?:every|each|usually|always|often|regularly|daily|weekly|monthly|yearly"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends|mornings|evenings|nights)\b",
    re.IGNORECASE,
)
_DAY = r"((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
#: A day that lost its "every" in the clause: in front of the subject, or at the end.
_FRONT_DAY = re.compile(rf"^{_DAY} (?=[A-Z])")
_END_DAY = re.compile(rf"(?<! on)(?<! every)(?<! last)(?<! next)(?<! this) {_DAY}$")


def sentence(mined: Mined) -> str:
    """Return a pattern as a sentence."""
    if mined.form == "fact":
        plainest = mined.evidence[0].detail
        return _ended(typical(e for e in mined.evidence if e.detail == plainest))
    if mined.form == "objects":
        return _ended(_of_objects(mined))
    if mined.form == "subjects":
        return _ended(_of_subjects(mined))
    relative = "who" if mined.fills[0].kind == "person" else "which"
    last = mined.links[0]
    return _ended(f"{_of_objects(mined)}, {relative} {_plural(mined.links)} {last.object.name}")


def tellings(mined: Mined) -> list[tuple[str, int]]:
    """Return a pattern as a sentence, and what several of its episodes say besides as another.

    The plainest wording is what all say; "at breakfast", told by some of them, is worth keeping.

    Returns:
        Sentences with the number of their episodes.
    """
    said = [(sentence(mined), len(mined.evidence))]
    if mined.form != "fact":
        return said
    plainest = mined.evidence[0].detail
    more = Counter(e.detail for e in mined.evidence if e.detail > plainest)
    least = max(_FEW, _SHARE * len(mined.evidence))
    fit = [detail for detail, count in more.items() if count >= least]
    if fit:
        detail = min(fit, key=lambda d: (-more[d], -len(d), sorted(d)))
        fuller = typical(e for e in mined.evidence if e.detail == detail)
        said.append((_ended(fuller), more[detail]))
    return said


def typical(evidence: Iterable[Evidence]) -> str:
    """Return the wording that most episodes use; of those the shortest.

    One that begins with its subject comes before all others: the clause that a statement is cut
    from may have lost the first word ("Wednesday Edda does yoga").
    """
    told = list(evidence)
    plain = [e.text for e in told if e.text.casefold().startswith(e.subject.name.casefold())]
    texts = plain or [e.text for e in told]
    says = Counter(told_words(text) for text in texts)
    return _on_days(min(texts, key=lambda t: (-says[told_words(t)], len(t), t)))


def _on_days(text: str) -> str:
    """Return what is told again and again of a day of the week as what happens on such days."""
    front = _FRONT_DAY.match(text)
    if front:
        return f"{text[front.end() :]} on {front[1]}s"
    return _END_DAY.sub(lambda day: f" on {day[1]}s", text)


def without_times(text: str, times: Iterable[str]) -> str:
    """Return a statement without the times that its words name: they fit its day alone.

    "Every Sunday" stays, it is no day.
    """
    for time in sorted(times, key=len, reverse=True):
        at = text.casefold().find(time.casefold())
        if at < 0 or _KEPT_BEFORE.search(text[:at]):
            continue
        before = _DANGLING.sub("", text[:at] + " ") if at else ""
        text = f"{before} {text[at + len(time) :].lstrip(' ,')}".strip()
    return _BLANKS.sub(" ", text).strip(" ,;")


def told_besides(
    text: str, subject: str, target: str, stems: Callable[[str], list[str]]
) -> frozenset[str]:
    """Return the stems of what a statement says besides its subject, verb and object.

    The verb stands between the two, so that is what comes behind the object; of a statement in
    which the object comes first, or is not found, all words count.

    Args:
        stems: Returns the stems of a text's words, without function words.
    """
    folded = text.casefold()
    before, at = folded.find(subject.casefold()), folded.find(target.casefold())
    rest = f"{text[: max(before, 0)]} {text[at + len(target) :]}" if at > before else text
    return frozenset(stems(rest)) - {*stems(subject), *stems(target), *_EACH}


def gist(text: str) -> frozenset[str]:
    """Return the words of a statement that tell something, in any order and number."""
    return frozenset(word.removesuffix("s") for word in told_words(text) if word not in STYLE)


def is_habit(evidence: Sequence[Evidence]) -> bool:
    """Tell whether something is done again and again, and not only told again."""
    if any(_HABIT.search(e.text) for e in evidence):
        return True
    days = {e.day for e in evidence if e.day is not None}
    return len(days) > 1 and sum(e.tense in _PAST for e in evidence) * 2 >= len(evidence)


def listed(things: Sequence[Thing]) -> str:
    """Return names as a list in words."""
    names = [thing.name for thing in things]
    if len(names) > _MOST_NAMED + 1:  # "and 1 others" would be longer than a name
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} others"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _of_objects(mined: Mined) -> str:
    subject = mined.evidence[0].subject.name
    return f"{subject} {_between(mined.evidence)} {listed(mined.fills)}"


def _of_subjects(mined: Mined) -> str:
    objects = Counter(e.object.name for e in mined.evidence)
    name = min(objects, key=lambda n: (-objects[n], n.islower(), n))
    return f"{listed(mined.fills)} {_plural(mined.evidence)} {name}"


def _between(evidence: Sequence[Evidence]) -> str:
    """Return the words between subject and object that most episodes use."""
    found = Counter(middle for e in evidence if (middle := _middle(e)))
    if found:
        return min(found, key=lambda m: (-found[m], len(m), m))
    return evidence[0].predicate.replace("_", " ")


def _middle(evidence: Evidence) -> str | None:
    text, subject, object_ = evidence.text, evidence.subject.name, evidence.object.name
    if not text.casefold().startswith(subject.casefold()):
        return None
    end = text.casefold().find(object_.casefold(), len(subject))
    words = text[len(subject) : end].split() if end > 0 else []
    return " ".join(words) if 0 < len(words) <= _MOST_WORDS else None


def _plural(evidence: Sequence[Evidence]) -> str:
    """Return the verb as several do it."""
    if sum(e.tense in _PAST for e in evidence) * 2 > len(evidence):
        first, _, rest = _between(evidence).partition(" ")
        return f"{_WAS.get(first, first)} {rest}".strip()
    first, *rest = evidence[0].predicate.split("_")
    return " ".join([_PLURAL.get(first, first), *rest])


def _ended(text: str) -> str:
    text = _FORMER_FIRST.sub(lambda word: word[0].lower(), text)
    return text if text.endswith((".", "!", "?")) else f"{text}."
