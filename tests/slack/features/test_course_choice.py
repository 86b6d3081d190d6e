from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import SlackMode
from tests.loopback import Message
from tests.slack.boilers import BOILERS, HEAT, add_boiler_course
from tests.slack.classroom import CHANNEL, TLS, Classroom, open_classroom
from tests.slack.journaled import asks, handled, rows

BOILER_COURSE, SEED_COURSE = "난방 기초 2차", "MSP T3"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Two courses; Minji and Hana take both."""
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_boiler_course(room)
        await room.start()
        yield room
    assert room.slack.records.violations == []


async def dm(room: Classroom, count: int) -> list[Message]:
    await room.slack.until(lambda: len(room.slack.from_bot(room.minji.dm)) >= count)
    await handled(room)
    return room.slack.from_bot(room.minji.dm)


def choices(message: Message) -> dict[str, tuple[str, str]]:
    """Label -> action_id and value of the buttons."""
    rows_of_buttons = [block["elements"] for block in message.blocks or [] if block["type"] == "actions"]
    return {each["text"]["text"]: (each["action_id"], each["value"]) for row in rows_of_buttons for each in row}


async def choose(room: Classroom, message: Message, course: str) -> None:
    label = next(label for label in choices(message) if label.startswith(course))
    await room.minji.presses(message, *choices(message)[label])


async def test_with_several_courses_it_asks_which_one_and_answers_in_that_place(school: Classroom) -> None:
    school.minji.says(school.minji.dm, HEAT)
    (asked,) = await dm(school, 1)
    assert asked.text.startswith("어느 과정에 대한 질문인가요?")
    await choose(school, asked, BOILER_COURSE)
    await school.slack.until(lambda: "난방 다이얼을" in str(asked.blocks))
    assert len(school.slack.from_bot(school.minji.dm)) == 1
    (ask,) = asks(school)
    assert (ask["course"], ask["shown"], ask["state"]) == ("boilers", "heat1", "replied")


async def test_the_choice_is_remembered_after_a_restart_too(school: Classroom) -> None:
    school.minji.says(school.minji.dm, HEAT)
    (asked,) = await dm(school, 1)
    await choose(school, asked, BOILER_COURSE)
    await school.slack.until(lambda: rows(school, "remembered_courses"))
    await school.leave()
    await school.start()
    school.minji.says(school.minji.dm, HEAT)
    assert "난방 다이얼을" in str((await dm(school, 2))[1].blocks)


async def test_the_chosen_course_alone_answers(school: Classroom) -> None:
    school.minji.says(school.minji.dm, HEAT)
    (asked,) = await dm(school, 1)
    await choose(school, asked, SEED_COURSE)
    await school.slack.until(lambda: asked.text.startswith("아직 이 질문에 맞는 답을"))
    assert "난방 다이얼을" not in str(asked.blocks)


async def test_one_choice_answers_everything_that_waited_for_it(school: Classroom) -> None:
    for number, words in enumerate((HEAT, "보일러에서 물이 새요 누구에게 연락하나요?"), 1):
        school.minji.says(school.minji.dm, words)
        await dm(school, number)
    first, second = school.slack.from_bot(school.minji.dm)
    await choose(school, second, BOILER_COURSE)
    await school.slack.until(lambda: "난방 다이얼을" in str(first.blocks) and "관리실에" in str(second.blocks))


async def test_what_is_edited_before_the_choice_is_answered_as_it_reads_then(school: Classroom) -> None:
    said = school.minji.says(school.minji.dm, TLS)
    (asked,) = await dm(school, 1)
    school.minji.edits(said, HEAT)
    await handled(school)
    await choose(school, asked, BOILER_COURSE)
    await school.slack.until(lambda: "난방 다이얼을" in str(asked.blocks))


async def test_nobody_chooses_for_somebody_else(school: Classroom) -> None:
    school.minji.says(school.minji.dm, HEAT)
    (asked,) = await dm(school, 1)
    await school.hana.presses(asked, *choices(asked)[BOILER_COURSE])  # forged: it is Minji's DM
    await school.slack.until(lambda: school.hana.whispers)
    assert asked.text.startswith("어느 과정에 대한 질문인가요?")
    assert rows(school, "remembered_courses") == []


async def test_a_course_that_was_left_meanwhile_cannot_be_chosen(school: Classroom) -> None:
    school.minji.says(school.minji.dm, HEAT)
    (asked,) = await dm(school, 1)
    school.minji.leaves(BOILERS)
    await handled(school)
    await choose(school, asked, BOILER_COURSE)
    await school.slack.until(lambda: school.minji.whispers)
    assert asked.text.startswith("어느 과정에 대한 질문인가요?")
    assert rows(school, "remembered_courses") == []


async def test_a_greeting_shows_what_is_asked_in_each_course(school: Classroom) -> None:
    school.minji.says(school.minji.dm, "안녕하세요")
    (reply,) = await dm(school, 1)
    assert "보일러 온도는" in str(reply.blocks)
    assert "mspt3" in str(reply.blocks)


async def test_who_takes_one_course_is_not_asked(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_boiler_course(room, members=False)
        await room.start()
        room.minji.says(room.minji.dm, TLS)
        assert "kubernetes.io/tls" in str((await dm(room, 1))[0].blocks)


async def test_who_joins_another_course_is_asked_from_then_on(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_boiler_course(room, members=False)
        await room.start()
        room.minji.says(room.minji.dm, TLS)
        await dm(room, 1)
        room.minji.joins(BOILERS)
        await handled(room)
        room.minji.says(room.minji.dm, TLS)
        assert (await dm(room, 2))[1].text.startswith("어느 과정에 대한 질문인가요?")
        assert room.slack.from_bot(CHANNEL) == []


async def test_what_one_course_does_not_know_can_be_asked_of_the_other(school: Classroom) -> None:
    school.minji.says(school.minji.dm, HEAT)
    (first,) = await dm(school, 1)
    await choose(school, first, SEED_COURSE)
    await school.slack.until(lambda: SEED_COURSE in str(first.blocks) and BOILER_COURSE in str(first.blocks))
    await handled(school)
    await choose(school, first, BOILER_COURSE)
    await school.slack.until(lambda: "난방 다이얼을" in str(first.blocks))
    assert rows(school, "remembered_courses")[0]["course"] == "boilers"


async def test_an_answer_offers_no_other_course(school: Classroom) -> None:
    school.minji.says(school.minji.dm, HEAT)
    (asked,) = await dm(school, 1)
    await choose(school, asked, BOILER_COURSE)
    await school.slack.until(lambda: "난방 다이얼을" in str(asked.blocks))
    assert not any(label.startswith(SEED_COURSE) for label in choices(asked))
