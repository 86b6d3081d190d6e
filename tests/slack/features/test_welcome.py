from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.settings import SlackMode
from tests.loopback import Fault, Message
from tests.slack.boilers import BOILERS, HEAT, add_boiler_course
from tests.slack.classroom import CHANNEL, STAFF, TLS, Classroom, open_classroom
from tests.slack.journaled import handled

NEW = "C0NEWROOM1"
SEED, BOILER = "MSP T3 23-4차", "난방 기초 2차"


async def invite(room: Classroom, channel: str = NEW) -> None:
    """Jun brings the bot into a channel."""
    if channel not in room.slack.workspace.channels:
        room.slack.add_channel(channel, "new-room", [room.minji, room.jun], bot=False)
    room.jun.invites_bot(channel)
    await handled(room)


async def introduction(room: Classroom, channel: str = NEW) -> Message:
    await room.slack.until(lambda: room.slack.from_bot(channel))
    await handled(room)
    (message,) = [one for one in room.slack.from_bot(channel) if not one.subtype]
    return message


def button_of(message: Message, label: str) -> tuple[str, str]:
    rows = [block["elements"] for block in message.blocks or [] if block["type"] == "actions"]
    return next((each["action_id"], each["value"]) for row in rows for each in row if each["text"]["text"] == label)


async def test_introduces_itself_once_in_the_courses_channel(room: Classroom) -> None:
    room.jun.removes_bot(CHANNEL)
    await invite(room, CHANNEL)
    message = await introduction(room, CHANNEL)
    assert message.text.startswith("안녕하세요, 강의 질문에 답하는 qabot 봇이에요.\nMSP T3")
    for told in ("답이 확실할 때만", "기록해요", "reply: mention"):  # what it answers, what it keeps, how to silence it
        assert told in message.text
    assert not any(block["type"] == "actions" for block in message.blocks or [])
    room.jun.removes_bot(CHANNEL)
    await invite(room, CHANNEL)
    await introduction(room, CHANNEL)


async def test_an_invitation_that_is_told_twice_introduces_it_once(rooms: Classroom) -> None:
    rooms.jun.removes_bot(CHANNEL)
    rooms.slack.faults.lose_acks(1)
    await invite(rooms, CHANNEL)
    await introduction(rooms, CHANNEL)


async def test_says_how_it_behaves_in_this_very_channel(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, reply="mention") as room:
        room.jun.removes_bot(CHANNEL)
        await invite(room, CHANNEL)
        message = await introduction(room, CHANNEL)
        assert "저를 부를 때만 답해요" in message.text
        assert "답이 확실할 때만" not in message.text


async def test_tells_the_instructors_what_comes_into_their_channel(room: Classroom) -> None:
    room.jun.removes_bot(STAFF)
    await invite(room, STAFF)
    message = await introduction(room, STAFF)
    assert "수강생이 강사님께 보내는 질문" in message.text


async def test_an_instructor_chooses_the_course_of_a_channel_and_it_takes_effect_at_once(rooms: Classroom) -> None:
    await invite(rooms)
    message = await introduction(rooms)
    assert "아직 이 채널의 과정을 몰라요" in message.text
    await rooms.jun.presses(message, *button_of(message, SEED))
    await rooms.slack.until(lambda: message.text.startswith("이제 이 채널에서 MSP T3 23-4차 질문에 답할게요."))
    assert "답이 확실할 때만" in message.text
    assert not any(block["type"] == "actions" for block in message.blocks or [])
    assert f"- {NEW}" in (rooms.knowledge / "mspt3" / "course.yaml").read_text(encoding="utf-8")
    assert await rooms.replies(rooms.minji.says(NEW, TLS))


async def test_a_channel_that_was_given_by_hand_meanwhile_is_not_given_twice(room: Classroom) -> None:
    await invite(room)
    message = await introduction(room)
    settings = room.knowledge / "mspt3" / "course.yaml"
    text = settings.read_text(encoding="utf-8").replace("channels:\n", f"channels:\n  - id: {NEW}\n")
    settings.write_text(text, encoding="utf-8")
    button = button_of(message, SEED)
    while not room.slack.from_bot(NEW)[-1].thread_ts:  # until the edit is known
        room.minji.says(NEW, TLS)
        await handled(room)
    await room.jun.presses(message, *button)
    await room.slack.until(lambda: message.text.startswith("이제 이 채널에서"))
    assert settings.read_text(encoding="utf-8") == text


async def test_students_cannot_choose_not_even_with_forged_buttons(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_boiler_course(room)
        await room.start()
        await invite(room)
        message = await introduction(room)
        before = {file: file.read_bytes() for file in room.knowledge.rglob("course.yaml")}
        for person, label in ((room.minji, SEED), (room.jun, BOILER)):  # Jun teaches the first course only
            await person.presses(message, *button_of(message, label))
            await room.slack.until(partial(getattr, person, "whispers"))
            assert person.whispers[0].text == "강사님만 할 수 있어요."
        assert {file: file.read_bytes() for file in room.knowledge.rglob("course.yaml")} == before


async def test_a_button_carried_into_another_channel_does_nothing(room: Classroom) -> None:
    await invite(room)
    message = await introduction(room)
    action, _ = button_of(message, SEED)
    for block in message.blocks or []:
        for element in block["elements"] if block["type"] == "actions" else []:
            element["value"] = '{"course": "mspt3", "channel": "C0OTHER001"}'
    before = (room.knowledge / "mspt3" / "course.yaml").read_bytes()
    await room.jun.presses(message, action)
    await room.slack.until(lambda: room.jun.whispers)
    assert (room.knowledge / "mspt3" / "course.yaml").read_bytes() == before


async def test_a_channel_without_course_can_be_given_one_when_somebody_asks_there(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_boiler_course(room)
        sora = room.slack.add_person("U0SORA0001", "Sora")
        room.slack.add_channel(NEW, "new-room", [room.minji, sora])
        await room.start()
        asked = room.minji.says(NEW, f"<@{room.slack.identity.bot_user}> {HEAT}")
        (offer,) = await room.replies(asked)
        await sora.presses(offer, *button_of(offer, BOILER))
        await room.slack.until(lambda: offer.text.startswith("이제 이 채널에서 난방 기초 2차 질문에 답할게요."))
        (reply,) = await room.replies(room.minji.says(NEW, HEAT))
        assert "난방 다이얼을" in str(reply.blocks)
        assert await room.replies(room.minji.says(BOILERS, HEAT))


async def test_with_one_course_and_no_channel_listed_it_answers_wherever_it_is_invited(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        settings = room.knowledge / "mspt3" / "course.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").partition("channels:")[0], encoding="utf-8")
        await room.start()
        await invite(room)
        message = await introduction(room)
        assert "MSP T3" in message.text
        assert not any(block["type"] == "actions" for block in message.blocks or [])
        assert await room.replies(room.minji.says(NEW, TLS))


async def test_others_coming_and_going_is_no_reason_to_speak(room: Classroom) -> None:
    sora = room.slack.add_person("U0SORA0001", "Sora")
    sora.joins(CHANNEL)
    sora.leaves(CHANNEL)
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []


async def test_a_channel_where_it_may_not_speak_is_no_trouble(room: Classroom) -> None:
    room.slack.faults.fail("chat.postMessage", Fault(error="restricted_action"))
    await invite(room)
    assert [one for one in room.slack.from_bot(NEW) if not one.subtype] == []
    assert await room.replies(room.minji.says(CHANNEL, TLS))
