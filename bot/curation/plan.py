"""What an import would do, as a value to show before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.model import Course, Entry
from bot.knowledge.store import Change


class Kind(StrEnum):
    """What becomes of one entry."""

    ADDED = "added"
    CHANGED = "changed"  # the same question with another answer, status, topic ...
    REWORDED = "reworded"  # found by similarity; keeps its id
    UNCHANGED = "unchanged"
    KEPT = "kept"  # a person edited it since, and the notes say otherwise: the edit stays
    GONE = "gone"  # an earlier import of this file had it; it stays in the knowledge base


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an import: `entry` as it will be, `before` as it is now (None when it is new).

    `offered` is what the notes say where that is not taken over (`Kind.KEPT`).
    """

    kind: Kind
    file: str
    topic: str
    entry: Entry
    before: Entry | None = None
    similarity: float = 1.0
    offered: Entry | None = None


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A new entry whose question another file's entry asks too, in similar words; both stay."""

    entry: Entry
    other: Entry
    similarity: float


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file that looks like another one imported before: so many of its new entries are the same word for word."""

    file: str
    other: str
    same: int
    total: int


@dataclass(frozen=True, slots=True)
class LeftOutText:
    """A piece of the notes that is no entry: the file, its 1-based line, and why."""

    file: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole import: the course as it will be, the changes for the store, and what to report.

    `ignored` pairs a file with a column or key of it that is not used.
    """

    course: Course
    changes: tuple[Change, ...]
    items: tuple[Item, ...]
    near_duplicates: tuple[NearDuplicate, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    left_out: tuple[LeftOutText, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()

    def of(self, kind: Kind) -> tuple[Item, ...]:
        """The items of that kind, in the order of the notes."""
        return tuple(item for item in self.items if item.kind is kind)
