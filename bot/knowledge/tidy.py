"""Values as the knowledge base keeps them: every store tidies what it reads and what it is given."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.knowledge.model import Course, Entry, Link, ReplyPolicy, Source, Status

_ORNAMENT = re.compile(r"[^\w+#.]+")


def one_line(text: str) -> str:
    """The text on one line: its lines stripped and joined by spaces; spaces inside a line stay."""
    return " ".join(stripped for line in text.splitlines() if (stripped := line.strip()))


def body(text: str) -> str:
    """Markdown without blank lines at either end and without a final newline; all else stays."""
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def topic_key(name: str) -> str:
    """Equal for two names of one topic: case, spaces and ornaments ("☸ Kubernetes") do not count, "C++" is not "C"."""
    return _ORNAMENT.sub("", name).casefold() or "".join(name.split())


def tidy_entry(entry: Entry) -> Entry:
    """The entry as it will be when loaded again; an answered entry without an answer is pending."""
    answer = body(entry.answer)
    status = Status(entry.status)
    return replace(
        entry,
        id=one_line(entry.id),
        question=one_line(entry.question),
        answer=answer,
        status=Status.PENDING if status is Status.ANSWERED and not answer else status,
        aliases=_lines(entry.aliases),
        links=tuple(tidy_link(link) for link in entry.links if one_line(link.url)),
        related=_lines(entry.related),
        source=tidy_source(entry.source),
        cohort=_line(entry.cohort),
        updated_by=_line(entry.updated_by),
    )


def tidy_link(link: Link) -> Link:
    """The link on one line; without words of its own it stands on its address."""
    url = one_line(link.url)
    return Link(one_line(link.text) or url, url)


def tidy_source(source: Source | None) -> Source | None:
    """The source, or None when it says nothing."""
    if source is None:
        return None
    tidied = Source(_line(source.file), source.line, _line(source.added_by), _line(source.digest))
    return None if tidied == Source() else tidied


def tidy_course(course: Course) -> Course:
    """The course's settings as they will be when loaded again, without its topics."""
    return Course(
        slug=course.slug,
        name=one_line(course.name) or course.slug,
        cohort=_line(course.cohort),
        language=one_line(course.language) or "ko",
        assets_url=_line(course.assets_url),
        notes_url=_line(course.notes_url),
        channels=tuple(replace(each, id=line) for each in course.channels if (line := one_line(each.id))),
        reply=ReplyPolicy(course.reply),
        wait=course.wait,
        instructors=_lines(course.instructors),
        instructors_channel=_line(course.instructors_channel),
        retention_days=course.retention_days,
        glossary=tuple(terms for group in course.glossary if len(terms := _lines(group)) > 1),
        retired_ids=_lines(course.retired_ids),
    )


def _line(text: str | None) -> str | None:
    return one_line(text or "") or None


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := one_line(text)))
