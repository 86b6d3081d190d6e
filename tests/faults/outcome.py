"""What is looked for after a fault: one reply, and nothing of it twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from io import StringIO
from typing import Any

from bot.settings import SlackMode
from tests.loopback import Message
from tests.slack.classroom import Classroom


async def one_reply(room: Classroom, *asked: Message, within: float = 10) -> list[Message]:
    """The only reply to each question, once Slack has delivered everything and the bot has finished and left."""
    for question in asked:
        await room.replies(question, within=within)
    await room.slack.settled()
    await room.leave()
    found = [room.slack.from_bot(question.channel, thread_ts=question.ts) for question in asked]
    assert [len(replies) for replies in found] == [1] * len(asked)
    return [replies[0] for replies in found]


def lines(log: StringIO, event: str) -> list[dict[str, Any]]:
    """The log's lines about this."""
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in told if line["event"] == event]


async def logged(log: StringIO, event: str, within: float = 5) -> dict[str, Any]:
    """The first line about this, once it is there."""
    async with asyncio.timeout(within):
        while not lines(log, event):  # noqa: ASYNC110 -- the log tells nobody
            await asyncio.sleep(0.01)
    return lines(log, event)[0]


@asynccontextmanager
async def second_bot(room: Classroom) -> AsyncIterator[Classroom]:
    """Another bot beside the first, on the same journal; Slack delivers to either."""
    other = replace(room, port=0, stop=asyncio.Event(), _running=None)
    await other.start()
    if room.mode is SlackMode.HTTP:
        room.slack.deliver_by_http(room.url, other.url)
    else:
        await room.slack.socket.connected(2)
    try:
        yield other
    finally:
        await other.leave()
