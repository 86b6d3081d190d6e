"""Real processes: two on one journal, told to leave, started wrongly."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import SlackMode
from tests.faults.processes import Process
from tests.loopback import LoopbackSlack, Message
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom, open_classroom


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """A classroom over HTTP where no bot runs yet: there the test says which process gets what."""
    async with open_classroom(tmp_path, SlackMode.HTTP, start=False) as room:
        yield room
    assert room.slack.records.violations == []


async def answered_once(slack: LoopbackSlack, *asked: Message, within: float = 20) -> None:
    """Wait for one reply to each question; there is no second one."""
    for question in asked:
        await slack.until(lambda one=question: slack.from_bot(one.channel, thread_ts=one.ts), within=within)  # type: ignore[misc]
    await slack.settled(within)
    assert [len(slack.from_bot(one.channel, thread_ts=one.ts)) for one in asked] == [1] * len(asked)


async def start(*processes: Process) -> None:
    """Start them side by side."""
    await asyncio.gather(*(process.start() for process in processes))


async def test_two_processes_on_one_journal_reply_once_also_when_one_is_killed(room: Classroom) -> None:
    one, other = Process(room), Process(room)
    await start(one, other)
    slack = room.slack
    slack.deliver_by_http(one.url, other.url)
    slack.faults.lose_acks(6)
    slack.faults.deliver_twice(3)
    mention = f"<@{slack.identity.bot_user}> {UNKNOWN}"  # its two events may go to two processes
    asked = [room.minji.says(CHANNEL, mention), room.hana.says(CHANNEL, TLS), room.jun.says(CHANNEL, mention)]
    await answered_once(slack, *asked)
    slack.faults.delays["chat.postMessage"] = 0.3
    asked += [room.minji.says(CHANNEL, TLS), room.hana.says(CHANNEL, mention), room.jun.says(CHANNEL, TLS)]
    await slack.until(lambda: all(delivery.acknowledged for delivery in slack.records.deliveries[-3:]))
    slack.deliver_by_http(other.url)
    await one.kill()
    await answered_once(slack, *asked)
    assert await other.leave() == 0
    await answered_once(slack, *asked)


async def test_told_to_leave_it_finishes_what_is_in_flight_and_ends_well(room: Classroom) -> None:
    bot = await Process(room).start()
    room.slack.deliver_by_http(bot.url)
    room.slack.faults.delays["chat.postMessage"] = 0.5
    asked = room.minji.says(CHANNEL, TLS)
    await room.slack.until(lambda: any(delivery.acknowledged for delivery in room.slack.records.deliveries))
    assert await bot.leave(signal.SIGTERM) == 0
    await answered_once(room.slack, asked)
    assert '"replied"' in bot.err
    identity = room.slack.identity
    for unwanted in ("Traceback", TLS, identity.bot_token, identity.app_token, identity.signing_secret):
        assert unwanted not in bot.err


async def test_ctrl_c_is_status_130(room: Classroom) -> None:
    room.mode = SlackMode.SOCKET
    bot = await Process(room).start()
    await bot.says("serving")
    assert await bot.leave(signal.SIGINT) == 130
    assert "Traceback" not in bot.err


async def test_a_start_that_fails_is_one_message_and_status_1(room: Classroom) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        bot = Process(room, PORT=port)
        await bot.launch()
        assert await bot.ended() == 1
    assert f"Error: PORT: the bot cannot listen on 127.0.0.1:{port}" in bot.err
    assert "Traceback" not in bot.err
