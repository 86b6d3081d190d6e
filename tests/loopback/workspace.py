"""The workspace: its people, channels, user groups and clock, as one mutable state."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.loopback.errors import SlackError
from tests.loopback.faults import Faults
from tests.loopback.identity import Identity
from tests.loopback.message import Message
from tests.loopback.modals import Modals
from tests.loopback.records import Json, Records
from tests.loopback.scopes import ALL_SCOPES
from tests.loopback.tickets import Tickets


@dataclass(slots=True)
class User:
    """A member of the workspace."""

    id: str
    name: str
    locale: str = "en-US"
    is_bot: bool = False
    is_guest: bool = False
    deleted: bool = False

    def as_json(self, team: str, *, with_locale: bool = False) -> Json:
        """The user as `users.info` gives it."""
        told: Json = {
            "id": self.id,
            "team_id": team,
            "name": self.name.lower(),
            "real_name": self.name,
            "deleted": self.deleted,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": False,
            "profile": {"real_name": self.name, "display_name": self.name},
        }
        return told | ({"locale": self.locale} if with_locale else {})


@dataclass(slots=True)
class Channel:
    """A public or private channel, or a person's direct message with the bot."""

    id: str
    name: str
    private: bool = False
    archived: bool = False
    im_with: str | None = None
    members: dict[str, None] = field(default_factory=dict)  # in the order in which they joined
    messages: dict[str, Message] = field(default_factory=dict)  # by ts, oldest first
    threads: dict[str, list[Message]] = field(default_factory=dict)  # replies by thread_ts

    @property
    def kind(self) -> str:
        """Slack's `channel_type`: channel, group or im."""
        return "im" if self.im_with else "group" if self.private else "channel"

    def replies(self, ts: str) -> list[Message]:
        """The replies in the thread under a message, oldest first."""
        return self.threads.get(ts, [])

    def as_json(self, bot_user: str) -> Json:
        """The channel as `conversations.info` gives it."""
        told: Json = {"id": self.id, "is_im": self.im_with is not None, "is_archived": self.archived}
        if self.im_with:
            return told | {"user": self.im_with, "is_open": True}
        return told | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.private,
            "is_group": self.private,
            "is_private": self.private,
            "is_mpim": False,
            "is_member": bot_user in self.members,
        }


@dataclass(frozen=True, slots=True)
class Usergroup:
    """A user group, `S...`."""

    id: str
    handle: str
    users: tuple[str, ...]


@dataclass(slots=True)
class Workspace:
    """All state of the loopback Slack; the Web API and the people act on it."""

    clock: Callable[[], float]
    emit: Callable[[Json], None]  # hands an event to the delivery
    identity: Identity = field(default_factory=Identity)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    usergroups: dict[str, Usergroup] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    prompts: dict[str, list[Json]] = field(default_factory=dict)  # suggested ones, by DM
    ephemerals: list[Message] = field(default_factory=list)
    records: Records = field(default_factory=Records)
    faults: Faults = field(default_factory=Faults)
    tickets: Tickets = field(default_factory=Tickets)
    modals: Modals = field(default_factory=Modals)
    scopes: set[str] = field(default_factory=lambda: set(ALL_SCOPES))
    subscribed: set[str] | None = None  # event names such as `message.channels`; None for all
    unreachable_pictures: set[str] = field(default_factory=set)
    edit_window_closed: bool = False
    free_plan: bool = False
    home_enabled: bool = True
    token_revoked: bool = False
    socket_url: str = ""
    base_url: str = ""
    _last_ts: int = 0
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def next_id(self, prefix: str) -> str:
        """An id that was never given before."""
        return f"{prefix}{next(self._numbers):08X}"

    def next_ts(self) -> str:
        """A message's ts: the time, and never the same twice."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
        seconds, micros = divmod(self._last_ts, 1_000_000)
        return f"{seconds}.{micros:06d}"

    def user(self, user_id: str) -> User:
        """The user, or `user_not_found`."""
        found = self.users.get(user_id)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def channel(self, channel_id: str) -> Channel:
        """The channel that the bot can see, or `channel_not_found`; private ones are seen by members only."""
        found = self.channels.get(channel_id)
        if found is None or (found.kind != "channel" and not self.has_bot(found)):
            raise SlackError("channel_not_found")
        return found

    def destination(self, channel_or_user: str) -> Channel:
        """The channel that a post to this id goes to; a person's id means the direct message with them."""
        if channel_or_user in self.users:
            return self.direct_message(channel_or_user)
        return self.channel(channel_or_user)

    def direct_message(self, user_id: str) -> Channel:
        """The direct message of a person with the bot, opened when it was not there."""
        self.user(user_id)
        channel_id = "D" + user_id.removeprefix("U").removeprefix("_")
        if channel_id not in self.channels:
            both = {user_id: None, self.identity.bot_user: None}
            self.channels[channel_id] = Channel(channel_id, "directmessage", im_with=user_id, members=both)
        return self.channels[channel_id]

    def has_bot(self, channel: Channel) -> bool:
        """Whether the bot is a member of the channel."""
        return self.identity.bot_user in channel.members

    def reader(self, user_id: str) -> Json:
        """A person as interactions name them."""
        name = self.user(user_id).name
        return {"id": user_id, "username": name.lower(), "name": name.lower(), "team_id": self.identity.team}

    def team(self) -> Json:
        """The workspace as interactions name it."""
        return {"id": self.identity.team, "domain": self.identity.domain}

    def shared(self) -> Json:
        """What every interaction's payload begins with."""
        return {
            "token": self.identity.verification_token,
            "api_app_id": self.identity.app,
            "team": self.team(),
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def with_ids(self, blocks: list[Json]) -> list[Json]:
        """The same blocks, those without a block_id with one that Slack makes up: a new one each time."""
        return [block if block.get("block_id") else {**block, "block_id": self.next_id("")} for block in blocks]
