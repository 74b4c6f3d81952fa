"""What in a text's words tells how much it says: words and phrases of English, counted by the gate.

They are written from what people do when they tell something, support each other, or pass the
time; how much each counts is learned (``training/gate.py``). Single words are looked up in one
table, since that is many times faster than a pattern.
"""

from __future__ import annotations

import re

_KIN = (
    "mom|mum|mother|dad|father|parents|sister|brother|sibling|son|daughter|kids?|children"
    r"|baby|wife"
    "|husband|partner|girlfriend|boyfriend|fianc[eé]e?|grand(?:ma|mother|pa|father)|cousin|aunt"
    "|uncle|niece|nephew|family|boss|manager|colleague|coworker|roommate|flatmate|neighbou?r"
    "|teacher|coach|mentor|therapist|doctor|friend|dog|cat|puppy|kitten|pet"
)
_PAST = (
    "went|saw|did|had|got|met|took|made|bought|ate|read|ran|found|lost|won|came|spent|felt"
    r"|was|were"
    "|gave|grew|told|taught|wrote|drove|flew|rode|sang|swam|began|built|broke|brought|caught"
    r"|chose"
    "|fell|forgot|heard|held|kept|knew|led|left|lent|paid|put|quit|sent|sold|spoke|stood|stole"
    "|thought|threw|woke|wore|cut|hit|hurt|set|drew|drank|became|slept|\\w{2,}ed"
)
_WORDS = {
    "i": "i i'm i've i'd i'll im ive we we're we've we'll",
    "my": "my our mine me us myself",
    "you": "you your yours you're you've you'll you'd yourself u ur",
    "event": """
        died death funeral pregnant pregnancy born birth engaged married wedding divorce divorced
        divorcing diagnosed diagnosis surgery hospital accident injury injured fired hired promoted
        promotion accepted graduate graduated graduation retired retiring retirement moved moving
        adopt adopted adopting adoption bought sold won lost stole stolen launch launched opened
        started finished quit joined volunteer volunteered volunteering attend attended visit
        visited visiting travel traveled travelled traveling trip birthday anniversary award
        competition contest tournament concert festival conference class course degree interview
        """,
    "praise": """
        congrats congratulations inspiring inspired inspiration impressive impressed talented talent
        amazing awesome incredible incredibly fantastic great wonderful beautiful lovely cool nice
        sweet brilliant super superb perfect stunning
        """,
    "react": "wow oh whoa yay aw aww omg haha hahaha lol sounds glad",
    "thank": "thanks thank thx ty appreciate appreciated grateful cheers",
    "agree": "yeah yes yep sure totally definitely absolutely exactly agree right true relate",
    "general": """
        life thing things everything people someone something stuff ourselves yourself journey
        moment moments memories joy happiness growth positive positivity support supporting
        supportive strength passion passionate
        """,
    "vague": "idk dunno whatever anyway really just so lately kinda",
    "feel": """
        feel feels feeling feelings felt happy sad excited nervous proud scared afraid angry upset
        relieved overwhelmed overwhelming thrilled anxious stressed lonely tired exhausted
        """,
    "wish": "bye hope luck",
}
#: Cue of a word: the names of the features that it counts for.
WORD_CUES: dict[str, str] = {w: name for name, words in _WORDS.items() for w in words.split()}

