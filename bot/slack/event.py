"""Slack's events, told apart: a person speaking, an edit, a deletion, or nothing for this bot.

See docs.slack.dev/reference/events/message: edits, deletions, joins and bots are all `message` events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.journal.model import Event

Body = Mapping[str, Any]

_SPOKEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})  # subtypes of a person speaking
_NO_PERSON = frozenset({"USLACKBOT"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person wrote: where, and in which thread (None at its start or outside of one)."""

    team: str
    channel: str
    user: str
    ts: str
    text: str
    thread: str | None
    direct: bool

    @property
    def root(self) -> str:
        """The ts of the message that a reply hangs under."""
        return self.thread or self.ts


def event_of(body: Body, now: datetime) -> Event | None:
    """The event to be kept for this delivery, or None when losing it would lose nothing."""
    event: Body = body.get("event") or {}
    if body.get("type") != "event_callback" or not body.get("event_id"):
        return None
    team = str(body.get("team_id") or "")
    payload = {key: value for key, value in body.items() if key not in {"token", "authorizations"}}
    about: dict[str, Any] = {}
    if spoken := spoken_in(body):
        about = {"channel": spoken.channel, "message": spoken.ts, "thread": spoken.root, "user": spoken.user}
    elif event.get("type") != "member_joined_channel" and not changed_in(body) and not deleted_in(body):
        return None
    return Event(id=str(body["event_id"]), team=team, received=now, payload=payload, **about)


def spoken_in(body: Body) -> Spoken | None:
    """What a person said with this event, if that is what it is about."""
    event: Body = body.get("event") or {}
    if event.get("type") not in {"message", "app_mention"} or event.get("subtype") not in _SPOKEN:
        return None
    if not _is_person(event) or not event.get("ts") or not event.get("channel"):
        return None
    ts, thread = str(event["ts"]), event.get("thread_ts")
    return Spoken(
        team=str(body.get("team_id") or ""),
        channel=str(event["channel"]),
        user=str(event["user"]),
        ts=ts,
        text=str(event.get("text") or ""),
        thread=str(thread) if thread and thread != ts else None,
        direct=event.get("channel_type") == "im",
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A person's message after an edit."""

    team: str
    channel: str
    user: str
    ts: str
    text: str
    before: str


def changed_in(body: Body) -> Changed | None:
    """The edit of a person's message that this event tells of; a link preview that came is none."""
    event: Body = body.get("event") or {}
    if event.get("type") != "message" or event.get("subtype") != "message_changed":
        return None
    now: Body = event.get("message") or {}
    before: Body = event.get("previous_message") or {}
    text, old = str(now.get("text") or ""), str(before.get("text") or "")
    if not _is_person(now) or now.get("subtype") not in _SPOKEN or text == old:
        return None
    return Changed(
        team=str(body.get("team_id") or ""),
        channel=str(event.get("channel")),
        user=str(now["user"]),
        ts=str(now.get("ts")),
        text=text,
        before=old,
    )


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message that is gone."""

    team: str
    channel: str
    ts: str


def deleted_in(body: Body) -> Deleted | None:
    """The deletion of a person's message that this event tells of.

    A message with replies is not deleted but becomes a `tombstone`, which arrives as an edit.
    """
    event: Body = body.get("event") or {}
    if event.get("type") != "message":
        return None
    before: Body = event.get("previous_message") or {}
    now: Body = event.get("message") or {}
    gone = event.get("subtype") == "message_deleted"
    buried = event.get("subtype") == "message_changed" and now.get("subtype") == "tombstone"
    if not (gone or buried) or before.get("bot_id"):
        return None
    ts = event.get("deleted_ts") or before.get("ts") or now.get("ts")
    return Deleted(str(body.get("team_id") or ""), str(event.get("channel")), str(ts)) if ts else None


def sent_at(ts: str) -> datetime:
    """When the message of this ts was written."""
    return datetime.fromtimestamp(float(ts), UTC)


def _is_person(message: Body) -> bool:
    return bool(message.get("user")) and not message.get("bot_id") and message["user"] not in _NO_PERSON
