from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from tests.loopback import Message, Person, View
from tests.slack.blocks.reading import code
from tests.slack.classroom import CHANNEL, Classroom, open_classroom
from tests.slack.courses import CODE, LAST_WORDS, LONG, PICTURE, add_helm
from tests.slack.hands import eventually, offers, press, read

KO = LANGUAGES["ko"]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """The classroom with a topic that has everything in it."""
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_helm(room.knowledge)
        await room.start()
        yield room
    assert room.slack.records.violations == []


async def long_reply(room: Classroom) -> Message:
    asked = room.minji.says(CHANNEL, LONG)
    (reply,) = await room.replies(asked)
    return reply


async def opened(room: Classroom, before: View | None = None) -> View:
    await room.slack.until(lambda: room.minji.modal is not before)
    assert room.minji.modal
    return room.minji.modal


async def test_a_long_answer_is_cut_between_blocks_and_goes_on_in_a_modal_page_by_page(room: Classroom) -> None:
    reply = await long_reply(room)
    assert code(reply.blocks or []) == []
    assert offers(reply, KO.helpful)
    await press(room.minji, reply, KO.read_on)
    modal = await opened(room)
    pages = [read(modal)]
    whole = code(modal.blocks)
    while offers(modal, KO.next):
        await press(room.minji, modal, KO.next)
        await room.slack.until(lambda: read(modal) != pages[-1])
        pages.append(read(modal))
        whole += code(modal.blocks)
    assert "".join(whole) == CODE
    text = read(reply) + "\n".join(pages)
    assert all(f"{number}번째 문단입니다." in text for number in range(20))
    assert LAST_WORDS in pages[-1]
    assert KO.page.format(page=len(pages), pages=len(pages)) in pages[-1]


async def test_pages_are_turned_back_too(room: Classroom) -> None:
    reply = await long_reply(room)
    await press(room.minji, reply, KO.read_on)
    modal = await opened(room)
    first = read(modal)
    await press(room.minji, modal, KO.next)
    await room.slack.until(lambda: read(modal) != first)
    await press(room.minji, modal, KO.previous)
    await room.slack.until(lambda: read(modal) == first)


async def test_a_verdict_leaves_the_reader_on_their_page(room: Classroom) -> None:
    reply = await long_reply(room)
    await press(room.minji, reply, KO.read_on)
    modal = await opened(room)
    first = read(modal)
    await press(room.minji, modal, KO.next)
    await room.slack.until(lambda: read(modal) != first)
    second = read(modal)
    before = modal.hash
    await press(room.minji, modal, KO.helpful)
    await room.slack.until(lambda: modal.hash != before)
    assert read(modal) == second


async def test_a_picture_that_slack_cannot_fetch_becomes_a_link_wherever_it_is(room: Classroom) -> None:
    room.slack.workspace.unreachable_pictures.add(PICTURE)
    question = "헬름 릴리스 구조 그림으로 볼 수 있나요?"
    asked = room.minji.says(CHANNEL, question)
    (reply,) = await room.replies(asked)
    await room.minji.runs("/ask", question, CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    await room.minji.runs("/topics", "helm", CHANNEL)
    topic = await opened(room)
    for place in (reply, room.minji.whispers[0], topic):
        assert PICTURE in str(place.blocks)
        assert all(block["type"] != "image" for block in place.blocks or [])
    await press(room.minji, topic, KO.open, nth=1)
    entry = await opened(room, topic)
    assert PICTURE in str(entry.blocks)


async def test_an_entry_that_is_gone_is_said_to_be_gone(room: Classroom) -> None:
    reply = await long_reply(room)
    (room.knowledge / "mspt3" / "helm.yaml").unlink()
    await gone(room)
    await press(room.minji, reply, KO.read_on)
    await room.slack.until(lambda: room.minji.whispers)
    assert read(room.minji.whispers[-1]) == KO.gone


async def gone(room: Classroom) -> None:
    """Returns once the bot knows that there is no such topic any more."""
    sora = room.slack.add_person("U0SORA0001", "Sora")
    shown = "Helm"
    while "Helm" in shown:
        seen = len(sora.whispers)
        await sora.runs("/topics", "", CHANNEL)
        await eventually(partial(_more_than, sora, seen))
        shown = read(sora.whispers[-1])


def _more_than(person: Person, count: int) -> bool:
    return len(person.whispers) > count
