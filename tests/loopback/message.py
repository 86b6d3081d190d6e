"""A message, of a person or of an app, as the workspace keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.loopback.records import Json


@dataclass(slots=True)
class Message:
    """A message in a channel, or one that a single person sees (`seen_by`)."""

    channel: str
    ts: str
    user: str
    text: str
    thread_ts: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    files: list[Json] | None = None
    metadata: Json | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    edited_ts: str | None = None
    seen_by: str | None = None
    deleted: bool = False
    reactions: list[str] = field(default_factory=list)  # the names that the bot has added

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def copy(self) -> Message:
        """The message as it is now, for `previous_message`."""
        return replace(self)

    def as_json(self, team: str) -> Json:
        """The message as events and histories carry it, its metadata as `{"event_type": ...}` alone."""
        told: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": team}
        optional = {
            "thread_ts": self.thread_ts,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
        }
        told |= {key: value for key, value in optional.items() if value is not None}
        if self.edited_ts:
            told["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.metadata:
            told["metadata"] = {"event_type": self.metadata.get("event_type")}
        return told
