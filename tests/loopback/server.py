"""The loopback Slack itself: a server on 127.0.0.1 that behaves as Slack documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.loopback.delivery import Outbox
from tests.loopback.events import envelope, tell
from tests.loopback.faults import Faults
from tests.loopback.http_delivery import HttpDelivery
from tests.loopback.identity import Identity
from tests.loopback.message import Message
from tests.loopback.pressing import Pressing
from tests.loopback.records import Json, Records
from tests.loopback.response_urls import ResponseUrls
from tests.loopback.socket_mode import SocketMode
from tests.loopback.speaking import Speaking
from tests.loopback.web_api import WebApi
from tests.loopback.workspace import Channel, User, Usergroup, Workspace


class Person(Speaking, Pressing):
    """A member of the workspace who acts."""


class LoopbackSlack:
    """A whole Slack with one workspace and one installed app; use it as an async context.

    It delivers by Socket Mode until `deliver_by_http` is called. `workspace` holds all state and the
    switches, `faults` what shall go wrong, `records` what happened.
    """

    def __init__(self, *, clock: Callable[[], float] = time.time, seed: int = 0) -> None:
        self.workspace = Workspace(clock, self._emit)
        self.socket = SocketMode(self.workspace, seed)
        self.outbox = Outbox(self.workspace, self.socket)
        self._seed = seed
        self._runner: web.AppRunner | None = None
        identity = self.identity
        self.workspace.users[identity.bot_user] = User(identity.bot_user, identity.bot_name, is_bot=True)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8 * 1024**2)
        api, responses = WebApi(self.workspace), ResponseUrls(self.workspace)
        app.router.add_route("*", "/api/{method}", api.answer)
        app.router.add_post("/response/{key}", responses.answer)
        app.router.add_get("/link", self.socket.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.workspace.base_url = f"http://{host}:{port}/"
        self.workspace.socket_url = f"ws://{host}:{port}/link"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.outbox.close()
        await self.socket.close()
        if self._runner:
            await self._runner.cleanup()

    @property
    def identity(self) -> Identity:
        """The app's ids, tokens and secret."""
        return self.workspace.identity

    @property
    def faults(self) -> Faults:
        """What shall go wrong."""
        return self.workspace.faults

    @property
    def records(self) -> Records:
        """What happened."""
        return self.workspace.records

    @property
    def base_url(self) -> str:
        """The base URL for Web API clients, ending in /api/."""
        return f"{self.workspace.base_url}api/"

    def add_person(
        self, user_id: str, name: str, *, locale: str = "ko-KR", is_bot: bool = False, is_guest: bool = False
    ) -> Person:
        """A new member of the workspace."""
        self.workspace.users[user_id] = User(user_id, name, locale, is_bot, is_guest)
        return self.person(user_id)

    def person(self, user_id: str) -> Person:
        """A member who acts."""
        return Person(user_id, self.workspace, self.outbox)

    def add_channel(
        self, channel_id: str, name: str, members: Iterable[str | Person], *, bot: bool = True, private: bool = False
    ) -> Channel:
        """A new channel with these members, and the bot unless `bot` is False; nobody is told."""
        ids = [member if isinstance(member, str) else member.id for member in members]
        joined = dict.fromkeys([*ids, *([self.identity.bot_user] if bot else [])])
        channel = self.workspace.channels[channel_id] = Channel(channel_id, name, private, members=joined)
        return channel

    def add_usergroup(self, group_id: str, handle: str, users: Iterable[str]) -> None:
        """A new user group."""
        self.workspace.usergroups[group_id] = Usergroup(group_id, handle, tuple(users))

    def archive(self, channel_id: str) -> None:
        """Archives a channel and tells the app."""
        channel = self.workspace.channels[channel_id]
        channel.archived = True
        event = {"type": "channel_archive", "channel": channel_id, "event_ts": self.workspace.next_ts()}
        tell(self.workspace, channel, event, "channel_archive")

    def deliver_by_http(self, *urls: str) -> HttpDelivery:
        """Delivers by signed posts to these addresses (several: one at random) from now on, what is under way too."""
        if isinstance(self.outbox.transport, HttpDelivery):
            self.outbox.transport.urls = urls
            return self.outbox.transport
        transport = HttpDelivery(urls, self.identity.signing_secret, self._seed)
        self.outbox.transport = transport
        return transport

    def messages(self, channel_id: str, *, thread_ts: str | None = None) -> list[Message]:
        """The messages in a channel, oldest first; with `thread_ts` the replies under that message."""
        channel = self.workspace.channels[channel_id]
        return list(channel.replies(thread_ts)) if thread_ts else list(channel.messages.values())

    def from_bot(self, channel_id: str, *, thread_ts: str | None = None) -> list[Message]:
        """Those of the bot among `messages`."""
        return [one for one in self.messages(channel_id, thread_ts=thread_ts) if one.user == self.identity.bot_user]

    async def until(self, holds: Callable[[], object], within: float = 5.0) -> None:
        """Returns as soon as it holds, looked at whenever something happens; TimeoutError after `within` seconds."""
        await self.records.until(holds, within)

    async def settled(self, within: float = 10.0) -> None:
        """Returns when every event was acknowledged or given up."""
        await self.outbox.settled(within)

    def _emit(self, event: Json) -> None:
        self.outbox.emit(envelope(self.workspace, event))
