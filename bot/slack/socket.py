"""Socket Mode: the bot opens the connection, and sees to it that it stays alive.

slack_sdk reconnects by itself, but its tasks have been seen to die or to go deaf without a word
(github.com/slackapi/python-slack-sdk issues 1446, 1462, 1701), and it can try one used-up address for ever: hence
the watchdog.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack.timing import NORMAL, Timing

log = structlog.get_logger("qabot.socket")

CLOSE_WITHIN = 1.0  # seconds for acknowledgements under way, and again for Slack to say goodbye


class Socket:
    """The connection to Slack, kept alive until it is closed."""

    def __init__(self, app: AsyncApp, app_token: str, timing: Timing = NORMAL) -> None:
        self._app = app
        self._app_token = app_token
        self._timing = timing
        self._handler: _Handler | None = None

    async def open(self) -> None:
        """Connect, however long it takes; slack_sdk logs why it does not succeed."""
        while True:
            self._handler = _Handler(
                self._app, self._app_token, logger=_brief_logger(), ping_interval=self._timing.ping
            )
            try:
                async with asyncio.timeout(self._timing.patience):
                    await self._handler.connect_async()  # type: ignore[no-untyped-call]
            except TimeoutError:
                log.error("socket_not_connected", tried_for=self._timing.patience)
                await self.close()
            else:
                log.info("socket_connected")
                return

    async def watch(self) -> None:
        """Connect anew whenever there has been no sign of life for too long, until cancelled."""
        alive, lost = time.monotonic(), False
        while True:
            await asyncio.sleep(self._timing.look)
            if await self.is_alive():
                if lost:
                    log.info("socket_alive_again")
                alive, lost = time.monotonic(), False
            elif time.monotonic() - alive > self._timing.patience:
                log.error("socket_deaf", silent_for=round(time.monotonic() - alive))
                await self.close()
                await self.open()
                alive, lost = time.monotonic(), False
            elif not lost:
                log.warning("socket_lost")
                lost = True

    async def is_alive(self) -> bool:
        """Whether the connection stands and is listened to."""
        return self._handler is not None and _tasks_run(self._handler.client) and await self._handler.is_connected()

    async def close(self) -> None:
        """Finish acknowledging, and disconnect: Slack sends what comes now to another connection, or again later."""
        handler, self._handler = self._handler, None
        if handler is not None:
            await handler.answered(CLOSE_WITHIN)
            await _closed(handler.client)


class _Handler(AsyncSocketModeHandler):
    """Hands envelopes to the app, and knows which of them are not answered yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._answering: set[asyncio.Task[Any]] = set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Have the app answer. What is so misshapen that Bolt cannot read it is acknowledged: again would not help."""
        task = asyncio.current_task()
        if task:  # slack_sdk runs each envelope in a task of its own
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        try:
            await super().handle(client, req)
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 -- a named boundary: Bolt trips over misshapen envelopes in many ways
            log.error("envelope_unreadable", type=req.type, error=type(error).__name__)
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))

    async def answered(self, seconds: float) -> None:
        """Wait until the envelopes that came so far are answered, for so long at most."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=seconds)

    async def is_connected(self) -> bool:
        """Whether slack_sdk thinks that the connection stands."""
        return await self.client.is_connected()


async def _closed(client: SocketModeClient) -> None:
    """Close the client with all that belongs to it, also where the connection is broken or deaf."""
    try:
        async with asyncio.timeout(CLOSE_WITHIN):
            await client.close()  # type: ignore[no-untyped-call]
    except Exception as error:  # noqa: BLE001 -- a named boundary: what is broken may break in closing, too
        log.info("socket_not_closed", error=type(error).__name__)
    for task in _tasks(client):
        if task is not None:
            task.cancel()
    await client.aiohttp_client_session.close()


def _tasks(client: SocketModeClient) -> tuple[asyncio.Future[Any] | None, ...]:
    return client.message_receiver, client.message_processor, client.current_session_monitor


def _tasks_run(client: SocketModeClient) -> bool:
    """Whether everything that reads and handles messages still runs."""
    return all(task is not None and not task.done() for task in _tasks(client))


def _brief_logger() -> logging.Logger:
    """slack_sdk's own words, without a traceback at each of its tries to connect."""
    logger = logging.getLogger("slack_sdk.socket_mode")
    if _without_traceback not in logger.filters:
        logger.addFilter(_without_traceback)
    return logger


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True
