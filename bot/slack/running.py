"""Which listeners run at the moment, so that the bot can leave when they are done."""

from __future__ import annotations

import asyncio

from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse


class Running:
    """Counts listeners from their start to their end, whatever that is."""

    def __init__(self) -> None:
        self.count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.start_handler: AsyncListenerStartHandler = _Start(self)
        self.completion_handler: AsyncListenerCompletionHandler = _Completion(self)

    def change(self, by: int) -> None:
        """One more or one less."""
        self.count += by
        if self.count:
            self._idle.clear()
        else:
            self._idle.set()

    async def finish(self, seconds: float) -> bool:
        """Wait until none runs, for so long at most; whether none does."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True


class _Start(AsyncListenerStartHandler):
    def __init__(self, running: Running) -> None:
        self._running = running

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:  # noqa: ARG002 -- Bolt's signature
        self._running.change(1)


class _Completion(AsyncListenerCompletionHandler):
    def __init__(self, running: Running) -> None:
        self._running = running

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:  # noqa: ARG002 -- Bolt's signature
        self._running.change(-1)
