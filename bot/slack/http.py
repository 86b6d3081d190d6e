"""HTTP mode: Slack's requests come to `POST /slack/events`, and Bolt checks their signature."""

from __future__ import annotations

import errno

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from bot.errors import SettingsError

log = structlog.get_logger("qabot.http")

PATH = "/slack/events"
LARGEST_REQUEST = 2 * 1024 * 1024  # bytes; Slack's largest payloads carry a view of 250 KB
CLOSE_WITHIN = 3.0  # seconds for requests under way; Slack waits no longer for an answer


def endpoint(app: AsyncApp) -> web.Application:
    """A web application with Slack's endpoint alone."""
    application = web.Application(client_max_size=LARGEST_REQUEST)

    async def receive(request: web.Request) -> web.Response:
        try:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 -- a named boundary: Bolt trips in many ways over what is not from Slack
            log.info("request_unreadable", error=type(error).__name__)
            return web.Response(status=400)

    application.router.add_post(PATH, receive)
    return application


class Http:
    """The server for Slack's requests."""

    def __init__(self, app: AsyncApp, host: str, port: int) -> None:
        self._runner = web.AppRunner(endpoint(app), access_log=None, shutdown_timeout=CLOSE_WITHIN)
        self._host = host
        self._port = port

    async def open(self) -> None:
        """Listen. Raises `SettingsError` when that is not possible."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise _refused(self._host, self._port, error) from error

    async def close(self) -> None:
        """Take no more requests, and finish answering those that came."""
        await self._runner.cleanup()


def _refused(host: str, port: int, error: OSError) -> SettingsError:
    problem = f"the bot cannot listen on {host}:{port}: {error.strerror}"
    if error.errno in {errno.EADDRINUSE, errno.EACCES}:
        return SettingsError(problem, where="PORT", remedy="Choose another PORT, or end the program that uses it.")
    return SettingsError(problem, where="QABOT_HOST", remedy="Give an address of this machine, such as 0.0.0.0.")
