from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.errors import SlackError
from bot.slack import client as client_module
from bot.slack.client import Slack, open_session, web_client
from bot.slack.message import Message
from tests.loopback import RESPONSE_URL, Fault, LoopbackSlack, Person

CHANNEL = "C0DOCKER01"
HELLO = Message("안녕하세요")


@dataclass
class Line:
    """A client of a loopback Slack in which Minji is."""

    slack: LoopbackSlack
    minji: Person
    client: Slack


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with LoopbackSlack() as slack, open_session() as session:
        minji = slack.add_person("U0MINJI001", "Minji", locale="en-US")
        slack.add_channel(CHANNEL, "docker-qna", [minji])
        yield Line(slack, minji, Slack(web_client(slack.identity.bot_token, slack.base_url, session)))


async def refusal(call: Awaitable[object]) -> SlackError:
    """What the call raises."""
    with pytest.raises(SlackError) as caught:
        await call
    return caught.value


@pytest.mark.parametrize(
    ("fault", "code", "again", "uncertain"),
    [
        (Fault(error="not_in_channel"), "not_in_channel", False, False),
        (Fault(error="token_revoked"), "token_revoked", False, False),
        (Fault(error="fatal_error"), "fatal_error", True, True),
        (Fault(error="service_unavailable"), "service_unavailable", True, False),
        (Fault(status=500), "http_500", True, True),
        (Fault(status=503), "http_503", True, True),
        (Fault(status=200), "http_200", True, True),  # a page of a proxy in between, say
        (Fault(drop=True), "no_answer", True, True),
    ],
)
async def test_tells_what_may_be_tried_again_and_what_may_have_happened(
    line: Line, fault: Fault, code: str, again: bool, uncertain: bool
) -> None:
    line.slack.faults.fail("chat.postMessage", fault)
    error = await refusal(line.client.post(CHANNEL, HELLO))
    assert (error.method, error.code, error.again, error.uncertain) == ("chat.postMessage", code, again, uncertain)
    assert len(line.slack.records.calls) == 1


async def test_a_rate_limit_is_waited_for(line: Line) -> None:
    line.slack.faults.fail("chat.postMessage", Fault(retry_after=0))
    await line.client.post(CHANNEL, HELLO)
    assert len(line.slack.from_bot(CHANNEL)) == 1


async def test_a_rate_limit_that_lasts_was_surely_not_done(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "RATE_LIMIT_RETRIES", 0)
    limited = Slack(web_client(line.slack.identity.bot_token, line.slack.base_url, line.client.web.session))
    line.slack.faults.fail("chat.postMessage", Fault(retry_after=30))
    error = await refusal(limited.post(CHANNEL, HELLO))
    assert (error.code, error.again, error.uncertain) == ("ratelimited", True, False)


async def test_no_answer_in_time_is_uncertain(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "TIMEOUT", 0.02)
    line.slack.faults.fail("chat.postMessage", Fault(hang=0.1, after=True))
    async with open_session() as session:
        hasty = Slack(web_client(line.slack.identity.bot_token, line.slack.base_url, session))
        error = await refusal(hasty.post(CHANNEL, HELLO))
    assert (error.code, error.again, error.uncertain) == ("no_answer", True, True)
    assert len(line.slack.from_bot(CHANNEL)) == 1


async def test_a_connection_that_was_never_made_did_nothing() -> None:
    async with open_session() as session:
        error = await refusal(Slack(web_client("xoxb-1", "http://127.0.0.1:9/api/", session)).post(CHANNEL, HELLO))
    assert (error.code, error.again, error.uncertain) == ("no_connection", True, False)


async def test_an_error_tells_what_slack_says_about_the_blocks(line: Line) -> None:
    too_long = Message("x", [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}}])
    error = await refusal(line.client.post(CHANNEL, too_long))
    assert error.code == "invalid_blocks"
    assert "3000" in str(error) or "3001" in str(error)


async def test_deleting_what_is_gone_is_no_error(line: Line) -> None:
    ts = await line.client.post(CHANNEL, HELLO)
    await line.client.delete(CHANNEL, ts)
    await line.client.delete(CHANNEL, ts)
    assert line.slack.from_bot(CHANNEL) == []


async def test_all_pages_are_read(line: Line) -> None:
    for number in range(450):
        line.slack.add_channel(f"C{number:08}", f"room-{number}", [line.minji])
    assert len(await line.client.channels_of()) == 451


async def command(line: Line, act: Callable[[str], Awaitable[None]]) -> None:
    """Do something with a new response_url of Minji's."""
    body = line.minji._response_url(CHANNEL)
    await act(body)


async def test_answers_by_response_url_are_for_one_person(line: Line) -> None:
    await command(line, lambda url: line.client.respond(url, HELLO))
    assert [message.text for message in line.minji.whispers] == [HELLO.text]


async def test_a_response_url_waits_for_a_rate_limit(line: Line) -> None:
    line.slack.faults.fail(RESPONSE_URL, Fault(retry_after=0))
    await command(line, lambda url: line.client.respond(url, HELLO))
    assert len(line.minji.whispers) == 1


@pytest.mark.parametrize(
    ("fault", "code"), [(Fault(status=500), "http_500"), (Fault(drop=True, after=True), "no_answer")]
)
async def test_a_response_url_is_never_used_twice_for_one_answer(line: Line, fault: Fault, code: str) -> None:
    line.slack.faults.fail(RESPONSE_URL, fault)
    url = line.minji._response_url(CHANNEL)
    error = await refusal(line.client.respond(url, HELLO))
    assert (error.code, error.again, error.uncertain) == (code, True, True)
    assert len(line.minji.whispers) == int(fault.after)


async def test_a_response_url_that_is_used_up_is_refused_for_good(line: Line) -> None:
    url = line.minji._response_url(CHANNEL)
    for _ in range(5):
        await line.client.respond(url, HELLO)
    error = await refusal(line.client.respond(url, HELLO))
    assert not error.again
