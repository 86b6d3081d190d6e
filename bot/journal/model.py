"""What the journal keeps, as plain frozen values. Times are aware UTC; `ts` is a Slack message's timestamp."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict


class Origin(StrEnum):
    """Where an ask came from."""

    CHANNEL = "channel"
    MENTION = "mention"
    DIRECT = "direct"
    COMMAND = "command"
    MODAL = "modal"
    SHORTCUT = "shortcut"


class Outcome(StrEnum):
    """What an ask got; `none` before it was decided."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    NO_ANSWER = "no_answer"
    NONE = "none"


class AskState(StrEnum):
    """How far the reply to an ask is."""

    BEGUN = "begun"  # the reply is due; it may be posted already, if the process died before it could say so
    REPLIED = "replied"
    SILENT = "silent"  # kept for the instructors, without a reply
    REMOVED = "removed"  # the reply was taken away
    FAILED = "failed"  # it cannot be sent: the channel is archived, the bot is no member ...


class Review(StrEnum):
    """Whether an ask waits for an instructor."""

    NONE = "none"
    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Event:
    """An event as Slack delivered it, kept until it is done with; then only its keys stay.

    `id` is Slack's event id. `channel` and `message` (its ts) are given when a message was written: a mention
    arrives as two events about the same message. `thread` is the ts of the thread's first message.
    """

    id: str
    team: str
    received: datetime
    channel: str | None = None
    message: str | None = None
    thread: str | None = None
    user: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question that was asked, and what became of it.

    `id` is the reference that people and logs use. `channel` and `message` say where it was asked, `thread` is
    the ts that the reply hangs under (None where it stands alone, as in a DM), `reply` the ts of the reply.
    `entries` are the candidates, best first; `shown` is the entry that the reply shows as the answer.
    `handed` is when somebody asked to pass it to an instructor, `notice` the `channel:ts` of what the instructors'
    channel was told. `user` is None and `text` "" once forgotten.
    """

    id: str
    team: str
    course: str
    origin: Origin
    asked: datetime
    user: str | None = None
    text: str = ""
    channel: str | None = None
    message: str | None = None
    thread: str | None = None
    outcome: Outcome = Outcome.NONE
    confidence: float = 0.0
    entries: tuple[str, ...] = ()
    shown: str | None = None
    state: AskState = AskState.BEGUN
    reply: str | None = None
    review: Review = Review.NONE
    handed: datetime | None = None
    notice: str | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it was asked in a DM, where nobody but its two members may read."""
        return (self.channel or "").startswith("D")


class AskChange(TypedDict, total=False):
    """The fields of an ask that may change."""

    course: str
    text: str
    thread: str | None
    outcome: Outcome
    confidence: float
    entries: tuple[str, ...]
    shown: str | None
    state: AskState
    reply: str | None
    review: Review
    handed: datetime | None
    notice: str | None


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody to be told once: when an ask is answered, or (`ask` None) when a pending entry is."""

    id: int
    team: str
    course: str
    user: str
    since: datetime
    ask: str | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many people found a reply helpful, and how many did not."""

    helpful: int = 0
    unhelpful: int = 0
