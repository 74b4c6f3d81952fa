"""What in a text's words tells how much it says: patterns of English, each counted by the gate.

They are written from what people do when they tell something, support each other, or pass the
time; how much each counts is learned (``training/gate.py``).
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE
_KIN = (
    "mom|mum|mother|dad|father|parents|sister|brother|sibling|son|daughter|kids?|children"
    r"|baby|wife"
    "|husband|partner|girlfriend|boyfriend|fianc[eé]e?|grandm\\w+|grandf\\w+|grandpa|granny"
    r"|nana"
    "|cousin|aunt|auntie|uncle|niece|nephew|in-laws?|family|boss|manager|colleagues?|coworkers?"
    "|co-workers?|roommate|flatmate|neighbou?rs?|teacher|coach|mentor|therapist|doctor|friends?"
    "|dogs?|cats?|puppy|kitten|pets?"
)
_PAST = (
    "went|saw|did|had|got|met|took|made|bought|ate|read|ran|found|lost|won|came|spent|felt"
    r"|was|were"
    "|gave|grew|told|taught|wrote|drove|flew|rode|sang|swam|began|built|broke|brought|caught"
    r"|chose"
    "|fell|forgot|heard|held|kept|knew|led|left|lent|paid|put|quit|sent|sold|spoke|stood"
    r"|stole|thought"
    "|threw|understood|woke|wore|cut|hit|hurt|set|drew|drank|became|slept|\\w{2,}ed"
)

#: Patterns whose matches are counted, by the name of the feature.
CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, _FLAGS)
    for name, pattern in {
        # telling of oneself
        "i": r"\b(?:i|i'm|i've|i'd|i'll|im|ive|we|we're|we've|we'll)\b",
        "my": r"\b(?:my|our|mine|me|us|myself)\b",
        "kin": rf"\b(?:my|our)(?: \w+)? (?:{_KIN})\b",
        "i_am": r"\b(?:i'm|i am|im|we're|we are) (?:an? |from |in |at |\w+ years|allergic"
        r"|based)",
        "i_have": r"\b(?:i|we)(?:'ve| have| had| own)(?: got)? (?:an? |the |my |\d|two|three"
        r"|four)",
        "i_past": rf"\b(?:i|we)(?:'ve| have)?(?: (?:just|finally|also|recently|even|actually"
        rf"|once"
        rf"|already|never|been))? (?:{_PAST})\b",
        "they_past": rf"\b(?:he|she|they|it|who|that|[a-z]{{3,}}s?) (?:{_PAST})\b",
        "plan": r"\b(?:i|we|i'm|we're|im)(?:'ll| will| am| are|'m|'re| also| really| just)*"
        r" ?(?:going to|gonna|plan(?:ning)? (?:to|on|a)|intend|think(?:ing)? (?:of"
        r"|about) \w+ing"
        r"|hop(?:e|ing) to|want(?:ed)? to|wanna|would like to|'d like to|need to|have to"
        r"|gotta|saving up"
        r"|looking (?:forward to|into)|sign(?:ed|ing) up)\b|\b(?:i|we)(?:'ll| will)\b",
        "preference": r"\b(?:i|we)(?:'m| am|'ve| have|'d| would)?(?: (?:really|just"
        r"|absolutely|also"
        r"|always|still|do|don't|never|so|truly|totally|kinda|mostly|not))*"
        r" (?:like|love|hate|prefer|enjoy|adore|dislike|can't stand|rather|obsessed|into"
        r"|scared of"
        r"|afraid of|(?:a )?(?:big |huge )?fan of)\b|\bfavou?rites?\b",
        "habit": r"\b(?:every (?:day|morning|night|week|month|year|other|single|\w+day)|usually"
        r"|once a|twice a|times a (?:day|week|month)|on weekends|always|each (?:day|week"
        r"|year))\b",
        "since": r"\b(?:since|for (?:\w+ ){0,2}(?:years?|months?|weeks?|days?)|ago|used to"
        r"|back in"
        r"|when i was)\b",
        "past_time": r"\b(?:yesterday|last (?:\w+)|ago|recently|earlier|this morning"
        r"|the other day"
        r"|just got|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        "future_time": r"\b(?:tomorrow|tonight|next (?:\w+)|soon|upcoming|this (?:weekend"
        r"|summer|fall"
        r"|winter|spring|\w+day)|in (?:\w+) (?:days|weeks|months|years))\b",
        "event": r"\b(?:died|passed away|death|funeral|pregnan\w+|born|birth|engaged|married"
        r"|wedding"
        r"|divorc\w+|broke up|diagnos\w+|surgery|hospital|accident|injur\w+|fired|laid off"
        r"|hired"
        r"|promot\w+|new job|accepted|graduat\w+|retir\w+|moved|moving|adopt\w+|bought|sold"
        r"|won|lost"
        r"|stole\w*|launch\w+|opened|start(?:ed|ing)|finish(?:ed|ing)|quit|joined|signed up"
        r"|volunteer\w*|attend\w+|visit\w*|travel\w*|trip|birthday|anniversary|award"
        r"|competition"
        r"|contest|tournament|concert|festival|conference|class|course|degree|interview)\b",
        "correct": r"\b(?:i meant|i misspoke|correction|scratch that|let me correct|i was wrong"
        r"|that's (?:wrong|not right|incorrect)|mixed (?:it|that) up|not [\w ]{2,30}, sorry"
        r"|make that"
        r"|ignore what i|got that wrong|instead of)\b|^(?:oh,? |oops,? |sorry,? |wait,? "
        r"|no,? )*"
        r"(?:actually|oops|no wait|wait,)",
        "name_is": r"\b(?:named|called|name is|name's)\b",
        # talking to the other
        "you": r"\b(?:you|your|yours|you're|you've|you'll|you'd|yourself|u|ur)\b",
        "ask": r"(?:^|[.!?,] *)(?:(?:so|and|but|oh|hey|well)[, ]+)*(?:what|how|who|where|when"
        r"|why"
        r"|which|do you|did you|are you|have you|can you|could you|would you|will you"
        r"|is (?:it|there"
        r"|that)|any|got any)\b",
        "praise": r"\b(?:congrat\w*|well done|way to go|good for you|proud of you|keep it up"
        r"|keep"
        r" going|you got this|you've got this|go for it|inspir\w+|impress\w+|talented?|amaz\w+"
        r"|awesome|incredibl[ey]|fantastic|great|wonderful|beautiful|lovely|cool|nice|sweet"
        r"|brilliant"
        r"|superb?|perfect|stunning)\b",
        "react": r"\b(?:wow|oh|whoa|yay|aw+|omg|haha\w*|lol|no way|that's|that sounds|sounds"
        r"|glad|happy"
        r" (?:for|to hear)|sorry to hear|love (?:that|it|this)|must (?:be|have|feel)|i bet"
        r"|looks?"
        r" (?:so|really|great|amazing|like))\b",
        "thank": r"\b(?:thanks?|thank you|thx|ty|appreciate\w*|grateful|cheers)\b",
        "wish": r"\b(?:good luck|best of luck|hope (?:you|it|that|everything)|take care"
        r"|have (?:a|fun)"
        r"|enjoy your|see you|talk (?:to you )?(?:soon|later)|catch up|fingers crossed"
        r"|let me know"
        r"|can't wait to (?:see|hear)|here for you|bye|good (?:morning|night|evening))\b",
        "agree": r"\b(?:yeah|yes|yep|sure|totally|definitely|absolutely|exactly|for sure"
        r"|of course"
        r"|agree|same here|right|true|i (?:get|hear|see|know|feel) (?:it|you|that|what)"
        r"|makes sense"
        r"|relate|i understand)\b",
        "general": r"\b(?:it's (?:so |really |always |such )?(?:a )?(?:important|great|good"
        r"|nice|amazing"
        r"|hard|tough|easy|all about|the little|not easy|worth)|life|things?|everything|people"
        r"|someone|something|stuff|makes? (?:a|all the) difference|means? (?:a lot|so much"
        r"|the world)"
        r"|worth it|that feeling|ourselves|yourself|journey|moments?|memories|joy|happiness"
        r"|growth"
        r"|positiv\w+|support\w*|strength|passion\w*)\b",
        "advice": r"(?:^|[.!?] *)(?:try|make sure|remember|consider|don't|just|keep|take"
        r"|start|use|go"
        r"|check|set|get|be|maybe|please|contact)\b|\b(?:you (?:can|could|should|may|might"
        r"|need to|have"
        r" to)|it's (?:best|helpful|a good idea)|i(?:'d)? (?:recommend|suggest))\b",
        "vague": r"\b(?:idk|dunno|i don't know|i guess|kind of|kinda|sort of|whatever|anyway"
        r"|who knows"
        r"|you know|i mean|same old|nothing (?:much|new|special)|not much|pretty much|just"
        r"|really|so"
        r"|lately|one of those)\b",
        "feel": r"\b(?:feel\w*|felt|happy|sad|excited|nervous|proud|scared|afraid|angry|upset"
        r"|relieved"
        r"|overwhelm\w+|thrilled|anxious|stressed|lonely|tired|exhausted)\b",
    }.items()
}
NUMBER = re.compile(
    r"\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
    r"|thousand"
    r"|million|half|first|second|third)\b",
    _FLAGS,
)
#: What stands in brackets was not said: a photo's caption, a stage direction.
ASIDE = re.compile(r"\[[^\[\]]{0,400}\]")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*|[.!?]+")
EMOJI = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]|[:;]-?[)(DP]")
