"""One record of an import - a row, an object, a comment of our own export - checked and made an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.errors import ImportFileError
from bot.knowledge.model import Link, Status
from bot.knowledge.notes.parsed import ParsedEntry, ParsedNotes, ParsedTopic
from bot.knowledge.notes.titles import Title
from bot.knowledge.tidy import body, one_line

GENERAL = "General"  # the topic of what names none
FIELDS = ("topic", "id", "question", "aliases", "answer", "status", "links", "related", "cohort", "review_by")

_LINK = re.compile(r"\[(?P<text>(?:\\.|[^\\\]])*)\]\((?P<url>.*)\)")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Record:
    """Raw values by field; None counts as not there. `where` is file and line, `what` the row in words.

    Every reading method raises `ImportFileError` for a value of the wrong type.
    """

    values: Mapping[str, object]
    where: str
    what: str
    line: int | None = None

    def entry(self) -> ParsedEntry:
        """The entry; it is answered when no status says otherwise, but pending when it has no answer."""
        question = one_line(self.text("question"))
        if not question:
            raise self.wrong("has no `question`", "Write the question, or take the whole record out.")
        answer = body(self.text("answer").replace("\r\n", "\n"))
        status = self.status() or Status.ANSWERED
        return ParsedEntry(
            question=question,
            answer=answer,
            status=Status.PENDING if status is Status.ANSWERED and not answer else status,
            line=self.line,
            id=self.id(),
            aliases=self.lines("aliases"),
            links=self.links(),
            related=self.lines("related"),
            cohort=one_line(self.text("cohort")) or None,
            review_by=self.date("review_by"),
        )

    def text(self, field: str) -> str:
        """The field as text, "" when it is not there; a number is taken as it is written."""
        value = self.values.get(field)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.wrong(f"has a `{field}` that is no text", f'Write it as text: "{field}": "..."')
        return str(value)

    def id(self) -> str | None:
        """The id, None when there is none."""
        found = self.text("id").strip()
        if re.search(r"\s", found):
            raise self.wrong(f"has an `id` with a space in it: {found!r}", "Make it one word, or leave it out.")
        return found or None

    def status(self) -> Status | None:
        """The status, None when there is none."""
        found = self.text("status").strip().casefold()
        if not found:
            return None
        try:
            return Status(found)
        except ValueError:
            raise self.wrong(f"has an unknown `status` {found!r}", f"Use one of: {', '.join(Status)}.") from None

    def date(self, field: str) -> date | None:
        """The day in the field, None when there is none."""
        found = self.text(field).strip()
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            raise self.wrong(f"has a `{field}` that is no day: {found!r}", "Write it as 2026-03-31.") from None

    def lines(self, field: str) -> tuple[str, ...]:
        """The texts of a list, or of a text with one on each line or with ` | ` between them."""
        return tuple(line for item in self._items(field) if (line := one_line(self._as_text(field, item))))

    def links(self) -> tuple[Link, ...]:
        """The links: `{text, url}` objects, or texts that are an address or `[text](address)`."""
        return tuple(link for item in self._items("links") if (link := self._link(item)) is not None)

    def wrong(self, problem: str, remedy: str) -> ImportFileError:
        """The error that says what is wrong with this record."""
        return ImportFileError(f"{self.what} {problem}", where=self.where, remedy=remedy)

    def _items(self, field: str) -> list[object]:
        value = self.values.get(field)
        if value is None:
            return []
        if isinstance(value, str):
            return list(value.splitlines() if "\n" in value else value.split(" | "))
        if isinstance(value, list):
            return value
        raise self.wrong(f"has `{field}` that are no list", f'Write them as a list: "{field}": ["...", "..."]')

    def _as_text(self, field: str, item: object) -> str:
        if isinstance(item, str):
            return item
        raise self.wrong(f"has `{field}` that are not all text", f'Write each in quotes: "{field}": ["...", "..."]')

    def _link(self, item: object) -> Link | None:
        if isinstance(item, Mapping):
            text, url = (one_line(self._as_text("links", item.get(key) or "")) for key in ("text", "url"))
            if not url:
                raise self.wrong("has a link without `url`", 'Write links as {"text": "...", "url": "https://..."}')
            return Link(text or url, url)
        written = one_line(self._as_text("links", item))
        if match := _LINK.fullmatch(written):
            return Link(_ESCAPED.sub(r"\1", match["text"]) or match["url"], match["url"])
        return Link(written, written) if written else None


class Gathering:
    """Records gathered into topics, in the order in which they come."""

    def __init__(self, file: str, title: Title) -> None:
        self._file = file
        self._title = title
        self._topics: dict[str, ParsedTopic] = {}
        self._ignored: dict[str, None] = {}

    def add_topic(self, name: str, summary: str = "", line: int | None = None) -> ParsedTopic:
        """The topic of that name, made when it is new; a summary is added to it."""
        topic = self._topics.get(name) or ParsedTopic(name, line)
        self._topics[name] = replace(topic, summary=body(summary) or topic.summary)
        return self._topics[name]

    def add(self, record: Record, topic: str = "") -> None:
        """One entry, under the topic that it names, else `topic`, else "General"."""
        name = one_line(record.text("topic")) or topic or GENERAL
        found = self.add_topic(name, line=record.line)
        self._topics[name] = replace(found, entries=(*found.entries, record.entry()))
        self._ignored |= {key: None for key in record.values if key not in FIELDS}

    def notes(self) -> ParsedNotes:
        """Everything gathered; raises `ImportFileError` when there is no question."""
        topics = tuple(self._topics.values())
        if not any(topic.entries for topic in topics):
            raise no_question(self._file)
        return ParsedNotes(
            self._file, self._title.name, self._title.cohort, topics=topics, ignored=tuple(self._ignored)
        )


def no_question(file: str) -> ImportFileError:
    """The error for a file in which nothing is asked."""
    return ImportFileError(
        "there is no question in it",
        where=file,
        remedy="In notes, write it as a bullet, `- ...?`, with the answer indented below; in a table, as `question`.",
    )


def write_link(link: Link) -> str:
    """The link as text that `Record.links` reads."""
    if link.text == link.url and not _LINK.fullmatch(link.url):
        return link.url
    text = re.sub(r"([\\\]])", r"\\\1", link.text)
    return f"[{text}]({link.url})"
