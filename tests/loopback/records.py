"""What the loopback server remembers of a run, for tests to look at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """What a delivery carries, by the names that Socket Mode's envelopes have."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTION = "interactive"


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of a Web API method."""

    method: str
    args: Json
    at: float  # by the workspace's clock
    error: str | None  # Slack's error code, `http_503` and the like for injected faults, None when all went well


@dataclass(slots=True)
class Delivery:
    """One attempt to hand something to the app."""

    kind: Kind
    body: Json
    attempt: int = 0
    reason: str = ""  # why it is delivered again
    at: float = 0.0  # when it was sent, by the workspace's clock
    acknowledged: bool = False
    seconds: float = 0.0  # until the acknowledgement, or until the server gave up
    status: int | None = None  # HTTP only
    payload: Json | None = None  # what came with the acknowledgement
    failure: str = ""  # why it counts as not delivered: timeout, http_timeout, http_error, connection_failed, lost_ack
    retry: bool = True  # False when the app answered X-Slack-No-Retry

    @property
    def event(self) -> Json:
        """The event inside; empty for commands and interactions."""
        event: Json = self.body.get("event", {})
        return event


@dataclass(frozen=True, slots=True)
class Ping:
    """A text or element of the app that rings somebody."""

    what: str  # `<!here>`, `<@U1>`, `broadcast:here`, `user:U1` ...
    where: str  # the method that brought it
    args: Json


@dataclass(frozen=True, slots=True)
class ResponsePost:
    """One post to a response_url."""

    channel: str
    user: str
    args: Json
    at: float
    error: str | None


@dataclass(slots=True)
class Records:
    """Everything that happened since the start, or since `clear`."""

    calls: list[ApiCall] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    response_posts: list[ResponsePost] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)  # of Slack's limits, by any payload
    pings: list[Ping] = field(default_factory=list)
    _waiting: list[asyncio.Future[None]] = field(default_factory=list)

    def clear(self) -> None:
        """Forgets everything, so that a long run stays small."""
        for kept in (self.calls, self.deliveries, self.response_posts, self.violations, self.pings):
            kept.clear()

    def changed(self) -> None:
        """Wakes whoever waits in `until`."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, holds: Callable[[], object], within: float = 5.0) -> None:
        """Returns as soon as it holds; looks again whenever something happens, TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while not holds():
                future = asyncio.get_running_loop().create_future()
                self._waiting.append(future)
                await future
