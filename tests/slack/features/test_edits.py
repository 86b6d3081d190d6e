from __future__ import annotations

from pathlib import Path

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from bot.slack.features.edits import LastChanges
from tests.loopback import Fault
from tests.slack.classroom import CHANNEL, SMALL_TALK, TLS, TLS_ENTRY, UNKNOWN, Classroom, open_classroom
from tests.slack.hands import eventually, press
from tests.slack.journaled import asks, handled, is_written, rows

SESSIONS = "앱에서 세션 쓰고 있는데 버전 올리면 기존 세션은 오류나나요?"  # another entry, for sure
NEAR = "인그레스에서 path를 다른 경로로 rewrite 하려면 어노테이션을 뭘로 줘야 하나요"


async def test_the_same_reply_follows_an_edit(rooms: Classroom) -> None:
    asked = rooms.minji.says(CHANNEL, TLS)
    (reply,) = await rooms.replies(asked)
    await handled(rooms)
    rooms.minji.edits(asked, SESSIONS)
    await rooms.slack.until(lambda: "세션" in reply.text)
    await handled(rooms)
    assert len(rooms.slack.from_bot(CHANNEL)) == 1
    (ask,) = asks(rooms)
    assert (ask["text"], ask["reply"]) == (SESSIONS, reply.ts)
    assert ask["shown"] not in {None, TLS_ENTRY}


