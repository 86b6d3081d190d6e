"""A knowledge store in memory: the simplest one that keeps the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock

from bot.knowledge.changes import changed
from bot.knowledge.model import Course, KnowledgeBase
from bot.knowledge.store import Change


class MemoryStore:
    """Keeps courses as values; what is gone when the process ends."""

    def __init__(self, courses: Iterable[Course] = ()) -> None:
        self._courses = {course.slug: course for course in courses}
        self._lock = Lock()

    def load(self) -> KnowledgeBase:
        """Every course, sorted by slug; never a problem."""
        with self._lock:
            return KnowledgeBase(tuple(course for _, course in sorted(self._courses.items())))

    def apply(self, course: str, changes: Sequence[Change]) -> Course:
        """Make the changes in order, all or nothing."""
        with self._lock:
            new = changed(course, self._courses.get(course), changes)
            self._courses[course] = new
            return new
