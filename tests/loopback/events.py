"""The events that a workspace tells the app, as https://docs.slack.dev/reference/events draws them."""

from __future__ import annotations

from tests.loopback.message import Message
from tests.loopback.records import Json
from tests.loopback.scopes import EVENT_SCOPES, for_conversation
from tests.loopback.workspace import Channel, Workspace

_MESSAGES = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
_LETTERS = {"channel": "C", "group": "G", "im": "D"}


def envelope(workspace: Workspace, event: Json) -> Json:
    """The outer payload around an event, with an event_id of its own."""
    identity = workspace.identity
    installed = {
        "enterprise_id": None,
        "team_id": identity.team,
        "user_id": identity.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": identity.verification_token,
        "team_id": identity.team,
        "context_team_id": identity.team,
        "context_enterprise_id": None,
        "api_app_id": identity.app,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.next_id("Ev"),
        "event_time": int(workspace.clock()),
        "authorizations": [installed],
        "is_ext_shared_channel": False,
        "event_context": "4-loopback",
    }


def tell(workspace: Workspace, channel: Channel, event: Json, name: str) -> None:
    """Emits an event about a channel where the bot is, if the app has subscribed to it and has its scope."""
    scope = EVENT_SCOPES[name]
    if scope == "channels:read":
        scope = for_conversation(channel.kind, "read")
    heard = workspace.subscribed is None or name in workspace.subscribed
    if heard and scope in workspace.scopes and workspace.has_bot(channel):
        workspace.emit(event)


def tell_message(workspace: Workspace, channel: Channel, message: Message) -> None:
    """Emits `message`, and `app_mention` beside it when a person mentions the bot in a channel."""
    event = message.as_json(workspace.identity.team)
    event |= {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}
    if message.is_reply and message.thread_ts in channel.messages:
        event["parent_user_id"] = channel.messages[message.thread_ts].user
    tell(workspace, channel, event, _MESSAGES[channel.kind])
    if channel.kind != "im" and not message.bot_id and f"<@{workspace.identity.bot_user}>" in message.text:
        mention = {key: value for key, value in event.items() if key not in {"channel_type", "subtype"}}
        tell(workspace, channel, mention | {"type": "app_mention"}, "app_mention")


def tell_changed(workspace: Workspace, channel: Channel, message: Message, before: Message) -> None:
    """Emits `message_changed`."""
    team = workspace.identity.team
    changed = {"message": message.as_json(team), "previous_message": before.as_json(team)}
    tell(workspace, channel, _hidden(workspace, channel, "message_changed") | changed, _MESSAGES[channel.kind])


def tell_deleted(workspace: Workspace, channel: Channel, before: Message) -> None:
    """Emits `message_deleted`."""
    gone = {"previous_message": before.as_json(workspace.identity.team), "deleted_ts": before.ts}
    tell(workspace, channel, _hidden(workspace, channel, "message_deleted") | gone, _MESSAGES[channel.kind])


def tell_membership(workspace: Workspace, channel: Channel, name: str, user: str, inviter: str | None = None) -> None:
    """Emits `member_joined_channel` or `member_left_channel`."""
    event = {
        "type": name,
        "user": user,
        "channel": channel.id,
        "channel_type": _LETTERS[channel.kind],
        "team": workspace.identity.team,
        "event_ts": workspace.next_ts(),
    }
    tell(workspace, channel, event | ({"inviter": inviter} if inviter else {}), name)


def _hidden(workspace: Workspace, channel: Channel, subtype: str) -> Json:
    ts = workspace.next_ts()
    about = {"channel": channel.id, "channel_type": channel.kind, "hidden": True, "ts": ts, "event_ts": ts}
    return {"type": "message", "subtype": subtype, **about}
