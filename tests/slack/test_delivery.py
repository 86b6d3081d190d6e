from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.errors import SlackError
from bot.slack.blocks.model import Block
from bot.slack.client import Slack, open_session, web_client
from bot.slack.delivery import Delivery, Parcel
from bot.slack.message import Message
from bot.slack.outbox import Outbox
from tests.loopback import Fault, LoopbackSlack, Person

CHANNEL = "C0DOCKER01"
REPLY = Message("컨테이너 포트는 -p로 엽니다.")
PICTURE = "https://example.org/pod.png"


@dataclass
class Post:
    """A delivery to a loopback Slack in which Minji asks."""

    slack: LoopbackSlack
    minji: Person
    delivery: Delivery

    def asks(self, channel: str = CHANNEL) -> Parcel:
        """Minji asks; gives where the reply goes."""
        asked = self.minji.says(channel, "컨테이너 포트를 어떻게 여나요?")
        return Parcel("ask1", channel, None if channel.startswith("D") else asked.ts, asked.ts)

    def texts(self, channel: str = CHANNEL) -> list[str]:
        """What the bot said there."""
        return [message.text for message in self.slack.from_bot(channel)]

    def called(self) -> list[str]:
        """The methods called, in order."""
        return [call.method for call in self.slack.records.calls]


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with LoopbackSlack() as slack, open_session() as session:
        minji = slack.add_person("U0MINJI001", "Minji")
        slack.add_channel(CHANNEL, "docker-qna", [minji])
        client = Slack(web_client(slack.identity.bot_token, slack.base_url, session))
        yield Post(slack, minji, Delivery(client, Outbox(interval=0), pause=0.01))


UNCERTAIN = [Fault(status=500), Fault(status=503), Fault(drop=True), Fault(error="internal_error")]
UNCERTAIN_NAMES = ["500", "503", "connection cut", "internal_error"]


async def test_a_reply_is_posted_without_looking_for_it(post: Post) -> None:
    parcel = post.asks()
    ts = await post.delivery.post(parcel, REPLY)
    (reply,) = post.slack.from_bot(CHANNEL, thread_ts=parcel.thread)
    assert (reply.ts, reply.text) == (ts, REPLY.text)
    assert post.called() == ["chat.postMessage"]


@pytest.mark.parametrize("place", [CHANNEL, "D0MINJI001"])
@pytest.mark.parametrize("fault", UNCERTAIN, ids=UNCERTAIN_NAMES)
async def test_a_reply_that_failed_is_posted_again(post: Post, fault: Fault, place: str) -> None:
    post.slack.faults.fail("chat.postMessage", fault)
    post.slack.workspace.direct_message(post.minji.id)
    await post.delivery.post(post.asks(place), REPLY)
    assert post.texts(place) == [REPLY.text]


@pytest.mark.parametrize("place", [CHANNEL, "D0MINJI001"])
@pytest.mark.parametrize("fault", UNCERTAIN, ids=UNCERTAIN_NAMES)
async def test_a_reply_that_stands_although_it_failed_is_found(post: Post, fault: Fault, place: str) -> None:
    after = Fault(fault.error, fault.status, drop=fault.drop, after=True)
    post.slack.faults.fail("chat.postMessage", after)
    post.slack.workspace.direct_message(post.minji.id)
    ts = await post.delivery.post(post.asks(place), REPLY)
    assert [message.ts for message in post.slack.from_bot(place)] == [ts]


async def test_a_reply_of_an_earlier_try_is_found_among_those_to_others(post: Post) -> None:
    parcel = post.asks()
    other = await post.delivery.post(Parcel("ask2", CHANNEL, parcel.thread, parcel.message), REPLY)
    first = await post.delivery.post(parcel, REPLY)
    assert await post.delivery.post(parcel, REPLY, begun_before=True) == first != other
    assert len(post.texts()) == 2


async def test_a_reply_of_an_earlier_try_that_never_came_is_posted(post: Post) -> None:
    await post.delivery.post(post.asks(), REPLY, begun_before=True)
    assert post.texts() == [REPLY.text]


