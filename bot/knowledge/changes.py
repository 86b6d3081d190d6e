"""What changes mean: pure, and the same for every store.

A store loads the course, applies the changes here, and then makes its disk or database say the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import fields, replace

from bot.errors import (
    ConflictError,
    InvalidFileError,
    UnknownCourseError,
    UnknownEntryError,
    UnknownTopicError,
)
from bot.knowledge.model import Course, Entry, Topic
from bot.knowledge.store import Change, DeleteEntry, PutCourse, PutEntry, PutTopic
from bot.knowledge.tidy import body, one_line, tidy_course, tidy_entry

_RESERVED_TOPIC = "course"  # its file would be the course's own
_MAX_SLUG_BYTES = 200  # file systems allow 255, with room for a suffix


def changed(slug: str, course: Course | None, changes: Sequence[Change]) -> Course:
    """The course after the changes, made in order; None means that there is no such course yet.

    Raises `ConflictError`, `UnknownCourseError`, `UnknownTopicError`, `UnknownEntryError`, or
    `InvalidFileError` for a name that can be no file's.
    """
    for change in changes:
        if isinstance(change, PutCourse):
            course = _put_course(slug, course, change)
        elif course is None:
            break
        elif isinstance(change, PutTopic):
            course = _put_topic(course, change)
        elif isinstance(change, PutEntry):
            course = _put_entry(course, change)
        else:
            course = _delete_entry(course, change)
    if course is None:
        raise UnknownCourseError(f"there is no course `{slug}`", remedy="See the courses with `qabot topics`.")
    return course


def no_course(slug: str) -> UnknownCourseError:
    """The error for a course that is not there."""
    return UnknownCourseError(f"there is no course `{slug}`", remedy="See the courses with `qabot topics`.")


def _put_course(slug: str, course: Course | None, change: PutCourse) -> Course:
    check_slug(slug)
    if change.course.slug != slug:
        raise ValueError(f"the settings of {change.course.slug!r} were given for the course {slug!r}")
    new = tidy_course(change.course)
    if course is None:
        if change.before is not None:
            raise UnknownCourseError(f"the course `{slug}` is gone", remedy="Create it again, or leave it.")
        return new
    if change.before is None or tidy_course(change.before) != course.settings():
        raise ConflictError(
            f"the settings of the course `{slug}` are not what the change was made from",
            remedy="Look at them as they are now and make the change again.",
            where=slug,
            current=course.settings(),
        )
    retired = tuple(dict.fromkeys((*course.retired_ids, *new.retired_ids)))
    return replace(new, retired_ids=retired, topics=course.topics)


def _put_topic(course: Course, change: PutTopic) -> Course:
    check_slug(change.slug)
    if change.slug == _RESERVED_TOPIC:
        raise InvalidFileError("a topic cannot be called `course`", remedy="Give it another short name.")
    old = next((topic for topic in course.topics if topic.slug == change.slug), Topic(change.slug, change.slug))
    name = one_line(change.name) or change.slug
    return _with_topic(course, replace(old, name=name, summary=body(change.summary or "") or None))


def _put_entry(course: Course, change: PutEntry) -> Course:
    entry = tidy_entry(change.entry)
    if not entry.id or not entry.question:
        raise ValueError("an entry needs an id and a question before it is saved")
    if change.before is None:
        return _add(course, change.topic, entry)
    if change.before.id != entry.id:
        raise ValueError(f"an entry keeps its id: {change.before.id!r} cannot become {entry.id!r}")
    topic = _unchanged(course, change.before)
    if topic.slug == change.topic:
        entries = tuple(entry if each.id == entry.id else each for each in topic.entries)
        return _with_topic(course, replace(topic, entries=entries))
    return _append(_without(course, topic, entry.id), change.topic, entry)


def _add(course: Course, topic: str, entry: Entry) -> Course:
    if found := course.find(entry.id):
        raise ConflictError(
            f"the id `{entry.id}` is already that of “{found[1].question}”",
            remedy="Take another id, or change that entry.",
            where=f"{course.slug}/{found[0].slug}",
            current=found[1],
        )
    if entry.id in course.retired_ids:
        raise ConflictError(
            f"the id `{entry.id}` was that of a deleted entry and is never given again",
            remedy="Take another id.",
            where=course.slug,
        )
    return _append(course, topic, entry)


def _delete_entry(course: Course, change: DeleteEntry) -> Course:
    topic = _unchanged(course, change.before)
    left = _without(course, topic, change.before.id)
    return replace(left, retired_ids=(*course.retired_ids, change.before.id))


def _unchanged(course: Course, before: Entry) -> Topic:
    """The topic of the entry, which must still be as `before`."""
    found = course.find(before.id)
    if found is None:
        raise UnknownEntryError(
            f"the entry `{before.id}` (“{before.question}”) is gone",
            remedy="Someone deleted it; add it as a new entry if it is still wanted.",
            where=course.slug,
        )
    topic, current = found
    was = tidy_entry(before)
    if was != current:
        differing = ", ".join(f.name for f in fields(Entry) if getattr(was, f.name) != getattr(current, f.name))
        raise ConflictError(
            f"the entry `{before.id}` (“{current.question}”) has been changed since: {differing}",
            remedy="Look at it as it is now and make the change again.",
            where=f"{course.slug}/{topic.slug}",
            current=current,
        )
    return topic


def _append(course: Course, slug: str, entry: Entry) -> Course:
    topic = next((topic for topic in course.topics if topic.slug == slug), None)
    if topic is None:
        raise UnknownTopicError(
            f"there is no topic `{slug}` in the course `{course.slug}`",
            remedy=f"Create the topic first; there are: {', '.join(t.slug for t in course.topics) or 'none'}.",
            where=course.slug,
        )
    return _with_topic(course, replace(topic, entries=(*topic.entries, entry)))


def _without(course: Course, topic: Topic, entry_id: str) -> Course:
    return _with_topic(course, replace(topic, entries=tuple(e for e in topic.entries if e.id != entry_id)))


def _with_topic(course: Course, topic: Topic) -> Course:
    others = (each for each in course.topics if each.slug != topic.slug)
    return replace(course, topics=tuple(sorted((*others, topic), key=lambda each: each.slug)))


def check_slug(slug: str) -> None:
    """Raise `InvalidFileError` when a course or topic of that name could not be kept as a file."""
    if (
        not slug
        or slug != slug.strip()
        or slug[0] in "._"
        or any(char in '/\\:*?"<>|' or not char.isprintable() for char in slug)
        or not unicodedata.is_normalized("NFC", slug)
        or len(slug.encode("utf-8", "surrogatepass")) > _MAX_SLUG_BYTES
    ):
        raise InvalidFileError(
            f"`{slug}` cannot be the name of a course or topic",
            remedy="Take a short name of letters, digits and hyphens; it must not start with `.` or `_`.",
        )
