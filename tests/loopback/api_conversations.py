"""conversations.*: channels, members and what was said."""

from __future__ import annotations

from collections.abc import Iterable

from tests.loopback.args import flag, needed, page
from tests.loopback.errors import SlackError
from tests.loopback.message import Message
from tests.loopback.posting import join
from tests.loopback.records import Json
from tests.loopback.scopes import OF_TYPES, for_conversation, require
from tests.loopback.workspace import Channel, Workspace


def info(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.info."""
    channel = _readable(workspace, args, "read")
    told = channel.as_json(workspace.identity.bot_user)
    if flag(args, "include_num_members"):
        told["num_members"] = len(channel.members)
    return {"channel": told}


def list_all(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.list."""
    seen = [one for one in of_types(workspace, args) if one.kind == "channel" or workspace.has_bot(one)]
    shown, metadata = page(seen, args, 1_000)
    bot = workspace.identity.bot_user
    return {"channels": [one.as_json(bot) for one in shown], "response_metadata": metadata}


def members(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.members."""
    channel = _readable(workspace, args, "read")
    shown, metadata = page(list(channel.members), args, 1_000)
    return {"members": list(shown), "response_metadata": metadata}


def history(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.history; newest first, without thread replies."""
    channel = _member(workspace, args)
    said = [one for one in channel.messages.values() if not one.is_reply or one.subtype == "thread_broadcast"]
    return _messages(workspace, channel, list(reversed(_between(said, args))), args)


def replies(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.replies; the first message, then its thread."""
    channel = _member(workspace, args)
    parent = channel.messages.get(needed(args, "ts"))
    if parent is None:
        raise SlackError("thread_not_found")
    return _messages(workspace, channel, [parent, *_between(channel.replies(parent.ts), args)], args)


def open_direct(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.open, for one person."""
    channel = workspace.direct_message(str(needed(args, "users")).split(",", maxsplit=1)[0])
    return {"channel": {"id": channel.id}}


def join_channel(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.join."""
    channel = workspace.channel(needed(args, "channel"))
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    join(workspace, channel, workspace.identity.bot_user)
    return {"channel": channel.as_json(workspace.identity.bot_user)}


def of_types(workspace: Workspace, args: Json) -> Iterable[Channel]:
    """The channels of the asked types (public ones when none are asked); needs the scope of each type."""
    asked = str(args.get("types") or "public_channel").replace(" ", "").split(",")
    if not set(asked) <= set(OF_TYPES):
        raise SlackError("invalid_types")
    kinds = {OF_TYPES[one] for one in asked}
    require([for_conversation(kind, "read") for kind in sorted(kinds)], workspace.scopes)
    skipped = flag(args, "exclude_archived")
    return [one for one in workspace.channels.values() if one.kind in kinds and not (skipped and one.archived)]


def _readable(workspace: Workspace, args: Json, right: str) -> Channel:
    channel = workspace.channel(needed(args, "channel"))
    require([for_conversation(channel.kind, right)], workspace.scopes)
    return channel


def _member(workspace: Workspace, args: Json) -> Channel:
    channel = _readable(workspace, args, "history")
    if not workspace.has_bot(channel):
        raise SlackError("not_in_channel")
    return channel


def _between(messages: list[Message], args: Json) -> list[Message]:
    oldest, latest = str(args.get("oldest") or ""), str(args.get("latest") or "")
    if flag(args, "inclusive"):
        return [one for one in messages if oldest <= one.ts and (not latest or one.ts <= latest)]
    return [one for one in messages if oldest < one.ts and (not latest or one.ts < latest)]


def _messages(workspace: Workspace, channel: Channel, messages: list[Message], args: Json) -> Json:
    shown, metadata = page(messages, args, 999)
    told = []
    for message in shown:
        one = message.as_json(workspace.identity.team)
        if message.metadata and flag(args, "include_all_metadata"):
            one["metadata"] = message.metadata
        under = channel.replies(message.ts)
        if under:
            one |= {"reply_count": len(under), "latest_reply": under[-1].ts}
            one["reply_users"] = list(dict.fromkeys(reply.user for reply in under))
        told.append(one)
    more = bool(metadata["next_cursor"])
    return {"messages": told, "has_more": more, **({"response_metadata": metadata} if more else {})}
