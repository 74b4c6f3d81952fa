"""Evidence made by hand: who said what of whom, in which session."""

from __future__ import annotations

from graphmem.sleep.evidence import Evidence, Thing, literal

DAY = 86_400_000


def who(name: str) -> Thing:
    """Return a person."""
    return Thing(f"id-{name.casefold()}", name, "person")


def where(name: str) -> Thing:
    """Return a place."""
    return Thing(f"id-{name.casefold()}", name, "place")


def says(number: int, subject: str, predicate: str, target: str | Thing, **changes: object):
    """Return what episode ``number`` of session ``number // 2`` says."""
    thing = literal(target) if isinstance(target, str) else target
    verb = str(changes.pop("verb", predicate.replace("_", " ")))
    values: dict[str, object] = {
        "fact_id": f"{subject}-{predicate}-{thing.key}-{changes.get('positive', True)}",
        "subject": who(subject), "predicate": predicate, "object": thing, "positive": True,
        "episode": f"e{number}", "session": f"s{number // 2}", "at": number * DAY,
        "text": f"{subject} {verb} {thing.name}", "confidence": 0.8,
    }  # fmt: skip
    return Evidence(**{**values, **changes})  # type: ignore[arg-type]


def near(names) -> float:
    """Take all names as near one another."""
    return 1.0


def far(names) -> float:
    """Take no names as near one another."""
    return 0.0
