from __future__ import annotations

from pathlib import Path

import pytest

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from tests.loopback import Message, Person, View
from tests.slack.classroom import CHANNEL, Classroom, open_classroom
from tests.slack.courses import OTHER_CHANNEL, PICTURE, add_helm, add_python
from tests.slack.hands import offers, press, read

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]


async def whispered(room: Classroom, person: Person, text: str, channel: str = CHANNEL) -> Message:
    before = len(person.whispers)
    await person.runs("/topics", text, channel)
    await room.slack.until(lambda: len(person.whispers) > before)
    return person.whispers[-1]


async def opened(room: Classroom, text: str) -> View:
    before = room.minji.modal
    await room.minji.runs("/topics", text, CHANNEL)
    await room.slack.until(lambda: room.minji.modal is not before)
    assert room.minji.modal
    return room.minji.modal


async def test_lists_the_topics_with_their_sizes_to_press(rooms: Classroom) -> None:
    whisper = await whispered(rooms, rooms.hana, "")
    assert "Docker · questions: 2" in read(whisper)
    assert "Kubernetes · questions: 11" in read(whisper)
    await press(rooms.hana, whisper, EN.open, nth=1)
    await rooms.slack.until(lambda: rooms.hana.modal)
    assert "ingress에서 tls처리도 가능하면" in read(rooms.hana.modal)


@pytest.mark.parametrize("words", ["kubernetes", "쿠버네티스", "kubernets", "Kubernetes", "쿠버네티스요"])
async def test_finds_a_topic_in_either_script_and_with_slips(room: Classroom, words: str) -> None:
    modal = await opened(room, words)
    assert read(modal).startswith("*Kubernetes*")


async def test_an_unknown_topic_gets_the_nearest_ones(room: Classroom) -> None:
    whisper = await whispered(room, room.minji, "파이썬 장고")
    assert KO.unknown_topic.format(topic="파이썬 장고") in read(whisper)
    await press(room.minji, whisper, KO.topic_button.format(topic="Docker"))
    await room.slack.until(lambda: room.minji.modal)
    assert read(room.minji.modal).startswith("*Docker*")


async def test_a_topic_has_its_summary_its_picture_and_all_its_questions_page_by_page(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_helm(room.knowledge)
        await room.start()
        modal = await opened(room, "helm")
        assert "패키지 관리자입니다." in read(modal)
        assert PICTURE in read(modal)
        pages = [read(modal)]
        while offers(modal, KO.next):
            await press(room.minji, modal, KO.next)
            await room.slack.until(lambda: read(modal) != pages[-1])
            pages.append(read(modal))
        assert len(pages) == 3
        assert all(f"헬름 옵션 {number:02}번은" in "\n".join(pages) for number in range(40))
        await press(room.minji, modal, KO.open, nth=3)
        await room.slack.until(lambda: room.minji.modal is not modal)
        assert "설명 " in read(room.minji.modal)
        assert room.slack.records.violations == []


async def test_of_several_courses_one_is_chosen_in_the_place_of_the_choice(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_python(room.knowledge)
        room.slack.add_channel(OTHER_CHANNEL, "python", [room.minji])
        room.slack.add_channel("C0LOUNGE01", "lounge", [room.minji])
        await room.start()
        whisper = await whispered(room, room.minji, "", "C0LOUNGE01")
        await press(room.minji, whisper, "Python 101")
        await room.slack.until(lambda: KO.topics_of.format(course="Python 101") in read(whisper))
        other = await whispered(room, room.minji, "", CHANNEL)
        assert "Kubernetes" in read(other)
        assert room.slack.records.violations == []


async def test_explains_itself(room: Classroom) -> None:
    assert KO.help_title in read(await whispered(room, room.minji, "help"))


async def test_a_topic_that_is_gone_is_said_to_be_gone(room: Classroom) -> None:
    whisper = await whispered(room, room.minji, "")
    for block in whisper.blocks or []:
        if "accessory" in block:
            block["accessory"]["value"] = '{"course": "mspt3", "topic": "gone"}'
    await press(room.minji, whisper, KO.open, nth=0)
    await room.slack.until(lambda: len(room.minji.whispers) == 2)
    assert read(room.minji.whispers[1]) == KO.gone
