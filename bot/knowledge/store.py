"""The protocol that every knowledge store keeps, and the changes it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.knowledge.model import Course, Entry, KnowledgeBase


@dataclass(frozen=True, slots=True)
class PutEntry:
    """Add `entry` to the topic (`before` None), or change it from `before`.

    A `topic` other than the one the entry is in moves it. The store refuses with
    `ConflictError` when its entry of that id is not equal to `before`.
    """

    topic: str
    entry: Entry
    before: Entry | None = None


@dataclass(frozen=True, slots=True)
class DeleteEntry:
    """Remove the entry and remember its id in the course's `retired_ids`."""

    before: Entry


@dataclass(frozen=True, slots=True)
class PutTopic:
    """Create a topic, or change the name or summary of an existing one; entries stay as they are."""

    slug: str
    name: str
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class PutCourse:
    """Create a course, or change its settings; `course.topics` is not looked at."""

    course: Course
    before: Course | None = None


Change = PutEntry | DeleteEntry | PutTopic | PutCourse


class KnowledgeStore(Protocol):
    """Keeps courses, topics and entries; every method is synchronous and safe across processes."""

    def load(self) -> KnowledgeBase:
        """Everything that can be read, with the problems met; never stops at one bad entry."""
        ...

    def apply(self, course: str, changes: Sequence[Change]) -> Course:
        """Make the changes in order, all or nothing, durably; gives the course as it now is.

        Raises `ConflictError`, `InvalidFileError`, `UnknownTopicError`, `UnknownCourseError`,
        `UnknownEntryError` or `StoreBusyError`; then nothing was written.
        """
        ...
