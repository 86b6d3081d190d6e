"""What the bot asks of Slack: scopes, and why; the manifest, `qabot doctor` and the tests hold to it.

The scopes of methods and events are those of their pages under https://docs.slack.dev/reference/methods and
https://docs.slack.dev/reference/events.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "app_mentions:read": "hears when somebody mentions the bot",
        "channels:history": "reads questions in public channels that the bot was invited to",
        "channels:read": "finds the course of a public channel, and who is in it",
        "chat:write": "replies, and updates or removes its replies",
        "commands": "offers /ask, /topics and the message shortcut",
        "groups:history": "reads questions in private channels that the bot was invited to",
        "groups:read": "finds the course of a private channel, and who is in it",
        "im:history": "reads what people write to the bot",
        "usergroups:read": "knows the instructors of a course that names a user group",
        "users:read": "speaks the reader's language, and knows people from bots",
    }
)
AGENT_SCOPES: Mapping[str, str] = MappingProxyType(
    {"assistant:write": "suggests questions in the agent's view (deploy/slack-manifest.agent.yaml)"}
)

_ANY_READ = frozenset({"channels:read", "groups:read", "im:read", "mpim:read"})
_ANY_HISTORY = frozenset({"channels:history", "groups:history", "im:history", "mpim:history"})
_WRITE = frozenset({"chat:write"})
_USERS = frozenset({"users:read"})
_NONE: frozenset[str] = frozenset()

METHODS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "assistant.threads.setSuggestedPrompts": frozenset({"assistant:write"}),
        "apps.connections.open": _NONE,  # needs the app-level token instead
        "auth.test": _NONE,
        "bots.info": _USERS,
        "chat.delete": _WRITE,
        "chat.getPermalink": _NONE,
        "chat.postEphemeral": _WRITE,
        "chat.postMessage": _WRITE,  # to a person too: the direct message need not be opened first
        "chat.update": _WRITE,
        "conversations.history": _ANY_HISTORY,
        "conversations.info": _ANY_READ,
        "conversations.members": _ANY_READ,
        "conversations.replies": _ANY_HISTORY,
        "usergroups.users.list": frozenset({"usergroups:read"}),
        "users.conversations": _ANY_READ,
        "users.info": _USERS,
        "views.open": _NONE,
        "views.publish": _NONE,
        "views.push": _NONE,
        "views.update": _NONE,
    }
)
"""Web API method -> scopes, any one of which lets it be called (for its kind of channel); none where none is needed."""

EVENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "app_home_opened": _NONE,
        "app_mention": frozenset({"app_mentions:read"}),
        "member_joined_channel": frozenset({"channels:read", "groups:read"}),
        "member_left_channel": frozenset({"channels:read", "groups:read"}),
        "message.channels": frozenset({"channels:history"}),
        "message.groups": frozenset({"groups:history"}),
        "message.im": frozenset({"im:history"}),
    }
)
"""Event -> all scopes without which it is not sent, or not for every kind of channel."""
