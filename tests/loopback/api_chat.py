"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from typing import Any

from tests.loopback.args import flag, needed
from tests.loopback.content import check_message
from tests.loopback.errors import SlackError
from tests.loopback.message import Message
from tests.loopback.posting import change, post, remove
from tests.loopback.records import Json
from tests.loopback.workspace import Channel, Workspace

MOST_UPDATED_TEXT = 4_000  # chat.update answers msg_too_long above


def post_message(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/chat.postMessage."""
    channel = workspace.destination(needed(args, "channel"))
    if channel.archived:
        raise SlackError("is_archived")
    if not workspace.has_bot(channel) and "chat:write.public" not in workspace.scopes:
        raise SlackError("not_in_channel")
    workspace.faults.pace(channel.id, workspace.clock())
    check_message(workspace, "chat.postMessage", args)
    message = by_bot(workspace, channel, args)
    if flag(args, "reply_broadcast") and message.is_reply:
        message.subtype = "thread_broadcast"
    post(workspace, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(workspace.identity.team)}


def post_ephemeral(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/chat.postEphemeral."""
    channel = workspace.channel(needed(args, "channel"))
    user = workspace.user(needed(args, "user"))
    if channel.archived:
        raise SlackError("is_archived")
    if not workspace.has_bot(channel):
        raise SlackError("not_in_channel")
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    check_message(workspace, "chat.postEphemeral", args)
    message = by_bot(workspace, channel, args)
    whisper(workspace, message, user.id)
    return {"message_ts": message.ts}


def update(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/chat.update; what is left out stays as it was."""
    channel, message = _own(workspace, args, "cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    if workspace.edit_window_closed:
        raise SlackError("edit_window_closed")
    check_message(workspace, "chat.update", args, MOST_UPDATED_TEXT)
    change(workspace, message, **changes(workspace, args))
    return {"channel": channel.id, "ts": message.ts, "text": message.text}


def delete(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/chat.delete."""
    channel, message = _own(workspace, args, "cant_delete_message")
    remove(workspace, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/chat.getPermalink."""
    channel = workspace.channel(needed(args, "channel"))
    message = channel.messages.get(needed(args, "message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    url = f"{workspace.identity.url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    tail = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else ""
    return {"channel": channel.id, "permalink": url + tail}


def by_bot(workspace: Workspace, channel: Channel, args: Json) -> Message:
    """A message of the bot, not posted yet."""
    identity = workspace.identity
    return Message(
        channel.id,
        workspace.next_ts(),
        identity.bot_user,
        args.get("text") or "",
        args.get("thread_ts") or None,
        workspace.with_ids(args["blocks"]) if args.get("blocks") else None,
        args.get("attachments"),
        metadata=args.get("metadata"),
        bot_id=identity.bot,
        app_id=identity.app,
    )


def whisper(workspace: Workspace, message: Message, user: str) -> None:
    """Shows a message to one person."""
    message.seen_by = user
    workspace.ephemerals.append(message)
    workspace.records.changed()


def changes(workspace: Workspace, args: Json) -> dict[str, Any]:
    """The fields of a message that an update sets."""
    changed: dict[str, Any] = {
        key: args[key] for key in ("text", "attachments", "metadata") if args.get(key) is not None
    }
    if args.get("blocks") is not None:
        changed["blocks"] = workspace.with_ids(args["blocks"]) or None
    return changed


def _own(workspace: Workspace, args: Json, otherwise: str) -> tuple[Channel, Message]:
    channel = workspace.channel(needed(args, "channel"))
    message = channel.messages.get(needed(args, "ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != workspace.identity.bot_user:
        raise SlackError(otherwise)
    return channel, message
