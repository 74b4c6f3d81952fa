"""The verbs of the fact rules, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphmem.ingest.rules.words import wordset


@dataclass(frozen=True, slots=True)
class FactRule:
    """A verb and what may follow it.

    Attributes:
        predicate: Lemma and preposition.
        verb: Its forms; a blank stands for any run of blanks.
        named: The object must be a name.
        dates: The object may be a time expression.
        taste: A liking, whose verb has other uses too ("dogs like Rex").
    """

    predicate: str
    verb: str
    named: bool = False
    dates: bool = False
    taste: bool = False


_RELATIONS = (
    "sister|brother|mother|mom|mum|father|dad|son|daughter|wife|husband|girlfriend|boyfriend|partner"
    "|fiancée?|cousin|aunt|uncle|niece|nephew|grandmother|grandma|grandfather|grandpa|twin|boss"
    "|manager|colleague|coworker|co-worker|roommate|flatmate|neighbou?r|teacher|coach|mentor|doctor"
    "|therapist|best friend|friend|dog|cat|puppy|kitten|horse|parrot|rabbit|hamster|pet|name"
)
RULES: tuple[FactRule, ...] = (
    FactRule("live_in", "(?:live|lives|lived|living|reside|resides|resided) in", named=True),
    FactRule("move_to", "(?:moved|moving|relocated) (?:back )?to", named=True),
    FactRule("come_from", "(?:(?:come|comes|came) )?from", named=True),
    FactRule("grow_up_in", "(?:grew|growing) up in", named=True),
    FactRule("work_at", "(?:work|works|worked|working) (?:at|for)", named=True),
    FactRule("work_as", "(?:work|works|worked|working) as"),
    FactRule(
        "study_at", "(?:study|studies|studied|studying|graduated|educated) (?:at|from)", named=True
    ),
    FactRule(
        "study", r"(?:study|studies|studied|studying|majored|majoring)(?: in)?(?! (?:at|from))"
    ),
    FactRule("born", "born (?:in|on|at)", named=True, dates=True),
    FactRule("marry", "(?:got )?(?:married|marries)(?: to)?", named=True),
    FactRule("allergic_to", "allergic to"),
    FactRule("like", "(?:like|likes|liked)", taste=True),
    FactRule("love", "(?:love|loves|loved|adore|adores)", taste=True),
    FactRule("hate", "(?:hate|hates|hated|dislike|dislikes|can['’]t stand)", taste=True),
    FactRule("prefer", "(?:prefer|prefers|preferred)", taste=True),
    FactRule("enjoy", "(?:enjoy|enjoys|enjoyed)", taste=True),
    FactRule("fan_of", "(?:a )?(?:big |huge )?fan of"),
    FactRule("name_is", "called", named=True),
    FactRule("speak", "(?:speak|speaks)", named=True),
    FactRule("own", "(?:own|owns)"),
)
# "I have a dog named Rex"; group ``pet`` is the relation.
KEPT = re.compile(
    r"\b(?:adopted|have|has|had|got)\s+(?:an?\s+|two\s+|three\s+|the\s+)?(?:\w+\s+){0,2}?"
    rf"(?P<pet>{_RELATIONS})\s+(?:named|called)\s+"
)
VERBS = re.compile(
    r"\b(?:"
    + "|".join(
        f"(?P<r{i}>{r.verb.strip().replace(' ', chr(92) + 's+')})" for i, r in enumerate(RULES)
    )
    + r")\s+(?:(?:an?|the)\s+)?"
)

_NAME = r"(?P<name>[^\W\d_a-z][\w’'.-]*)"
_ADVERBS = (
    r"(?:\s+(?:really|just|also|still|currently|now|always|absolutely|actually|recently|finally"
    r"|both|truly|totally|so|originally|mostly|very|definitely|especially|genuinely|lovingly))*"
)
_NEGATION = (
    r"(?P<neg>(?:\s+(?:don|doesn|didn|isn|wasn|aren)|(?<=\bis)|(?<=\bwas))n?['’]?t?(?<=t)"
    r"|\s+(?:do|does|did)\s+not|\s+never|\s+no\s+longer|\s+not|\s+used\s+to)?"
)
# What stands right before the verb: the subject, an auxiliary, a negation, adverbs.
SUBJECT = re.compile(
    rf"(?:\b(?:[Ii]|[Ww]e)(?:['’](?:m|ve|re)|\s+(?:am|have|was|had|are|were))?"
    rf"|\b{_NAME}(?:\s+(?:is|has|was|had))?)"
    rf"(?:\s+been)?{_ADVERBS}{_NEGATION}{_ADVERBS}\s+$"
)
OWNER = re.compile(
    rf"(?:\b(?:[Mm]y|[Oo]ur)|\b{_NAME})\s+"
    r"(?:(?:older|younger|little|big|elder|late|new|twin|eldest|youngest|dear|all-time|absolute"
    r"|current)\s+)*$"
)
# "favourite colour is", "sister", "dog is called": what an owner may stand before.
POSSESSED = re.compile(
    r"\b(?:[Ff]avou?rite\s+(?P<favourite>[a-z]+(?:\s[a-z]+)?)\s+(?:is|are|was|were)"
    r"(?P<neg>n['’]t|\s+not)?\s+"
    rf"|(?P<relation>{_RELATIONS})(?:(?:['’]s\s+name)?\s+is\s+(?:called\s+|named\s+)?|,?\s+))"
)
DEFINITION = re.compile(
    r"(?:\s*\([^()]{0,200}\))?\s+(?:is|was|are|were)(?P<neg>n['’]t|\s+not)?\s+(?:an?|the)\s+"
    r"(?P<what>[^,.;:()!?\n]{2,90}?)"
    r"(?=[,.;:()!?\n]|$|\s+(?:who|which|that|where|and|but|directed|written|released|located|based"
    r"|born|published|founded|produced|starring|known|named|by|from|with|when|because|so|set)\b)"
)
# A few words up to the next clause.
LITERAL = re.compile(
    r"[^\W_][\w’'&+-]*(?:\s+(?!(?:and|but|because|so|when|while|since|which|who|that|if|though|although"
    r"|or|as|until|after|before|these|anymore|too|either|lately|right|every|whenever|just|almost)\b)"
    r"[^\W_][\w’'&+-]*){0,6}"
)
CONDITION = re.compile(
    r"\b(?:if|unless|whether|wish|imagine|suppose|pretend|hope|would|could|might|may|maybe|perhaps"
    r"|should|thought|dreamt|dreamed|joking|kidding|almost|nearly|whenever|until)\b",
    re.IGNORECASE,
)
BE = re.compile(r"(?:['’](?:m|re|s)|\b(?:am|is|are|was|were))(?=\s)")
# Words after which a clause of its own begins.
CLAUSE_OPENERS = wordset(
    """
    and but because cause so that why since as though although yeah well also honestly actually
    then oh wow plus or yes no know think guess say mean
    """
)
DANGLING = wordset(
    """
    to of in on at for with from by about into the a an my your his her our their its it this that
    these those very so really how hard alot together abroad again being not
    """
)
VAGUE_OBJECTS = wordset(
    """
    it that this these those you him her them me us what how when where who why there here one some
    any all each both everything something anything nothing so too very much more most to-do i he
    she we they your his its their our my well being having if because about as and or but like is
    was are been really just of for from at with in on by
    """
)
