"""Names of countries and of their people, so that "Swedish" and "Sweden" are one value."""

from __future__ import annotations

from graphmem.dynamics.places import COUNTRIES

# Canonical name, then everything else it is called; what "-n", "-an", "-ian", "-ese", "-ish" and
# "-i" make of a name is added by rule.
_NAMES = """
united states|us|u.s.|usa|u.s.a.|united states of america|american|america|the states
united kingdom|uk|u.k.|great britain|britain|british|united kingdom of great britain
england|english
scotland|scottish|scots|scot
wales|welsh
northern ireland|northern irish
ireland|irish|republic of ireland
france|french|french republic|kingdom of france
germany|german|federal republic of germany|german empire|deutschland
netherlands|dutch|holland|kingdom of the netherlands
denmark|danish|dane|kingdom of denmark
sweden|swedish|swede
norway|norwegian
finland|finnish|finn
iceland|icelandic|icelander
spain|spanish|spaniard|kingdom of spain
portugal|portuguese
italy|italian|kingdom of italy|italian republic
greece|greek|hellenic republic
turkey|turkish|turk|republic of turkey|türkiye
poland|polish|pole|republic of poland
czech republic|czech|czechia
slovakia|slovak|slovakian
slovenia|slovene|slovenian
croatia|croatian|croat
serbia|serbian|serb
bosnia and herzegovina|bosnia|bosnian
hungary|hungarian|kingdom of hungary
romania|romanian
bulgaria|bulgarian
ukraine|ukrainian
belarus|belarusian|byelorussia
russia|russian|russian federation
soviet union|ussr|u.s.s.r.|soviet|soviets
switzerland|swiss
austria|austrian|republic of austria
belgium|belgian
luxembourg|luxembourgish
lithuania|lithuanian
latvia|latvian
estonia|estonian
china|chinese|people's republic of china|prc|mainland china
taiwan|taiwanese|republic of china
japan|japanese|empire of japan
south korea|south korean|republic of korea|korean|korea
north korea|north korean
india|indian|republic of india
pakistan|pakistani
bangladesh|bangladeshi
sri lanka|sri lankan|ceylon
nepal|nepalese|nepali
afghanistan|afghan|afghani
iran|iranian|persia|persian
iraq|iraqi
israel|israeli
palestine|palestinian
lebanon|lebanese
syria|syrian
jordan|jordanian
saudi arabia|saudi|saudi arabian
united arab emirates|uae|emirati
egypt|egyptian
morocco|moroccan
tunisia|tunisian
algeria|algerian
libya|libyan
sudan|sudanese
ethiopia|ethiopian
kenya|kenyan
nigeria|nigerian
ghana|ghanaian
south africa|south african
canada|canadian
mexico|mexican
brazil|brazilian
argentina|argentine|argentinian|argentinean
chile|chilean
peru|peruvian
colombia|colombian
venezuela|venezuelan
ecuador|ecuadorian
bolivia|bolivian
uruguay|uruguayan
paraguay|paraguayan
cuba|cuban
philippines|filipino|philippine
thailand|thai
vietnam|vietnamese
indonesia|indonesian
malaysia|malaysian
singapore|singaporean
australia|australian|commonwealth of australia
new zealand|new zealander|kiwi
myanmar|burma|burmese
ivory coast|côte d'ivoire|ivorian
congo|congolese|democratic republic of the congo
cyprus|cypriot
malta|maltese
monaco|monegasque
cambodia|cambodian|khmer
mongolia|mongolian|mongol
"""
_ENDINGS = ("n", "an", "ian", "ese", "ish", "i")
# Parts of states, and their earlier forms: not the same value, but no other one either.
_PARTS = {
    "united kingdom": "england|scotland|wales|northern ireland|british empire|ireland",
    "germany": "nazi germany|west germany|east germany|prussia|weimar republic"
    "|german democratic republic|kingdom of prussia|third reich|holy roman empire",
    "russia": "russian empire|soviet russia|russian sfsr|tsardom of russia|imperial russia",
    "soviet union": "russia|ukraine|belarus|georgia|armenia|azerbaijan|kazakhstan|uzbekistan"
    "|lithuania|latvia|estonia|moldova|turkmenistan|tajikistan|kyrgyzstan|russian sfsr"
    "|soviet russia|ukrainian ssr",
    "russian empire": "poland|finland|ukraine|belarus|georgia|lithuania|latvia|estonia",
    "yugoslavia": "serbia|croatia|slovenia|bosnia and herzegovina|montenegro|macedonia"
    "|north macedonia|kosovo",
    "czechoslovakia": "czech republic|slovakia|bohemia",
    "austria-hungary": "austria|hungary|bohemia|croatia|austrian empire",
    "austria": "austrian empire|habsburg monarchy",
    "turkey": "ottoman empire|ottoman",
    "ottoman empire": "ottoman|bulgaria|serbia|greece|egypt|syria|iraq|lebanon|palestine",
    "china": "hong kong|macau|tibet|qing dynasty|ming dynasty|taiwan",
    "india": "british india|british raj|mughal empire",
    "united states": "puerto rico|confederate states|confederate states of america",
    "denmark": "greenland|faroe islands",
    "netherlands": "dutch republic",
}
_LIES_IN = {(n, wide) for wide, parts in _PARTS.items() for n in parts.split("|")}
_HISTORIC = {n: n for parts in _PARTS.values() for n in parts.split("|")} | {w: w for w in _PARTS}


def country(name: str) -> str:
    """Return the canonical name of a country, of its people or language; "" for other words."""
    plain = " ".join(name.casefold().removeprefix("the ").split())
    return _CANONICAL.get(plain, "")


def lies_in(narrow: str, wide: str) -> bool:
    """Tell whether one country is a part of another (Scotland of the United Kingdom)."""
    return (narrow, wide) in _LIES_IN


def canonical_names(others: frozenset[str]) -> dict[str, str]:
    """Return the canonical name by every name; ``others`` are countries without a line above."""
    found: dict[str, str] = dict(_HISTORIC)
    for line in _NAMES.strip().splitlines():
        first, *rest = line.split("|")
        found |= dict.fromkeys((first, *rest), first)
    for name in others - set(found):
        stem = name.removesuffix("a").removesuffix("e")
        derived = {name + e for e in _ENDINGS} | {stem + e for e in _ENDINGS}
        found |= {d: name for d in derived if d not in found} | {name: name}
    return found


_CANONICAL = canonical_names(COUNTRIES)
