from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback import Kind, LoopbackSlack, Person
from tests.loopback.http_delivery import HttpDelivery
from tests.loopback.school import DOCKER

MODES = ["over_socket", "over_http"]


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """Both ways in which Slack delivers; the app is running by each."""
    request.getfixturevalue(request.param)
    return str(request.param)


@pytest.fixture
def heard(app: AsyncApp) -> list[Any]:
    """Every event that the app got."""
    events: list[Any] = []

    @app.event({"type": "message"})
    @app.event("app_mention")
    @app.event("member_joined_channel")
    @app.event("app_home_opened")
    async def hear(event: dict[str, Any]) -> None:
        events.append(event)

    return events


async def hears(slack: LoopbackSlack, heard: list[Any], *kinds: str) -> None:
    await slack.settled()
    assert sorted(event.get("subtype", event["type"]) for event in heard) == sorted(kinds)


@pytest.mark.usefixtures("mode")
async def test_a_mention_comes_as_two_events(slack: LoopbackSlack, heard: list[Any], minji: Person) -> None:
    minji.says(DOCKER, f"<@{slack.identity.bot_user}> 포트?")
    await hears(slack, heard, "message", "app_mention")
    first, second = slack.records.deliveries
    assert first.body["event_id"] != second.body["event_id"]
    assert first.acknowledged
    assert first.seconds < slack.outbox.ack_seconds


@pytest.mark.usefixtures("mode")
async def test_only_channels_with_the_bot_are_heard(slack: LoopbackSlack, heard: list[Any], minji: Person) -> None:
    slack.add_channel("C0OTHER", "other", [minji], bot=False)
    minji.says("C0OTHER", "아무도 없나요?")
    minji.says(minji.dm, "여기는 들리죠?")
    await hears(slack, heard, "message")
    assert heard[0]["channel_type"] == "im"


@pytest.mark.usefixtures("over_socket")
async def test_edits_deletions_and_previews_are_told(slack: LoopbackSlack, heard: list[Any], minji: Person) -> None:
    asked = minji.says(DOCKER, "포투?")
    minji.edits(asked, "포트?")
    minji.unfurls(asked, "https://docs.docker.com/")
    minji.deletes(asked)
    await hears(slack, heard, "message", "message_changed", "message_changed", "message_deleted")
    changed = [event for event in heard if event.get("subtype") == "message_changed"]
    texts = [(event["previous_message"]["text"], event["message"]["text"]) for event in changed]
    assert sorted(texts) == [("포투?", "포트?"), ("포트?", "포트?")]


@pytest.mark.usefixtures("over_socket")
async def test_a_question_with_replies_leaves_a_tombstone(
    slack: LoopbackSlack, heard: list[Any], minji: Person, jun: Person
) -> None:
    asked = minji.says(DOCKER, "포트?")
    jun.says(DOCKER, "네", thread_ts=asked.ts)
    minji.deletes(asked)
    await hears(slack, heard, "message", "message", "message_changed")
    (changed,) = [event for event in heard if event.get("subtype") == "message_changed"]
    assert changed["message"]["subtype"] == "tombstone"
    assert changed["previous_message"]["text"] == "포트?"


@pytest.mark.usefixtures("over_socket")
async def test_an_invited_bot_hears_that_it_joined(slack: LoopbackSlack, heard: list[Any], jun: Person) -> None:
    slack.add_channel("C0NEW", "new", [jun], bot=False)
    jun.invites_bot("C0NEW")
    await slack.settled()
    (joined,) = [event for event in heard if event["type"] == "member_joined_channel"]
    assert (joined["user"], joined["inviter"]) == (slack.identity.bot_user, jun.id)


@pytest.mark.usefixtures("over_socket")
async def test_events_come_only_when_subscribed_and_in_scope(
    slack: LoopbackSlack, heard: list[Any], minji: Person
) -> None:
    slack.workspace.subscribed = {"message.im", "message.channels"}
    slack.workspace.scopes.discard("channels:history")
    minji.says(DOCKER, f"<@{slack.identity.bot_user}>?")
    minji.says(minji.dm, "네")
    minji.opens_home()
    await hears(slack, heard, "message")
    assert heard[0]["channel"] == minji.dm


async def test_a_lost_acknowledgement_brings_the_event_again(
    slack: LoopbackSlack, heard: list[Any], minji: Person, mode: str
) -> None:
    slack.faults.lose_acks(2)
    minji.says(DOCKER, "포트?")
    await hears(slack, heard, "message", "message", "message")
    assert len({delivery.body["event_id"] for delivery in slack.records.deliveries}) == 1
    attempts = [(delivery.attempt, delivery.reason) for delivery in slack.records.deliveries]
    late = "http_timeout" if mode == "over_http" else "timeout"
    assert attempts == [(0, ""), (1, late), (2, late)]


@pytest.mark.usefixtures("mode")
async def test_an_event_may_come_twice_at_once(slack: LoopbackSlack, heard: list[Any], minji: Person) -> None:
    slack.faults.deliver_twice()
    minji.says(DOCKER, "포트?")
    minji.says(DOCKER, "볼륨?")
    await hears(slack, heard, "message", "message", "message")


@pytest.mark.usefixtures("mode")
async def test_an_event_that_nobody_takes_comes_again_and_then_no_more(slack: LoopbackSlack, minji: Person) -> None:
    slack.outbox.ack_seconds = 0.05
    slack.outbox.retry_delays = (0.01, 0.01)
    minji.says(DOCKER, "포트?")  # no listener: Bolt answers 404
    await slack.settled()
    assert [delivery.acknowledged for delivery in slack.records.deliveries] == [False] * 3


