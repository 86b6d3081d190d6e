"""Slack's events, told apart: a person speaking, an edit, a deletion, or nothing for this bot.

See docs.slack.dev/reference/events/message: edits, deletions, joins and bots are all `message` events. What arrives
is not trusted to have the right shape: whatever has not is no event for this bot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.journal.model import Event

Body = Mapping[str, Any]

_SPOKEN = (None, "file_share", "thread_broadcast", "me_message")  # subtypes of a person speaking
_SLACKBOT = "USLACKBOT"
_TS = re.compile(r"\d{1,12}\.\d{1,9}", re.ASCII)


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
        """The ts of the first message of its thread, which is itself where there is none yet."""
        return self.thread or self.ts

    @property
    def reply_thread(self) -> str | None:
        """The thread that a reply belongs in; None where it stands beside the message, as in a DM."""
        return self.thread if self.direct else self.root


def event_of(body: Body, now: datetime) -> Event | None:
    """The event to be kept for this delivery, or None when losing it would lose nothing."""
    event = _part(body, "event")
    if body.get("type") != "event_callback":
        return None
    payload = {key: value for key, value in body.items() if key not in {"token", "authorizations"}}
    about: dict[str, Any] = {}
    if spoken := spoken_in(body):
        about = {"channel": spoken.channel, "message": spoken.ts, "thread": spoken.root, "user": spoken.user}
    elif event.get("type") != "member_joined_channel" and not changed_in(body) and not deleted_in(body):
        return None
    event_id = _text(body, "event_id") or f"{event.get('type')}:{event.get('channel')}:{event.get('event_ts')}"
    return Event(id=event_id, team=_text(body, "team_id"), received=now, payload=payload, **about)


def spoken_in(body: Body) -> Spoken | None:
    """What a person said with this event, if that is what it is about."""
    event = _part(body, "event")
    if event.get("type") not in ("message", "app_mention") or not is_by_a_person(event):
        return None
    ts, thread, channel = _text(event, "ts"), _text(event, "thread_ts"), _text(event, "channel")
    if not (_TS.fullmatch(ts) and channel):
        return None
    return Spoken(
        team=_text(body, "team_id"),
        channel=channel,
        user=_text(event, "user"),
        ts=ts,
        text=_text(event, "text"),
        thread=thread if _TS.fullmatch(thread) and thread != ts else None,
        direct=event.get("channel_type") == "im",
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A person's message after an edit at `at`, and the delivery it would be if it had been written like this."""

    spoken: Spoken
    at: str
    restated: Body


def changed_in(body: Body) -> Changed | None:
    """The edit of a person's message that this event tells of; a link preview that came is none."""
    event = _part(body, "event")
    now, before = _part(event, "message"), _part(event, "previous_message")
    if event.get("type") != "message" or event.get("subtype") != "message_changed":
        return None
    restated = _restated(body, now)
    spoken = spoken_in(restated)
    if spoken is None or spoken.text == _text(before, "text"):
        return None
    return Changed(spoken, _text(event, "ts"), restated)


@dataclass(frozen=True, slots=True)
class Deleted:
    """A person's message that went at `at`, and the delivery it would be if nothing had been written."""

    team: str
    channel: str
    ts: str
    at: str
    restated: Body


def deleted_in(body: Body) -> Deleted | None:
    """The deletion of a person's message that this event tells of.

    A message with replies is not deleted but becomes a `tombstone`, which arrives as an edit.
    """
    event = _part(body, "event")
    now, before = _part(event, "message"), _part(event, "previous_message")
    gone = event.get("subtype") == "message_deleted"
    buried = event.get("subtype") == "message_changed" and now.get("subtype") == "tombstone"
    if event.get("type") != "message" or not (gone or buried) or not is_by_a_person(before):
        return None
    ts = _text(event, "deleted_ts") or _text(before, "ts")
    if not _TS.fullmatch(ts):
        return None
    return Deleted(
        team=_text(body, "team_id"),
        channel=_text(event, "channel"),
        ts=ts,
        at=_text(event, "ts"),
        restated=_restated(body, {**before, "text": ""}),
    )


def sent_at(ts: str) -> datetime:
    """When the message of this ts was written."""
    return datetime.fromtimestamp(float(ts), UTC)


def is_by_a_person(message: Body) -> bool:
    """Whether a message, as Slack tells or lists it, is a person speaking."""
    user = _text(message, "user")
    return message.get("subtype") in _SPOKEN and not message.get("bot_id") and user not in ("", _SLACKBOT)


def _restated(body: Body, message: Body) -> Body:
    """The delivery of a message as it is now."""
    event = _part(body, "event")
    about = {key: event[key] for key in ("channel", "channel_type") if key in event}
    return {**body, "event": {**message, "type": "message", **about}}


def _part(whole: Body, key: str) -> Body:
    part = whole.get(key)
    return part if isinstance(part, dict) else {}


def _text(whole: Body, key: str) -> str:
    value = whole.get(key)
    return value if isinstance(value, str) else ""
