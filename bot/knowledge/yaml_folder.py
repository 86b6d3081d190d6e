"""The folder of a knowledge base: which files there are, and what they hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.model import Course, Problem, Severity
from bot.knowledge.yaml_course import Assembled, TopicSource, assemble
from bot.knowledge.yaml_disk import decode, read_bytes
from bot.knowledge.yaml_errors import LocatedError
from bot.knowledge.yaml_reader import CourseDraft, TopicDraft, read_course, read_topic

COURSE_FILE = "course.yaml"


@dataclass(frozen=True, slots=True)
class TopicOnDisk:
    """A topic's file as it was read; `data` is None when it could not be."""

    path: Path
    file: str
    data: bytes | None
    draft: TopicDraft


@dataclass(frozen=True, slots=True)
class CourseOnDisk:
    """A course's files as they were read."""

    path: Path
    file: str
    data: bytes | None
    draft: CourseDraft
    topics: Mapping[str, TopicOnDisk]
    assembled: Assembled


class Folder:
    """Reads the files under `root`; a file whose bytes are as before is not parsed again."""

    def __init__(self, root: Path, max_file_bytes: int) -> None:
        self.root = root
        self.max_file_bytes = max_file_bytes
        self._parsed: dict[tuple[Path, str], tuple[bytes, Any]] = {}

    def course_slugs(self) -> list[str]:
        """The names of the folders that hold a `course.yaml`, sorted."""
        return sorted(_slug(path.name) for path in self._course_folders())

    def course(self, slug: str) -> CourseOnDisk | None:
        """A course's files as they are now, or None when there is no such course."""
        folder = next((path for path in self._course_folders() if _slug(path.name) == slug), None)
        if folder is None:
            return None
        path = folder / COURSE_FILE
        file = self.name(path)
        data, settings = self._read(path, slug, read_course, lambda e: CourseDraft(Course(slug, slug), (e.located,), e))
        topics, problems = self._topics(folder)
        assembled = assemble(slug, settings, {name: TopicSource(t.file, t.draft) for name, t in topics.items()})
        assembled = Assembled(assembled.course, assembled.places, (*assembled.problems, *problems))
        return CourseOnDisk(path, file, data, settings, topics, assembled)

    def name(self, path: Path) -> str:
        """The path as problems show it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def _course_folders(self) -> Iterator[Path]:
        if self.root.is_dir():
            for path in sorted(self.root.iterdir()):
                if path.name[0] not in "._" and _is_course(path):
                    yield path

    def _topics(self, folder: Path) -> tuple[dict[str, TopicOnDisk], list[Problem]]:
        topics: dict[str, TopicOnDisk] = {}
        problems: list[Problem] = []
        try:
            paths = sorted(folder.iterdir())
        except PermissionError:
            return {}, []  # then its course.yaml cannot be read either, which is told
        for path in paths:
            slug, file = _slug(path.stem), self.name(path)
            if path.name[0] in "._" or path.name == COURSE_FILE:
                continue
            if path.suffix == ".yml":
                problem = "the file is not read, since its name ends in .yml"
                problems.append(Problem(file, None, problem, f"Rename it to {slug}.yaml.", Severity.WARNING))
            elif path.suffix == ".yaml" and slug in topics:
                problem = f"the name is the same as that of {topics[slug].file}, written in other characters"
                problems.append(Problem(file, None, problem, "Rename one of the two."))
            elif path.suffix == ".yaml":
                data, draft = self._read(path, slug, read_topic, _broken_topic(slug))
                topics[slug] = TopicOnDisk(path, file, data, draft)
        return topics, problems

    def _read(
        self, path: Path, slug: str, read: Callable[[str, str, str], Any], broken: Callable[[LocatedError], Any]
    ) -> tuple[bytes | None, Any]:
        file = self.name(path)
        data: bytes | None = None
        try:
            data = read_bytes(path, file, self.max_file_bytes)
            known = self._parsed.get((path, slug))
            if known and known[0] == data:
                return known
            draft = read(file, decode(data, file), slug)
        except LocatedError as error:
            return data, broken(error)
        self._parsed[path, slug] = (data, draft)
        return data, draft


def _is_course(folder: Path) -> bool:
    """Whether it holds a `course.yaml`, or may hold one: reading that tells the problem."""
    settings = folder / COURSE_FILE
    try:
        return settings.exists() or settings.is_symlink()
    except PermissionError:
        return True


def _broken_topic(slug: str) -> Callable[[LocatedError], TopicDraft]:
    return lambda error: TopicDraft(name=slug, problems=(error.located,), broken=error)


def _slug(name: str) -> str:
    # macOS hands out decomposed Hangul; the same name must not be two topics.
    return unicodedata.normalize("NFC", name)
