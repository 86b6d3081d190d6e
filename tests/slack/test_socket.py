from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from bot.slack.socket import Socket
from bot.slack.timing import Timing
from tests.loopback import Fault, Kind, LoopbackSlack, Person

CHANNEL = "C0DOCKER01"


@dataclass
class Ear:
    """An app that hears what is said, over a socket that is watched."""

    slack: LoopbackSlack
    minji: Person
    socket: Socket
    heard: list[str] = field(default_factory=list)

    async def hears(self, text: str) -> None:
        """Minji says something, and the app hears it."""
        self.minji.says(CHANNEL, text)
        async with asyncio.timeout(10):
            while text not in self.heard:  # noqa: ASYNC110 -- a list tells nobody
                await asyncio.sleep(0.01)

    def acknowledged(self) -> list[bool]:
        """Of every delivery, whether it was acknowledged."""
        return [delivery.acknowledged for delivery in self.slack.records.deliveries]


@asynccontextmanager
async def listening(slack: LoopbackSlack, patience: float = 1.0) -> AsyncIterator[Ear]:
    """A socket to this Slack, in a hurry."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=slack.identity.team, bot_token=slack.identity.bot_token)

    app = AsyncApp(client=AsyncWebClient(base_url=slack.base_url), authorize=authorize)
    timing = Timing(ping=0.1, look=0.05, patience=patience)
    socket = Socket(app, slack.identity.app_token, timing)
    minji = slack.add_person("U0MINJI001", "Minji")
    slack.add_channel(CHANNEL, "docker-qna", [minji])
    ear = Ear(slack, minji, socket)

    @app.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        ear.heard.append(event["text"])

    await socket.open()
    watching = asyncio.create_task(socket.watch())
    try:
        yield ear
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await socket.close()


@pytest.fixture
async def ear() -> AsyncIterator[Ear]:
    async with LoopbackSlack() as slack, listening(slack) as ear:
        yield ear


async def test_hears_and_acknowledges(ear: Ear) -> None:
    await ear.hears("안녕하세요")
    assert ear.acknowledged() == [True]
    assert await ear.socket.is_alive()


async def test_a_cut_connection_is_made_again(ear: Ear) -> None:
    ear.slack.socket.cut()
    await ear.slack.until(lambda: ear.slack.socket.served == 2)
    await ear.hears("다시 들리나요?")


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_connects_anew_when_slack_asks_for_it(ear: Ear, reason: str) -> None:
    await ear.slack.socket.ask_to_reconnect(reason)
    await ear.slack.until(lambda: ear.slack.socket.served == 2)
    await ear.hears("다시 들리나요?")


async def test_a_deaf_connection_is_noticed(ear: Ear) -> None:
    ear.slack.socket.go_deaf()
    assert ear.slack.outbox.retry_delays
    ear.slack.outbox.ack_seconds = 0.2
    await ear.hears("아무도 없나요?")


async def test_the_watchdog_connects_anew_when_the_libraries_own_tasks_have_died(ear: Ear) -> None:
    assert ear.socket._handler
    client = ear.socket._handler.client
    for task in (client.message_receiver, client.current_session_monitor):
        assert task
        task.cancel()
    ear.slack.outbox.ack_seconds = 0.5
    with capture_logs() as logs:
        await ear.slack.until(lambda: ear.slack.socket.served == 2)
        await ear.hears("아무도 없나요?")
    assert [line["event"] for line in logs] == ["socket_lost", "socket_deaf", "socket_connected"]


async def test_connecting_that_hangs_is_begun_anew() -> None:
    async with LoopbackSlack() as slack:
        slack.faults.fail("apps.connections.open", Fault(hang=60))
        with capture_logs() as logs:
            async with listening(slack, patience=0.2) as ear:
                await ear.hears("들리나요?")
        assert [line["event"] for line in logs] == ["socket_not_connected", "socket_connected"]


async def test_an_address_that_was_used_up_is_not_tried_for_ever() -> None:
    async with LoopbackSlack() as slack, listening(slack, patience=0.5) as ear:
        assert ear.socket._handler
        client = ear.socket._handler.client
        ear.slack.socket.cut()
        client.wss_uri = "ws://127.0.0.1:9/used-up"  # as it is left when Slack refuses the connection
        client.issue_new_wss_url = _same(client.wss_uri)  # type: ignore[method-assign]
        await ear.hears("들리나요?")


def _same(address: str) -> Any:
    async def issue() -> str:
        return address

    return issue


async def test_what_nobody_can_read_is_acknowledged_and_stops_nothing(ear: Ear) -> None:
    misshapen = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "message"}, "authorizations": [1]}
    with capture_logs() as logs:
        assert (await ear.slack.outbox.deliver(Kind.EVENT, misshapen)).acknowledged
        await ear.hears("들리나요?")
    assert [line["event"] for line in logs] == ["envelope_unreadable"]


async def test_closing_waits_for_acknowledgements_under_way(ear: Ear) -> None:
    begun = asyncio.Event()

    async def slowly(next: Any) -> None:  # noqa: A002 -- Bolt's name
        begun.set()
        await asyncio.sleep(0.1)
        await next()

    ear.socket._app.middleware(slowly)
    ear.minji.says(CHANNEL, "들리나요?")
    await begun.wait()
    await ear.socket.close()
    await ear.slack.until(lambda: ear.acknowledged() == [True])
    assert not await ear.socket.is_alive()


async def test_a_deaf_connection_does_not_hold_up_the_end(ear: Ear) -> None:
    ear.slack.socket.go_deaf()
    async with asyncio.timeout(3):
        await ear.socket.close()
    await ear.socket.close()  # again does nothing
