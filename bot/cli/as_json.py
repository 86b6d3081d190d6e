"""The machine-readable output. Its keys are a promise: see "JSON for programs" in the README."""

from __future__ import annotations

import json
from typing import Any

import click

from bot.answering import Reply
from bot.cli.order import in_notes_order
from bot.knowledge.model import Course, Entry, Topic
from bot.search.results import Match
from bot.text import markdown

Json = dict[str, Any]
DIGITS = 4


def write(value: Any) -> None:
    """Prints the value as JSON, Hangul as Hangul."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def reply(found: Reply, courses: dict[str, Course]) -> Json:
    """What an ask got; `courses` by slug give the base address of links and pictures."""
    return {
        "outcome": found.outcome,
        "confidence": round(found.confidence, DIGITS),
        "matches": [_match(match, courses[match.document.course]) for match in found.matches],
    }


def _match(match: Match, course: Course) -> Json:
    entry = match.document.entry
    return {
        "id": entry.id,
        "course": course.slug,
        "topic": match.document.topic,
        "question": markdown.plain_inline(entry.question),
        "status": entry.status.value,
        "score": round(match.score, DIGITS),
        "confidence": round(match.confidence, DIGITS),
        "answer": entry.answer,
        "links": links(entry, course),
        "images": images(entry, course),
    }


def topic(course: Course, about: Topic) -> Json:
    """One topic of the course."""
    return {"course": course.slug, "topic": about.slug, "entries": len(about.entries), "summary": about.summary}


def entries(course: Course, topic: Topic) -> list[Json]:
    """The entries of one topic, in the order of the notes."""
    return [_entry(course, topic, entry) for entry in in_notes_order(topic.entries)]


def _entry(course: Course, topic: Topic, entry: Entry) -> Json:
    source = entry.source
    return {
        "id": entry.id,
        "course": course.slug,
        "topic": topic.slug,
        "question": markdown.plain_inline(entry.question),
        "aliases": [markdown.plain_inline(alias) for alias in entry.aliases],
        "answer": entry.answer,
        "status": entry.status.value,
        "links": links(entry, course),
        "images": images(entry, course),
        "related": list(entry.related),
        "cohort": entry.cohort or course.cohort,
        "source": {"file": source.file if source else None, "line": source.line if source else None},
    }


def links(entry: Entry, course: Course) -> list[Json]:
    """Links of the question, of the answer, and explicit ones: absolute, each address once."""
    pairs = [*markdown.links(entry.question), *markdown.links(entry.answer)]
    pairs += [(link.text, link.url) for link in entry.links]
    unique: dict[str, str] = {}
    for text, url in pairs:
        unique.setdefault(absolute(url, course), text)
    return [{"text": text, "url": url} for url, text in unique.items()]


def images(entry: Entry, course: Course) -> list[str]:
    """Absolute addresses of the pictures, each once."""
    found = [*markdown.images(entry.question), *markdown.images(entry.answer)]
    return list(dict.fromkeys(absolute(url, course) for _alt, url in found))


def absolute(url: str, course: Course) -> str:
    """The address resolved against the course's `assets_url`, or as written when there is none."""
    return markdown.resolve(url, course.assets_url)
