"""One save: which files change from what is on disk to what is expected, checked before it is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.errors import InvalidFileError
from bot.knowledge.model import Course, Severity, Topic
from bot.knowledge.yaml_course import Place, TopicSource, assemble
from bot.knowledge.yaml_disk import Written, check_size, decode, encode
from bot.knowledge.yaml_document import Document
from bot.knowledge.yaml_errors import LocatedError
from bot.knowledge.yaml_folder import COURSE_FILE, CourseOnDisk, Folder
from bot.knowledge.yaml_nodes import Mapping as MappingNode
from bot.knowledge.yaml_nodes import Node, content
from bot.knowledge.yaml_reader import read_course, read_topic
from bot.knowledge.yaml_writer import (
    ENTRY_KEYS,
    TOPIC_KEYS,
    TopicChange,
    changed_course,
    changed_topic,
    entry_nodes,
    new_course,
    new_topic,
)


@dataclass(frozen=True, slots=True)
class _TopicFile:
    """A topic's file before and after, and what was changed in it."""

    written: Written
    file: str
    change: TopicChange | None = None


class Save:
    """The way from a course on disk (None: a new one) to the expected one; `touched` entries get their id."""

    def __init__(self, folder: Folder, disk: CourseOnDisk | None, expected: Course, touched: AbstractSet[str]) -> None:
        self._folder = folder
        self._disk = disk
        self._before = disk.assembled.course if disk else Course(expected.slug, expected.slug)
        self._places: Mapping[str, Place] = disk.assembled.places if disk else {}
        self._expected = expected
        self._touched = touched
        self._path = disk.path.parent if disk else folder.root / expected.slug

    def files(self) -> list[Written]:
        """The files to write, in order; raises `InvalidFileError` when they would not say what is expected."""
        course = self._course_file()
        moved = frozenset(entry.id for _, entry in self._expected.entries())
        early = [self._topic_file(topic, keep=moved) for topic in self._expected.topics]
        final = [self._topic_file(topic, keep=frozenset()) for topic in self._expected.topics]
        for topic in (*early, *final):
            self._check_others(topic)
        self._check_course(course, final)
        later = [
            Written(new.written.path, old.written.after, new.written.after)
            for old, new in zip(early, final, strict=True)
        ]
        return [file for file in (course, *(topic.written for topic in early), *later) if file.before != file.after]

    # New texts

    def _course_file(self) -> Written:
        settings = self._expected.settings()
        if self._disk is None or self._disk.data is None:
            return Written(self._path / COURSE_FILE, None, new_course(settings).encode())
        disk, data = self._disk, self._disk.data
        if settings == self._before.settings():
            return Written(disk.path, data, data)
        text = changed_course(disk.file, decode(data, disk.file), self._before.settings(), settings)
        return Written(disk.path, data, encode(text, data, disk.file))

    def _topic_file(self, topic: Topic, keep: AbstractSet[str]) -> _TopicFile:
        """The file of a topic; entries in `keep` that are not the topic's any more stay in it."""
        on_disk = self._disk.topics.get(topic.slug) if self._disk else None
        if on_disk is None:
            path = self._path / f"{topic.slug}.yaml"
            file = self._folder.name(path)
            return _TopicFile(Written(path, None, encode(new_topic(topic), b"", file)), file)
        if on_disk.draft.broken or on_disk.data is None:
            raise on_disk.draft.broken or _not_as_meant(on_disk.file)
        change = self._change(topic, keep)
        data = on_disk.data
        if not change:
            return _TopicFile(Written(on_disk.path, data, data), on_disk.file)
        text = changed_topic(on_disk.file, decode(data, on_disk.file), change)
        return _TopicFile(Written(on_disk.path, data, encode(text, data, on_disk.file)), on_disk.file, change)

    def _change(self, topic: Topic, keep: AbstractSet[str]) -> TopicChange | None:
        before = next(old for old in self._before.topics if old.slug == topic.slug)
        was = {entry.id: entry for entry in before.entries}
        now = {entry.id: entry for entry in topic.entries}
        changed = {
            self._places[key].item: (was[key], entry)
            for key, entry in now.items()
            if key in was and (was[key] != entry or (key in self._touched and not self._places[key].has_id))
        }
        removed = [self._places[key].item for key in was if key not in now and key not in keep]
        added = [entry for key, entry in now.items() if key not in was]
        same_head = (before.name, before.summary) == (topic.name, topic.summary)
        if same_head and not (changed or removed or added):
            return None
        return TopicChange(before, topic, changed, removed, added)

    # Checks before anything is written

    def _check_course(self, course: Written, topics: Sequence[_TopicFile]) -> None:
        """The new texts, read back together, must give the expected course."""
        file = self._folder.name(course.path)
        settings = read_course(file, decode(self._sized(course, file), file), self._expected.slug)
        sources = {name: TopicSource(t.file, t.draft) for name, t in (self._disk.topics if self._disk else {}).items()}
        for topic, expected in zip(topics, self._expected.topics, strict=True):
            if topic.written.before != topic.written.after:
                text = decode(self._sized(topic.written, topic.file), topic.file)
                sources[expected.slug] = TopicSource(topic.file, read_topic(topic.file, text, expected.slug))
        assembled = assemble(self._expected.slug, settings, sources)
        if assembled.course == self._expected:
            return
        known = {(p.file, p.problem) for p in self._disk.assembled.problems} if self._disk else set()
        new = [p for p in assembled.problems if p.severity is Severity.ERROR and (p.file, p.problem) not in known]
        raise LocatedError(new[0]) if new else _not_as_meant(file)

    def _sized(self, written: Written, file: str) -> bytes:
        check_size(written.after, file, self._folder.max_file_bytes)
        return written.after

    def _check_others(self, topic: _TopicFile) -> None:
        """What the model does not show, bad entries and unknown keys, must say what it said."""
        change, written = topic.change, topic.written
        if change is None or written.before is None:
            return
        before = Document(topic.file, decode(written.before, topic.file)).root
        after = Document(topic.file, decode(written.after, topic.file)).root
        old, new = entry_nodes(before), entry_nodes(after)
        kept = [at for at in range(len(old)) if at not in set(change.removed)]
        same = len(new) == len(kept) + len(change.added) and _unknown(before, TOPIC_KEYS) == _unknown(after, TOPIC_KEYS)
        for at, node in zip(kept, new, strict=False):
            ignored = ENTRY_KEYS if at in change.changed else ()
            same = same and _unknown(old[at], ignored) == _unknown(node, ignored)
        if not same:
            raise _not_as_meant(topic.file)


def _unknown(node: Node, known: Collection[str]) -> object:
    """What a node says under other keys than the known ones."""
    if not isinstance(node, MappingNode):
        return content(node)
    return [(key.value, content(value)) for key, value in node.pairs if key.value not in known]


def _not_as_meant(file: str) -> InvalidFileError:
    return InvalidFileError(
        "the change cannot be made here without touching something else; the file is as it was",
        remedy="Write the entry as plain `key: value` lines, or make the change by hand.",
        where=file,
    )
