"""What an importer gives: notes that were read, not yet matched with the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.model import Link, Status


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One question as a file has it; `line` is 1-based, None where the format has no lines.

    `related_lines` are the lines of other entries of the same file that the answer refers to;
    `related` are ids, which only our own exports give. `links` are the explicit ones.
    """

    question: str
    answer: str = ""
    status: Status = Status.ANSWERED
    line: int | None = None
    related_lines: tuple[int, ...] = ()
    id: str | None = None
    aliases: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[str, ...] = ()
    cohort: str | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class ParsedTopic:
    """A topic with its entries in file order; `line` is that of its first question or summary, if lines there are."""

    name: str
    line: int | None = None
    summary: str | None = None
    entries: tuple[ParsedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the file that is no entry: its first line (1-based), its whole text, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedNotes:
    """A whole file. `ignored` names columns or keys that mean nothing to qabot."""

    file: str
    name: str
    cohort: str | None = None
    topics: tuple[ParsedTopic, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    ignored: tuple[str, ...] = ()

    def entries(self) -> Iterator[ParsedEntry]:
        """Every entry, by topic."""
        for topic in self.topics:
            yield from topic.entries
