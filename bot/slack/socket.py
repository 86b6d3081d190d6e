"""Socket Mode: the bot opens the connection, and sees to it that it stays alive.

slack_sdk reconnects by itself, but its tasks have been seen to die or to go deaf without a word
(github.com/slackapi/python-slack-sdk issues 1446, 1462, 1701): hence the watchdog.
"""

from __future__ import annotations

import asyncio
import time

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

log = structlog.get_logger("qabot.socket")

PING = 5.0  # seconds between pings; slack_sdk takes four without an answer for a dead connection
LOOK = 5.0  # seconds between two looks of the watchdog
PATIENCE = 45.0  # seconds without a sign of life after which the watchdog connects anew


class Socket:
    """The connection to Slack, kept alive until it is closed."""

    def __init__(
        self, app: AsyncApp, app_token: str, *, ping: float = PING, look: float = LOOK, patience: float = PATIENCE
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._ping = ping
        self._look = look
        self._patience = patience
        self._handler: AsyncSocketModeHandler | None = None

    async def open(self) -> None:
        """Connect; slack_sdk tries again until it succeeds."""
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, ping_interval=self._ping)
        await self._handler.connect_async()  # type: ignore[no-untyped-call]
        log.info("socket_connected")

    async def watch(self) -> None:
        """Connect anew whenever there has been no sign of life for too long, until cancelled."""
        alive = time.monotonic()
        while True:
            await asyncio.sleep(self._look)
            if self._handler is None:
                continue
            client = self._handler.client
            if await client.is_connected() and _tasks_run(client):
                alive = time.monotonic()
            elif time.monotonic() - alive > self._patience:
                log.error("socket_deaf", silent_for=round(time.monotonic() - alive))
                await self._reconnect()
                alive = time.monotonic()

    async def is_alive(self) -> bool:
        """Whether the connection stands and is listened to."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def close(self) -> None:
        """Disconnect: Slack sends what comes now to another connection, or again later."""
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
            self._handler = None

    async def _reconnect(self) -> None:
        """A wholly new client: the old one's tasks may be gone."""
        old, self._handler = self._handler, None
        if old is not None:
            try:
                async with asyncio.timeout(self._look):
                    await old.close_async()  # type: ignore[no-untyped-call]
            except Exception as error:  # noqa: BLE001 -- a named boundary: what is broken may break in closing, too
                log.warning("socket_not_closed", error=type(error).__name__)
        await self.open()


def _tasks_run(client: SocketModeClient) -> bool:
    """Whether everything that reads and handles messages still runs."""
    tasks = (client.message_receiver, client.message_processor, client.current_session_monitor)
    return all(task is not None and not task.done() for task in tasks)
