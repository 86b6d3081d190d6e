"""`qabot eval`: how well questions find their entries."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bot.bootstrap import open_answering
from bot.cli import as_json as to_json
from bot.cli.command import Command
from bot.cli.knowledge import load_for_reading
from bot.cli.memory import resident_mb
from bot.cli.options import json_option, knowledge_option
from bot.cli.terminal import Screen, stdout
from bot.search.evaluation import Outcome, check_queries, read_queries, run, summary
from bot.text.markdown import plain_inline

WORST = 15
KIND_COLUMNS = ("n", "hit@1", "hit@5", "mrr@5", "answered", "answer_precision", "reachable", "false_answers")


@click.command(
    "eval",
    cls=Command,
    short_help="Measure how well questions find entries.",
    examples=["qabot eval queries.jsonl", "qabot eval queries.jsonl --json"],
)
@click.argument("queries", metavar="QUERIES.jsonl", type=click.Path(path_type=Path))
@json_option
@knowledge_option
def evaluate(*, queries: Path, as_json: bool, knowledge: Path) -> None:
    """Ask every question of QUERIES.jsonl and measure the replies.

    Its lines are {"q": question, "relevant": [ids], "kind"?, "course"?}; an empty list of
    relevant entries means that qabot must not answer.
    """
    asked = read_queries(queries)
    before, start = resident_mb(), time.perf_counter()
    base = load_for_reading(knowledge)
    answering = open_answering(base)
    built, added = time.perf_counter() - start, resident_mb() - before
    ids = {course.slug: frozenset(entry.id for _, entry in course.entries()) for course in base.courses}
    check_queries(asked, ids)
    outcomes = run(answering, asked)
    index = {"entries": sum(map(len, ids.values())), "build_s": round(built, 3), "rss_mb": round(max(added, 0.0), 1)}
    figures = {**summary(outcomes), "index": index}
    if as_json:
        to_json.write(figures)
    else:
        _show(stdout(), figures, outcomes)


def _show(screen: Screen, figures: Mapping[str, Any], outcomes: Sequence[Outcome]) -> None:
    for name, values in figures.items():
        if name == "by_kind":
            continue
        parts = values.items() if isinstance(values, dict) else [("", values)]
        screen.table(("", "", ""), [(name, part, _figure(value, name)) for part, value in parts])
        screen.line()
    if figures["by_kind"]:
        rows = [
            (kind, *(_figure(values.get(column), "kind") for column in KIND_COLUMNS))
            for kind, values in figures["by_kind"].items()
        ]
        screen.table(("kind", *KIND_COLUMNS), rows)
        screen.line()
    _show_worst(screen, outcomes)


def _figure(value: float | None, group: str) -> str:
    """A rate as a percentage; numbers, times and sizes as they are; "-" for what nothing could tell."""
    if value is None:
        return "-"
    if isinstance(value, int) or group in ("latency_ms", "index"):
        return f"{value:g}"
    return f"{value:.1%}"


def _show_worst(screen: Screen, outcomes: Sequence[Outcome]) -> None:
    """The surest of the wrong replies: where the right entry is not first, or where there is none."""
    wrong = [o for o in outcomes if o.reply.matches and not o.right and (o.query.relevant or _shown(o))]
    worst = sorted(wrong, key=lambda o: -o.reply.confidence)[:WORST]
    if not worst:
        return
    screen.line("Worst misses, the surest first", style="bold")
    rows = [(f"{o.reply.confidence:4.0%}", o.query.kind or "", " ".join(o.query.q.split()), _found(o)) for o in worst]
    screen.table(("sure", "kind", "asked", "found first"), rows, wrapping=2)


def _shown(outcome: Outcome) -> bool:
    return outcome.reply.outcome != "no_answer"


def _found(outcome: Outcome) -> str:
    entry = outcome.reply.matches[0].document.entry
    place = f"right one at {outcome.rank}" if outcome.rank else "right one not found"
    if not outcome.query.relevant:
        place = "answered, must not be" if outcome.reply.outcome == "answer" else "suggested, none is right"
    return f"{plain_inline(entry.question)} ({place})"
