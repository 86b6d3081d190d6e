"""The knowledge base as YAML files that people and the bot edit together.

A save locks the folder, reads the course anew, applies the changes to the model, and makes each file say
the difference and nothing else. The new texts are read back and compared with what was meant before any
of them is written.

What a crash can leave: each file is replaced at once, so each is whole, either old or new. They are
written in an order that loses nothing: first `course.yaml` (an id is retired before its entry goes),
then every file with all it gains and changes, and last those that entries moved out of. In between, an
entry on its way stands in two files: the loader shows one and reports the other as a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.errors import UnknownEntryError
from bot.knowledge.changes import changed, no_course
from bot.knowledge.channels import shared_channels
from bot.knowledge.model import Course, KnowledgeBase, Problem
from bot.knowledge.schema import FOLDER, schema_files
from bot.knowledge.store import Change, PutEntry, PutTopic
from bot.knowledge.yaml_disk import Written, mendable, remove_leftovers, write_all
from bot.knowledge.yaml_folder import CourseOnDisk, Folder
from bot.knowledge.yaml_lock import reading, writing
from bot.knowledge.yaml_save import Save

MAX_FILE_BYTES = 16 * 1024 * 1024
LOCK_TIMEOUT = 10.0


class YamlStore:
    """Keeps courses as `<root>/<course>/course.yaml` and `<root>/<course>/<topic>.yaml`.

    A file larger than `max_file_bytes` is refused unread. `lock_timeout` is in seconds.
    """

    def __init__(self, root: Path, *, max_file_bytes: int = MAX_FILE_BYTES, lock_timeout: float = LOCK_TIMEOUT) -> None:
        self.root = root
        self._folder = Folder(root, max_file_bytes)
        self._timeout = lock_timeout

    def load(self) -> KnowledgeBase:
        """Everything that can be read, with the problems met.

        Raises `StoreBusyError`, and `KnowledgeError` when the folder itself cannot be read.
        """
        if not self.root.is_dir():
            remedy = "Name the folder that holds the courses, or import notes into it."
            return KnowledgeBase(problems=(Problem(str(self.root), None, "there is no such folder", remedy),))
        with mendable(self.root), reading(self.root, self._timeout):
            found = [self._folder.course(slug) for slug in self._folder.course_slugs()]
        found_courses = [each.assembled for each in found if each]
        courses = tuple(each.course for each in found_courses)
        problems = [problem for each in found_courses for problem in each.problems]
        return KnowledgeBase(courses, (*problems, *shared_channels(courses)))

    def apply(self, course: str, changes: Sequence[Change]) -> Course:
        """Make the changes in order, all or nothing, durably; gives the course as it now is."""
        with mendable(self.root), self._alone():
            disk = self._folder.course(course)
            if disk and disk.draft.broken:
                raise disk.draft.broken
            expected = _expected(course, disk, changes)
            touched = {change.entry.id for change in changes if isinstance(change, PutEntry)}
            self._save(Save(self._folder, disk, expected, touched))
            return expected

    def write_down_ids(self, course: str) -> list[str]:
        """Write the id of every entry that has none in its file; gives those ids."""
        if not self.root.is_dir():
            raise no_course(course)
        with mendable(self.root), self._alone():
            disk = self._folder.course(course)
            if disk is None:
                raise no_course(course)
            if disk.draft.broken:
                raise disk.draft.broken
            missing = [entry_id for entry_id, place in disk.assembled.places.items() if not place.has_id]
            self._save(Save(self._folder, disk, disk.assembled.course, set(missing)))
            return missing

    def write_schemas(self) -> None:
        """Write the JSON Schemas that the first line of every file points to, where they differ."""
        for name, text in schema_files().items():
            path = self.root / FOLDER / name
            before = path.read_bytes() if path.exists() else None
            after = text.encode()
            if before != after:
                write_all([Written(path, before, after)])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with writing(self.root, self._timeout):
            yield

    def _save(self, save: Save) -> None:
        files = save.files()
        if any(file.before is None for file in files):
            self.write_schemas()
        for folder in {file.path.parent for file in files if file.path.parent.is_dir()}:
            remove_leftovers(folder)
        write_all(files)


def _expected(slug: str, disk: CourseOnDisk | None, changes: Sequence[Change]) -> Course:
    """The course after the changes; a file that does not parse is told before what is missing for it."""
    broken = {name: topic.draft.broken for name, topic in disk.topics.items() if topic.draft.broken} if disk else {}
    for change in changes:
        name = change.topic if isinstance(change, PutEntry) else change.slug if isinstance(change, PutTopic) else ""
        if name in broken:
            raise broken[name]
    try:
        return changed(slug, disk.assembled.course if disk else None, changes)
    except UnknownEntryError as error:
        raise next(iter(broken.values()), error) from None
