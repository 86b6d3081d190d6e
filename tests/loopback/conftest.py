"""A loopback Slack with Minji (a student), Jun (an instructor), a channel, and a small real app."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback import LoopbackSlack, Person
from tests.loopback.clock import Clock
from tests.loopback.school import DOCKER


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(clock=clock) as slack:
        slack.add_person("U0MINJI", "Minji")
        slack.add_person("U0JUN", "Jun", locale="en-US")
        slack.add_channel(DOCKER, "docker-질문", ["U0MINJI", "U0JUN"])
        yield slack


@pytest.fixture
def minji(slack: LoopbackSlack) -> Person:
    return slack.person("U0MINJI")


@pytest.fixture
def jun(slack: LoopbackSlack) -> Person:
    return slack.person("U0JUN")


@pytest.fixture
def client(slack: LoopbackSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.identity.bot_token, base_url=slack.base_url, retry_handlers=[])


@pytest.fixture
def app(slack: LoopbackSlack, client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, signing_secret=slack.identity.signing_secret)


@pytest.fixture
async def over_socket(slack: LoopbackSlack, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """The app, connected by Socket Mode."""
    handler = AsyncSocketModeHandler(app, slack.identity.app_token, ping_interval=0.2)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.socket.connected()
    yield handler
    await handler.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def over_http(slack: LoopbackSlack, app: AsyncApp) -> AsyncIterator[str]:
    """The app behind a request URL."""
    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    transport = slack.deliver_by_http(url)
    yield url
    await transport.close()
    await runner.cleanup()
