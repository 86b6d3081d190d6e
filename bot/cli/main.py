"""The command `qabot`: every command in one visible list."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from bot import __version__
from bot.cli import ask, chat, check, doctor, entries, evaluate, export, import_notes, journal, serve, topics
from bot.cli.boundary import run
from bot.cli.command import Group

COMMANDS = (
    ask.ask,
    chat.chat,
    topics.topics,
    entries.entries,
    import_notes.import_notes,
    export.export,
    check.check,
    evaluate.evaluate,
    serve.serve,
    doctor.doctor,
    journal.journal,
)


@click.group(
    cls=Group,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    examples=[
        'qabot ask "인그레스에 tls 인증서 어떠케 등록하나여"',
        "qabot import notes.md --course mspt3 --dry-run",
        "qabot check",
    ],
    epilog="Exit status: 0 done, 1 something for you to mend, 3 a bug in qabot, 130 interrupted.",
)
@click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the knowledge base; every command takes this option too.",
)
@click.version_option(__version__, "-V", "--version", prog_name="qabot")
def qabot(knowledge: Path | None) -> None:
    """Answer course questions from the instructor's own Q&A notes."""


def main() -> None:
    """Runs `qabot` with the process's arguments and ends the process with its exit status."""
    if sys.stdout is None:  # closed by whoever started us (`>&-`)
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- it is open as long as we are
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without Hangul shows "?", not a traceback
            stream.reconfigure(errors="replace")
    sys.exit(run(qabot))