async def test_an_edit_that_has_no_answer_says_so_in_the_same_reply(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    (reply,) = await room.replies(asked)
    await handled(room)
    room.minji.edits(asked, UNKNOWN)
    await room.slack.until(lambda: reply.text.startswith("아직 이 질문에 맞는 답을"))
    await handled(room)
    (ask,) = asks(room)
    assert (ask["outcome"], ask["shown"], ask["review"]) == ("no_answer", None, "open")


async def test_words_that_were_forgotten_do_not_come_back_with_an_edit(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    await room.replies(asked)
    await handled(room)
    room.minji.opens_home()
    await room.slack.until(lambda: room.minji.home)
    assert room.minji.home
    await press(room.minji, room.minji.home, LANGUAGES["ko"].forget_me)
    await eventually(lambda: asks(room)[0]["user"] is None)
    room.minji.edits(asked, SESSIONS)
    await handled(room)
    assert [ask["text"] for ask in asks(room)] == [""]
    assert not await is_written(room, SESSIONS)


async def test_a_passed_on_question_stays_with_the_instructors_when_an_edit_finds_an_answer(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {UNKNOWN}")
    (reply,) = await room.replies(asked)
    await press(room.minji, reply, LANGUAGES["ko"].ask_instructor)
    await eventually(lambda: asks(room)[0]["handed"])
    room.minji.edits(asked, f"<@{room.slack.identity.bot_user}> {SESSIONS}")
    await room.slack.until(lambda: "세션" in reply.text)
    await handled(room)
    assert [(ask["outcome"], ask["review"]) for ask in asks(room)] == [("answer", "open")]


async def test_chatter_in_a_dm_is_nothing_for_instructors_after_an_edit_either(room: Classroom) -> None:
    said = room.minji.says(room.minji.dm, UNKNOWN)
    await room.slack.until(lambda: room.slack.from_bot(room.minji.dm))
    await handled(room)
    assert asks(room)[0]["review"] == "open"
    chatter = "점심 먹고 올게요. 날씨가 좋네요"
    room.minji.edits(said, chatter)
    await handled(room)
    assert [(ask["text"], ask["review"]) for ask in asks(room)] == [(chatter, "none")]


async def test_a_link_preview_is_no_edit(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, f"{TLS} https://kubernetes.io/docs")
    (reply,) = await room.replies(asked)
    await handled(room)
    room.minji.unfurls(asked, "https://kubernetes.io/docs")
    room.minji.edits(asked, f"{TLS}  https://kubernetes.io/docs")  # nor is a space
    await handled(room)
    assert reply.edited_ts is None
    assert "chat.update" not in {call.method for call in room.slack.records.calls}


async def test_an_edit_while_the_reply_is_on_its_way_is_not_lost(room: Classroom) -> None:
    room.slack.faults.delays["chat.postMessage"] = 0.3
    asked = room.minji.says(CHANNEL, TLS)
    await room.slack.settled()
    room.minji.edits(asked, UNKNOWN)
    room.minji.edits(asked, SESSIONS)
    (reply,) = await room.replies(asked)
    await room.slack.until(lambda: "세션" in reply.text)
    await handled(room)
    assert len(room.slack.from_bot(CHANNEL)) == 1
    assert [ask["text"] for ask in asks(room)] == [SESSIONS]
    assert [call.method for call in room.slack.records.calls].count("chat.update") == 1  # the last one alone


async def test_an_edit_before_the_reply_is_answered_as_it_reads_then(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        asked, withdrawn = room.minji.says(CHANNEL, TLS), room.hana.says(CHANNEL, TLS)
        await handled(room)
        room.minji.edits(asked, SESSIONS)
        room.hana.edits(withdrawn, SMALL_TALK)
        (reply,) = await room.replies(asked)
        assert "세션" in reply.text
        await handled(room)
        assert room.slack.from_bot(CHANNEL, thread_ts=withdrawn.ts) == []
        assert reply.edited_ts is None


async def test_an_edit_makes_a_question_of_what_was_none(room: Classroom) -> None:
    said, kept = room.minji.says(CHANNEL, SMALL_TALK), room.hana.says(CHANNEL, NEAR)
    await handled(room)
    room.minji.edits(said, TLS)
    room.hana.edits(kept, TLS)
    assert len(await room.replies(said)) == len(await room.replies(kept)) == 1
    await handled(room)
    assert [(ask["text"], ask["state"]) for ask in asks(room)] == [(TLS, "replied")] * 2
    assert "chat.update" not in {call.method for call in room.slack.records.calls}


async def test_what_is_kept_for_the_instructors_follows_an_edit(room: Classroom) -> None:
    reworded, withdrawn = room.minji.says(CHANNEL, NEAR), room.hana.says(CHANNEL, NEAR)
    await handled(room)
    room.minji.edits(reworded, f"{NEAR}?!")
    room.hana.edits(withdrawn, SMALL_TALK)
    await handled(room)
    kept = {ask["user"]: (ask["state"], ask["review"], ask["text"]) for ask in asks(room)}
    assert kept == {room.minji.id: ("silent", "open", f"{NEAR}?!"), room.hana.id: ("removed", "none", "")}
    assert room.slack.from_bot(CHANNEL) == []


async def test_an_edit_of_what_people_have_replied_to_does_not(room: Classroom) -> None:
    said = room.minji.says(CHANNEL, SMALL_TALK)
    room.jun.says(CHANNEL, "김밥이요", thread_ts=said.ts)
    await handled(room)
    room.minji.edits(said, TLS)
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []


async def test_an_edit_that_calls_the_bot_gets_a_reply(room: Classroom) -> None:
    said = room.minji.says(CHANNEL, UNKNOWN)
    await handled(room)
    room.minji.edits(said, f"<@{room.slack.identity.bot_user}> {UNKNOWN}!")
    assert (await room.replies(said))[0].text.startswith("아직 이 질문에 맞는 답을")


async def test_an_edit_of_a_dm_is_followed(room: Classroom) -> None:
    said = room.minji.says(room.minji.dm, "안녕하세요")
    await room.slack.until(lambda: room.slack.from_bot(room.minji.dm))
    room.minji.edits(said, TLS)
    await room.slack.until(lambda: len(room.slack.from_bot(room.minji.dm)) == 2)
    reply = room.slack.from_bot(room.minji.dm)[1]
    await handled(room)
    room.minji.edits(said, SESSIONS)
    await room.slack.until(lambda: "세션" in reply.text)


async def test_an_edit_is_tried_again_when_slack_fails(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    (reply,) = await room.replies(asked)
    await handled(room)
    room.slack.faults.fail("chat.update", Fault(status=503))
    room.minji.edits(asked, SESSIONS)
    await room.slack.until(lambda: "세션" in reply.text)


async def test_the_reply_goes_with_its_question(rooms: Classroom) -> None:
    asked = rooms.minji.says(CHANNEL, TLS)
    await rooms.replies(asked)
    await handled(rooms)
    rooms.minji.deletes(asked)
    await rooms.slack.until(lambda: not rooms.slack.from_bot(CHANNEL))
    await handled(rooms)
    (ask,) = asks(rooms)
    assert (ask["state"], ask["text"], ask["review"]) == ("removed", "", "none")


async def test_the_reply_stays_when_people_went_on_from_it(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    await room.replies(asked)
    room.jun.says(CHANNEL, "덧붙이면, 인증서는 미리 만들어 두세요.", thread_ts=asked.ts)
    await handled(room)
    room.minji.deletes(asked)
    await handled(room)
    assert len(room.slack.from_bot(CHANNEL, thread_ts=asked.ts)) == 1
    (ask,) = asks(room)
    assert (ask["state"], ask["text"]) == ("replied", "")
    assert not await is_written(room, TLS)


async def test_what_is_deleted_before_the_reply_gets_none(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        gone, other = room.minji.says(CHANNEL, TLS), room.hana.says(CHANNEL, SESSIONS)
        await handled(room)
        room.minji.deletes(gone)
        await room.replies(other)
        await handled(room)
        assert len(room.slack.from_bot(CHANNEL)) == 1
        assert [ask["message"] for ask in asks(room)] == [other.ts]


async def test_what_is_deleted_while_the_reply_is_on_its_way_loses_it(room: Classroom) -> None:
    room.slack.faults.delays["chat.postMessage"] = 0.3
    asked = room.minji.says(CHANNEL, TLS)
    await room.slack.settled()
    room.minji.edits(asked, SESSIONS)
    room.minji.deletes(asked)
    await room.slack.until(lambda: "chat.delete" in {call.method for call in room.slack.records.calls})
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []
    assert "chat.update" not in {call.method for call in room.slack.records.calls}


async def test_a_deleted_question_is_no_longer_kept_for_instructors(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, NEAR)
    await handled(room)
    room.minji.deletes(asked)
    await handled(room)
    (ask,) = asks(room)
    assert (ask["text"], ask["review"]) == ("", "none")


async def test_edits_and_deletions_leave_nothing_but_their_keys(room: Classroom) -> None:
    said = room.minji.says(CHANNEL, SMALL_TALK)
    await handled(room)
    room.minji.edits(said, "저는 비빔밥이요")
    await handled(room)
    room.minji.deletes(said)
    await handled(room)
    assert [row["payload"] for row in rows(room, "events")] == [None] * 3


def test_a_change_that_comes_late_is_known_to_be_outdated() -> None:
    changes = LastChanges()
    assert changes.is_last("C1", "1.0", at="3.0")
    assert not changes.is_last("C1", "1.0", at="2.0")
    assert changes.is_last("C1", "1.0", at="3.0")
    assert changes.is_last("C1", "1.0", at="4.0")
    assert changes.is_last("C2", "1.0", at="1.0")


def test_only_so_many_changes_are_remembered() -> None:
    changes = LastChanges()
    for number in range(1001):
        assert changes.is_last("C1", f"{number}.0", at="9.0")
    assert changes.is_last("C1", "0.0", at="1.0")
    assert not changes.is_last("C1", "1000.0", at="1.0")


async def test_a_reply_that_nobody_called_for_goes_when_its_question_becomes_small_talk(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    await room.replies(asked)
    await handled(room)
    room.minji.edits(asked, "오늘 점심 맛있었어요")
    await room.slack.until(lambda: not room.slack.from_bot(CHANNEL))
    await handled(room)
    assert [(ask["text"], ask["state"]) for ask in asks(room)] == [("", "removed")]
