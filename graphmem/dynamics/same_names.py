"""How two names may be one entity's: spelling, titles, parts, initials, acronyms.

Names alone. Whether the two are one is judged with what the graph knows (``dynamics/same``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from graphmem.dynamics.nicknames import NICKNAMES
from graphmem.ids import normalise_name

How = Literal[
    "spelling",  # accents, points, hyphens, "&", a leading "the", a company's legal form
    "title",  # "Dr. Lopez", "Lopez"
    "first",  # the short one begins the long one
    "last",  # ... ends it
    "inside",  # ... lacks some of its words: "Ana Maria Ruiz", "Ana Ruiz"
    "initials",  # "J. R. Smith", "John Robert Smith"
    "nickname",  # "Liz Moore", "Elizabeth Moore"
    "acronym",
    "typo",
]
#: Relations in which one name is a part of the other, so that it may be part of a third too.
PARTIAL: Final = frozenset({"first", "last", "inside", "initials", "nickname"})

_SPLIT = re.compile(r"[\s\-–—/]+")
_NO_LETTER = re.compile(r"[^\w]+")
_DOTTED = re.compile(r"(?:\w\.){2,}\w?")
_NUMBER = re.compile(r"\d|^(?:ii|iii|iv|vi{0,3}|ix|xi{0,3}|xiv|xvi{0,3})$")
_NONE: Final[frozenset[int]] = frozenset()
_LEAST_TYPO = 7  # letters: shorter names differ by one letter and are two


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MALE = _words("mr mister sir lord king prince duke count baron uncle father brother monsieur herr")
_FEMALE = _words(
    "mrs ms miss lady queen princess duchess countess baroness aunt auntie mother sister madame"
    " mademoiselle frau dame madam"
)
TITLES: Final = _MALE | _FEMALE | _words(
    "dr doctor prof professor president senator governor captain capt colonel col general gen major"
    " lieutenant lt sergeant sgt rev reverend pope judge justice chancellor minister secretary"
    " cousin grandpa grandma agent emperor empress inspector detective officer sheikh chief"
    " saint st don dona shah sultan tsar czar emir kaiser caliph rajah maharaja"
)  # fmt: skip
_LEGAL = _words(
    "inc incorporated ltd limited llc corp corporation co company plc gmbh ag sa srl bv"
)
_LEADING = _words("the a an")
_SMALL = _words("of the and for de la le du von van der da do dos di del in at on et")
_GENERATIONS = _words("jr sr junior senior")
#: Words that make another thing of a name: "New York" is not York.
_OTHERS = _words(
    "north south east west northern southern eastern western northeast northwest southeast"
    " southwest new old upper lower central greater inner outer great little young elder"
)
#: Words for what a thing is: with one of them, a name may mean another thing ("Michigan", "Lake
#: Michigan") or the same ("Wesleyan", "Wesleyan University").
GENERIC: Final = _words(
    "university college school institute academy hospital museum library church cathedral abbey"
    " river lake mount mountain mountains island islands sea ocean bay county district province"
    " state city town village street road avenue square park bridge tower castle palace house hall"
    " hotel airport station railway line battle war siege treaty act party government council army"
    " navy force records studios press group team club association league cup award awards prize"
    " festival film album song band orchestra bank board department ministry court times news"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name, folded.

    Attributes:
        words: Without accents, points, a leading article, titles and legal forms.
        titles: The titles it bears.
        capitals: It is written in capitals, as acronyms are.
        generations: "Jr.", "Sr.": who bears one is not who bears none.
    """

    words: tuple[str, ...]
    titles: frozenset[str] = frozenset()
    capitals: bool = False
    generations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """How two names go together.

    Attributes:
        turned: The second name is the short one.
        titled: One of them bears a title.
        gendered: That title is Mr., Mrs., Miss or the like, and the other name has none.
        generic: What the long one has more tells what kind of thing it is.
    """

    how: How
    turned: bool = False
    titled: bool = False
    gendered: bool = False
    generic: bool = False


def fold(name: str) -> Name:
    """Return the words of a name without what spelling varies."""
    capitals = name.isupper() and sum(c.isalpha() for c in name) > 1
    text = _DOTTED.sub(
        lambda m: m.group().replace(".", ""), normalise_name(name).replace("&", " and ")
    )
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = [w for w in (_NO_LETTER.sub("", part) for part in _SPLIT.split(plain)) if w]
    if len(words) > 1 and words[0] in _LEADING:
        del words[0]
    titles: set[str] = set()
    while len(words) > 1 and words[0] in TITLES:
        titles.add(words.pop(0))
    generations = {w for w in words[1:] if w in _GENERATIONS}
    words = [w for i, w in enumerate(words) if not (i and w in _GENERATIONS)]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return Name(tuple(words), frozenset(titles), capitals, frozenset(generations))


