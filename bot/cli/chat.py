"""`qabot chat`: questions and answers in the terminal, until the reader leaves."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from bot.answering import Answering
from bot.bootstrap import open_answering
from bot.cli.command import Command
from bot.cli.knowledge import load_for_reading, pick_courses
from bot.cli.options import course_option, knowledge_option
from bot.cli.reply_view import ReplyView
from bot.cli.terminal import Screen, counted, stdout
from bot.search.results import Match

LEAVE = frozenset({"q", "quit", "exit", ":q"})
PROMPT = "? "


@click.command(
    cls=Command,
    short_help="Ask one question after another.",
    examples=["qabot chat", "qabot chat --course mspt3", "qabot chat < questions.txt"],
)
@course_option("Ask this course only.")
@click.option("--explain", is_flag=True, help="Show which words matched, and by which route.")
@knowledge_option
def chat(*, course: str | None, explain: bool, knowledge: Path) -> None:
    """Ask one question after another; a candidate's number shows that entry.

    Leave with "q" or Ctrl-D. Without a terminal, each line of standard input is a question.
    """
    base = load_for_reading(knowledge)
    pick_courses(base, course)
    screen = stdout()
    today = date.today()  # noqa: DTZ011 -- "overdue" is by the reader's own calendar
    view = ReplyView(screen, {c.slug: c for c in base.courses}, today=today, explain=explain, numbered=True)
    if _at_keyboard():
        ready = f"{counted(len(base.courses), 'course')} loaded."
        screen.line(f"{ready} Type a question, a candidate's number, or q.", style="dim")
    _converse(open_answering(base), view, screen, course)


def _converse(answering: Answering, view: ReplyView, screen: Screen, course: str | None) -> None:
    candidates: tuple[Match, ...] = ()
    for line in _lines():
        if line.isdecimal() and 1 <= int(line) <= len(candidates):
            view.match(candidates[int(line) - 1])
        else:
            reply = answering.ask(line, course=course, explain=view.explain)
            candidates = view.listed(reply)
            view.show(reply)
        screen.line()


def _lines() -> Iterator[str]:
    """What the reader types, without blank lines, until the end or a word that leaves."""
    for line in _typed() if _at_keyboard() else _piped():
        text = line.strip()
        if text.casefold() in LEAVE:
            return
        if text:
            yield text


def _piped() -> Iterator[str]:
    return (line.decode("utf-8", "replace") for line in sys.stdin.buffer)


def _typed() -> Iterator[str]:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 -- its import gives input() a history; not every Python has it
    with contextlib.suppress(EOFError):
        while True:
            yield input(PROMPT)


def _at_keyboard() -> bool:
    return sys.stdin.isatty()
