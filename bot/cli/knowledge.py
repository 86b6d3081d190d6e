"""The knowledge base as commands need it: loaded, with its problems announced, its names looked up."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from bot.bootstrap import load_knowledge
from bot.cli.terminal import counted, stderr
from bot.errors import KnowledgeError, UnknownCourseError, UnknownTopicError, UsageError
from bot.knowledge.model import Course, KnowledgeBase, Severity, Topic


def load_for_reading(folder: Path) -> KnowledgeBase:
    """The good courses; entries that could not be read are announced on standard error.

    Raises `KnowledgeError` when there is no course to read at all.
    """
    base = load_knowledge(folder)
    errors = sum(problem.severity is Severity.ERROR for problem in base.problems)
    if not base.courses:
        raise KnowledgeError("the knowledge base holds no course", where=str(folder), remedy=_first_step(errors))
    if errors:
        stderr().line(
            f"Note: parts of the knowledge base are left out ({counted(errors, 'problem')}); see: qabot check"
        )
    return base


def _first_step(errors: int) -> str:
    return "See what is wrong: qabot check" if errors else "Import notes: qabot import NOTES.md --course SLUG"


def pick_courses(base: KnowledgeBase, slug: str | None) -> tuple[Course, ...]:
    """All courses, or the one of that slug. Raises `UnknownCourseError`."""
    if slug is None:
        return base.courses
    course = base.course(slug)
    if course is None:
        raise UnknownCourseError(f"there is no course {slug!r}", remedy=_instead(slug, [c.slug for c in base.courses]))
    return (course,)


def pick_one_course(base: KnowledgeBase, slug: str | None) -> Course:
    """The course of that slug, or the only one. Raises `UsageError` when there are several to choose from."""
    courses = pick_courses(base, slug)
    if len(courses) > 1:
        raise UsageError("there are several courses", remedy=f"Choose one: --course {_names(c.slug for c in courses)}")
    return courses[0]


def pick_topics(courses: Iterable[Course], wanted: str) -> list[tuple[Course, Topic]]:
    """The topics of that slug or name, in any course. Raises `UnknownTopicError` when there is none."""
    every = [(course, topic) for course in courses for topic in course.topics]
    name = wanted.casefold()
    found = [(c, t) for c, t in every if name in (t.slug.casefold(), t.name.casefold())]
    if not found:
        raise UnknownTopicError(f"there is no topic {wanted!r}", remedy=_instead(wanted, [t.slug for _, t in every]))
    return found


def _instead(wanted: str, known: list[str]) -> str:
    near = difflib.get_close_matches(wanted, known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"There are: {_names(known)}"


def _names(known: Iterable[str]) -> str:
    return ", ".join(known) or "none"
