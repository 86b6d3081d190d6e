"""What happens to messages: they come, change and go, and the app is told."""

from __future__ import annotations

from typing import Any

from tests.loopback.events import tell_changed, tell_deleted, tell_membership, tell_message
from tests.loopback.message import Message
from tests.loopback.workspace import Channel, Workspace

SLACKBOT = "USLACKBOT"


def post(workspace: Workspace, message: Message) -> Message:
    """Puts a message into its channel, and into its thread."""
    channel = workspace.channels[message.channel]
    channel.messages[message.ts] = message
    if message.is_reply and message.thread_ts:
        channel.threads.setdefault(message.thread_ts, []).append(message)
        parent = channel.messages.get(message.thread_ts)
        if parent:
            parent.thread_ts = parent.ts
    tell_message(workspace, channel, message)
    workspace.records.changed()
    return message


def change(workspace: Workspace, message: Message, *, edited: bool = True, **fields: Any) -> None:
    """Changes fields of a message; `edited` is False for link previews, which are no edits by a person."""
    before = message.copy()
    for name, value in fields.items():
        setattr(message, name, value)
    if edited:
        message.edited_ts = workspace.next_ts()
    if message.seen_by is None:
        tell_changed(workspace, workspace.channels[message.channel], message, before)
    workspace.records.changed()


def remove(workspace: Workspace, message: Message) -> None:
    """Takes a message away; one with replies leaves a tombstone, which the app is told as `message_changed`."""
    message.deleted = True
    if message.seen_by is None:
        channel = workspace.channels[message.channel]
        if channel.replies(message.ts):
            _bury(workspace, channel, message)
        else:
            _take_out(workspace, channel, message)
    workspace.records.changed()


def _bury(workspace: Workspace, channel: Channel, message: Message) -> None:
    stone = Message(channel.id, message.ts, SLACKBOT, "This message was deleted.", message.ts, subtype="tombstone")
    channel.messages[message.ts] = stone
    tell_changed(workspace, channel, stone, message)


def _take_out(workspace: Workspace, channel: Channel, message: Message) -> None:
    del channel.messages[message.ts]
    if message.is_reply and message.thread_ts:
        channel.threads[message.thread_ts].remove(message)
        parent = channel.messages.get(message.thread_ts)
        if parent and parent.subtype == "tombstone" and not channel.replies(parent.ts):
            del channel.messages[parent.ts]
    tell_deleted(workspace, channel, message)


def join(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Makes somebody a member, which Slack tells by an event and by a message with a subtype."""
    if user in channel.members:
        return
    channel.members[user] = None
    tell_membership(workspace, channel, "member_joined_channel", user, inviter)
    subtype = "group_join" if channel.private else "channel_join"
    post(workspace, _notice(workspace, channel, user, subtype, "joined"))


def leave(workspace: Workspace, channel: Channel, user: str) -> None:
    """Ends a membership; the bot is not told of its own leaving by a message."""
    tell_membership(workspace, channel, "member_left_channel", user)
    channel.members.pop(user, None)
    subtype = "group_leave" if channel.private else "channel_leave"
    post(workspace, _notice(workspace, channel, user, subtype, "left"))


def _notice(workspace: Workspace, channel: Channel, user: str, subtype: str, verb: str) -> Message:
    return Message(channel.id, workspace.next_ts(), user, f"<@{user}> has {verb} the channel", subtype=subtype)
