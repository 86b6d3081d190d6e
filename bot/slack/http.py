"""HTTP mode: Slack's requests come to `POST /slack/events`, and Bolt checks their signature."""

from __future__ import annotations

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

PATH = "/slack/events"
LARGEST_REQUEST = 2 * 1024 * 1024  # bytes; Slack's largest payloads carry a view of 250 KB


def endpoint(app: AsyncApp) -> web.Application:
    """A web application with Slack's endpoint alone."""
    application = web.Application(client_max_size=LARGEST_REQUEST)

    async def receive(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    application.router.add_post(PATH, receive)
    return application


class Http:
    """The server for Slack's requests."""

    def __init__(self, app: AsyncApp, host: str, port: int) -> None:
        self._runner = web.AppRunner(endpoint(app), access_log=None)
        self._host = host
        self._port = port

    async def open(self) -> None:
        """Listen. Raises `OSError` when the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def close(self) -> None:
        """Take no more requests, and finish answering those that came."""
        await self._runner.cleanup()
