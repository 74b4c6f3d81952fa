"""The command line: ``graphmem COMMAND``. Documented in ``docs/cli.md``."""

from __future__ import annotations

import typer

from graphmem.api.commands import entities, erasing, feed, memories, sleep, upkeep, words

app = typer.Typer(
    name="graphmem",
    help="Long-term memory for AI agents, as a knowledge graph. Start with: graphmem demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich help takes twice as long to import as all the rest
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(feed.demo)
app.command("remember")(memories.remember)
app.command("recall")(memories.recall)
app.command("query")(memories.query)
app.command("import")(feed.import_file)
app.command("stats")(memories.stats)
app.command("conflicts")(words.conflicts)
app.command("resolve")(words.resolve)
app.command("undo")(words.undo)
app.command("correct")(words.correct)
app.command("explain")(words.explain)
app.command("feedback")(words.feedback)
app.command("entities")(entities.entities)
app.command("merge")(entities.merge)
app.command("unmerge")(entities.unmerge)
app.command("forget")(erasing.forget)
app.command("compact")(erasing.compact)
app.command("copy")(upkeep.copy)
app.command("reembed")(upkeep.reembed)
app.command("reextract")(upkeep.reextract)
app.command("sleep")(sleep.sleep)
app.command("doctor")(upkeep.doctor)
app.command("version")(upkeep.version)


def main() -> None:
    """Run the command that the process was started with."""
    app()
