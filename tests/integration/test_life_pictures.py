"""The documented life of a memory is one that the engine leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.life_pictures import Step, filled, pictures

_DOC = Path(__file__).parents[2] / "docs" / "life.md"


@pytest.fixture(scope="module")
def life() -> tuple[dict[Path, str], dict[str, Step]]:
    """Pictures by path, and steps by name."""
    made, steps = pictures()
    return made, {step.name: step for step in steps}


def _tiers(step: Step) -> set[str]:
    return {data["tier"] for _, data in step.graph.nodes(data=True) if data["label"] == "Event"}


def test_the_documented_steps_happen(life: tuple[dict[Path, str], dict[str, Step]]):
    """Told, repeated, slept over, faded, found: each as the document says."""
    _, steps = life
    labels = {n: {d["label"] for _, d in s.graph.nodes(data=True)} for n, s in steps.items()}

    assert "Semantic" not in labels["repeated"]
    assert "Semantic" in labels["slept"]
    assert _tiers(steps["faded"]) == {"archive"}
    assert "Ana plays tennis with Marta" in steps["faded"].says
    assert "in Porto" not in steps["faded"].says
    assert "in Porto" in steps["deep"].says


def test_what_is_forgotten_is_in_no_later_picture(life: tuple[dict[Path, str], dict[str, Step]]):
    """Neither the name nor what only it bore."""
    made, steps = life
    [last] = [text for path, text in made.items() if path.stem == "forgotten"]

    assert "Marta" in made[_DOC.parent / "life" / "slept.svg"]
    assert "Marta" not in last + steps["forgotten"].says


def test_the_document_has_a_place_for_each_step(life: tuple[dict[Path, str], dict[str, Step]]):
    """What it shows is what a run would write now, but for the order of equals."""
    _, steps = life
    text = _DOC.read_text("utf-8")

    shown = filled(text, list(steps.values()))
    assert sorted(shown.splitlines()) == sorted(text.splitlines())
