"""Templates with choices and slots, expanded by a seeded generator of random numbers.

``[a|b|]`` is one of its parts (a part may be empty, or hold further choices); ``{name}`` is what
was bound to the name, else a random entry of the lexicon under it, which may be a template too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_MAX_STEPS = 200


@dataclass(frozen=True, slots=True)
class Grammar:
    """A lexicon of templates by name."""

    lexicon: Mapping[str, Sequence[str]]

    def pick(self, rng: Random, name: str, bound: Mapping[str, str]) -> str:
        """Return a random entry of the lexicon, expanded."""
        return self.expand(rng, rng.choice(self.lexicon[name]), bound)

    def expand(self, rng: Random, template: str, bound: Mapping[str, str]) -> str:
        """Return one text of a template.

        Args:
            bound: What stands for a slot; a slot that is not bound is drawn from the lexicon.

        Raises:
            KeyError: A slot is neither bound nor in the lexicon.
            ValueError: The template never ends.
        """
        text = template
        for _ in range(_MAX_STEPS):
            if match := _CHOICE.search(text):
                chosen = rng.choice(match[1].split("|"))
            elif match := _SLOT.search(text):
                name = match[1]
                chosen = bound[name] if name in bound else rng.choice(self.lexicon[name])
            else:
                return text.strip()
            text = text[: match.start()] + chosen + text[match.end() :]
        raise ValueError(f"a template does not end: {template}")


def tidy(text: str) -> str:
    """Put a turn in order: one blank between words, a full stop before a capital."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ([,.!?;:])", r"\1", text)
    text = re.sub(r"\ba (?=[aeio][a-z])", "an ", text)
    return re.sub(r"(?:^|(?<=[.!?] ))[a-z]", lambda m: m[0].upper(), text)
