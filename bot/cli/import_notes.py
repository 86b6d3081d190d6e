"""`qabot import`: the instructor's notes into the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from bot.bootstrap import open_store
from bot.cli.command import Command
from bot.cli.import_report import ImportReport
from bot.cli.options import course_option, knowledge_option
from bot.cli.terminal import stdout
from bot.curation.imports import Wishes, plan_import
from bot.errors import ImportFileError, InvalidFileError, UsageError
from bot.knowledge import ids
from bot.knowledge.model import Course, KnowledgeBase, Severity
from bot.knowledge.notes.files import parse_file
from bot.knowledge.notes.parsed import ParsedNotes


@click.command(
    "import",
    cls=Command,
    short_help="Merge Q&A notes into a course.",
    examples=[
        "qabot import notes.md --course mspt3 --dry-run",
        "qabot import 2023/*.md --course mspt3 --assets-url https://example.com/qna/",
        "qabot import entries.csv --course mspt3",
    ],
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@course_option("The course; made when there is none of that name.", required=True)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@click.option("--overwrite", is_flag=True, help="Let the notes win over edits that people made since.")
@click.option("--assets-url", metavar="URL", help="Base address of the notes' relative pictures.")
@knowledge_option
def import_notes(
    *, files: Sequence[Path], course: str, dry_run: bool, overwrite: bool, assets_url: str | None, knowledge: Path
) -> None:
    """Merge Q&A notes into a course: .md, .csv, .json, or .yaml of qabot's own format.

    An entry keeps its id when its notes are imported again, edited or not. Every text that is
    no entry is listed with its line. When one FILE cannot be used, nothing at all is written.
    """
    if ids.slug(course) != course:
        raise UsageError(f"{course!r} cannot name a folder", remedy=f"Use for example: --course {ids.slug(course)}")
    parsed = [_read(file) for file in files]
    store = open_store(knowledge)
    base = store.load() if knowledge.is_dir() else KnowledgeBase()
    plan = plan_import(
        _readable(base, course),
        course,
        parsed,
        date.today(),  # noqa: DTZ011 -- the day as the instructor's calendar has it
        wishes=Wishes(overwrite=overwrite, assets_url=assets_url),
    )
    if plan.changes and not dry_run:
        store.apply(course, plan.changes)
    ImportReport(stdout(), plan, written=not dry_run).show()


def _read(file: Path) -> ParsedNotes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ImportFileError(
            f"cannot be read: {error.strerror}", where=str(file), remedy="Check the file's name."
        ) from error
    return parse_file(str(file), data)


def _readable(base: KnowledgeBase, slug: str) -> Course | None:
    """The course, or None when it is new; a course with unreadable parts must be mended first.

    Its entries would not be recognised, and come in a second time.
    """
    for problem in base.problems:
        if problem.severity is Severity.ERROR and problem.file.split("/", 1)[0] == slug:
            where = f"{problem.file}:{problem.line}" if problem.line else problem.file
            raise InvalidFileError(problem.problem, where=where, remedy=f"{problem.remedy} Then import again.")
    return base.course(slug)
