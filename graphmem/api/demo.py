"""The demonstration: a conversation that ships with graphmem, remembered and asked about."""

from __future__ import annotations

import json
import shlex
import tempfile
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from graphmem.api import output
from graphmem.api.opening import memory_at, texts_on_paths
from graphmem.api.views import shorten, show_path, when, who
from graphmem.errors import SettingsError
from graphmem.memory import Memory
from graphmem.types import Context, Event, RecallOptions

_STORY = Path(__file__).with_name("demo.json")
_BATCH = 8  # events between two steps of the progress bar
_SHOWN = RecallOptions(limit=3, explain=True)


@dataclass(frozen=True, slots=True)
class Story:
    """What is remembered and what is asked.

    Attributes:
        questions: What each question shows, and the question.
    """

    user: str
    events: tuple[Event, ...]
    questions: tuple[tuple[str, str], ...]


def load_story() -> Story:
    """Read the conversation that comes with the package."""
    data = cast("dict[str, Any]", json.loads(_STORY.read_text(encoding="utf-8")))
    questions = tuple((shows, asked) for shows, asked in data["questions"])
    return Story(data["user"], tuple(_events(data["sessions"])), questions)


def run_demo(keep: Path | None, *, as_json: bool) -> None:
    """Remember the story, ask its questions, and say what to try next."""
    story = load_story()
    started = time.perf_counter()
    with _folder(keep) as home, memory_at(home) as memory:
        _remember(memory, story, quiet=as_json)
        asked = [(shows, _ask(memory, story, question)) for shows, question in story.questions]
        seconds = time.perf_counter() - started
        if as_json:
            answers = [{"shows": shows, **c.to_dict()} for shows, c in asked]
            output.write_json({"events": len(story.events), "answers": answers})
            return
        for shows, context in asked:
            _show(shows, context, texts_on_paths(memory, story.user, context))
    output.say(f"\n{len(story.events)} turns remembered, {len(asked)} questions: {seconds:.1f} s")
    _say_next(keep, story)


@contextmanager
def _folder(keep: Path | None) -> Generator[Path]:
    """Give the folder to keep, or one that is thrown away afterwards."""
    if keep is not None:
        if keep.exists() and not keep.is_dir():
            raise SettingsError(f"{keep} is a file: give a folder")
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="graphmem-demo-") as folder:
        yield Path(folder)


def _events(sessions: list[dict[str, Any]]) -> Iterator[Event]:
    for session in sessions:
        at = datetime.fromisoformat(session["at"])
        for n, (speaker, text) in enumerate(session["turns"]):
            yield Event(
                text=text,
                speaker=speaker,
                session_id=session["id"],
                at=at,
                seq=n,
                external_id=f"{session['id']}:{n + 1}",
            )


def _remember(memory: Memory, story: Story, *, quiet: bool) -> None:
    if not quiet:
        output.say(f"Remembering a conversation of {len(story.events)} turns in five sessions …")
    with output.progress() as bar:
        task = bar.add_task("remember", total=len(story.events))
        for start in range(0, len(story.events), _BATCH):
            batch = story.events[start : start + _BATCH]
            memory.remember(batch, user_id=story.user)
            bar.advance(task, len(batch))


def _ask(memory: Memory, story: Story, question: str) -> Context:
    return memory.recall(question, user_id=story.user, options=_SHOWN)


def _show(shows: str, context: Context, texts: Mapping[str, str]) -> None:
    output.say(f"\n{context.query}   ({shows})", style="bold")
    for item in context.items:
        source = item.sources[0]
        output.say(f"  {item.score:.2f}  [{when(source)}, {who(source)}] {item.text}")
    if context.items:
        best = context.items[0]
        output.say(f"  how it was reached: {shorten(best.text)}", style="dim")
        show_path(best, context.query, texts)


def _say_next(keep: Path | None, story: Story) -> None:
    output.say("\nTry next", style="bold")
    if keep is None:
        output.say("  graphmem demo --keep ./demo      the same, kept in a folder of yours")
        output.say('  graphmem remember "I moved to Porto." --user me --speaker Me')
        output.say('  graphmem recall "Where do I live?" --user me --explain')
    else:
        place = f"--user {story.user} --home {shlex.quote(str(keep))}"
        output.say(f'  graphmem recall "Who is Ottilie?" {place} --explain')
        output.say(f'  graphmem query "MATCH (e:Entity) RETURN e.name AS name" {place}')
        output.say(f"  graphmem stats {place}")
    output.say("  graphmem import chat.jsonl --format chat --user me")
