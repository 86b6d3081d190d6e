from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from tests.loopback import Fault
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom, open_classroom
from tests.slack.courses import OTHER_CHANNEL, add_python
from tests.slack.hands import eventually, offers, press, read
from tests.slack.journaled import asks, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]


@pytest.fixture
async def two_courses(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Minji takes two courses, Hana one; the lounge belongs to none."""
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_python(room.knowledge)
        room.slack.add_channel(OTHER_CHANNEL, "python", [room.minji])
        room.slack.add_channel("C0LOUNGE01", "lounge", [room.minji, room.hana])
        await room.start()
        yield room
    assert room.slack.records.violations == []


async def test_replies_to_whoever_asks_alone_and_in_their_language(rooms: Classroom) -> None:
    delivery = await rooms.hana.runs("/ask", TLS, CHANNEL)
    assert delivery.acknowledged
    await rooms.slack.until(lambda: rooms.hana.whispers)
    (whisper,) = rooms.hana.whispers
    assert "kubernetes.io/tls" in read(whisper)
    assert [offers(whisper, words) for words in (EN.share, EN.helpful, EN.unhelpful)] == [True, True, True]
    assert rooms.slack.from_bot(CHANNEL) == []
    assert rooms.minji.whispers == []
    (ask,) = asks(rooms)
    assert (ask["origin"], ask["outcome"], ask["user"]) == ("command", "answer", rooms.hana.id)


async def test_works_where_the_bot_is_no_member(room: Classroom) -> None:
    room.slack.add_channel("C0LOUNGE01", "lounge", [room.minji], bot=False)
    await room.minji.runs("/ask", TLS, "C0LOUNGE01")
    await room.slack.until(lambda: room.minji.whispers)
    assert "kubernetes.io/tls" in read(room.minji.whispers[0])


async def test_says_so_where_nothing_answers(room: Classroom) -> None:
    await room.minji.runs("/ask", UNKNOWN, CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    assert KO.no_answer in read(room.minji.whispers[0])


@pytest.mark.parametrize("words", ["help", "도움말", " help "])
async def test_explains_itself(room: Classroom, words: str) -> None:
    await room.minji.runs("/ask", words, CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    assert KO.help_title in read(room.minji.whispers[0])
    assert asks(room) == []


async def test_without_a_question_the_search_opens(rooms: Classroom) -> None:
    await rooms.minji.runs("/ask", "", CHANNEL)
    await rooms.slack.until(lambda: rooms.minji.modal)
    assert KO.search_label in read(rooms.minji.modal)


async def test_somebody_in_no_course_is_told_how_to_get_into_one(room: Classroom) -> None:
    guest = room.slack.add_person("U0GUEST001", "Guest", locale="en-US", is_guest=True)
    room.slack.add_channel("C0LOUNGE01", "lounge", [guest], bot=False)
    await guest.runs("/ask", TLS, "C0LOUNGE01")
    await room.slack.until(lambda: guest.whispers)
    assert read(guest.whispers[0]) == EN.no_course


async def test_of_several_courses_one_is_chosen_and_remembered(two_courses: Classroom) -> None:
    room = two_courses
    await room.minji.runs("/ask", TLS, "C0LOUNGE01")
    await room.slack.until(lambda: room.minji.whispers)
    (whisper,) = room.minji.whispers
    assert KO.which_course in read(whisper)
    await press(room.minji, whisper, "MSP T3")
    await room.slack.until(lambda: "kubernetes.io/tls" in read(whisper))
    (ask,) = asks(room)
    assert (ask["course"], ask["outcome"]) == ("mspt3", "answer")
    await room.minji.runs("/ask", TLS, "C0LOUNGE01")
    await room.slack.until(lambda: len(room.minji.whispers) == 2)
    assert "kubernetes.io/tls" in read(room.minji.whispers[1])


async def test_a_question_of_one_course_is_not_answered_from_another(two_courses: Classroom) -> None:
    room = two_courses
    await room.minji.runs("/ask", TLS, OTHER_CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    assert KO.no_answer in read(room.minji.whispers[0])


async def test_the_search_asks_for_the_course_too(two_courses: Classroom) -> None:
    room = two_courses
    await room.minji.runs("/ask", "", "C0LOUNGE01")
    await room.slack.until(lambda: room.minji.whispers)
    await press(room.minji, room.minji.whispers[0], "Python 101")
    await room.slack.until(lambda: room.minji.modal)
    modal = room.minji.modal
    assert modal
    await room.minji.types(modal, "ask_typed", "리스트 뒤집기")
    await room.slack.until(lambda: "거꾸로 뒤집으려면" in read(modal))


async def test_nobody_chooses_a_course_that_is_not_theirs_or_for_another(two_courses: Classroom) -> None:
    room = two_courses
    await room.minji.runs("/ask", TLS, "C0LOUNGE01")
    await room.slack.until(lambda: room.minji.whispers)
    whisper = room.minji.whispers[0]
    whisper.seen_by = room.hana.id
    await room.hana.presses(whisper, "ask_in:1")
    await eventually(lambda: len(room.hana.whispers) == 2)
    assert read(room.hana.whispers[1]) == EN.gone
    assert asks(room)[0]["course"] == ""
    assert rows(room, "remembered_courses") == []


async def test_a_course_that_was_left_meanwhile_is_not_chosen(two_courses: Classroom) -> None:
    room = two_courses
    await room.minji.runs("/ask", TLS, "C0LOUNGE01")
    await room.slack.until(lambda: room.minji.whispers)
    room.minji.leaves(OTHER_CHANNEL)
    await room.slack.settled()
    await press(room.minji, room.minji.whispers[0], "Python 101")
    await room.slack.until(lambda: len(room.minji.whispers) == 2)
    assert read(room.minji.whispers[1]) == KO.gone
    assert asks(room)[0]["course"] == ""


async def test_a_question_is_not_moved_to_another_course_by_an_old_choice(two_courses: Classroom) -> None:
    room = two_courses
    await room.minji.runs("/ask", TLS, "C0LOUNGE01")
    await room.slack.until(lambda: room.minji.whispers)
    (whisper,) = room.minji.whispers
    late = replace(whisper, blocks=list(whisper.blocks or []))
    await press(room.minji, whisper, "MSP T3")
    await room.slack.until(lambda: "kubernetes.io/tls" in read(whisper))
    await press(room.minji, late, "Python 101")
    await room.slack.until(lambda: len(room.minji.whispers) == 2)
    assert read(room.minji.whispers[1]) == KO.gone
    assert asks(room)[0]["course"] == "mspt3"


async def test_too_many_questions_in_a_minute_are_refused_kindly(room: Classroom) -> None:
    for _ in range(11):
        await room.minji.runs("/ask", TLS, CHANNEL)
    await room.slack.until(lambda: len(room.minji.whispers) == 11)
    assert [read(one) for one in room.minji.whispers].count(KO.too_fast) == 1


async def test_a_failure_is_one_friendly_sentence_with_a_reference(room: Classroom) -> None:
    room.slack.faults.fail("views.open", Fault(error="internal_error"))
    await room.minji.runs("/ask", "", CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    assert KO.failed in read(room.minji.whispers[0])
    assert KO.reference.format(reference="") in read(room.minji.whispers[0])
