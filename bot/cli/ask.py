"""`qabot ask`: one question, and the entry that answers it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from bot.answering import WORTH_LISTING
from bot.bootstrap import open_answering
from bot.cli import as_json as to_json
from bot.cli.command import Command
from bot.cli.knowledge import load_for_reading
from bot.cli.options import course_option, json_option, knowledge_option
from bot.cli.reply_view import ReplyView
from bot.cli.terminal import stdout
from bot.errors import UsageError

CANDIDATES = 5


@click.command(
    cls=Command,
    short_help="Find the entry that answers a question.",
    examples=[
        'qabot ask "인그레스에 tls 인증서 어떠케 등록하나여"',
        'qabot ask "ingress tls secret" --course mspt3 --explain',
        "kubectl get pods 2>&1 | qabot ask - --json",
    ],
)
@click.argument("question", nargs=-1)
@course_option("Ask this course only.")
@click.option("--explain", is_flag=True, help="Show which words matched, and by which route.")
@click.option("--all", "everything", is_flag=True, help="List every entry that matches at all, not the best five.")
@json_option
@knowledge_option
def ask(
    *, question: Sequence[str], course: str | None, explain: bool, everything: bool, as_json: bool, knowledge: Path
) -> None:
    """Find the entry that answers QUESTION and show it; "-" reads the question from standard input.

    When qabot is not sure it shows the likely entries instead; when it does not know, it says so.
    """
    text = _question(question)
    base = load_for_reading(knowledge)
    limit = max(sum(len(topic.entries) for c in base.courses for topic in c.topics), 1) if everything else CANDIDATES
    found = open_answering(base).ask(text, course=course, limit=limit, explain=explain)
    courses = {c.slug: c for c in base.courses}
    if as_json:
        to_json.write(to_json.reply(found, courses))
    else:
        today = date.today()  # noqa: DTZ011 -- "overdue" is by the reader's own calendar
        floor = 0.0 if everything else WORTH_LISTING
        ReplyView(stdout(), courses, today, explain=explain, floor=floor).show(found)


def _question(words: Sequence[str]) -> str:
    """The question as one text; raises `UsageError` when there is none."""
    text = " ".join(words)
    if text.strip() == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    text = text.encode("utf-8", "replace").decode()  # an argument that was not UTF-8 holds lone surrogates
    if not text.strip():
        raise UsageError("there is no question", remedy='Type one: qabot ask "파드가 뭐예요?"')
    return text
