"""`qabot check`: what an instructor should mend or look at."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.progress import Progress
from rich.text import Text

from bot.bootstrap import entry_places, load_knowledge, open_store
from bot.cli import as_json
from bot.cli.command import Command
from bot.cli.knowledge import pick_courses
from bot.cli.link_check import NO_HOST, LinkState, check_links
from bot.cli.options import course_option, knowledge_option
from bot.cli.terminal import Screen, counted, stderr, stdout
from bot.curation.checks import Inspection, placed, problem_of
from bot.knowledge.model import Course, Entry, KnowledgeBase, Problem, Severity, Topic

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
ON_THE_WEB = ("http://", "https://")


@click.command(
    cls=Command,
    short_help="Find what to mend and what waits.",
    examples=["qabot check", "qabot check --fix", "qabot check --links --course mspt3"],
)
@course_option("Check this course only.")
@click.option("--fix", is_flag=True, help="Write down the ids of entries that were written by hand without one.")
@click.option("--links", is_flag=True, help="Ask the web whether links and pictures are still there.")
@click.option("--allow-private", is_flag=True, help="Let --links ask private and loopback addresses too.")
@knowledge_option
def check(*, course: str | None, fix: bool, links: bool, allow_private: bool, knowledge: Path) -> None:
    """Find what is wrong in the knowledge base, and what waits for an instructor.

    Errors: files and entries that cannot be read, unknown related ids, missing pictures, dead
    links. Warnings: pending, provisional and overdue entries, near-duplicates, glossary
    conflicts. The exit status is 1 when there is an error.
    """
    screen = stdout()
    base = load_knowledge(knowledge)
    if fix:
        _write_ids(screen, knowledge, base, course)
        base = load_knowledge(knowledge)
    courses = pick_courses(base, course) if base.courses or course is None else ()
    found = [p for p in base.problems if course is None or p.file.split("/", 1)[0] == course]
    for one in courses:
        about = [*_inspect(one, knowledge), *(_dead_links(one, allow_private=allow_private) if links else ())]
        found += placed(about, entry_places(knowledge, one.slug))
    _show(screen, found, courses)
    if any(problem.severity is Severity.ERROR for problem in found):
        raise click.exceptions.Exit(1)


def _write_ids(screen: Screen, knowledge: Path, base: KnowledgeBase, course: str | None) -> None:
    for one in pick_courses(base, course):
        written = open_store(knowledge).write_down_ids(one.slug)
        if written:
            screen.line(f"{one.slug}: wrote down {counted(len(written), 'id')}: {', '.join(written)}")


def _inspect(course: Course, knowledge: Path) -> Sequence[Problem]:
    folder = knowledge / course.slug
    today = date.today()  # noqa: DTZ011 -- "overdue" is by the reader's own calendar
    return Inspection(course, today, lambda picture: (folder / picture).is_file()).findings()


def _dead_links(course: Course, *, allow_private: bool) -> Iterator[Problem]:
    """A problem per entry and address that is dead (an error) or could not be asked (a warning)."""
    asked = list(_addresses(course))
    urls = dict.fromkeys(url for _, _, url in asked)
    notes = stderr()
    with Progress(console=notes.console, transient=True, disable=not notes.is_terminal) as progress:
        bar = progress.add_task(f"Links of {course.slug}", total=len(urls))
        states = asyncio.run(check_links(urls, allow_private=allow_private, done=lambda: progress.advance(bar)))
    hosts = {urlsplit(url).hostname for url in urls}
    if len(hosts) > 1 and all(state.problem == NO_HOST for state in states.values()):
        said = f"the links were not checked: none of their {len(hosts)} hosts was found"
        yield Problem(
            f"{course.slug}/course.yaml", None, said, "Look to the network, then check again.", Severity.WARNING
        )
        return
    for topic, entry, url in asked:
        state = states[url]
        if state.problem:
            severity = Severity.ERROR if state.dead else Severity.WARNING
            yield problem_of(course, (topic, entry), f"{url}: {state.problem}", _link_remedy(state), severity)


def _addresses(course: Course) -> Iterable[tuple[Topic, Entry, str]]:
    for topic, entry in course.entries():
        urls = [link["url"] for link in as_json.links(entry, course)] + as_json.images(entry, course)
        yield from ((topic, entry, url) for url in urls if url.lower().startswith(ON_THE_WEB))


def _link_remedy(state: LinkState) -> str:
    return "Correct the address, or remove the link." if state.dead else "Open it in a browser to make sure."


def _show(screen: Screen, found: Sequence[Problem], courses: Sequence[Course]) -> None:
    for problem in found:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        entry = f" [{problem.entry_id}]" if problem.entry_id else ""
        mark = Text(f"{problem.severity}: ", style=STYLES[problem.severity])
        screen.unwrapped(Text.assemble(mark, f"{where}{entry}"))
        screen.line(problem.problem, first="  ", rest="  ")
        screen.line(problem.remedy, first="  ", rest="  ", style="dim")
    if found:
        screen.line()
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    entries = sum(1 for course in courses for _ in course.entries())
    checked = f"{counted(entries, 'entry', 'entries')} in {counted(len(courses), 'course')}"
    result = f"{counted(errors, 'error')}, {counted(len(found) - errors, 'warning')}"
    screen.line(f"{checked}: {result}", style="bold")
