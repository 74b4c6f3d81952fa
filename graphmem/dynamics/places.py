"""How large a named place is, so that a narrower place is not taken for another one."""

from __future__ import annotations

import re
from typing import Literal

Level = Literal["continent", "country", "region", "unknown"]

_CONTINENTS = frozenset(
    {"africa", "antarctica", "asia", "europe", "north america", "oceania", "south america"}
    | {"the americas", "latin america", "central america", "middle east", "eurasia"}
    | {"scandinavia", "the balkans"}
)
COUNTRIES = frozenset(
    """
    afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|austria|azerbaijan
    |bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|bosnia
    |bosnia and herzegovina|botswana|brazil|brunei|bulgaria|burkina faso|burma|burundi|cambodia
    |cameroon|canada|cape verde|central african republic|chad|chile|china|colombia|comoros|congo
    |costa rica|croatia|cuba|cyprus|czech republic|czechia|denmark|djibouti|dominica
    |dominican republic|east timor|ecuador|egypt|el salvador|england|eritrea|estonia|eswatini
    |ethiopia|fiji|finland|france|gabon|gambia|germany|ghana|great britain|greece|grenada
    |guatemala|guinea|guyana|haiti|honduras|hungary|iceland|india|indonesia|iran|iraq|ireland
    |israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kiribati|kosovo|kuwait
    |kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg
    |madagascar|malawi|malaysia|maldives|mali|malta|mauritania|mauritius|mexico|micronesia|moldova
    |monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nauru|nepal|netherlands|holland
    |new zealand|nicaragua|niger|nigeria|north korea|north macedonia|macedonia|northern ireland
    |norway|oman|pakistan|palau|palestine|panama|papua new guinea|paraguay|peru|philippines|poland
    |portugal|qatar|republic of ireland|people's republic of china|romania|russia|rwanda|samoa
    |san marino|saudi arabia|scotland|senegal|serbia|seychelles|sierra leone|singapore|slovakia
    |slovenia|solomon islands|somalia|south africa|south korea|korea|south sudan|spain|sri lanka
    |sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|togo|tonga
    |trinidad and tobago|tunisia|turkey|turkmenistan|tuvalu|uganda|ukraine|united arab emirates
    |united kingdom|uk|u.k.|britain|united states|united states of america|usa|us|u.s.|u.s.a.
    |uruguay|uzbekistan|vanuatu|vatican city|venezuela|vietnam|wales|yemen|zambia|zimbabwe
    |soviet union|ussr|yugoslavia|czechoslovakia|east germany|west germany|nazi germany|prussia
    |ottoman empire|austria-hungary|russian empire|british empire|roman empire|german empire
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_REGIONS = frozenset(
    """
    alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia
    |hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts
    |michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey
    |new mexico|new york state|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania
    |rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia
    |washington state|west virginia|wisconsin|wyoming|ontario|quebec|british columbia|alberta
    |manitoba|saskatchewan|nova scotia|new brunswick|newfoundland|bavaria|saxony|hesse|brandenburg
    |thuringia|baden-württemberg|north rhine-westphalia|lower saxony|schleswig-holstein
    |new south wales|victoria|queensland|tasmania|western australia|south australia|tuscany
    |lombardy|sicily|sardinia|piedmont|veneto|catalonia|andalusia|galicia|brittany|normandy
    |provence|burgundy|alsace|île-de-france|punjab|kerala|tamil nadu|gujarat|maharashtra
    |karnataka|rajasthan|west bengal|uttar pradesh|bihar|crimea|siberia|transylvania|silesia
    |yorkshire|kent|cornwall|devon|essex|lancashire|norfolk|sussex|surrey|hampshire|new england
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_UNITS = re.compile(
    r"\b(county|province|district|region|prefecture|oblast|department|governorate|state|territory"
    r"|canton|voivodeship|municipality|parish|shire|valley|island|islands|peninsula|coast"
    r"|arrondissement|republic|raion|krai|commune|emirate|kingdom|empire)\b"
)


def level(name: str) -> Level:
    """Return how large a place is, by its name: a closed list, then words such as "County"."""
    plain = " ".join(name.casefold().removeprefix("the ").split())
    if plain in _CONTINENTS or f"the {plain}" in _CONTINENTS:
        return "continent"
    if plain in COUNTRIES:
        return "country"
    return "region" if plain in _REGIONS or _UNITS.search(plain) else "unknown"
