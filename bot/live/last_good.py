"""What stays of the last good state while files have errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import PurePosixPath

from bot.knowledge.model import Course, KnowledgeBase, Severity, Topic

_SETTINGS = "course"  # the name of the file that is no topic


def last_good(old: KnowledgeBase, found: KnowledgeBase) -> KnowledgeBase:
    """What was found, and of the old state what files with errors cannot say now.

    While a file has an error, nothing that it held goes:

    - of a topic's file, entries that read well are as found, every other entry that the topic had stays as it
      was, and so do a name and a summary that cannot be read;
    - of a `course.yaml`, all settings stay as they were;
    - a course whose folder cannot be read stays, and so does all when the whole folder is not there.

    An entry that is now in another topic, or whose id was retired, does not stay. What was never there is
    taken as found, good entries only. The problems are those found.
    """
    errors = {problem.file for problem in found.problems if problem.severity is Severity.ERROR}
    if errors and not found.courses:
        return replace(old, problems=found.problems)
    before = {course.slug: course for course in old.courses}
    courses = (
        _course(before[course.slug], course, _names(errors, course.slug)) if course.slug in before else course
        for course in found.courses
    )
    return replace(found, courses=tuple(courses))


def _names(files: AbstractSet[str], course: str) -> set[str]:
    """The topics (or `course`) of a course whose files are among these; a Mac may write Hangul decomposed."""
    paths = [PurePosixPath(unicodedata.normalize("NFC", file)) for file in files]
    return {path.stem for path in paths if path.parent.name == course}


def _course(old: Course, new: Course, broken: AbstractSet[str]) -> Course:
    if not broken:
        return new
    if _SETTINGS in broken and not new.topics:
        return old
    settings = new
    if _SETTINGS in broken:
        settings = replace(old, retired_ids=tuple(dict.fromkeys((*old.retired_ids, *new.retired_ids))))
    elsewhere = {entry.id for _, entry in new.entries()} | set(settings.retired_ids)
    topics = {topic.slug: topic for topic in new.topics}
    for topic in old.topics:
        if topic.slug in broken:
            topics[topic.slug] = _topic(topic, topics.get(topic.slug), elsewhere)
    return replace(settings, topics=tuple(topic for _, topic in sorted(topics.items())))


def _topic(old: Topic, new: Topic | None, elsewhere: AbstractSet[str]) -> Topic:
    """The topic as found, with those entries of the old one that are nowhere else."""
    new = new or Topic(old.slug, old.slug)
    return Topic(
        slug=old.slug,
        name=old.name if new.name == new.slug else new.name,
        summary=new.summary or old.summary,
        entries=(*new.entries, *(entry for entry in old.entries if entry.id not in elsewhere)),
    )
