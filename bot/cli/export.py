"""`qabot export`: a course as notes, YAML, JSON or CSV."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.command import Command
from bot.cli.knowledge import load_for_reading, pick_one_course
from bot.cli.options import course_option, knowledge_option
from bot.errors import UsageError
from bot.knowledge import export as formats

EXPORTERS = {
    "markdown": formats.to_markdown,
    "yaml": formats.to_yaml,
    "json": formats.to_json,
    "csv": formats.to_csv,
}
SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv"}


@click.command(
    cls=Command,
    short_help="Write a course as notes, YAML, JSON or CSV.",
    examples=["qabot export --course mspt3", "qabot export -o notes.md", "qabot export --format csv > entries.csv"],
)
@course_option("The course; may be left out when there is only one.")
@click.option(
    "--format",
    "chosen",
    type=click.Choice(list(EXPORTERS)),
    help="What to write.  [default: by the suffix of --output, else markdown]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write.  [default: standard output]",
)
@knowledge_option
def export(*, course: str | None, chosen: str | None, output: Path | None, knowledge: Path) -> None:
    """Write a course as Q&A notes that `qabot import` reads back to equal entries."""
    exporter = EXPORTERS[chosen or _by_suffix(output)]
    text = exporter(pick_one_course(load_for_reading(knowledge), course))
    data = text.encode()
    if output is None:
        sys.stdout.buffer.write(data)  # past the text layer, which would turn line ends into those of the system
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"cannot be written: {error.strerror}", where=str(output), remedy="Choose another --output."
        ) from error


def _by_suffix(output: Path | None) -> str:
    return SUFFIXES.get(output.suffix.lower(), "markdown") if output else "markdown"