async def test_retries_are_named_in_the_headers(
    slack: LoopbackSlack, app: AsyncApp, over_http: str, minji: Person
) -> None:
    told: list[Any] = []

    @app.event("message")
    async def hear(request: Any) -> None:
        told.append([request.headers.get(f"x-slack-retry-{name}") for name in ("num", "reason")])

    assert over_http
    slack.faults.lose_acks()
    minji.says(DOCKER, "포트?")
    await slack.settled()
    assert told == [[None, None], [["1"], ["http_timeout"]]]


async def test_a_wrong_signature_is_not_taken(
    slack: LoopbackSlack, heard: list[Any], over_http: str, minji: Person
) -> None:
    slack.outbox.retry_delays = ()
    slack.outbox.transport = HttpDelivery((over_http,), "another secret")
    minji.says(DOCKER, "포트?")
    await slack.settled()
    assert heard == []
    assert slack.records.deliveries[0].status == 401
    await slack.outbox.transport.close()


async def test_the_request_url_is_verified(slack: LoopbackSlack, over_http: str) -> None:
    transport = HttpDelivery((over_http,), slack.identity.signing_secret)
    assert await transport.verify_url()
    await transport.close()


@pytest.mark.usefixtures("mode")
async def test_a_late_app_is_recorded_as_late(slack: LoopbackSlack, app: AsyncApp, minji: Person) -> None:
    given_up = asyncio.Event()

    @app.command("/ask")
    async def ask(ack: Any) -> None:
        await given_up.wait()
        await ack()

    slack.outbox.ack_seconds = 0.1
    delivery = await minji.runs("/ask", "포트?", DOCKER)
    given_up.set()
    assert (delivery.kind, delivery.acknowledged) == (Kind.COMMAND, False)
    assert [one.attempt for one in slack.records.deliveries] == [0]


@pytest.mark.usefixtures("over_socket")
async def test_the_bots_own_messages_are_events_too(
    slack: LoopbackSlack, heard: list[Any], client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=DOCKER, text="네")
    await slack.settled()
    assert slack.records.deliveries[0].event["bot_id"] == slack.identity.bot
    assert heard == [], "Bolt leaves them out"


async def test_the_app_reconnects_when_asked(
    slack: LoopbackSlack, heard: list[Any], over_socket: AsyncSocketModeHandler, minji: Person
) -> None:
    assert over_socket.client is not None
    await slack.socket.ask_to_reconnect()
    await slack.until(lambda: slack.socket.served == 2 and len(slack.socket.connections) == 1)
    minji.says(DOCKER, "포트?")
    await hears(slack, heard, "message")


@pytest.mark.usefixtures("over_socket")
async def test_an_event_waits_for_a_connection_after_a_cut(
    slack: LoopbackSlack, heard: list[Any], minji: Person
) -> None:
    slack.socket.cut()
    minji.says(DOCKER, "포트?")
    await slack.until(lambda: slack.socket.served == 2)
    await slack.settled()
    assert heard


@pytest.mark.usefixtures("over_socket")
async def test_a_deaf_connection_answers_nothing_until_the_app_makes_a_new_one(
    slack: LoopbackSlack, heard: list[Any], minji: Person
) -> None:
    slack.outbox.ack_seconds = 0.3
    slack.socket.go_deaf()
    minji.says(DOCKER, "포트?")
    await slack.socket.connected()
    await slack.settled()
    assert not slack.records.deliveries[0].acknowledged
    assert heard


async def test_several_connections_share_the_events(
    slack: LoopbackSlack, app: AsyncApp, heard: list[Any], over_socket: AsyncSocketModeHandler, minji: Person
) -> None:
    second = AsyncSocketModeHandler(app, over_socket.app_token)
    await second.connect_async()  # type: ignore[no-untyped-call]
    await slack.socket.connected(2)
    for number in range(8):
        minji.says(DOCKER, f"{number}번?")
    await slack.settled()
    assert len(heard) == 8
    await second.close_async()  # type: ignore[no-untyped-call]


async def test_an_app_that_wants_no_retry_gets_none(slack: LoopbackSlack, minji: Person) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    server = web.Application()
    server.router.add_post("/", answer)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_by_http(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    minji.says(DOCKER, "포트?")
    await slack.settled()
    assert [(one.status, one.failure) for one in slack.records.deliveries] == [(500, "http_error")]
    await runner.cleanup()


async def test_a_ticket_is_good_for_one_connection_and_ten_is_the_most(slack: LoopbackSlack) -> None:
    client = AsyncWebClient(base_url=slack.base_url)
    async with aiohttp.ClientSession() as session:
        urls = [(await client.apps_connections_open(app_token=slack.identity.app_token))["url"] for _ in range(11)]
        sockets = [await session.ws_connect(url) for url in urls]
        greetings = [(await socket.receive_json())["type"] for socket in sockets]
        assert greetings == ["hello"] * 10 + ["disconnect"]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(urls[0])


async def test_nobody_writes_where_they_are_no_member(slack: LoopbackSlack) -> None:
    sora = slack.add_person("U0SORA", "Sora")
    with pytest.raises(LookupError, match="U0SORA is no member of C0DOCKER"):
        sora.says(DOCKER, "안녕하세요")
    sora.joins(DOCKER)
    sora.says(DOCKER, "안녕하세요")
    assert [one.text for one in slack.messages(DOCKER)] == ["<@U0SORA> has joined the channel", "안녕하세요"]
