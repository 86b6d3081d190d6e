"""`qabot journal`: what the bot remembers of people, and how to make it forget."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from bot.bootstrap import load_knowledge, open_the_journal
from bot.cli.command import Command, Group
from bot.cli.options import knowledge_option
from bot.cli.terminal import counted, stdout
from bot.errors import UsageError
from bot.journal.journal import Journal
from bot.journal.retention import EVENTS_KEPT, purge_old
from bot.knowledge.model import Course
from bot.settings import load_settings

USER = re.compile(r"[UW][A-Z0-9]{2,}")


@click.command(
    cls=Command,
    short_help="Forget everything about a person.",
    examples=["qabot journal forget U012ABCDEF", "qabot journal forget U012ABCDEF --team T012ABCDEF"],
)
@click.argument("user")
@click.option("--team", metavar="TEAM", help="Only what they asked in this workspace (T…).")
@knowledge_option
def forget(*, user: str, team: str | None, knowledge: Path) -> None:  # noqa: ARG001 -- every command takes the option
    """Take the person with the Slack id USER out of the journal: texts, verdicts, wishes to be told.

    What they asked stays as anonymous figures without text. This cannot be undone.
    """
    if not USER.fullmatch(user):
        remedy = "Open the person's profile in Slack: ⋮, Copy member ID."
        raise UsageError(f"{user!r} is no Slack user id, such as U012ABCDEF", remedy=remedy)
    asks = asyncio.run(_forget(user, team))
    stdout().line(f"Forgot {user}, who had asked {counted(asks, 'question')}.")


@click.command(
    cls=Command,
    short_help="Delete what is older than it may be kept.",
    examples=["qabot journal purge", "qabot journal purge --older-than 30"],
)
@click.option("--older-than", type=click.IntRange(0), metavar="DAYS", help="Instead of each course's retention_days.")
@knowledge_option
def purge(*, older_than: int | None, knowledge: Path) -> None:
    """Delete asks that are older than their course's retention_days (180 unless course.yaml says otherwise).

    What belongs to no course any more goes after the longest of these times.
    """
    courses = load_knowledge(knowledge).courses if older_than is None else ()
    deleted = asyncio.run(_purge(courses, older_than))
    stdout().line(f"Deleted {counted(deleted, 'question')}.")


@click.group(
    cls=Group,
    commands=(forget, purge),
    short_help="Forget a person, or what is old.",
    examples=["qabot journal forget U012ABCDEF", "qabot journal purge"],
)
def journal() -> None:
    """Take things out of the journal: the database of what was asked, replied and rated."""


async def _forget(user: str, team: str | None) -> int:
    async with _journal() as kept:
        return await kept.forget(user, team=team)


async def _purge(courses: Sequence[Course], older_than: int | None) -> int:
    now = datetime.now(UTC)
    async with _journal() as kept:
        if older_than is None:
            return await purge_old(kept, courses, now)
        await kept.purge_events(before=now - EVENTS_KEPT)
        return await kept.purge(before=now - timedelta(days=older_than))


@asynccontextmanager
async def _journal() -> AsyncIterator[Journal]:
    opened = await open_the_journal(load_settings().database_url)
    try:
        yield opened
    finally:
        await opened.close()
