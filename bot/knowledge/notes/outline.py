"""The headings of notes: which is the title, which a topic, and which only say where one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.knowledge.notes import wording
from bot.knowledge.notes.blocks import Block, Kind
from bot.knowledge.notes.comment import Meta
from bot.knowledge.notes.questions import gather
from bot.knowledge.notes.records import GENERAL
from bot.knowledge.notes.wording import Role
from bot.text.markdown import plain_inline


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks up to the next one; `heading` is None for what stands before the first."""

    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The heading in plain text."""
        return plain_inline(self.heading.text) if self.heading else ""

    @property
    def level(self) -> int:
        """1 to 6; 0 without a heading."""
        return len(self.heading.marker) if self.heading else 0

    @property
    def line(self) -> int:
        """The line of the heading."""
        return self.heading.line if self.heading else 1

    @property
    def meta(self) -> Meta | None:
        """What our own export says of the heading."""
        return self.blocks[0].meta if self.heading and self.blocks else None

    def asks(self) -> bool:
        """Whether the heading is itself a question, and not one that invites those below it."""
        if self.heading is None or not self._is_worded_as_question(self.heading):
            return False
        return not any(question.counts() and question.blocks for question in gather(self.blocks)[0])

    def _is_worded_as_question(self, heading: Block) -> bool:
        return wording.role(heading.text)[0] is Role.QUESTION or wording.asks_for_sure(self.name)

    def has_questions(self) -> bool:
        """Whether questions stand below the heading, and not only lists and tables."""
        return any(question.counts() for question in gather(self.blocks)[0])

    def lead(self) -> tuple[Block, ...]:
        """What stands below the heading up to a rule or the first question."""
        first = next((question.head for question in gather(self.blocks)[0] if question.counts()), None)
        ends = (at for at, block in enumerate(self.blocks) if block.kind is Kind.RULE or block is first)
        return self.blocks[: next(ends, len(self.blocks))]


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """The blocks by heading, in order."""
    heading: Block | None = None
    below: list[Block] = []
    for block in blocks:
        if block.kind is Kind.HEADING:
            yield Section(heading, tuple(below))
            heading, below = block, []
        else:
            below.append(block)
    yield Section(heading, tuple(below))


class Use(Enum):
    """What a heading is good for."""

    TITLE = auto()
    GROUP = auto()  # "Q&A": names no subject
    SITTING = auto()  # "Day 1": a subject only when there is no better one
    SUBJECT = auto()
    ASIDE = auto()  # "Playlist": nothing below it is a question


@dataclass(frozen=True, slots=True)
class _Open:
    level: int
    name: str
    use: Use


class Trail:
    """The headings that one stands below at a place in the notes."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def enter(self, level: int, name: str, use: Use) -> None:
        """Go below a heading, out of those that are not above it."""
        self._open = [heading for heading in self._open if heading.level < level]
        self._open.append(_Open(level, name, use))

    def aside(self, level: int) -> str | None:
        """The name of the heading above this level below which nothing is a question."""
        return next((above.name for above in self._open if above.level < level and above.use is Use.ASIDE), None)

    def topic(self, level: int = 7) -> str:
        """The topic at a heading of that level: the nearest subject above it, else the sitting, else general."""
        for use in (Use.SUBJECT, Use.SITTING):
            names = [above.name for above in self._open if above.level < level and above.use is use]
            if names:
                return names[-1]
        return GENERAL


def use_of(name: str) -> Use:
    """What a heading below which questions may stand is good for, by its words."""
    if not name or wording.is_group(name):
        return Use.GROUP
    return Use.SITTING if wording.is_sitting(name) else Use.SUBJECT
