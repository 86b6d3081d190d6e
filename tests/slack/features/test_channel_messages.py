from __future__ import annotations

from pathlib import Path

import pytest

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from bot.slack.delivery import TRIES
from bot.slack.timing import Timing
from tests.loopback import Fault
from tests.slack.classroom import CHANNEL, SMALL_TALK, TLS, TLS_ENTRY, UNKNOWN, Classroom, open_classroom
from tests.slack.journaled import asks, handled, is_written, rows

NEAR = "인그레스에서 path를 다른 경로로 rewrite 하려면 어노테이션을 뭘로 줘야 하나요"  # about the course, unanswered
SESSIONS = "앱에서 세션 쓰고 있는데 버전 올리면 기존 세션은 오류나나요?"  # for sure, another entry


async def test_answers_a_sure_question_in_its_thread(rooms: Classroom) -> None:
    asked = rooms.minji.says(CHANNEL, TLS)
    (reply,) = await rooms.replies(asked)
    assert reply.text.startswith("ingress에서 tls처리도 가능하면, 인증서도 ingress에 등록하나요?")
    assert "kubernetes.io/tls" in str(reply.blocks)


async def test_leaves_small_talk_alone_and_keeps_only_its_key(rooms: Classroom) -> None:
    said = rooms.minji.says(CHANNEL, SMALL_TALK)
    await handled(rooms)
    assert rooms.slack.from_bot(CHANNEL) == []
    assert asks(rooms) == []
    (event,) = rows(rooms, "events")
    assert (event["message"], event["payload"], event["user"]) == (said.ts, None, None)
    assert not await is_written(rooms, SMALL_TALK)


async def test_keeps_a_question_near_the_subject_silently_for_the_instructors(room: Classroom) -> None:
    room.minji.says(CHANNEL, NEAR)
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []
    (ask,) = asks(room)
    assert (ask["state"], ask["review"], ask["text"], ask["user"]) == ("silent", "open", NEAR, room.minji.id)
    assert await is_written(room, NEAR)


@pytest.mark.parametrize(
    "statement", ["ingress에 tls 인증서 등록했습니다. secret으로 넣으시면 됩니다.", "ingress tls secret"]
)
async def test_says_nothing_to_what_is_no_question_however_sure_it_is(room: Classroom, statement: str) -> None:
    room.jun.says(CHANNEL, statement)
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []
    assert asks(room) == []


async def test_reads_a_question_typed_on_the_wrong_keyboard_layout(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, "dlsrmfptmdp dlswmdtjfmf emdfhrgkfuaus djEjgrp gkskdy")
    (reply,) = await room.replies(asked)
    assert "kubernetes.io/tls" in str(reply.blocks)


