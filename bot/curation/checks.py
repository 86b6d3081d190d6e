"""What an instructor should look at in a course that loads without problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.knowledge.glossary import glossary_conflicts
from bot.knowledge.model import Course, Entry, Problem, Severity, Status, Topic
from bot.search.similarity import Repeats
from bot.text.markdown import images, plain_inline

NEAR = 0.85  # from here two questions of one course look like one
SHORT = 60


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the checks look at: a course, today, and whether a picture's file is there."""

    course: Course
    today: date
    has_file: Callable[[str], bool]

    def findings(self) -> tuple[Problem, ...]:
        """Every finding; none has a line yet."""
        return (
            *self._waiting(),
            *self._overdue(),
            *self._unknown_related(),
            *self._missing_pictures(),
            *self._near_duplicates(),
            *self._glossary(),
        )

    def _waiting(self) -> Iterator[Problem]:
        for where in self.course.entries():
            status = where[1].status
            if status is Status.PENDING:
                yield problem_of(self.course, where, "pending: asked, and not answered yet", "Write its answer.")
            elif status is Status.PROVISIONAL:
                remedy = "Complete it, and set status: answered."
                yield problem_of(self.course, where, "provisional: its answer promises more", remedy)

    def _overdue(self) -> Iterator[Problem]:
        remedy = "See whether the answer still holds, and set a later review_by or remove it."
        for where in self.course.entries():
            day = where[1].review_by
            if day and day < self.today:
                yield problem_of(self.course, where, f"overdue: to be reviewed by {day}", remedy)

    def _unknown_related(self) -> Iterator[Problem]:
        known = {entry.id for _, entry in self.course.entries()}
        for where in self.course.entries():
            for related in where[1].related:
                if related not in known:
                    problem = f"related entry {related!r} does not exist"
                    yield problem_of(self.course, where, problem, "Correct the id, or remove it.", Severity.ERROR)

    def _missing_pictures(self) -> Iterator[Problem]:
        if self.course.assets_url:
            return  # they are on the web: `--links` asks there
        slug = self.course.slug
        remedy = f"Set assets_url in {slug}/course.yaml, or put the file into {slug}/."
        for topic, entry in self.course.entries():
            for url in self._missing(f"{entry.question}\n\n{entry.answer}"):
                problem = f"picture {url} is missing"
                yield problem_of(self.course, (topic, entry), problem, remedy, Severity.ERROR)
        for topic in self.course.topics:
            for url in self._missing(topic.summary or ""):
                yield Problem(f"{slug}/{topic.slug}.yaml", None, f"picture {url} of the summary is missing", remedy)

    def _missing(self, markdown: str) -> Iterator[str]:
        """Relative addresses of pictures for which there is no file."""
        return (url for _, url in images(markdown) if not _is_absolute(url) and not self.has_file(url))

    def _near_duplicates(self) -> Iterator[Problem]:
        repeats = Repeats(self.course)
        remedy = "If the answers agree, keep one and make the other question its alias."
        told: set[frozenset[str]] = set()
        for where in self.course.entries():
            entry = where[1]
            for document, likeness in repeats.of(entry.id):
                other = document.entry
                pair = frozenset({entry.id, other.id})
                if likeness >= NEAR and pair not in told:
                    told.add(pair)
                    problem = f"asks nearly the same ({likeness:.0%}) as {other.id}: {_short(other)}"
                    yield problem_of(self.course, where, problem, remedy)

    def _glossary(self) -> Iterator[Problem]:
        remedy = "Put all equal terms into one group, or remove the term from all groups but one."
        for conflict in glossary_conflicts(self.course.glossary):
            groups = f"{conflict.first + 1} and {conflict.second + 1}"
            problem = f"glossary: {conflict.term!r} stands in groups {groups}"
            yield Problem(f"{self.course.slug}/course.yaml", None, problem, remedy, Severity.WARNING)


def problem_of(
    course: Course, where: tuple[Topic, Entry], problem: str, remedy: str, severity: Severity = Severity.WARNING
) -> Problem:
    """A problem of an entry, in its topic's file; `placed` adds the line."""
    topic, entry = where
    return Problem(f"{course.slug}/{topic.slug}.yaml", None, problem, remedy, severity, entry.id)


def placed(problems: Iterable[Problem], places: Mapping[str, tuple[str, int]]) -> list[Problem]:
    """The problems with the file and 1-based line of their entries, in that order."""
    found = []
    for problem in problems:
        file, line = places.get(problem.entry_id or "", (problem.file, problem.line))
        found.append(replace(problem, file=file, line=line))
    return sorted(found, key=lambda p: (p.file, p.line or 0))


def _is_absolute(url: str) -> bool:
    return "://" in url or url.startswith("data:")


def _short(entry: Entry) -> str:
    question = plain_inline(entry.question)
    return question if len(question) <= SHORT else question[: SHORT - 1] + "…"