#: Phrases, by the name of the feature that counts their matches; they read lower case.
PHRASE_CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "kin": rf"\b(?:my|our)(?: \w+)? (?:{_KIN})",
        "i_am": r"\b(?:i'm|i am|im|we're|we are) (?:an? |from |in |at |\w+ years|allergic"
        r"|based)",
        "i_have": r"\b(?:i|we)(?:'ve| have| had| own)(?: got)? (?:an? |the |my |\d|two|three"
        r"|four)",
        "i_past": r"\b(?:i|we)(?:'ve| have)?(?: (?:just|finally|also|recently|even|actually"
        r"|once"
        rf"|already|never|been))? (?:{_PAST})\b",
        "they_past": rf"\b(?:he|she|they|it|who|that) (?:{_PAST})\b",
        "plan": r"\b(?:i|we|i'm|we're|im)(?:'ll| will| am| are|'m|'re| also| really| just)*"
        r" ?(?:going to|gonna|plan(?:ning)? (?:to|on|a)|intend|think(?:ing)? (?:of"
        r"|about) \w+ing"
        r"|hop(?:e|ing) to|want(?:ed)? to|wanna|would like to|'d like to|need to|have to|gotta"
        r"|saving up|looking (?:forward to|into)|sign(?:ed|ing) up)\b|\b(?:i|we)(?:'ll"
        r"| will)\b",
        "preference": r"\b(?:i|we)(?:'m| am|'ve| have|'d| would)?(?: (?:really|just"
        r"|absolutely|also"
        r"|always|still|do|don't|never|so|truly|totally|kinda|mostly|not))*"
        r" (?:like|love|hate|prefer|enjoy|adore|dislike|can't stand|rather|obsessed|into"
        r"|scared of"
        r"|afraid of|(?:a )?(?:big |huge )?fan of|recommend)\b|\bfavou?rite|\b(?:best"
        r"|worst) \w",
        "habit": r"\bevery (?:day|morning|night|week|month|year|other|single|\w+day)"
        r"|\busually\b"
        r"|\b(?:once|twice|times) a|\bon weekends\b",
        "since": r"\bsince\b|\bfor (?:\w+ ){0,2}(?:year|month|week|day)|\bago\b|\bused to\b"
        r"|\bback in\b|\bwhen i was\b",
        "past_time": r"\byesterday|\blast \w+|\bago\b|\brecently|\bearlier|\bthis morning"
        r"|\bthe other day|\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day",
        "future_time": r"\btomorrow|\btonight|\bnext \w+|\bsoon\b|\bupcoming|\bthis (?:weekend"
        r"|summer|fall|winter|spring|\w+day)|\bin \w+ (?:days|weeks|months|years)",
        "gone": r"\bpassed away|\bbroke up|\blaid off|\bnew job|\bsigned up|\bsplit up",
        "correct": r"\bi meant|\bi misspoke|\bcorrection\b|\bscratch that|\blet me correct"
        r"|\bi was wrong|\bthat's (?:wrong|not right|incorrect)|\bmixed (?:it|that) up"
        r"|\bnot [\w ]{2,30}, sorry|\bmake that|\bignore what i|\bgot that wrong|\binstead of"
        r"|^(?:oh,? |oops,? |sorry,? |wait,? |no,? )*(?:actually|oops|no wait|wait,)",
        "name_is": r"\bnamed |\bcalled |\bname is|\bname's",
        "ask": r"(?:^|[.!?,] *)(?:(?:so|and|but|oh|hey|well)[, ]+)*(?:what|how|who|where|when"
        r"|why"
        r"|which|do you|did you|are you|have you|can you|could you|would you|will you|is it"
        r"|is there|is that|any|got any|can i|should i|does|do i|would)\b",
        "cheer": r"\bwell done|\bway to go|\bgood for you|\bproud of you|\bkeep (?:it up|going)"
        r"|\bgot this\b|\bgo for it|\bno way\b|\bthat's\b|\bhappy (?:for|to hear)|\bsorry to"
        r"|\blove (?:that|it|this)\b|\bmust (?:be|have|feel)\b|\bi bet\b|\blooks? (?:so"
        r"|really)",
        "send_off": r"\bhope (?:you|it|that)|\btake care|\bhave (?:a|fun)\b|\benjoy your"
        r"|\bsee you"
        r"|\btalk (?:to you )?(?:soon|later)|\bcatch up|\bfingers crossed|\blet me know"
        r"|\bcan't wait to (?:see|hear)|\bhere for you|\bgood (?:morning|night|evening)",
        "heard": r"\bfor sure|\bof course|\bsame here|\bi (?:get|hear|see|know|feel|understand)"
        r" (?:it|you|that|what)|\bmakes sense|\bi understand",
        "saying": r"\bit's (?:so |really |always |such )?(?:a )?(?:important|great|good|nice"
        r"|amazing"
        r"|hard|tough|easy|all about|the little|not easy|worth)|\bmakes? (?:a"
        r"|all the) difference"
        r"|\bmeans? (?:a lot|so much|the world)|\bworth it|\bthat feeling",
        "advice": r"(?:^|[.!?] *)(?:try|make sure|remember|consider|don't|do not|just|keep"
        r"|take|start"
        r"|use|go|check|set|get|be|maybe|please|contact|put|buy|watch|never)\b|\byou (?:can"
        r"|could"
        r"|should|may|might|need to|have to)\b|\bit's (?:best|helpful|a good idea)|\bi suggest",
        "shrug": r"\bi (?:don't know|guess|mean)|\b(?:kind|sort) of\b|\bwho knows|\byou know\b"
        r"|\bsame old|\bnothing (?:much|new|special)|\bnot much|\bpretty much|\bone of those",
    }.items()
}
#: Names of all cues, in their order.
CUES = (*_WORDS, *PHRASE_CUES)
NUMBER_WORDS = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve dozen hundred thousand million half
    first second third
    """.split()  # noqa: SIM905
)
NUMBER = re.compile(r"\d+")
#: Something that others did: short news ("She said yes!") has no more to show for itself.
NEWS = re.compile(rf"\b(?:he|she|they|we)(?: (?:just|finally|all|both))? (?:said|{_PAST})\b")
#: What stands in brackets was not said: a photo's caption, a stage direction.
ASIDE = re.compile(r"\[[^\[\]]{0,400}\]")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*|[.!?]+")
EMOJI = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]|[:;]-?[)(DP]")


def count_cues(low: str, words: list[str]) -> list[int]:
    """Return how often each cue is there, in the order of ``CUES``.

    Args:
        low: The text in lower case, with plain apostrophes.
        words: Its words.
    """
    counts = dict.fromkeys(_WORDS, 0)
    for word in words:
        if name := WORD_CUES.get(word):
            counts[name] += 1
    return [*counts.values(), *(len(p.findall(low)) for p in PHRASE_CUES.values())]
