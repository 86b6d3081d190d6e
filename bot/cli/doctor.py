"""`qabot doctor`: does this installation work, and if not, what to do about it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from bot.bootstrap import load_knowledge
from bot.cli import as_json as to_json
from bot.cli.command import Command
from bot.cli.link_check import NO_HOST, LinkState, check_links
from bot.cli.options import json_option, knowledge_option
from bot.cli.terminal import Screen, counted, stdout
from bot.errors import BotError, JournalError, KnowledgeError
from bot.knowledge.model import Course, KnowledgeBase, Severity
from bot.settings import Settings, SlackMode, load_settings
from bot.slack.findings import Finding, Level
from bot.text import markdown

STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
ON_THE_WEB = ("http://", "https://")


@click.command(
    cls=Command,
    short_help="Check tokens, channels and all else in Slack.",
    examples=["qabot doctor", "qabot doctor --json"],
)
@json_option
@knowledge_option
def doctor(*, as_json: bool, knowledge: Path) -> None:
    """Check a live installation: what "qabot serve" needs, and whether Slack agrees.

    Asks Slack about the tokens, their scopes, and the channels and instructors of the course
    files; asks the web for the entries' pictures; opens the knowledge base and the database.
    Posts nothing. The exit status is 1 when there is an error.
    """
    found = asyncio.run(_examine(load_settings(), knowledge))
    if as_json:
        to_json.write([asdict(finding) for finding in found])
    else:
        _show(stdout(), found)
    if any(finding.level is Level.ERROR for finding in found):
        raise click.exceptions.Exit(1)


async def _examine(settings: Settings, knowledge: Path) -> Sequence[Finding]:
    found = [
        Finding(Level.ERROR, "settings", f"{fault.variable} {fault.problem}", fault.remedy)
        for fault in settings.faults()
    ]
    base, about = _knowledge(knowledge)
    if not found:
        found += await _slack(settings, base.courses)
    if settings.slack_mode is SlackMode.HTTP:
        found.append(_request_url(settings))
    return [*found, *about, *await _pictures(base.courses), *await _database(settings.database_url)]


async def _slack(settings: Settings, courses: Sequence[Course]) -> Sequence[Finding]:
    # Slack's library takes long to load, and other commands need none.
    from bot.slack.client import web_client  # noqa: PLC0415
    from bot.slack.doctor import check_connection  # noqa: PLC0415
    from bot.slack.doctor_courses import check_courses  # noqa: PLC0415

    web = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    sockets = settings.slack_mode is SlackMode.SOCKET
    bot, found = await check_connection(web, settings.slack_app_token.get_secret_value() if sockets else None)
    return [*found, *await check_courses(web, courses, bot.name)] if bot else found


def _request_url(settings: Settings) -> Finding:
    said = f"in HTTP mode Slack must reach {settings.host}:{settings.port} from outside"
    remedy = (
        "Set the request URL https://YOUR-HOST/slack/events at api.slack.com/apps → your app: in Event Subscriptions, "
        "in Interactivity & Shortcuts and in each of Slash Commands; switch Socket Mode off there."
    )
    return Finding(Level.NOTE, "request URL", said, remedy)


def _knowledge(folder: Path) -> tuple[KnowledgeBase, list[Finding]]:
    """The knowledge base as far as it can be read, and how much of it cannot."""
    try:
        base = load_knowledge(folder)
    except KnowledgeError as error:
        return KnowledgeBase(), [_error("knowledge base", error)]
    errors = sum(problem.severity is Severity.ERROR for problem in base.problems)
    warnings = len(base.problems) - errors
    if base.problems:
        level = Level.ERROR if errors else Level.WARNING
        said = f"{counted(errors, 'error')}, {counted(warnings, 'warning')} in {folder}"
        return base, [Finding(level, "knowledge base", said, "See them: qabot check")]
    if not base.courses:
        remedy = "Import notes: qabot import NOTES.md --course SLUG"
        return base, [Finding(Level.ERROR, "knowledge base", f"there is no course in {folder}", remedy)]
    return base, []


async def _pictures(courses: Sequence[Course]) -> list[Finding]:
    """Pictures that Slack could not show."""
    shown = list(dict.fromkeys(picture for course in courses for picture in _addresses(course)))
    states = await check_links({url for _, url in shown if url.lower().startswith(ON_THE_WEB)})
    if states and all(state.problem == NO_HOST for state in states.values()):
        remedy = "Look to the network; where that is well, to the addresses, for Slack fetches pictures itself."
        said = f"none of the hosts of {counted(len(states), 'picture')} was found"
        return [Finding(Level.WARNING, "pictures", said, remedy)]
    found = []
    for where, url in shown:
        if url not in states:
            remedy = "Give course.yaml an assets_url that it is relative to."
            found.append(Finding(Level.WARNING, "pictures", f"{where}: {url} has no address on the web", remedy))
        elif states[url].problem:
            found.append(_unreachable(where, url, states[url]))
    return found


def _unreachable(where: str, url: str, state: LinkState) -> Finding:
    level = Level.ERROR if state.dead else Level.WARNING
    remedy = "Slack fetches pictures itself: the address must answer anybody, or a link is shown in its place."
    said = (state.problem or "").partition(" (")[0]  # without the hint at an option of `qabot check`
    return Finding(level, "pictures", f"{where}: {url}: {said}", remedy)


def _addresses(course: Course) -> Iterator[tuple[str, str]]:
    """Where each picture stands, and its address."""
    for topic in course.topics:
        for _alt, url in markdown.images(topic.summary or ""):
            yield f"{course.slug}/{topic.slug}.yaml", to_json.absolute(url, course)
        for entry in topic.entries:
            yield from ((f"{course.slug}/{topic.slug}.yaml [{entry.id}]", url) for url in to_json.images(entry, course))


async def _database(url: str) -> list[Finding]:
    from bot.journal.sql_journal import open_journal  # noqa: PLC0415 -- SQLAlchemy takes long to load

    try:
        journal = await open_journal(url)
        await journal.close()
    except JournalError as error:
        return [_error("QABOT_DATABASE_URL", error)]
    return []


def _error(check: str, error: BotError) -> Finding:
    problem = f"{error.where}: {error.problem}" if error.where else error.problem
    return Finding(Level.ERROR, check, problem, error.remedy)


def _show(screen: Screen, found: Sequence[Finding]) -> None:
    for finding in found:
        mark = Text(f"{finding.level}: ", style=STYLES[finding.level])
        screen.unwrapped(Text.assemble(mark, finding.check))
        screen.line(finding.problem, first="  ", rest="  ")
        if finding.remedy:
            screen.line(finding.remedy, first="  ", rest="  ", style="dim")
    counts = {level: sum(finding.level is level for finding in found) for level in Level}
    result = f"{counted(counts[Level.ERROR], 'error')}, {counted(counts[Level.WARNING], 'warning')}"
    screen.line()
    screen.line(result, style="bold")
