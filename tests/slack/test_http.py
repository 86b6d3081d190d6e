from __future__ import annotations

import asyncio
import socket as sockets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SettingsError
from bot.slack.http import LARGEST_REQUEST, Http
from tests.loopback import LoopbackSlack, Person

CHANNEL = "C0DOCKER01"


@dataclass
class Door:
    """An app behind Slack's endpoint."""

    slack: LoopbackSlack
    minji: Person
    http: Http
    app: AsyncApp
    url: str
    heard: list[str] = field(default_factory=list)


def free_port() -> int:
    """A port that nobody listens on."""
    with sockets.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with LoopbackSlack() as slack:
        identity, port = slack.identity, free_port()

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id=identity.team, bot_token=identity.bot_token)

        app = AsyncApp(
            client=AsyncWebClient(base_url=slack.base_url), authorize=authorize, signing_secret=identity.signing_secret
        )
        url = f"http://127.0.0.1:{port}/slack/events"
        minji = slack.add_person("U0MINJI001", "Minji")
        slack.add_channel(CHANNEL, "docker-qna", [minji])
        slack.deliver_by_http(url)
        door = Door(slack, minji, Http(app, "127.0.0.1", port), app, url)

        @app.event("message")
        async def on_message(event: dict[str, Any]) -> None:
            door.heard.append(event["text"])

        await door.http.open()
        yield door
        await door.http.close()


async def test_takes_what_slack_signed(door: Door) -> None:
    door.minji.says(CHANNEL, "안녕하세요")
    await door.slack.settled()
    assert door.heard == ["안녕하세요"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{not json", "application/json"),
        (b"null", "application/json"),
        (b"[]", "application/json"),
        (b"payload={bad", "application/x-www-form-urlencoded"),
        (b"payload=%5B1%5D", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/json; charset=utf-8"),
        (b"{}", "application/json; charset=klingon"),
    ],
)
async def test_what_is_not_from_slack_is_refused_quietly(
    door: Door, body: bytes, content_type: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with aiohttp.ClientSession() as session:
        headers = {"Content-Type": content_type}
        async with session.post(door.url, data=body, headers=headers) as answer:
            assert answer.status == 400
    assert caplog.records == []


async def test_a_wrong_signature_is_refused(door: Door) -> None:
    forged = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "message", "text": "!"}}
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {"X-Slack-Request-Timestamp": "0", "X-Slack-Signature": "v0=0"}):
            async with session.post(door.url, json=forged, headers=headers) as answer:
                assert answer.status == 401
    assert door.heard == []


async def test_a_request_that_is_too_large_is_refused(door: Door) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(door.url, data=BytesIO(bytes(LARGEST_REQUEST + 1))) as answer,
    ):
        assert answer.status == 413


async def test_closing_finishes_the_requests_under_way(door: Door) -> None:
    begun = asyncio.Event()

    async def slowly(next: Any) -> None:  # noqa: A002 -- Bolt's name
        begun.set()
        await asyncio.sleep(0.1)
        await next()

    door.app.middleware(slowly)
    door.minji.says(CHANNEL, "들리나요?")
    await begun.wait()
    await door.http.close()
    await door.slack.settled()
    assert [delivery.acknowledged for delivery in door.slack.records.deliveries] == [True]
    assert door.heard == ["들리나요?"]


async def test_a_port_that_is_taken_is_a_setting_to_mend(door: Door) -> None:
    second = Http(door.app, "127.0.0.1", int(door.url.split(":")[2].partition("/")[0]))
    with pytest.raises(SettingsError, match="cannot listen") as refused:
        await second.open()
    assert refused.value.where == "PORT"


async def test_an_address_of_another_machine_is_a_setting_to_mend(door: Door) -> None:
    with pytest.raises(SettingsError, match="cannot listen") as refused:
        await Http(door.app, "192.0.2.1", 0).open()
    assert refused.value.where == "QABOT_HOST"
