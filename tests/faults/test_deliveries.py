"""Slack delivers again, late, or twice: one reply."""

from __future__ import annotations

import asyncio

from tests.faults.conftest import HURRY
from tests.faults.outcome import one_reply, second_bot
from tests.loopback import ANY
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom


async def test_lost_acknowledgements_lead_to_one_reply(rooms: Classroom) -> None:
    rooms.slack.faults.lose_acks(6)  # the bot's own reply is told by an event, too
    asked = rooms.minji.says(CHANNEL, TLS)
    await one_reply(rooms, asked)
    deliveries = [each for each in rooms.slack.records.deliveries if each.event.get("ts") == asked.ts]
    assert [each.attempt for each in deliveries] == [0, 1, 2, 3]


async def test_an_event_delivered_twice_at_once_leads_to_one_reply(rooms: Classroom) -> None:
    rooms.slack.faults.deliver_twice()
    await one_reply(rooms, rooms.minji.says(CHANNEL, TLS))


async def test_the_two_events_of_a_mention_lead_to_one_reply_also_when_both_come_again(rooms: Classroom) -> None:
    rooms.slack.faults.lose_acks(4)
    asked = rooms.minji.says(CHANNEL, f"<@{rooms.slack.identity.bot_user}> {UNKNOWN}")
    await one_reply(rooms, asked)


async def test_help_that_was_asked_for_comes_once(rooms: Classroom) -> None:
    rooms.slack.faults.lose_acks(3)
    await one_reply(rooms, rooms.minji.says(CHANNEL, f"<@{rooms.slack.identity.bot_user}> help"))


async def test_a_delivery_that_comes_again_after_a_restart_is_known(rooms: Classroom) -> None:
    rooms.slack.outbox.retry_delays = (1.0,)
    rooms.slack.faults.lose_acks()
    asked = rooms.minji.says(CHANNEL, TLS)
    await rooms.replies(asked)
    await rooms.leave()
    await rooms.start()
    await one_reply(rooms, asked)
    assert 1 in [delivery.attempt for delivery in rooms.slack.records.deliveries]


async def test_a_delivery_that_comes_again_after_a_reconnect_is_known(room: Classroom) -> None:
    room.slack.outbox.ack_seconds = 0.5
    asked = room.minji.says(CHANNEL, TLS)
    await room.replies(asked)
    room.slack.socket.cut()
    second = room.hana.says(CHANNEL, TLS)
    await one_reply(room, asked, second)


async def test_a_question_that_went_into_a_deaf_connection_is_answered_over_the_next(room: Classroom) -> None:
    room.slack.socket.go_deaf()
    await one_reply(room, room.minji.says(CHANNEL, TLS))


async def test_slack_may_have_the_connection_renewed_at_any_time(room: Classroom) -> None:
    asked = []
    for person in (room.minji, room.hana, room.jun):
        asked.append(person.says(CHANNEL, TLS))
        await room.slack.socket.ask_to_reconnect()
    await one_reply(room, *asked)


async def test_a_slow_slack_does_not_slow_acknowledgements(rooms: Classroom) -> None:
    rooms.slack.faults.delays[ANY] = 0.6
    rooms.slack.outbox.ack_seconds = 0.5
    await one_reply(rooms, rooms.minji.says(CHANNEL, TLS))
    assert {delivery.attempt for delivery in rooms.slack.records.deliveries} == {0}


async def test_fifty_questions_in_one_channel_are_all_answered_one_after_another(rooms: Classroom) -> None:
    people = [rooms.slack.add_person(f"U0STUDENT{number:02}", f"Student {number}") for number in range(50)]
    for person in people:
        rooms.slack.workspace.channels[CHANNEL].members[person.id] = None
    asked = [person.says(CHANNEL, TLS) for person in people]
    replies = await one_reply(rooms, *asked, within=20)
    posted = sorted(float(reply.ts) for reply in replies)
    assert posted[-1] - posted[0] >= HURRY.interval * (50 - 3) / 2  # the first ones may have come late


async def test_events_that_wait_in_the_queue_for_longer_than_their_lease_stay_with_their_process(
    rooms: Classroom,
) -> None:
    people = [rooms.slack.add_person(f"U0STUDENT{number:02}", f"Student {number}") for number in range(60)]
    for person in people:
        rooms.slack.workspace.channels[CHANNEL].members[person.id] = None
    async with second_bot(rooms):
        asked = [person.says(CHANNEL, TLS) for person in people]
        await asyncio.gather(*(rooms.replies(question, within=20) for question in asked))
    await one_reply(rooms, *asked)