async def test_replies_once_in_a_thread_unless_it_is_called(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    await room.replies(asked)
    room.hana.says(CHANNEL, SESSIONS, thread_ts=asked.ts)
    await handled(room)
    assert len(room.slack.from_bot(CHANNEL, thread_ts=asked.ts)) == 1
    room.hana.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {SESSIONS}", thread_ts=asked.ts)
    assert len(await room.replies(asked, 2)) == 2


async def test_answers_a_question_in_a_thread_that_it_has_not_spoken_in(room: Classroom) -> None:
    first = room.jun.says(CHANNEL, "오늘 실습 질문은 여기에 달아 주세요")
    room.minji.says(CHANNEL, TLS, thread_ts=first.ts)
    assert len(await room.replies(first)) == 1


async def test_a_question_in_a_thread_is_answered_though_the_first_try_failed(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, timing=Timing(pause=0.01)) as room:
        first = room.hana.says(CHANNEL, SMALL_TALK)
        await handled(room)
        room.slack.faults.fail("chat.postMessage", Fault(error="service_unavailable"), times=TRIES)
        room.minji.says(CHANNEL, TLS, thread_ts=first.ts)
        await room.replies(first)


async def test_of_two_questions_at_once_in_a_thread_one_gets_the_reply(room: Classroom) -> None:
    first = room.jun.says(CHANNEL, "오늘 실습 질문은 여기에 달아 주세요")
    room.minji.says(CHANNEL, TLS, thread_ts=first.ts)
    room.hana.says(CHANNEL, SESSIONS, thread_ts=first.ts)
    await room.replies(first)
    await handled(room)
    assert len(room.slack.from_bot(CHANNEL, thread_ts=first.ts)) == 1
    assert [ask["state"] for ask in asks(room)].count("replied") == 1


@pytest.mark.parametrize(
    "subtype", ["channel_join", "channel_topic", "bot_message", "channel_name", "pinned_item", "reminder_add"]
)
async def test_ignores_what_is_no_person_speaking(room: Classroom, subtype: str) -> None:
    room.minji.says(CHANNEL, TLS, subtype=subtype)
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []
    assert rows(room, "events") == []


async def test_ignores_other_bots_and_itself(room: Classroom) -> None:
    news = room.slack.add_person("U0NEWSBOT1", "News", is_bot=True)
    asked = news.says(CHANNEL, TLS)
    news.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {TLS}")
    await handled(room)
    assert room.slack.from_bot(CHANNEL) == []
    mine = room.minji.says(CHANNEL, TLS)
    await room.replies(mine)
    await handled(room)
    assert len(room.slack.from_bot(CHANNEL)) == 1  # its own reply, whose first line is a question, got none
    assert room.slack.from_bot(CHANNEL, thread_ts=asked.ts) == []


async def test_ignores_a_file_without_words_and_reads_the_words_beside_one(room: Classroom) -> None:
    picture = [{"id": "F1", "name": "error.png", "mimetype": "image/png"}]
    room.minji.says(CHANNEL, "", files=picture)
    asked = room.minji.says(CHANNEL, TLS, files=picture)
    await room.replies(asked)
    await handled(room)
    assert len(room.slack.from_bot(CHANNEL)) == 1


async def test_stays_out_of_channels_of_no_course(room: Classroom) -> None:
    room.slack.add_channel("C0RANDOM01", "random", [room.minji])
    room.minji.says("C0RANDOM01", TLS)
    await handled(room)
    assert room.slack.from_bot("C0RANDOM01") == []


async def test_stays_out_of_the_instructors_channel_until_it_is_called(room: Classroom) -> None:
    asked = room.jun.says("C0STAFF001", TLS)
    await handled(room)
    assert room.slack.from_bot("C0STAFF001") == []
    room.jun.says("C0STAFF001", f"<@{room.slack.identity.bot_user}>", thread_ts=asked.ts)
    (reply,) = await room.replies(asked)
    assert "kubernetes.io/tls" in str(reply.blocks)


async def test_under_mention_it_says_nothing_until_it_is_called(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, reply="mention") as room:
        room.minji.says(CHANNEL, TLS)
        await handled(room)
        assert room.slack.from_bot(CHANNEL) == []
        assert asks(room) == []
        called = room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {TLS}")
        assert await room.replies(called)


async def test_under_always_it_replies_to_whatever_is_asked_but_not_to_chatter(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, reply="always") as room:
        chatter = [room.minji.says(CHANNEL, words) for words in ("안녕하세요!", ":wave:", "네 알겠습니다")]
        unsure, unknown = room.minji.says(CHANNEL, NEAR), room.minji.says(CHANNEL, UNKNOWN)
        (reply,) = await room.replies(unsure)
        assert reply.text.startswith("확실하지 않은데")
        (reply,) = await room.replies(unknown)
        assert reply.text.startswith("아직 이 질문에 맞는 답을 찾지 못했어요")
        await handled(room)
        assert not any(room.slack.from_bot(CHANNEL, thread_ts=said.ts) for said in chatter)
        (reply,) = await room.replies(room.minji.says(CHANNEL, "도움말"))
        assert reply.text.startswith(LANGUAGES["ko"].help_title)


async def test_a_channel_may_differ_from_its_course(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        settings = room.knowledge / "mspt3" / "course.yaml"
        text = settings.read_text(encoding="utf-8").replace("reply: confident", "reply: mention")
        settings.write_text(text.replace("channels:\n", "channels:\n  - '#kube-qna'\n"), encoding="utf-8")
        room.slack.add_channel("C0KUBE0001", "kube-qna", [room.minji])
        await room.start()
        quiet = room.minji.says(CHANNEL, TLS)
        await room.replies(room.minji.says("C0KUBE0001", TLS))
        await handled(room)
        assert room.slack.from_bot(CHANNEL, thread_ts=quiet.ts) == []


# People first


async def test_waits_for_people_and_then_answers(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        asked = room.minji.says(CHANNEL, TLS)
        await handled(room)
        assert room.slack.from_bot(CHANNEL) == []
        (reply,) = await room.replies(asked)
        assert float(reply.ts) >= float(asked.ts) + 1


async def test_stays_silent_when_a_person_replied_meanwhile(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        answered, open_one = room.minji.says(CHANNEL, TLS), room.hana.says(CHANNEL, SESSIONS)
        await handled(room)
        room.jun.says(CHANNEL, "네, secret으로 등록하세요.", thread_ts=answered.ts)
        room.hana.says(CHANNEL, "급해요 ㅠㅠ", thread_ts=open_one.ts)  # her own words are no reply
        await room.replies(open_one)
        await handled(room)
        assert room.slack.from_bot(CHANNEL, thread_ts=answered.ts) == []


async def test_people_first_holds_within_a_thread_too(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        first = room.jun.says(CHANNEL, "오늘 실습 질문은 여기에 달아 주세요")
        answered = room.minji.says(CHANNEL, TLS, thread_ts=first.ts)
        await handled(room)
        room.jun.says(CHANNEL, "네, secret으로 등록하세요.", thread_ts=first.ts)
        await handled(room)
        later = room.hana.says(CHANNEL, SESSIONS, thread_ts=first.ts)
        (reply,) = await room.replies(first)
        await handled(room)
        assert answered.ts < later.ts < reply.ts
        assert [ask["message"] for ask in asks(room)] == [later.ts]


async def test_who_does_not_want_to_wait_calls_it_and_gets_one_reply(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        asked, other = room.minji.says(CHANNEL, TLS), room.hana.says(CHANNEL, SESSIONS)
        await handled(room)
        room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}>", thread_ts=asked.ts)
        (reply,) = await room.replies(asked)
        assert float(reply.ts) < float(asked.ts) + 1
        await room.replies(other)
        await handled(room)
        assert len(room.slack.from_bot(CHANNEL, thread_ts=asked.ts)) == 1


async def test_a_wait_survives_a_restart(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        asked = room.minji.says(CHANNEL, TLS)
        await handled(room)
        await room.leave()
        await room.start()
        assert len(await room.replies(asked)) == 1


async def test_what_people_said_while_the_bot_was_away_counts(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        answered, open_one = room.minji.says(CHANNEL, TLS), room.hana.says(CHANNEL, SESSIONS)
        await handled(room)
        await room.leave()
        room.slack.workspace.subscribed = set()  # Slack gave up delivering what happened meanwhile
        room.jun.says(CHANNEL, "네, secret으로 등록하세요.", thread_ts=answered.ts)
        room.slack.workspace.subscribed = None
        await room.start()
        assert len(await room.replies(open_one)) == 1
        await handled(room)
        assert room.slack.from_bot(CHANNEL, thread_ts=answered.ts) == []


async def test_a_reply_that_it_heard_of_counts_even_if_slack_tells_nothing(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        answered, open_one = room.minji.says(CHANNEL, TLS), room.hana.says(CHANNEL, SESSIONS)
        await handled(room)
        room.jun.says(CHANNEL, "네, secret으로 등록하세요.", thread_ts=answered.ts)
        room.slack.faults.fail("conversations.replies", Fault(error="internal_error"), times=9)
        await room.replies(open_one)
        await handled(room)
        assert room.slack.from_bot(CHANNEL, thread_ts=answered.ts) == []


async def test_answers_when_slack_does_not_tell_who_spoke_meanwhile(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, wait=1) as room:
        asked = room.minji.says(CHANNEL, TLS)
        await handled(room)
        await room.leave()
        room.slack.faults.fail("conversations.replies", Fault(retry_after=60), times=9)
        await room.start()
        assert len(await room.replies(asked)) == 1


async def test_the_answer_is_kept_with_what_was_asked_and_found(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    (reply,) = await room.replies(asked)
    await handled(room)
    (ask,) = asks(room)
    assert (ask["text"], ask["user"], ask["shown"], ask["reply"]) == (TLS, room.minji.id, TLS_ENTRY, reply.ts)
    assert (ask["state"], ask["outcome"], ask["origin"], ask["course"]) == ("replied", "answer", "channel", "mspt3")
    assert ask["confidence"] > 0.9
