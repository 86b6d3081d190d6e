"""`qabot topics`: what the courses are about."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli import as_json as to_json
from bot.cli.command import Command
from bot.cli.entries import entry_table
from bot.cli.knowledge import load_for_reading, pick_courses, pick_topics
from bot.cli.markdown_view import MarkdownView
from bot.cli.options import complete_topic, course_option, json_option, knowledge_option
from bot.cli.terminal import Screen, stdout
from bot.knowledge.model import Course, Topic


@click.command(
    cls=Command,
    short_help="List the topics, or show one.",
    examples=["qabot topics", "qabot topics kubernetes", "qabot topics --json"],
)
@click.argument("topic", required=False, shell_complete=complete_topic)
@course_option("Topics of this course only.")
@json_option
@knowledge_option
def topics(*, topic: str | None, course: str | None, as_json: bool, knowledge: Path) -> None:
    """List the topics, or show one TOPIC: its summary and its questions."""
    courses = pick_courses(load_for_reading(knowledge), course)
    chosen = pick_topics(courses, topic) if topic is not None else [(c, t) for c in courses for t in c.topics]
    if as_json:
        to_json.write([to_json.topic(c, t) for c, t in chosen])
    elif topic is None:
        stdout().table(
            ("course", "topic", "entries", "name"),
            [(c.slug, t.slug, f"{len(t.entries):>7}", t.name) for c, t in chosen],
        )
    else:
        for number, (c, t) in enumerate(chosen):
            _show(stdout(), c, t, first=number == 0)


def _show(screen: Screen, course: Course, topic: Topic, *, first: bool) -> None:
    if not first:
        screen.line()
    screen.line(f"{topic.name} ({course.name})", style="bold")
    if topic.summary:
        screen.line()
        MarkdownView(screen, base=course.assets_url).show(topic.summary)
    screen.line()
    entry_table(screen, [(course, topic)])
