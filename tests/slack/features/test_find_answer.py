from __future__ import annotations

from pathlib import Path

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from tests.loopback import Message, View
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom, open_classroom
from tests.slack.courses import OTHER_CHANNEL, add_python
from tests.slack.hands import offers, press, read
from tests.slack.journaled import asks, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]
LOUNGE = "C0LOUNGE01"
UNSURE = "minikube pod ip 172.17 왜"


async def found(room: Classroom, message: Message) -> View:
    await room.minji.uses_message_shortcut("find_answer", message)
    await room.slack.until(lambda: room.minji.modal)
    assert room.minji.modal
    return room.minji.modal


async def test_the_answer_opens_for_whoever_looked_and_is_shared_in_the_messages_thread(rooms: Classroom) -> None:
    message = rooms.hana.says(CHANNEL, f"{TLS} 아시는 분?")
    modal = await found(rooms, message)
    assert "kubernetes.io/tls" in read(modal)
    await press(rooms.minji, modal, KO.share_in_thread)
    await rooms.slack.until(lambda: read(modal) == KO.shared)
    shared = [read(one) for one in rooms.slack.from_bot(CHANNEL, thread_ts=message.ts)]
    assert sum(KO.shared_by.format(who="Minji") in one for one in shared) == 1


async def test_a_reply_in_a_thread_is_answered_in_that_thread(room: Classroom) -> None:
    first = room.hana.says(CHANNEL, "ㅎㅎ 점심 뭐 먹지")
    message = room.hana.says(CHANNEL, UNSURE, thread_ts=first.ts)
    modal = await found(room, message)
    await press(room.minji, modal, KO.open)
    await room.slack.until(lambda: room.minji.modal is not modal)
    opened = room.minji.modal
    assert opened
    await press(room.minji, opened, KO.this_one)
    await room.slack.until(lambda: offers(opened, KO.share_in_thread))
    await press(room.minji, opened, KO.share_in_thread)
    await room.slack.until(lambda: room.slack.from_bot(CHANNEL, thread_ts=first.ts))
    assert [row["entry"] for row in rows(room, "choices")] == ["jyjg1"]


async def test_where_the_bot_is_no_member_it_opens_all_the_same_and_says_how_to_invite_it(room: Classroom) -> None:
    room.slack.add_channel(LOUNGE, "lounge", [room.minji, room.hana], bot=False)
    modal = await found(room, room.hana.says(LOUNGE, TLS))
    assert "kubernetes.io/tls" in read(modal)
    assert not offers(modal, KO.share_in_thread)
    assert KO.invite_to_share.format(name="qabot") in read(modal)


async def test_what_stands_in_a_direct_message_is_not_shared(room: Classroom) -> None:
    message = room.minji.says(room.minji.dm, TLS)
    await room.slack.settled()
    modal = await found(room, message)
    assert "kubernetes.io/tls" in read(modal)
    assert not offers(modal, KO.share_in_thread)
    assert "/invite" not in read(modal)


async def test_no_answer_shows_topics_and_an_instructor(room: Classroom) -> None:
    modal = await found(room, room.hana.says(CHANNEL, UNKNOWN))
    assert KO.no_answer in read(modal)
    assert offers(modal, KO.ask_instructor)
    await press(room.minji, modal, KO.topic_button.format(topic="Docker"))
    await room.slack.until(lambda: room.minji.modal is not modal)


async def test_too_many_searches_in_a_minute_are_refused_kindly(room: Classroom) -> None:
    message = room.hana.says(CHANNEL, "ㅎㅎ 점심 뭐 먹지")
    for _ in range(11):
        modal = await found(room, message)
        await room.minji.closes(modal)
    assert read(modal) == KO.too_fast
    assert len(asks(room)) == 10


async def test_a_message_without_words_finds_nothing(room: Classroom) -> None:
    modal = await found(room, room.hana.says(CHANNEL, "", files=[{"id": "F1"}]))
    assert read(modal) == KO.search_nothing
    assert asks(room) == []


async def test_of_several_courses_one_is_chosen_where_the_channel_belongs_to_none(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_python(room.knowledge)
        room.slack.add_channel(OTHER_CHANNEL, "python", [room.minji])
        room.slack.add_channel(LOUNGE, "lounge", [room.minji, room.hana])
        await room.start()
        modal = await found(room, room.hana.says(LOUNGE, "파이썬 리스트 거꾸로 뒤집기 어떻게 하나요"))
        assert KO.which_course in read(modal)
        await press(room.minji, modal, "Python 101")
        await room.slack.until(lambda: "reversed()" in read(modal))
        assert offers(modal, KO.share_in_thread)
        assert room.slack.records.violations == []
