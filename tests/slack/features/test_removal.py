from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.i18n import LANGUAGES
from tests.loopback import Message
from tests.slack.classroom import CHANNEL, TLS, Classroom
from tests.slack.hands import eventually, press, read
from tests.slack.journaled import asks, handled

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]


async def answered(room: Classroom) -> tuple[Message, Message]:
    asked = room.minji.says(CHANNEL, TLS)
    (reply,) = await room.replies(asked)
    return asked, reply


@pytest.mark.parametrize("who", ["minji", "jun"])
async def test_the_asker_and_instructors_take_a_reply_away(room: Classroom, who: str) -> None:
    asked, reply = await answered(room)
    await press(getattr(room, who), reply, KO.remove)
    await room.slack.until(lambda: room.slack.from_bot(CHANNEL, thread_ts=asked.ts) == [])
    await eventually(lambda: asks(room)[0]["state"] == "removed")


async def test_nobody_else_does_and_they_alone_are_told_why(rooms: Classroom) -> None:
    asked, reply = await answered(rooms)
    await press(rooms.hana, reply, KO.remove)
    await rooms.slack.until(lambda: rooms.hana.whispers)
    (whisper,) = rooms.hana.whispers
    assert (read(whisper), whisper.thread_ts) == (EN.not_yours_to_remove, asked.ts)
    assert rooms.slack.from_bot(CHANNEL, thread_ts=asked.ts) == [reply]


async def test_an_ask_of_another_workspace_is_none_of_their_business(room: Classroom) -> None:
    _, reply = await answered(room)
    await handled(room)
    with closing(sqlite3.connect(room.database)) as database, database:
        database.execute("UPDATE asks SET team = 'T0OTHER01'")
    await press(room.minji, reply, KO.remove)
    await room.slack.until(lambda: room.minji.whispers)
    assert read(room.minji.whispers[0]) == KO.gone


async def test_a_removed_reply_does_not_come_back_with_an_edit(room: Classroom) -> None:
    asked, reply = await answered(room)
    await press(room.minji, reply, KO.remove)
    await eventually(lambda: asks(room)[0]["state"] == "removed")
    room.minji.edits(asked, TLS + " 알려주세요")
    await room.slack.settled()
    assert room.slack.from_bot(CHANNEL, thread_ts=asked.ts) == []


async def test_the_bin_of_a_message_that_is_gone_already_is_no_error(room: Classroom) -> None:
    asked, reply = await answered(room)
    await press(room.minji, reply, KO.remove)
    await press(room.minji, reply, KO.remove)
    await eventually(lambda: asks(room)[0]["state"] == "removed")
    assert room.minji.whispers == []
    assert room.slack.from_bot(CHANNEL, thread_ts=asked.ts) == []
