"""Options and arguments that several commands share, with their shell completion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from bot.bootstrap import load_knowledge
from bot.errors import BotError
from bot.knowledge.model import Course
from bot.settings import load_settings

Command = Callable[..., Any]


def _folder(ctx: click.Context, _param: click.Parameter | None, value: Path | None) -> Path:
    """Nearest first: the command's own option, the one before the command, the setting."""
    return value or ctx.find_root().params.get("knowledge") or load_settings().knowledge


def knowledge_option(command: Command) -> Command:
    """Gives the command `knowledge: Path`, the folder of the knowledge base."""
    return click.option(
        "--knowledge",
        type=click.Path(path_type=Path),
        metavar="DIR",
        callback=_folder,
        help="Folder of the knowledge base.  [default: ./knowledge, or QABOT_KNOWLEDGE]",
    )(command)


def course_option(help_text: str, *, required: bool = False) -> Callable[[Command], Command]:
    """Gives the command `course: str | None`, a slug that the shell completes."""
    return click.option("--course", metavar="SLUG", required=required, shell_complete=complete_course, help=help_text)


def json_option(command: Command) -> Command:
    """Gives the command `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def complete_course(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Slugs of courses, with their names as help."""
    return [CompletionItem(c.slug, help=c.name) for c in _courses(ctx) if c.slug.startswith(incomplete)]


def complete_topic(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Slugs of topics, of the course given or of all, with their names as help."""
    wanted = ctx.params.get("course")
    topics = {t.slug: t.name for c in _courses(ctx) if wanted in (None, c.slug) for t in c.topics}
    return [CompletionItem(slug, help=name) for slug, name in topics.items() if slug.startswith(incomplete)]


def _courses(ctx: click.Context) -> tuple[Course, ...]:
    """The courses, or none: completion must never print an error into the line being typed."""
    try:
        return load_knowledge(_folder(ctx, None, ctx.params.get("knowledge"))).courses
    except BotError:
        return ()