def tie(a: Name, b: Name) -> Tie | None:
    """Return how two names go together, the closest way; None: names alone say they are two."""
    if not a.words or not b.words or a.generations != b.generations or _gendered(a, b):
        return None
    if a.words == b.words or "".join(a.words) == "".join(b.words):
        titled = a.titles != b.titles
        how: How = "title" if titled else "spelling"
        return Tie(how, len(b.titles) < len(a.titles), titled, _one_gendered(a, b))
    turned = len(b.words) < len(a.words)
    short, long = (b, a) if turned else (a, b)
    found = _part(short.words, long.words) or _other(short, long)
    if found is None:
        return None
    more = set(long.words) - set(short.words) - _SMALL
    titled = bool(a.titles or b.titles)
    return Tie(found, turned, titled, _one_gendered(a, b), bool(more & GENERIC))


def keys(name: Name) -> set[str]:
    """Return the keys under which names that may go together meet: never all pairs."""
    words = [w for w in name.words if w not in _SMALL]
    found = {f"w:{w}" for w in words if len(w) > 1}
    found.add("j:" + "".join(name.words))
    found |= {f"n:{line}" for w in words[:1] for line in NICKNAMES.get(w, ())}
    if len(words) == 1:
        found |= {f"a:{w}" for w in words if 2 <= len(w) <= 6}
    else:
        found |= {f"a:{short}" for short in _acronyms(name.words)}
        found |= {f"i:{words[0][0]} {words[-1]}"} if words else set()
    if len(words) == 1 and len(words[0]) >= _LEAST_TYPO:
        found |= {f"t:{words[0][:i]}{words[0][i + 1 :]}" for i in range(1, len(words[0]))}
        found.add(f"t:{words[0]}")
    return found


def _gendered(a: Name, b: Name) -> bool:
    """Tell whether titles say that they are a man and a woman, or wife and daughter."""
    both = a.titles, b.titles
    if any(one & _MALE and other & _FEMALE for one, other in (both, both[::-1])):
        return True
    return any("mrs" in one and "miss" in other for one, other in (both, both[::-1]))


def _one_gendered(a: Name, b: Name) -> bool:
    """Tell whether a title says man or woman of one name only: a family has one surname."""
    one, other = (bool(name.titles & (_MALE | _FEMALE)) for name in (a, b))
    return one != other


def _part(short: tuple[str, ...], long: tuple[str, ...]) -> How | None:
    """Tell which part of the long name the short one is."""
    if len(short) >= len(long) or _another(set(long) - set(short)):
        return None
    if all(w in _SMALL or len(w) == 1 for w in short):
        return None
    if long[: len(short)] == short:
        return None if long[len(short)] in {"and", "of", "in", "at", "on", "for"} else "first"
    if long[-len(short) :] == short:
        return None if long[-len(short) - 1] in _SMALL else "last"
    inside = len(short) > 1 and (short[0], short[-1]) == (long[0], long[-1])
    return "inside" if inside and set(short) <= set(long) else None


def _another(more: set[str]) -> bool:
    """Tell whether what one name has more makes it another thing's."""
    return bool(more & _OTHERS) or "and" in more or any(_NUMBER.search(word) for word in more)


def _other(short: Name, long: Name) -> How | None:
    one, two = list(short.words), list(long.words)
    if len(one) == 1 and len(two) > 1:
        likely = short.capitals or len(one[0]) > 2
        return "acronym" if likely and one[0] in _acronyms(long.words) else None
    if len(one) > 1 and one[-1] == two[-1]:
        if _nicknames(one[0], two[0]):
            return "nickname"
        return "initials" if _initials(one[:-1], two[:-1]) else None
    if len(one) == len(two) == 1 and _nicknames(one[0], two[0]):
        return "nickname"
    return "typo" if _one_typo(one, two) else None


def _acronyms(words: tuple[str, ...]) -> set[str]:
    """Return what the first letters of a name make, with and without its small words."""
    if len(words) < 2:
        return set()
    bare = [w for w in words if w not in _SMALL]
    shorts = {"".join(w[0] for w in words), "".join(w[0] for w in bare)}
    return {s for s in shorts if 2 <= len(s) <= 6}


def _nicknames(one: str, other: str) -> bool:
    return one != other and not NICKNAMES.get(one, _NONE).isdisjoint(NICKNAMES.get(other, _NONE))


def _initials(one: list[str], other: list[str]) -> bool:
    """Tell whether each given name begins as the other's does, and one of them is a letter."""
    pairs = list(zip(one, other, strict=False))
    fit = all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in pairs)
    return fit and any(min(len(x), len(y)) == 1 and x != y for x, y in pairs)


def _one_typo(one: list[str], other: list[str]) -> bool:
    """Tell whether two names are equal but for a slip in one long word."""
    if len(one) != len(other):
        return False
    differing = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    return len(differing) == 1 and _typo(*differing[0])


def _typo(one: str, other: str) -> bool:
    """Tell whether one letter more, less, other or two swapped lies between two long words."""
    if (
        min(len(one), len(other)) < _LEAST_TYPO
        or one[0] != other[0]
        or abs(len(one) - len(other)) > 1
    ):
        return False
    if not (one + other).isalpha():
        return False
    at = next(
        (i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y),
        min(len(one), len(other)),
    )
    rest, other_rest = one[at:], other[at:]
    if min(len(rest), len(other_rest)) < 2:  # "Armenia", "Armenian"
        return False
    swapped = rest[1::-1] + rest[2:]
    return other_rest in {rest[1:], swapped} or other_rest[1:] in {rest, rest[1:]}
