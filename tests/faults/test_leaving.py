"""The bot is told to leave: what is in flight is finished, the rest is taken over by whoever comes next."""

from __future__ import annotations

import asyncio
from io import StringIO

from tests.faults.outcome import lines, one_reply, second_bot
from tests.loopback import Fault, Message
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom


async def acknowledged(room: Classroom, *asked: Message) -> None:
    """Wait until the bot has all of these questions."""
    wanted = {message.ts for message in asked}
    await room.slack.until(
        lambda: wanted <= {each.event.get("ts") for each in room.slack.records.deliveries if each.acknowledged}
    )


async def test_questions_in_flight_are_answered_first(rooms: Classroom) -> None:
    rooms.slack.faults.delays["chat.postMessage"] = 0.2
    asked = [person.says(CHANNEL, TLS) for person in (rooms.minji, rooms.hana, rooms.jun)]
    await acknowledged(rooms, *asked)
    await rooms.leave()
    assert [len(rooms.slack.from_bot(CHANNEL, thread_ts=one.ts)) for one in asked] == [1, 1, 1]


async def test_a_command_in_flight_is_answered_first(rooms: Classroom) -> None:
    rooms.slack.faults.delays["users.info"] = 0.2
    assert (await rooms.minji.runs("/ask", UNKNOWN, CHANNEL)).acknowledged
    await rooms.leave()
    assert len(rooms.minji.whispers) == 1


async def test_what_waits_in_the_queue_for_too_long_is_taken_over_at_once(rooms: Classroom, log: StringIO) -> None:
    people = [rooms.slack.add_person(f"U0STUDENT{number:02}", f"Student {number}") for number in range(25)]
    for person in people:
        rooms.slack.workspace.channels[CHANNEL].members[person.id] = None
    asked = [person.says(CHANNEL, TLS) for person in people]
    await acknowledged(rooms, *asked)
    await rooms.leave()
    left = len(rooms.slack.from_bot(CHANNEL))
    assert 3 <= left < 25
    assert lines(log, "left_to_others")
    await rooms.start()
    await one_reply(rooms, *asked)


async def test_a_post_under_way_is_waited_for_and_never_made_twice(rooms: Classroom) -> None:
    rooms.slack.faults.delays["chat.postMessage"] = 0.8  # longer than the bot has to finish
    asked = rooms.minji.says(CHANNEL, TLS)
    await acknowledged(rooms, asked)
    async with second_bot(rooms):
        await rooms.leave()
        await rooms.slack.settled()
        await asyncio.sleep(0.6)  # a sweep of the other bot
    assert len(rooms.slack.from_bot(CHANNEL, thread_ts=asked.ts)) == 1


async def test_questions_that_come_while_the_bot_leaves_are_answered_by_the_next(room: Classroom) -> None:
    room.slack.faults.fail("chat.postMessage", Fault(hang=0.4))
    asked = [room.minji.says(CHANNEL, TLS)]
    await acknowledged(room, *asked)
    leaving = asyncio.create_task(room.leave())
    await asyncio.sleep(0)
    asked.append(room.hana.says(CHANNEL, TLS))
    await leaving
    await room.start()
    await one_reply(room, *asked)


async def test_a_bot_that_cannot_connect_leaves_when_it_is_told_to(room: Classroom) -> None:
    await room.leave()
    room.slack.workspace.socket_url = "ws://127.0.0.1:9/nobody-listens"
    room.slack.records.clear()
    starting = asyncio.create_task(room.start())
    await room.slack.until(lambda: "users.conversations" in [call.method for call in room.slack.records.calls])
    await asyncio.sleep(0.1)
    async with asyncio.timeout(5):
        await room.leave()
    await asyncio.gather(starting, return_exceptions=True)