async def test_only_what_came_after_the_question_is_looked_at(post: Post) -> None:
    parcel = post.asks()
    for number in range(250):
        post.minji.says(CHANNEL, str(number), thread_ts=parcel.thread)
    late = post.minji.says(CHANNEL, "포트는요?", thread_ts=parcel.thread)
    await post.delivery.post(Parcel("ask2", CHANNEL, parcel.thread, late.ts), REPLY)
    await post.delivery.post(Parcel("ask2", CHANNEL, parcel.thread, late.ts), REPLY, begun_before=True)
    assert post.texts() == [REPLY.text]
    assert post.called() == ["chat.postMessage", "conversations.replies"]


async def test_after_a_rate_limit_nothing_is_looked_for(post: Post) -> None:
    post.slack.faults.fail("chat.postMessage", Fault(retry_after=0), times=2)
    await post.delivery.post(post.asks(), REPLY)
    assert post.texts() == [REPLY.text]
    assert set(post.called()) == {"chat.postMessage"}


async def test_gives_up_after_three_tries(post: Post) -> None:
    post.slack.faults.fail("chat.postMessage", Fault(status=500), times=5)
    with pytest.raises(SlackError) as refused:
        await post.delivery.post(post.asks(), REPLY)
    assert refused.value.again
    assert post.called().count("chat.postMessage") == 3


@pytest.mark.parametrize("code", ["not_in_channel", "is_archived", "token_revoked"])
async def test_what_slack_refuses_for_good_is_tried_once(post: Post, code: str) -> None:
    post.slack.faults.fail("chat.postMessage", Fault(error=code))
    with pytest.raises(SlackError, match=code) as refused:
        await post.delivery.post(post.asks(), REPLY)
    assert not refused.value.again
    assert post.called() == ["chat.postMessage"]


async def test_a_dm_addressed_by_its_reader_is_never_sent_twice(post: Post) -> None:
    post.slack.faults.fail("chat.postMessage", Fault(status=500, after=True))
    with pytest.raises(SlackError):
        await post.delivery.post(Parcel("told:1", post.minji.id), REPLY)
    assert post.texts("D0MINJI001") == [REPLY.text]


async def test_whoever_is_cancelled_while_posting_ends_after_slacks_answer(post: Post) -> None:
    post.slack.faults.delays["chat.postMessage"] = 0.05
    parcel = post.asks()
    posting = asyncio.create_task(post.delivery.post(parcel, REPLY))
    await asyncio.sleep(0.02)
    posting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await posting
    assert post.texts() == [REPLY.text]


async def test_whoever_is_cancelled_while_waiting_for_a_turn_posts_nothing(post: Post) -> None:
    post.delivery._outbox = Outbox(interval=60, burst=1)
    parcel = post.asks()
    await post.delivery.post(parcel, REPLY)
    posting = asyncio.create_task(post.delivery.post(Parcel("ask2", CHANNEL, parcel.thread, parcel.message), REPLY))
    await asyncio.sleep(0.01)
    posting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await posting
    assert len(post.texts()) == 1


def picture() -> Block:
    return {"type": "image", "image_url": PICTURE, "alt_text": "파드"}


async def test_a_reply_whose_picture_slack_cannot_fetch_is_posted_with_a_link(post: Post) -> None:
    post.slack.workspace.unreachable_pictures.add(PICTURE)
    await post.delivery.post(post.asks(), Message("그림", [picture()]))
    (reply,) = post.slack.from_bot(CHANNEL)
    assert PICTURE in str(reply.blocks)
    assert "image_url" not in str(reply.blocks)


async def test_an_update_whose_picture_slack_cannot_fetch_gets_a_link(post: Post) -> None:
    parcel = post.asks()
    ts = await post.delivery.post(parcel, REPLY)
    post.slack.workspace.unreachable_pictures.add(PICTURE)
    await post.delivery.update(parcel, ts, Message("그림", [picture()]))
    (reply,) = post.slack.from_bot(CHANNEL)
    assert PICTURE in str(reply.blocks)
    assert await post.delivery.post(parcel, REPLY, begun_before=True) == ts  # it is still found
