from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SlackMode
from bot.slack.delivery import TRIES
from bot.slack.timing import Timing
from tests.loopback import Fault
from tests.slack.boilers import BOILERS, HEAT, add_boiler_course
from tests.slack.classroom import CHANNEL, SMALL_TALK, TLS, UNKNOWN, Classroom, open_classroom
from tests.slack.journaled import asks, handled

FOLLOW_UP = "어떻게 적용하나요?"


def call(room: Classroom, words: str = "") -> str:
    return f"<@{room.slack.identity.bot_user}> {words}".strip()


async def test_a_mention_is_two_events_and_gets_one_reply(rooms: Classroom) -> None:
    asked = rooms.minji.says(CHANNEL, call(rooms, TLS))
    await rooms.replies(asked)
    await handled(rooms)
    told = [delivery.event["type"] for delivery in rooms.slack.records.deliveries]
    assert sorted(kind for kind in told if kind != "app_home_opened")[:2] == ["app_mention", "message"]
    assert len(rooms.slack.from_bot(CHANNEL)) == 1
    assert [ask["origin"] for ask in asks(rooms)] == ["mention"]
    assert asks(rooms)[0]["text"] == TLS


async def test_a_mention_always_gets_a_reply(room: Classroom) -> None:
    for words in (UNKNOWN, SMALL_TALK, "???", "감사합니다", "안녕하세요", "도움말"):
        asked = room.minji.says(CHANNEL, call(room, words))
        assert len(await room.replies(asked)) == 1, words


async def test_a_bare_mention_answers_the_message_that_it_hangs_under(room: Classroom) -> None:
    first = room.minji.says(CHANNEL, "ingress tls secret")  # no question, so that the bot keeps nothing of it
    await handled(room)
    assert asks(room) == []
    room.hana.says(CHANNEL, call(room), thread_ts=first.ts)
    (reply,) = await room.replies(first)
    assert "kubernetes.io/tls" in str(reply.blocks)


async def test_a_bare_mention_is_about_the_first_message_whatever_was_asked_below(room: Classroom) -> None:
    first = room.minji.says(CHANNEL, "ingress tls secret")
    room.hana.says(CHANNEL, call(room, UNKNOWN), thread_ts=first.ts)
    await room.replies(first)
    room.hana.says(CHANNEL, call(room), thread_ts=first.ts)
    assert "kubernetes.io/tls" in str((await room.replies(first, 2))[1].blocks)


async def test_a_bare_mention_under_a_known_question_does_not_ask_slack(room: Classroom) -> None:
    first = room.minji.says(CHANNEL, TLS)
    await room.replies(first)
    room.hana.says(CHANNEL, call(room), thread_ts=first.ts)
    assert "kubernetes.io/tls" in str((await room.replies(first, 2))[1].blocks)
    assert "conversations.replies" not in {each.method for each in room.slack.records.calls}


@pytest.mark.parametrize("first", ["", "안녕하세요"])
async def test_a_bare_mention_with_nothing_to_answer_gets_help(room: Classroom, first: str) -> None:
    asked = room.minji.says(CHANNEL, first or call(room))
    if first:
        room.minji.says(CHANNEL, call(room), thread_ts=asked.ts)
    (reply,) = await room.replies(asked)
    assert reply.text.startswith("무엇이든 물어보세요")


async def test_a_bare_mention_does_not_wait_long_for_slack(room: Classroom) -> None:
    first = room.minji.says(CHANNEL, "ingress tls secret")
    await handled(room)
    room.slack.faults.fail("conversations.replies", Fault(retry_after=60), times=9)
    room.minji.says(CHANNEL, call(room), thread_ts=first.ts)
    (reply,) = await room.replies(first)
    assert reply.text.startswith("무엇이든 물어보세요")


async def test_a_question_that_says_little_is_not_guessed_at(room: Classroom) -> None:
    (reply,) = await room.replies(room.minji.says(CHANNEL, call(room, FOLLOW_UP)))
    assert reply.text.startswith("확실하지 않은데")


