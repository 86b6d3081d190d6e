"""Course, Topic and Entry: plain frozen values, as every other part of qabot sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

RETENTION_DAYS = 180  # for which asks are kept, where the course says nothing


class Status(StrEnum):
    """How far an entry is: answered, promised, or only asked."""

    ANSWERED = "answered"
    PROVISIONAL = "provisional"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Link:
    """A doc link: the words it stands on and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry comes from: an imported file and its 1-based line, or the person who added it.

    `digest` is a short hash of what the file said, by which an edit by hand is told from an edit of the notes.
    """

    file: str | None = None
    line: int | None = None
    added_by: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer.

    `question` and `aliases` are inline Markdown, `answer` is Markdown without blank lines at
    either end ("" while pending). `links` are the explicit ones only; those inside the
    Markdown come from `bot.text.markdown`. `id` is never empty once an entry is loaded.
    `review_by` is the day from which an instructor should look at the entry again.
    """

    id: str
    question: str
    answer: str = ""
    status: Status = Status.ANSWERED
    aliases: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[str, ...] = ()
    source: Source | None = None
    cohort: str | None = None
    created: date | None = None
    updated: date | None = None
    updated_by: str | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject in a course, kept in one YAML file named `<slug>.yaml`; `summary` is Markdown."""

    slug: str
    name: str
    summary: str | None = None
    entries: tuple[Entry, ...] = ()


class ReplyPolicy(StrEnum):
    """Which messages of a channel get a reply: questions it is sure of, every message, or mentions of the bot only."""

    CONFIDENT = "confident"
    ALWAYS = "always"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Channel:
    """A Slack channel of a course, by its id or its name; None leaves a setting to the course."""

    id: str
    reply: ReplyPolicy | None = None
    wait: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A class and its cohort: the folder `<slug>`, its settings and its topics (sorted by slug).

    `glossary` is a tuple of groups of equal terms. `assets_url` is the base against which
    relative picture and link addresses of Markdown resolve. `retired_ids` are ids of deleted
    entries, never to be given again.

    `reply` and `wait` (the seconds that people have first) hold for channels without settings of their
    own. `instructors` are Slack ids: of members, or of user groups and private channels whose members
    are meant. `instructors_channel` is a channel's id or name, like those of `channels`. Asks are kept
    for `retention_days`.
    """

    slug: str
    name: str
    cohort: str | None = None
    language: str = "ko"
    assets_url: str | None = None
    notes_url: str | None = None
    channels: tuple[Channel, ...] = ()
    reply: ReplyPolicy = ReplyPolicy.CONFIDENT
    wait: int = 0
    instructors: tuple[str, ...] = ()
    instructors_channel: str | None = None
    retention_days: int = RETENTION_DAYS
    glossary: tuple[tuple[str, ...], ...] = ()
    retired_ids: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()

    def entries(self) -> Iterator[tuple[Topic, Entry]]:
        """Every entry with its topic, by topic, then in file order."""
        for topic in self.topics:
            for entry in topic.entries:
                yield topic, entry

    def find(self, entry_id: str) -> tuple[Topic, Entry] | None:
        """The entry of that id with its topic, or None."""
        return next(((t, e) for t, e in self.entries() if e.id == entry_id), None)

    @property
    def title(self) -> str:
        """Its name, with its cohort where it has one."""
        return f"{self.name} {self.cohort}" if self.cohort else self.name

    def policy(self, channel_id: str) -> tuple[ReplyPolicy, int]:
        """What the bot replies to in the channel, and for how many seconds it leaves the question to people first.

        The channel is called as in `channels`.
        """
        channel = next((each for each in self.channels if each.id == channel_id), Channel(channel_id))
        return channel.reply or self.reply, self.wait if channel.wait is None else channel.wait

    def settings(self) -> Course:
        """The course without its topics, for comparing and saving `course.yaml` alone."""
        return replace(self, topics=())


class Severity(StrEnum):
    """An error hides an entry or a file; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file of the knowledge base, and how to mend it. `line` is 1-based."""

    file: str
    line: int | None
    problem: str
    remedy: str
    severity: Severity = Severity.ERROR
    entry_id: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.problem}\n  {self.remedy}"


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """What a store holds: the good courses (sorted by slug), and the problems met on the way."""

    courses: tuple[Course, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def course(self, slug: str) -> Course | None:
        """The course of that slug, or None."""
        return next((c for c in self.courses if c.slug == slug), None)
