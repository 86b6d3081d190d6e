"""`qabot entries`: every question of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click
from rich.text import Text

from bot.cli import as_json as to_json
from bot.cli.command import Command
from bot.cli.knowledge import load_for_reading, pick_courses, pick_topics
from bot.cli.options import complete_topic, course_option, json_option, knowledge_option
from bot.cli.order import in_notes_order
from bot.cli.terminal import Screen, stdout
from bot.knowledge.model import Course, Status, Topic
from bot.text import markdown

STYLES = {Status.ANSWERED: "", Status.PROVISIONAL: "yellow", Status.PENDING: "red"}


@click.command(
    cls=Command,
    examples=["qabot entries", "qabot entries --topic docker --status pending", "qabot entries --json"],
)
@course_option("Entries of this course only.")
@click.option("--topic", metavar="TOPIC", shell_complete=complete_topic, help="Entries of this topic only.")
@click.option("--status", type=click.Choice([s.value for s in Status]), help="Entries of this status only.")
@json_option
@knowledge_option
def entries(*, course: str | None, topic: str | None, status: str | None, as_json: bool, knowledge: Path) -> None:
    """List the entries by topic, in the order of the notes."""
    courses = pick_courses(load_for_reading(knowledge), course)
    chosen = pick_topics(courses, topic) if topic is not None else [(c, t) for c in courses for t in c.topics]
    kept = [(c, _with_status(t, status)) for c, t in chosen]
    if as_json:
        to_json.write([entry for c, t in kept for entry in to_json.entries(c, t)])
    else:
        entry_table(stdout(), kept)


def entry_table(screen: Screen, topics: Iterable[tuple[Course, Topic]]) -> None:
    """One line per entry: where it is, its id and status, its question."""
    rows = [
        (f"{c.slug}/{t.slug}", e.id, Text(e.status, style=STYLES[e.status]), markdown.plain_inline(e.question))
        for c, t in topics
        for e in in_notes_order(t.entries)
    ]
    screen.table(("topic", "id", "status", "question"), rows)


def _with_status(topic: Topic, status: str | None) -> Topic:
    if status is None:
        return topic
    return replace(topic, entries=tuple(e for e in topic.entries if e.status == status))
