"""From one state of the knowledge base to the next: pure, and no more work than what changed needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from bot.answering import Answering
from bot.knowledge.model import Course, KnowledgeBase, Problem
from bot.search.builder import build_index, documents
from bot.search.index import Index
from bot.search.results import Document
from bot.text.lexicon import build_lexicon

SMALL = 500  # entries: built within 0.2 s (a course of 10,000 takes 4 s)
_MOST_CHANGES = 200  # at 0.8 ms each
_FIFTH, _QUARTER = 5, 4


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The knowledge base at one moment; every course in `base` has its index in `answering`."""

    base: KnowledgeBase = field(default_factory=KnowledgeBase)
    answering: Answering = field(default_factory=lambda: Answering({}))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the files now; what the last good state still answers is told here too."""
        return self.base.problems


@dataclass(frozen=True, slots=True)
class Built:
    """An index with the course that it was made from."""

    course: Course
    index: Index


@dataclass(frozen=True, slots=True)
class Step:
    """A new snapshot, and the courses whose index is still to be built anew: too large to wait for."""

    snapshot: Snapshot
    unbuilt: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """The entries that are new or other than before, and the ids of those that are gone."""

    added: tuple[Document, ...] = ()
    removed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.added) + len(self.removed)


def advance(old: Snapshot, wanted: KnowledgeBase, built: Mapping[str, Built] | None = None) -> Step:
    """The way from a snapshot to the wanted state; `built` has indexes made since, by course.

    Few changed entries are changed in the index. An index is built anew when its glossary changed, when more
    than a fifth of its entries did, or when a quarter of its rows were added or died since it was built: at
    once for a small course, else it is left to the caller. Until then a large course keeps the index that it
    has, with few changes already in it; after many changes, the course stays as it was; a new one is not there.
    An equal state gives the same snapshot.
    """
    shown: list[Built] = []
    unbuilt: list[Course] = []
    for course in wanted.courses:
        now = _reached(_starts(old, built or {}, course.slug), course)
        if now is None or now.course != course or is_worn(now.index, course):
            if sum(len(topic.entries) for topic in course.topics) <= SMALL:
                now = Built(course, build_index(course))
            else:
                unbuilt.append(course)
        if now is not None:
            shown.append(now)
    return Step(_snapshot(old, shown, wanted.problems), tuple(unbuilt))


def difference(old: Course, new: Course) -> Difference:
    """How the entries of two states of a course differ, as the index sees them."""
    before = {topic.slug: topic for topic in old.topics}
    same = {topic.slug for topic in new.topics if topic == before.get(topic.slug)}
    was, is_now = _documents(old, same), _documents(new, same)
    return Difference(
        tuple(document for key, document in is_now.items() if document != was.get(key)),
        tuple(key for key in was if key not in is_now),
    )


def is_worn(index: Index, course: Course) -> bool:
    """Whether to build the index anew: for another glossary, or since a quarter of its rows came later or went."""
    if index.lexicon != build_lexicon(course.glossary):
        return True
    rows = len(index.rows)
    packed = int(index.terms.rows.max(initial=-1)) + 1
    return max(rows - packed, rows - index.size) * _QUARTER > rows


def goes(old: KnowledgeBase, new: KnowledgeBase) -> bool:
    """Whether a course, a topic or an entry of the old state is not in the new one."""
    return not _contents(old) <= _contents(new)


def _contents(base: KnowledgeBase) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = {(course.slug,) for course in base.courses}
    for course in base.courses:
        found.update(("topic", course.slug, topic.slug) for topic in course.topics)
        found.update(("entry", course.slug, entry.id) for _, entry in course.entries())
    return found


def _reached(starts: Iterable[Built], course: Course) -> Built | None:
    """The course as it is wanted, where few changes lead from a start to it; else the last start."""
    start = None
    for start in starts:
        if start.course == course:
            return start
        changes = difference(start.course, course)
        if len(changes) <= min(_MOST_CHANGES, len(start.index) // _FIFTH):
            return Built(course, start.index.with_changes(changes.added, changes.removed) if changes else start.index)
    return start


def _starts(old: Snapshot, built: Mapping[str, Built], course: str) -> list[Built]:
    """What was built of the course since, then what is shown of it."""
    shown = old.base.course(course)
    since = [built[course]] if course in built else []
    return [*since, Built(shown, old.answering.indexes[course])] if shown else since


def _snapshot(old: Snapshot, shown: Sequence[Built], problems: tuple[Problem, ...]) -> Snapshot:
    """The old snapshot itself when it shows the same."""
    base = KnowledgeBase(tuple(each.course for each in shown), problems)
    indexes = {each.course.slug: each.index for each in shown}
    same = base == old.base and all(indexes[slug] is old.answering.indexes[slug] for slug in indexes)
    return old if same else Snapshot(base, Answering(indexes))


def _documents(course: Course, without: AbstractSet[str]) -> dict[str, Document]:
    """The documents of the topics that are not among these, by entry id."""
    topics = tuple(topic for topic in course.topics if topic.slug not in without)
    return {document.entry.id: document for document in documents(replace(course, topics=topics))}
