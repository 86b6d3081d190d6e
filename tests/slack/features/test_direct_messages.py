from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SlackMode
from tests.loopback import Fault, Message
from tests.slack.classroom import CHANNEL, SMALL_TALK, TLS, UNKNOWN, Classroom, open_classroom
from tests.slack.journaled import asks, handled


async def replies(room: Classroom, count: int = 1) -> list[Message]:
    await room.slack.until(lambda: len(room.slack.from_bot(room.minji.dm)) >= count)
    await handled(room)
    return room.slack.from_bot(room.minji.dm)


async def test_every_question_gets_a_reply_beside_it(rooms: Classroom) -> None:
    for number, words in enumerate((TLS, UNKNOWN, SMALL_TALK), 1):
        rooms.minji.says(rooms.minji.dm, words)
        reply = (await replies(rooms, number))[-1]
        assert reply.thread_ts is None
    assert [ask["origin"] for ask in asks(rooms)] == ["direct"] * 3


@pytest.mark.parametrize("greeting", ["안녕하세요", "hello", ":wave:", "👋", "?"])
async def test_a_greeting_shows_what_is_asked_most(room: Classroom, greeting: str) -> None:
    room.minji.says(room.minji.dm, greeting)
    (reply,) = await replies(room)
    buttons = [block["accessory"] for block in reply.blocks or [] if "accessory" in block]
    assert len(buttons) == 5
    await room.minji.presses(reply, buttons[0]["action_id"])
    await room.slack.until(lambda: room.minji.modal)
    assert asks(room) == []


async def test_what_was_asked_most_comes_first(room: Classroom) -> None:
    await room.replies(room.hana.says(CHANNEL, TLS))
    await handled(room)
    room.minji.says(room.minji.dm, "안녕하세요")
    (reply,) = await replies(room)
    first = next(block for block in reply.blocks or [] if "accessory" in block)
    assert first["text"]["text"].startswith("ingress에서 tls처리도 가능하면")


async def test_thanks_get_a_kind_word(room: Classroom) -> None:
    room.minji.says(room.minji.dm, "감사합니다!!")
    (reply,) = await replies(room)
    assert reply.text.startswith("도움이 됐다니")


async def test_a_reply_in_a_thread_stays_there_and_counts_what_was_asked_first(room: Classroom) -> None:
    room.minji.says(room.minji.dm, TLS)
    (reply,) = await replies(room)
    room.minji.says(room.minji.dm, "더 알려 주세요", thread_ts=reply.ts)
    _, second = await replies(room, 2)
    assert second.thread_ts == reply.ts
    assert "kubernetes.io/tls" in str(second.blocks)


async def test_it_speaks_the_language_of_its_reader(room: Classroom) -> None:
    room.hana.says(room.hana.dm, "help")
    room.hana.says(room.hana.dm, UNKNOWN)
    await room.slack.until(lambda: len(room.slack.from_bot(room.hana.dm)) == 2)
    texts = sorted(message.text for message in room.slack.from_bot(room.hana.dm))
    assert texts[0].startswith("Ask me anything about the course")
    assert texts[1].startswith("I found no answer to this yet.")


async def test_files_and_strange_subtypes_get_nothing(room: Classroom) -> None:
    room.minji.says(room.minji.dm, "", files=[{"id": "F1", "name": "error.png"}])
    room.minji.says(room.minji.dm, TLS, subtype="bot_message")
    await handled(room)
    assert room.slack.from_bot(room.minji.dm) == []


async def test_who_is_in_no_courses_channel_is_told_so(room: Classroom) -> None:
    sora = room.slack.add_person("U0GUEST001", "Guest")
    sora.says(sora.dm, TLS)
    await room.slack.until(lambda: room.slack.from_bot(sora.dm))
    assert room.slack.from_bot(sora.dm)[0].text.startswith("들어가 있는 과정 채널이 없어요")


async def test_slack_failing_to_tell_the_courses_is_not_taken_for_none(room: Classroom) -> None:
    room.slack.faults.fail("users.conversations", Fault(error="internal_error"))
    room.minji.says(room.minji.dm, TLS)
    (reply,) = await replies(room)
    assert "kubernetes.io/tls" in str(reply.blocks)


async def test_a_course_without_channels_is_everybodys(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        settings = room.knowledge / "mspt3" / "course.yaml"
        kept = settings.read_text(encoding="utf-8").partition("channels:")[0]
        settings.write_text(kept, encoding="utf-8")
        guest = room.slack.add_person("U0GUEST001", "Guest")
        await room.start()
        guest.says(guest.dm, TLS)
        await room.slack.until(lambda: room.slack.from_bot(guest.dm))
        assert "kubernetes.io/tls" in str(room.slack.from_bot(guest.dm)[0].blocks)
        assert await room.replies(room.minji.says(CHANNEL, TLS))
