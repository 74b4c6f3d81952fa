"""Pairs of messages drawn from wordings: what they say, and where their values stand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graphmem.errors import SettingsError
from graphmem.training.updates.blocks import FORMS, read_file, read_wordings
from graphmem.training.updates.config import read_schedule
from graphmem.training.updates.draw import CHANGED, HOLDS, OTHER, draw, fill
from graphmem.training.updates.neighbours import Neighbours
from graphmem.training.updates.talk import Talk, read_dialogues, read_folder, read_web
from tests.fakes import FakeEncoder

TEXT = """
= home | one | Where does {s} live? | Oslo, Rome, the Hague
first | I sleep in {v}.
first | Home is {v}, top floor.
plain | Rain again here in {v}, of all towns.
changed | Goodbye {o}, hello {v}!
corrected | Not {o}: {v} is where I sleep.
near | My aunt has a shop in {v}.

= cat | ends | Does {s} have a cat? |
first | The cat sat on my keys again.
first | Cat hair on every jumper.
ends | The cat died on Friday.
again | A new cat moved in with us.
near | The neighbour's cat is fat.

= brother | one | Where does {n} work? | Lidl, Ikea, Bosch
first | {n} packs boxes at {v}.
first | Ask {n}, he is with {v}.
plain | {n} gets things cheaper at {v}.
changed | {n} left {o} for {v}.
corrected | It is {v} that pays {n}, not {o}.
near | {n} hates {v}.

= tea | many | Which teas does {s} like? | mint, sage, oolong
first | Nothing like {v} in the morning.
first | A pot of {v}, please.
dropped | I can't stand {v} any more.

= trip | finer | Where was {s}? | Spain > Cadiz, Peru > Lima, Chad > Abeche
first | We were in {o}.
finer | Photos from {v} are up.

= stream
- The bus was late.
- The dentist was kind.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of wordings."""
    found = tmp_path / "small.txt"
    found.write_text(TEXT, encoding="utf-8")
    return found


def _drawn(path: Path, seed: int = 0):
    file = read_file(path)
    return draw([(file, Neighbours(file, FakeEncoder()))], seed)


def test_a_file_is_read(path: Path):
    """Blocks, their forms and the stream."""
    file = read_file(path)
    assert [b.name for b in file.blocks] == ["home", "cat", "brother", "tea", "trip"]
    assert file.blocks[0].values == ("Oslo", "Rome", "the Hague")
    assert [b.of_other for b in file.blocks] == [False, False, True, False, False]
    assert file.stream == ("The bus was late.", "The dentist was kind.")


@pytest.mark.parametrize(
    "line", ["= x | none | ? | a", "= x | one", "first I live", "gone | I live", "= "]
)
def test_what_is_not_of_the_format_is_named(path: Path, line: str):
    """With its file and line."""
    path.write_text(f"= home | one | ? | a, b, c\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"small\.txt, line 2"):
        read_file(path)


def test_values_are_put_into_their_places():
    """The place is that of the value stated, not of the one before."""
    found = fill("{n} left {o} for {v}.", "Ikea", "Lidl", "Tom")
    assert found.text == "Tom left Lidl for Ikea."
    assert found.value is not None
    assert found.text[slice(*found.value)] == "Ikea"
    assert fill("The cat died.").value is None


def test_the_same_seed_draws_the_same_pairs(path: Path):
    """And another one others."""
    assert _drawn(path) == _drawn(path)
    assert _drawn(path) != _drawn(path, 1)


@pytest.mark.parametrize("seed", range(8))
def test_marked_values_are_values(path: Path, seed: int):
    """Also where something stands beside the message, or its marks are gone."""
    values = {"Oslo", "Rome", "the Hague", "Lidl", "Ikea", "Bosch", "mint", "sage", "oolong"}
    values |= {"Cadiz", "Lima", "Abeche"}
    for pair in _drawn(path, seed):
        for message in (pair.older, pair.newer):
            if message.value is not None:
                assert message.text[slice(*message.value)] in values


@pytest.mark.parametrize("seed", range(8))
def test_what_changes_names_two_values(path: Path, seed: int):
    """A pair of which the newer replaces the older never tells one value twice."""
    kinds: dict[str, set[int]] = {}
    for pair in _drawn(path, seed):
        kinds.setdefault(pair.kind, set()).add(pair.label)
        if pair.valued:
            assert pair.label != HOLDS
            one, other = (m.text[slice(*(m.value or (0, 0)))] for m in (pair.older, pair.newer))
            assert (one == other) == (pair.kind == "dropped")
    assert kinds["plain"] == {OTHER}
    assert kinds["changed"] == kinds["corrected"] == kinds["ends"] == {CHANGED}
    for kind in ("again", "near", "another", "many", "finer", "stream"):
        assert kinds[kind] == {HOLDS}


def test_the_shipped_wordings_are_whole():
    """Each block has its forms, each author a stream; the held-out author is there."""
    files = read_wordings()
    assert len(files) >= 18
    for file in files:
        assert len(file.stream) >= 50
        for block in file.blocks:
            assert set(FORMS[block.kind]) == set(block.forms), (file.name, block.name)
            assert block.kind == "ends" or len(block.values) >= 5
    dialogues = {voice.source for voice in read_folder()}
    assert set(read_schedule().held) < {file.name for file in files} | dialogues


def test_a_dialogue_is_read_by_voice(tmp_path: Path):
    """What each person said, in order; all of it is drawn as what holds."""
    path = tmp_path / "two.txt"
    path.write_text(
        "= dialogue\nAna: Hi: you!\nBo: Hey.\nAna: Rain.\n= dialogue\nAna: No.\nBo: Yes.\n"
        "Bo: Well.\n",
        encoding="utf-8",
    )
    voices = read_dialogues(path)
    assert [voice.texts for voice in voices] == [("Hi: you!", "Rain."), ("Yes.", "Well.")]
    talk = Talk(voices, FakeEncoder())
    drawn = draw([], 0, talk=talk)
    assert drawn == []
    pairs = set(talk.draw(random.Random(0), 40))
    assert pairs == {("Hi: you!", "Rain.", "two"), ("Yes.", "Well.", "two")}


def test_a_line_of_nobody_is_named(tmp_path: Path):
    """With its file and line."""
    path = tmp_path / "two.txt"
    path.write_text("= dialogue\nno name here\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"two\.txt, line 2"):
        read_dialogues(path)


def test_texts_of_the_web_are_cut_into_messages(tmp_path: Path):
    """One to three sentences, never over the end of a paragraph."""
    path = tmp_path / "web.conllu"
    path.write_text(
        "".join(f"# newpar id = {n}\n# text = One {n}.\n# text = Two {n}.\n" for n in range(9)),
        encoding="utf-8",
    )
    texts = read_web(path, 0).texts
    assert " ".join(texts).count("One") == 9
    assert all(len({word[:-1] for word in text.split()[1::2]}) == 1 for text in texts)
