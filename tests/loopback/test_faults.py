from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback import Fault, LoopbackSlack
from tests.loopback.clock import Clock
from tests.loopback.school import DOCKER

POST = "chat.postMessage"


async def post(client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=DOCKER, text="네")


@pytest.mark.parametrize("after", [False, True])
async def test_a_failed_call_has_its_effect_only_when_it_fails_afterwards(
    client: AsyncWebClient, slack: LoopbackSlack, *, after: bool
) -> None:
    for fault in (Fault(error="fatal_error", after=after), Fault(status=503, after=after)):
        slack.faults.fail(POST, fault)
        with pytest.raises(SlackApiError):
            await post(client)
    assert len(slack.from_bot(DOCKER)) == (2 if after else 0)
    await post(client)
    assert [call.error for call in slack.records.calls][-1] is None


@pytest.mark.parametrize("after", [False, True])
async def test_a_connection_is_cut(client: AsyncWebClient, slack: LoopbackSlack, *, after: bool) -> None:
    slack.faults.fail(POST, Fault(drop=True, after=after))
    with pytest.raises(aiohttp.ClientError):
        await post(client)
    assert len(slack.from_bot(DOCKER)) == after


async def test_a_call_hangs_until_the_client_gives_up(slack: LoopbackSlack) -> None:
    impatient = AsyncWebClient(slack.identity.bot_token, slack.base_url, timeout=0.05, retry_handlers=[])  # type: ignore[arg-type]
    slack.faults.fail(POST, Fault(hang=0.2))
    with pytest.raises(TimeoutError):
        await post(impatient)
    assert slack.from_bot(DOCKER) == []


async def test_a_rate_limited_call_succeeds_when_tried_again(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    slack.faults.fail(POST, Fault(retry_after=1))
    await post(client)
    assert len(slack.from_bot(DOCKER)) == 1


async def test_posts_to_one_channel_are_paced(client: AsyncWebClient, slack: LoopbackSlack, clock: Clock) -> None:
    slack.faults.pacing = (1.0, 3)
    for _ in range(3):
        await post(client)
    with pytest.raises(SlackApiError) as refused:
        await post(client)
    assert (refused.value.response["error"], refused.value.response.headers["Retry-After"]) == ("ratelimited", "1")
    await client.chat_postMessage(channel="U0MINJI", text="다른 곳은 됩니다")
    clock.forward(1)
    await post(client)


async def test_a_slow_method_is_slow(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    slack.faults.delays[POST] = 0.2
    impatient = AsyncWebClient(slack.identity.bot_token, slack.base_url, timeout=0.05, retry_handlers=[])  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        await post(impatient)
    await client.auth_test()
    await slack.until(lambda: slack.from_bot(DOCKER))
