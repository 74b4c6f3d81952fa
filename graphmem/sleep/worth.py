"""Which statements could ever be worth a memory of their own: something told of something.

Closed lists of what is repeated without telling anything that lasts: moods, courtesies, things
without content. Better to promote too little: an episode that is not promoted is still there.
"""

from __future__ import annotations

import re

from graphmem.sleep.evidence import Evidence, Thing

#: Kinds of events that state nothing, whatever their words look like.
SILENT_KINDS = frozenset({"question", "small_talk", "plan"})
#: Roles of a chat that say again what others said, or nothing of the user.
SILENT_ROLES = frozenset({"assistant", "system", "tool", "function"})
_SUBJECTS = """
i you he she it we they this that these those there one someone somebody everyone everybody anyone
nobody no_one people person who what which something everything nothing thing things all both some
"""
_OBJECTS = """
it this that these those them something anything everything nothing one ones thing things stuff lot
lots bit way time times day days fun so here there what which me you him her us all some more much
idea ideas chance look blast break point kind sort part of to
"""
_MOODS = """
sure sorry happy glad sad excited thrilled proud tired busy ready ok okay fine good great well bad
better best back here there home right wrong done able alone amazed amazing awesome nervous
curious grateful thankful lucky hungry late early new nice cool super pleased surprised upset
worried stressed overwhelmed relieved interested honest serious true staying positive passionate
motivated focused inspired
"""
#: Verbs of saying, thinking and seeming: what is said so is no state of anything.
_TALK = """
say tell ask think know mean guess hope wish thank feel seem look sound hear see want need try
wonder believe suppose agree understand remember forget appreciate imagine let help let_know
"""
#: Verbs too general for a list of what they were done to to be a pattern.
_GENERAL = """
be have get do go come make take give put find keep use show start stop bring add look_at work check
be_in be_at be_on be_for be_with be_about be_from go_for have_with do_with do_for come_to get_to
"""
_STATING = frozenset({"be", "stay", "keep", "remain", "feel", "get", "become"})
_NO_SUBJECTS, _NO_OBJECTS = frozenset(_SUBJECTS.split()), frozenset(_OBJECTS.split())
_NO_STATES, _NO_VERBS = frozenset(_MOODS.split()), frozenset(_TALK.split())
_NO_SHAPES = frozenset(_GENERAL.split())
_LETTERS = re.compile(r"\w+")
#: In front of a thing they make it one that is told only once: who read a book, that book and the
#: book read three.
_ARTICLE_WORDS = """
a an the this that these those some any another other each every all both several many
my your his her its our their one two three
"""
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_KINDS_OF = frozenset({"kind", "kinds", "sort", "sorts", "bunch", "lot", "lots", "couple", "type"})
_MOST_WORDS = 12  # of an object; a longer one is a clause, not a thing


def is_worth(evidence: Evidence) -> bool:
    """Tell whether repeating this could tell anything that lasts."""
    verb = evidence.predicate
    if not evidence.object.name.strip() or evidence.tense == "future" or verb in _NO_VERBS:
        return False
    said = _words(evidence.object)
    if _is_empty(evidence.subject, _NO_SUBJECTS) or len(said) > _MOST_WORDS:
        return False
    if verb.split("_")[0] in _STATING and _is_empty(evidence.object, _NO_STATES):
        return False
    return not _is_empty(evidence.object, _NO_OBJECTS)


def may_vary(evidence: Evidence) -> bool:
    """Tell whether a list of things in one place of the statement would make a pattern."""
    return evidence.positive and evidence.predicate not in _NO_SHAPES


def is_known_by(evidence: Evidence) -> bool:
    """Tell whether the object is the same thing wherever it is told: named, or a kind of things.

    "Porto" and "chess" are; "a book", "that book" and "the book I like" are another one each time.
    """
    name = evidence.object.name
    if evidence.object.is_entity and not name.islower():
        return True
    said = _LETTERS.findall(name.casefold())
    if not said or "'s" in name or not (_ARTICLES | _KINDS_OF).isdisjoint(said):
        return False
    before = re.search(rf"(\w+'?s?)\W+{re.escape(name.casefold())}\b", evidence.text.casefold())
    return before is None or not (before[1] in _ARTICLES or before[1].endswith("'s"))


def _is_empty(thing: Thing, empty: frozenset[str]) -> bool:
    """Tell whether none of a thing's words says anything."""
    vague = not thing.is_entity or thing.kind in {"", "name"}
    return vague and all(word in empty for word in _words(thing))


def _words(thing: Thing) -> list[str]:
    return thing.key[1:].split() if not thing.is_entity else thing.name.casefold().split()
