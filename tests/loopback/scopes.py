"""Which scopes each method needs (the "Required scopes" of each page under https://docs.slack.dev/reference/methods)."""

from __future__ import annotations

from collections.abc import Iterable

from tests.loopback.errors import SlackError

SCOPES = {
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "bots.info": "users:read",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "files.info": "files:read",
    "reactions.add": "reactions:write",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
}
PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
OF_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
ALL_SCOPES = frozenset(  # but assistant:write, which only the agents feature brings
    {*SCOPES.values(), "app_mentions:read", "chat:write.public", "commands"}
    | {f"{kind}:{right}" for kind in ("channels", "groups", "im") for right in ("read", "history")}
) - {"assistant:write"}
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_archive": "channels:read",
}


def require(scopes: Iterable[str], granted: set[str]) -> None:
    """Refuses with `missing_scope`, naming what is needed and what was granted, unless all are granted."""
    needed = [scope for scope in scopes if scope not in granted]
    if needed:
        raise SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(granted)))


def for_conversation(kind: str, right: str) -> str:
    """The scope for reading (`read`) or looking back (`history`) in a conversation of a kind."""
    return f"{PREFIX[kind]}:{right}"