@pytest.mark.parametrize("first", [TLS, "ingress tls secret"])  # of the second, only Slack knows the words
async def test_a_follow_up_counts_the_first_question_of_the_thread(room: Classroom, first: str) -> None:
    asked = room.minji.says(CHANNEL, first)
    await handled(room)
    room.minji.says(CHANNEL, call(room, FOLLOW_UP), thread_ts=asked.ts)
    await handled(room)
    assert "kubernetes.io/tls" in str(room.slack.from_bot(CHANNEL, thread_ts=asked.ts)[-1].blocks)


async def test_a_question_that_says_enough_does_not_wait_for_its_thread(room: Classroom) -> None:
    first = room.minji.says(CHANNEL, SMALL_TALK)
    await handled(room)
    room.minji.says(CHANNEL, call(room, TLS), thread_ts=first.ts)
    await room.replies(first)
    assert "conversations.replies" not in {each.method for each in room.slack.records.calls}


async def test_help_is_in_the_language_of_the_course(room: Classroom) -> None:
    asked = room.hana.says(CHANNEL, call(room, "help"))  # Hana's own Slack is in English
    (reply,) = await room.replies(asked)
    assert reply.text.startswith("무엇이든 물어보세요")


async def test_says_that_a_channel_has_no_course_yet(room: Classroom) -> None:
    room.slack.add_channel("C0RANDOM01", "random", [room.minji])
    asked = room.minji.says("C0RANDOM01", call(room, TLS))
    (reply,) = await room.replies(asked)
    assert reply.text.startswith("이 채널은 아직 어느 과정에도 연결되어 있지 않아요")
    assert "kubernetes.io/tls" not in str(reply.blocks)


async def test_a_question_of_one_course_is_never_answered_from_another(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_boiler_course(room)
        await room.start()
        there, here = room.minji.says(BOILERS, call(room, HEAT)), room.minji.says(CHANNEL, call(room, HEAT))
        (reply,) = await room.replies(there)
        assert "난방 다이얼을" in str(reply.blocks)
        (reply,) = await room.replies(here)
        assert "난방 다이얼을" not in str(reply.blocks)


async def test_other_bots_that_call_it_get_nothing(room: Classroom) -> None:
    news = room.slack.add_person("U0NEWSBOT1", "News", is_bot=True)
    news.says(CHANNEL, call(room, TLS))
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []


async def test_a_question_that_is_tried_again_is_no_flood(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, timing=Timing(pause=0.01)) as room:
        rooms = [f"C0ROOM00{number:02}" for number in range(10)]  # as many questions as are fine in a minute
        for number in rooms:
            room.slack.add_channel(number, number.lower(), [room.minji])
        for number in rooms[:9]:
            room.minji.says(number, call(room, TLS))
        await handled(room)
        room.slack.faults.fail("chat.postMessage", Fault(error="service_unavailable"), times=TRIES)
        assert await room.replies(room.minji.says(rooms[9], call(room, TLS)))
        assert room.minji.whispers == []


async def test_who_floods_is_told_once_and_privately(room: Classroom) -> None:
    rooms = [f"C0ROOM00{number:02}" for number in range(13)]  # many, so that no channel's turns are waited for
    for number in rooms:
        room.slack.add_channel(number, number.lower(), [room.minji, room.hana])
    for number in rooms:
        room.minji.says(number, call(room, TLS))
        await handled(room)
    spoken_in = [number for number in rooms if room.slack.from_bot(number)]
    assert spoken_in == rooms[:10]
    (told,) = room.minji.whispers
    assert (told.channel, told.text) == (rooms[10], "질문이 너무 빨라요. 잠시 뒤에 다시 물어봐 주세요.")
    other = room.hana.says(rooms[12], call(room, TLS))
    assert await room.replies(other)
